import { isAsked } from '#shared/casebook/queries'
import type { Casebook, FormState } from '#shared/casebook/casebook'
import { type Finding, findingsOf, isOpen } from '#shared/casebook/findings'
import { holdsSomething } from '#shared/casebook/holds-something'
import { layoutOf } from '#shared/casebook/layout'
import type { FormPath } from '#shared/casebook/path'
import type { DueState } from '#shared/casebook/schedule'
import type { CompiledStudy } from '#shared/study/compile'
import { MARKS, type MarkState } from '../../ui/mark'

/** How a form instance stands, in numbers. */
export interface FormStanding {
  readonly mark: MarkState
  readonly checks: number
  readonly openQueries: number
  readonly contested: number
  readonly held: number
  readonly unsent: number
}

export interface FormAt {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly today: string
}

/** The most important thing to know about a form of a visit that stands so. */
export function standingOf({ study, casebook, today }: FormAt, path: FormPath, due: DueState): FormStanding {
  const form = casebook.forms.get(path)
  if (!form || form.withdrawn.includes(path) || !hasBegun(form)) return { ...nothing, mark: waiting(due) }
  const checks = findingsOf(study, casebook, path, today).filter((finding) => asks(form, finding)).length
  const openQueries = form.queries.filter(({ status, origin }) => isAsked(status) && origin === 'manual').length
  const contested = [...form.items.values()].filter((item) => item.contested).length
  const held = form.held.length
  const marks = new Set<MarkState>([own(form)])
  if (contested > 0) marks.add('contested')
  if (held > 0) marks.add('held')
  if (checks > 0) marks.add('check')
  if (openQueries > 0) marks.add('query')
  if (form.queries.some(({ status }) => status === 'answered')) marks.add('answered')
  if (form.unsent > 0) marks.add('unsent')
  if (form.signatures.some(({ intact }) => intact)) marks.add('signed')
  else if (form.signatures.length > 0) marks.add('sign-again')
  return {
    mark: MARKS.find((mark) => marks.has(mark)) ?? 'sent',
    checks,
    openQueries,
    contested,
    held,
    unsent: form.unsent,
  }
}

const nothing = { checks: 0, openQueries: 0, contested: 0, held: 0, unsent: 0 }

const hasBegun = (form: FormState): boolean =>
  form.status !== undefined || form.held.length > 0 || [...form.items.values()].some(holdsSomething)

/** What is missing is asked once the form is said to be complete; until then it is merely still to come. */
const asks = (form: FormState, finding: Finding): boolean =>
  isOpen(finding) &&
  finding.severity !== 'I' &&
  (form.status?.status === 'complete' || !finding.check.startsWith('REQUIRED:'))

function own({ status }: FormState): MarkState {
  switch (status?.status) {
    case 'complete':
      return 'complete'
    case 'not-done':
      return 'not-done'
    case 'in-progress':
    case undefined:
      return 'begun'
  }
}

/** A form nobody began stands as its visit does. */
function waiting(due: DueState): MarkState {
  switch (due) {
    case 'overdue':
    case 'missed':
    case 'expired':
      return due
    case 'due':
    case 'out-of-window':
      return 'due'
    case 'ahead':
      return 'planned'
    case 'done':
    case 'not-done':
      return 'not-done'
  }
}

/** What is entered of what is expected; undefined where nothing is. */
export function enteredOf(
  { study, casebook }: FormAt,
  path: FormPath,
): { readonly done: number; readonly expected: number } | undefined {
  const items = layoutOf(study, casebook, path)?.groups.flatMap(({ rows }) => rows.flatMap((row) => row.items)) ?? []
  const expected = items.filter(({ required }) => required)
  const form = casebook.forms.get(path)
  const done = expected.filter((item) => holdsSomething(form?.items.get(item.path))).length
  return expected.length > 0 ? { done, expected: expected.length } : undefined
}
