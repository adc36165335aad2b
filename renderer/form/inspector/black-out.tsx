import { useState } from 'react'
import type { Logged, RedactionPlace } from '#shared/change/change'
import { REDACTED } from '#shared/redaction/black-out'
import type { WordsAt } from '#shared/redaction/words-at'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { Checkbox, Field, TextInput } from '../../ui/field'
import { useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { useFormSession } from '../form-session'
import { formTexts } from '../texts'
import styles from './inspector.module.css'

interface BlackOutProps {
  readonly logged: Logged
  /** What of it may be asked to be blacked out. */
  readonly words: readonly WordsAt[]
  /** How each is shown where it stands. */
  readonly show: (words: WordsAt) => string
}

/** The way to ask that personal data which were typed in by mistake are blacked out in the history, for good. */
export function BlackOut({ logged, words, show }: BlackOutProps) {
  const say = useTexts(formTexts)
  const [asks, setAsks] = useState(false)
  const here = words.filter(({ said }) => said !== REDACTED)
  if (here.length === 0) return null
  return (
    <>
      <Button kind="quiet" className={styles.askToBlackOut} onClick={() => setAsks(true)}>
        {say('blackOut')}
      </Button>
      {asks && <BlackOutDialog logged={logged} words={here} show={show} onClose={() => setAsks(false)} />}
    </>
  )
}

function BlackOutDialog({ logged, words, show, onClose }: BlackOutProps & { readonly onClose: () => void }) {
  const say = useTexts(formTexts)
  const { sitting } = useFormSession()
  const [left, setLeft] = useState<ReadonlySet<RedactionPlace>>(new Set())
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<'reason' | 'places' | 'stored'>()
  const places = words.flatMap(({ place }) => (left.has(place) ? [] : [place]))
  const toggle = (place: RedactionPlace) => {
    const next = new Set(left)
    if (!next.delete(place)) next.add(place)
    setLeft(next)
  }
  const ask = async () => {
    if (places.length === 0) setProblem('places')
    else if (reason.trim() === '') setProblem('reason')
    else if (await sitting.askToBlackOut(logged, places, reason.trim())) onClose()
    else setProblem('stored')
  }
  return (
    <Dialog
      title={say('blackOutTitle')}
      onClose={onClose}
      foot={
        <>
          <Button tall onClick={onClose}>
            {say('blackOutNot')}
          </Button>
          <Button kind="primary" tall onClick={() => void ask()}>
            {say('blackOutAsk')}
          </Button>
        </>
      }
    >
      <div className={styles.blackOut}>
        <p>{say('blackOutMeaning')}</p>
        <fieldset className={styles.blackOutPlaces}>
          <legend>{say('blackOutWhat')}</legend>
          {words.map((one) => (
            <Checkbox key={one.place} checked={!left.has(one.place)} onChange={() => toggle(one.place)}>
              {show(one)}
            </Checkbox>
          ))}
        </fieldset>
        <Field
          label={say('blackOutReason')}
          hint={say('blackOutHint')}
          required
          problem={problem === 'reason' ? say('blackOutReasonMissing') : undefined}
        >
          {(control) => (
            <TextInput {...control} value={reason} maxLength={500} onChange={({ target }) => setReason(target.value)} />
          )}
        </Field>
        {problem === 'places' && <Notice live tone="check" title={say('blackOutNothing')} />}
        {problem === 'stored' && <Notice live tone="stop" title={say('blackOutNotStored')} />}
      </div>
    </Dialog>
  )
}
