import type { FormState, FormStatus } from '#shared/casebook/casebook'
import { type ItemPath, within } from '#shared/casebook/path'
import { type ItemView, holdsAnswer } from './item-view'
import { isLimit } from './laboratory-view'

export interface FormProgress {
  readonly done: number
  readonly expected: number
  readonly status: FormStatus | 'empty'
  /** Items that stand against completing: to be entered, contested, or with a finding that gates. First one first. */
  readonly standing: readonly ItemPath[]
  readonly withdrawn: boolean
}

/** Progress counts what is expected; where nothing is, whatever is there. */
export function progressOf(items: ReadonlyMap<ItemPath, ItemView>, form: FormState | undefined): FormProgress {
  const asked = [...items.values()].filter(({ def }) => def.type !== 'calculated' && !isLimit(def))
  const expected = asked.filter(({ required }) => required)
  const counted = expected.length > 0 ? expected : asked
  const entered = ({ state }: ItemView) => holdsAnswer(state?.value)
  const stands = ({ toEnter, state, findings }: ItemView) =>
    toEnter || (state?.contested ?? false) || findings.some(({ severity }) => severity === 'H')
  const begun = [...(form?.items.values() ?? [])].some(({ heads }) => heads.length > 0)
  return {
    done: counted.filter(entered).length,
    expected: counted.length,
    status: form?.status?.status ?? (begun ? 'in-progress' : 'empty'),
    standing: [...items.values()].filter(stands).map(({ path }) => path),
    withdrawn: form !== undefined && form.withdrawn.some((scope) => within(form.path, scope)),
  }
}
