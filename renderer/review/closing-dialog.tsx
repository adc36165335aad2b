import { useState } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import type { Scope } from '#shared/casebook/path'
import type { Closing } from '#shared/change/change'
import { againstLocking, closedHere, standsAgainst } from '#shared/review/closing'
import { loosens } from '#shared/roles'
import type { CompiledStudy } from '#shared/study/compile'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { useTexts } from '../ui/language'
import { Notice } from '../ui/notice'
import { ReasonField } from './reason-field'
import { reviewTexts } from './texts'
import { useAssert } from './use-assert'

interface ClosingDialogProps {
  readonly study: CompiledStudy
  /** A participant's casebook, or the site's own. */
  readonly casebook: Casebook
  readonly scope: Scope
  /** What it is called. */
  readonly what: string
  readonly to: Closing
  readonly onClose: () => void
}

/** Freezes, locks or opens a part of a casebook: what it means, what stands against it, and why where it is opened. */
export function ClosingDialog({ study, casebook, scope, what, to, onClose }: ClosingDialogProps) {
  const say = useTexts(reviewTexts)
  const assert = useAssert(study)
  const [reason, setReason] = useState('')
  const [state, setState] = useState<'asking' | 'reason-missing' | 'not-saved'>('asking')
  const now = closedHere(casebook, scope)
  const against = againstLocking(casebook, scope)
  const stopped = to === 'locked' && standsAgainst(against)
  const opens = loosens(now?.closing ?? 'open', to)

  const close = async () => {
    const words = reason.trim()
    if (opens && words === '') {
      setState('reason-missing')
      return
    }
    const bases = [...(now?.heads ?? [])]
    const done = await assert(casebook, { kind: 'lock', scope, bases, closing: to, ...(words && { reason: words }) })
    if (done) onClose()
    else setState('not-saved')
  }
  return (
    <Dialog
      title={say(`ask.${to}`, { what })}
      onClose={onClose}
      foot={
        <>
          <Button tall onClick={onClose}>
            {say('cancel')}
          </Button>
          {!stopped && (
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
        {stopped ? (
          <Notice tone="stop" title={say('against')}>
            {against.contested.length > 0 && <p>{say('againstContested', { count: against.contested.length })}</p>}
            {against.held.length > 0 && <p>{say('againstHeld', { count: against.held.length })}</p>}
            {against.queries.length > 0 && <p>{say('againstQueries', { count: against.queries.length })}</p>}
          </Notice>
        ) : (
          <p>{say(`means.${to}`)}</p>
        )}
        {opens && <ReasonField value={reason} onChange={setReason} missing={state === 'reason-missing'} />}
        {state === 'not-saved' && <Notice tone="stop" live title={say('notSaved')} />}
      </form>
    </Dialog>
  )
}
