import { useState } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import type { Scope } from '#shared/casebook/path'
import { type Entry, type Logged, type RedactionPlace, refOf } from '#shared/change/change'
import { targetsIn } from '#shared/redaction/agreed'
import { redactablePlaces, waitingRequests } from '#shared/redaction/judge'
import { type WordsAt, wordsIn } from '#shared/redaction/words-at'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { Checkbox, Field, TextInput } from '../ui/field'
import { useTexts } from '../ui/language'
import { Notice } from '../ui/notice'
import styles from './black-out.module.css'
import { formTexts } from './texts'

/** What of a change may be asked to be blacked out, or that somebody has asked; nothing for who may not ask. */
type ToBlackOut = readonly WordsAt[] | 'waits'

/** What somebody may ask to have blacked out in a casebook, change by change, and the way to ask. */
export interface BlackingOut {
  readonly of: (logged: Logged) => ToBlackOut
  /** False where it could not be stored. */
  readonly ask: (logged: Logged, places: readonly RedactionPlace[], reason: string) => Promise<boolean>
}

/** What may be asked in a casebook, for those who may ask. */
export function toBlackOutIn(casebook: Casebook): BlackingOut['of'] {
  const asked = new Set(waitingRequests(casebook).flatMap((one) => targetsIn(one).map(({ change }) => change)))
  return (logged) => {
    if (asked.has(refOf(logged.change))) return 'waits'
    const places = redactablePlaces(casebook, logged)
    return wordsIn(logged.change).filter(({ place }) => places.includes(place))
  }
}

/** The same for those who may not. */
export const nothingToBlackOut: BlackingOut['of'] = () => []

interface BlackOutProps {
  readonly logged: Logged
  readonly by: BlackingOut
  /** What is about this and nothing else; left out, all of it. */
  readonly only?: Scope | undefined
  /** How a value is shown where it stands. */
  readonly showValue: (entry: Entry, words: WordsAt) => string
}

/** The way to ask that personal data which were typed in by mistake are blacked out in the history, for good. */
export function BlackOut({ logged, by, only, showValue }: BlackOutProps) {
  const say = useTexts(formTexts)
  const [asks, setAsks] = useState(false)
  const what = by.of(logged)
  if (what === 'waits') return <p className="secondary">{say('blackOutWaits')}</p>
  const words = what.filter(({ scope }) => only === undefined || scope === only)
  if (words.length === 0) return null
  return (
    <>
      <Button kind="quiet" className={styles.ask} onClick={() => setAsks(true)}>
        {say('blackOut')}
      </Button>
      {asks && (
        <BlackOutDialog logged={logged} by={by} words={words} showValue={showValue} onClose={() => setAsks(false)} />
      )}
    </>
  )
}

interface BlackOutDialogProps extends Pick<BlackOutProps, 'logged' | 'by' | 'showValue'> {
  readonly words: readonly WordsAt[]
  readonly onClose: () => void
}

function BlackOutDialog({ logged, by, words, showValue, onClose }: BlackOutDialogProps) {
  const say = useTexts(formTexts)
  const [left, setLeft] = useState<ReadonlySet<RedactionPlace>>(new Set())
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<'reason' | 'places' | 'stored'>()
  const places = words.flatMap(({ place }) => (left.has(place) ? [] : [place]))
  const toggle = (place: RedactionPlace) => {
    const next = new Set(left)
    if (!next.delete(place)) next.add(place)
    setLeft(next)
  }
  const show = (one: WordsAt): string => {
    if (typeof one.said !== 'string') return say('blackOutValue', { text: showValue(one.said, one) })
    return one.place.endsWith('reason') ? say('blackOutWords', { text: one.said }) : one.said
  }
  const ask = async () => {
    if (places.length === 0) setProblem('places')
    else if (reason.trim() === '') setProblem('reason')
    else if (await by.ask(logged, places, reason.trim())) onClose()
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
      <div className={styles.dialog}>
        <p>{say('blackOutMeaning')}</p>
        <fieldset className={styles.places}>
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
