import { useState } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import type { Scope } from '#shared/casebook/path'
import type { Closing } from '#shared/change/change'
import { closedHere } from '#shared/review/closing'
import type { CompiledStudy } from '#shared/study/compile'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { useTexts } from '../ui/language'
import { Notice } from '../ui/notice'
import { useClosingParts } from './closing-parts'
import { ReasonField } from './reason-field'
import styles from './review-parts.module.css'
import { reviewTexts } from './texts'
import { useAssert } from './use-assert'

interface ClosingDialogProps {
  readonly study: CompiledStudy
  /** A participant's casebook, or the site's own. */
  readonly casebook: Casebook
  readonly scope: Scope
  /** How far it goes unless somebody says otherwise; left out, the scope alone. */
  readonly reach?: Scope
  readonly to: Closing
  readonly onClose: () => void
}

/**
 * Freezes, locks or opens a part of a casebook, or everything around it out to the whole study, in one act: how far, what
 * it means, what stands against it, and why where it is opened.
 */
export function ClosingDialog({ study, casebook, scope, reach = scope, to, onClose }: ClosingDialogProps) {
  const say = useTexts(reviewTexts)
  const assert = useAssert(study)
  const parts = useClosingParts({ study, casebook, scope, to })
  const [chosen, setChosen] = useState<string>()
  const [reason, setReason] = useState('')
  const [state, setState] = useState<'asking' | 'reason-missing' | 'not-saved'>('asking')
  const part = parts.find(({ key }) => key === (chosen ?? reach)) ?? parts[0]
  const { contested, held, queries } = part?.waiting ?? { contested: 0, held: 0, queries: 0 }
  const stopped = to === 'locked' && contested + held + queries > 0

  const close = async () => {
    if (!part) return
    const words = reason.trim()
    if (part.opens && words === '') {
      setState('reason-missing')
      return
    }
    for (const { casebook: book, scope: at, site } of part.targets) {
      const bases = [...(closedHere(book, at)?.heads ?? [])]
      const said = { kind: 'lock' as const, scope: at, bases, closing: to, ...(words && { reason: words }) }
      if (!(await assert(book, said, site))) {
        setState('not-saved')
        return
      }
    }
    onClose()
  }
  return (
    <Dialog
      title={say(`ask.${to}`, { what: part?.what ?? '' })}
      onClose={onClose}
      foot={
        <>
          <Button tall onClick={onClose}>
            {say('cancel')}
          </Button>
          {!stopped && part && (
            <Button kind="primary" tall type="submit" form="closing">
              {say(`close.${to}`)}
            </Button>
          )}
        </>
      }
    >
      <form
        id="closing"
        onSubmit={(submit) => {
          submit.preventDefault()
          void close()
        }}
      >
        {parts.length > 1 && (
          <fieldset className={styles.reach}>
            <legend>{say('howFar')}</legend>
            {parts.map(({ key, what }) => (
              <label key={key}>
                <input type="radio" name="reach" checked={key === part?.key} onChange={() => setChosen(key)} />
                {what}
              </label>
            ))}
          </fieldset>
        )}
        {stopped ? (
          <Notice tone="stop" title={say('against')}>
            {contested > 0 && <p>{say('againstContested', { count: contested })}</p>}
            {held > 0 && <p>{say('againstHeld', { count: held })}</p>}
            {queries > 0 && <p>{say('againstQueries', { count: queries })}</p>}
          </Notice>
        ) : (
          <p>{say(`means.${to}`)}</p>
        )}
        {part?.opens && <ReasonField value={reason} onChange={setReason} missing={state === 'reason-missing'} />}
        {state === 'not-saved' && <Notice tone="stop" live title={say('notSaved')} />}
      </form>
    </Dialog>
  )
}
