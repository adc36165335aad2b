import { useMemo, useState } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import type { Scope } from '#shared/casebook/path'
import { type Logged, type RedactionPlace, refOf } from '#shared/change/change'
import { targetsIn } from '#shared/redaction/agreed'
import { redactablePlaces, waitingRequests } from '#shared/redaction/judge'
import { type WordsAt, wordsIn } from '#shared/redaction/words-at'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { Checkbox, Field, TextInput } from '../../ui/field'
import { useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { useFormSession, useScene } from '../form-session'
import { formTexts } from '../texts'
import styles from './inspector.module.css'

/** What of a change may be asked to be blacked out, or that somebody has asked; nothing for who may not ask. */
export type ToBlackOut = readonly WordsAt[] | 'waits'

/** What this person may ask to have blacked out, change by change. */
export function useBlackOut(): (logged: Logged) => ToBlackOut {
  const { sitting, mayAskToBlackOut } = useFormSession()
  const casebook = useScene(sitting, (scene) => scene.casebook)
  return useMemo(() => (mayAskToBlackOut ? toBlackOutIn(casebook) : nothing), [casebook, mayAskToBlackOut])
}

const nothing = (): ToBlackOut => []

function toBlackOutIn(casebook: Casebook): (logged: Logged) => ToBlackOut {
  const asked = new Set(waitingRequests(casebook).flatMap((one) => targetsIn(one).map(({ change }) => change)))
  return (logged) => {
    if (asked.has(refOf(logged.change))) return 'waits'
    const places = redactablePlaces(casebook, logged)
    return wordsIn(logged.change).filter(({ place }) => places.includes(place))
  }
}

interface BlackOutProps {
  readonly logged: Logged
  readonly what: ToBlackOut
  /** What is about this and nothing else; left out, all of it. */
  readonly only?: Scope
  /** How each is shown where it stands. */
  readonly show: (words: WordsAt) => string
}

/** The way to ask that personal data which were typed in by mistake are blacked out in the history, for good. */
export function BlackOut({ logged, what, only, show }: BlackOutProps) {
  const say = useTexts(formTexts)
  const [asks, setAsks] = useState(false)
  if (what === 'waits') return <p className="secondary">{say('blackOutWaits')}</p>
  const words = what.filter(({ scope }) => only === undefined || scope === only)
  if (words.length === 0) return null
  return (
    <>
      <Button kind="quiet" className={styles.askToBlackOut} onClick={() => setAsks(true)}>
        {say('blackOut')}
      </Button>
      {asks && <BlackOutDialog logged={logged} words={words} show={show} onClose={() => setAsks(false)} />}
    </>
  )
}

interface BlackOutDialogProps extends Pick<BlackOutProps, 'logged' | 'show'> {
  readonly words: readonly WordsAt[]
  readonly onClose: () => void
}

function BlackOutDialog({ logged, words, show, onClose }: BlackOutDialogProps) {
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
