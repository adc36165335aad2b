import { isAsked } from '#shared/casebook/queries'
import type { FormState, ItemState, QueryState } from '#shared/casebook/casebook'
import { type Scope, within } from '#shared/casebook/path'
import { MARKS, type MarkState } from '../ui/mark'

interface Marked {
  readonly state: ItemState | undefined
  /** Findings that nobody has answered yet. */
  readonly open: number
  readonly queries: readonly QueryState[]
  readonly signed: 'signed' | 'sign-again' | undefined
  readonly verified: boolean
  readonly closed: boolean
}

/**
 * Marks of one item, the most important first. What is sent and in order has none: the normal state is silent.
 */
export function itemMarks({ state, open, queries, signed, verified, closed }: Marked): readonly MarkState[] {
  const marks = new Set<MarkState>()
  if (state?.contested) marks.add('contested')
  if (state?.held) marks.add('held')
  if (open > 0) marks.add('check')
  // A contested item's query is the contest itself, which has its own mark.
  const talk = queries.filter(({ origin }) => origin === 'manual')
  if (talk.some(({ status }) => isAsked(status))) marks.add('query')
  else if (talk.some(({ status }) => status === 'answered')) marks.add('answered')
  if (state?.unsent) marks.add('unsent')
  if (signed) marks.add(signed)
  if (verified) marks.add('verified')
  if (closed) marks.add('locked')
  return MARKS.filter((mark) => marks.has(mark))
}

/** Whether what is at `scope` is signed as it stands, or was changed after someone signed it. */
export function signedState(form: FormState | undefined, scope: Scope): 'signed' | 'sign-again' | undefined {
  const here = form?.signatures.filter((signature) => within(scope, signature.scope)) ?? []
  if (here.some(({ intact }) => intact)) return 'signed'
  return here.length > 0 ? 'sign-again' : undefined
}
