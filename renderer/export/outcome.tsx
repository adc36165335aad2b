import { useState } from 'react'
import type { Hash } from '#shared/ids'
import { Button, IconButton } from '../ui/button'
import { useLanguage, useTexts } from '../ui/language'
import { Notice } from '../ui/notice'
import { Progress } from '../ui/progress'
import { showBytes } from '../ui/bytes'
import styles from './outcome.module.css'
import { exportTexts } from './texts'
import type { Export, OutcomeState, Saved } from './use-export'

interface OutcomeOf extends Pick<Export, 'stop' | 'save' | 'dismiss'> {
  readonly state: OutcomeState
}

/** What an export is doing or what came of it, in place. Nothing while none was asked for. */
export function ExportOutcome({ of: { state, stop, save, dismiss } }: { of: OutcomeOf }) {
  const say = useTexts(exportTexts)
  const language = useLanguage()
  const close = <IconButton icon="close" label={say('dismiss')} onClick={dismiss} />
  switch (state.kind) {
    case 'idle':
      return null
    case 'working': {
      const { stage, done, of, rows, bytes } = state.progress
      const number = new Intl.NumberFormat(language)
      const size = { rows: number.format(rows), size: showBytes(bytes, language) }
      return (
        <Notice tone="calm" live title={say(stage)} action={<Button onClick={stop}>{say('stop')}</Button>}>
          <span className={styles.progress}>
            <Progress label={say('progress')} value={done} max={of} wide />
            <span className="secondary num">
              {stage === 'reading'
                ? say('readingOf', { done, of })
                : say(rows > 0 ? 'makingOf' : 'makingSize', { done, of, ...size })}
            </span>
          </span>
        </Notice>
      )
    }
    case 'made': {
      const { made, saved } = state
      const { tone, title, text, again } = savedWords[saved]
      return (
        <Notice tone={tone} live title={say(title)} action={saved !== 'asking' && close}>
          <div className={styles.made}>
            {text && <p>{say(text)}</p>}
            <p>
              <b className={styles.name}>{made.name}</b>{' '}
              <span className="nowrap num">{showBytes(made.bytes.length, language)}</span>
            </p>
            <Fingerprint sha256={made.sha256} />
            {again && (
              <Button className={styles.again} onClick={save}>
                {say('saveAgain')}
              </Button>
            )}
          </div>
        </Notice>
      )
    }
    case 'stopped':
      return <Notice tone="calm" live title={say('stopped')} action={close} />
    case 'failed':
      return (
        <Notice tone="stop" live title={say(`failed.${state.why}`, { code: state.code ?? '' })} action={close}>
          {say(`failed.${state.why}.text`)}
        </Notice>
      )
  }
}

const savedWords = {
  asking: { tone: 'calm', title: 'asking', text: undefined, again: false },
  saved: { tone: 'good', title: 'saved', text: undefined, again: false },
  downloaded: { tone: 'good', title: 'downloaded', text: undefined, again: false },
  'put-off': { tone: 'calm', title: 'putOff', text: 'putOffText', again: true },
  'not-written': { tone: 'stop', title: 'notWritten', text: 'notWrittenText', again: true },
} as const satisfies Record<Saved, object>

/** What somebody who was given the file compares it by. */
export function Fingerprint({ sha256 }: { sha256: Hash }) {
  const say = useTexts(exportTexts)
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(sha256)
    setCopied(true)
  }
  return (
    <div className={styles.fingerprint}>
      <code className={styles.hash} title={say('fingerprint')}>
        {sha256}
      </code>
      <IconButton
        icon={copied ? 'tick' : 'copy'}
        label={say(copied ? 'copied' : 'copy')}
        className={styles.copy}
        onClick={() => void copy()}
      />
    </div>
  )
}
