import type { Casebook } from '../casebook/casebook'
import { type FormPath, itemOf, steps } from '../casebook/path'
import type { CompiledStudy } from '../study/compile'
import type { Judgements } from './engine'

/** The item in which a criterion is judged: `NR-I17` in `IE_NR_I17`, on whichever form of the study asks it. */
export const judgedIn = (criterion: string): string => `IE_${criterion.replaceAll('-', '_')}`

/**
 * What the investigator said of each criterion. Of several occasions the latest in the order of the study's visits speaks;
 * one that is contested says nothing.
 */
export function judgementsOf(study: CompiledStudy, casebook: Casebook): Judgements {
  const ids = new Map((study.version.eligibility?.criteria ?? []).map(({ id }) => [judgedIn(id), id]))
  const rankOf = (path: FormPath): number => study.eventRank(steps(path)[0]?.oid ?? '')
  const said: Record<string, string | undefined> = {}
  const forms = [...casebook.forms.values()].filter(({ path, withdrawn }) => !withdrawn.includes(path))
  for (const form of forms.toSorted((a, b) => rankOf(a.path) - rankOf(b.path) || (a.path < b.path ? -1 : 1)))
    for (const { path, value, contested } of form.items.values()) {
      const id = ids.get(itemOf(path))
      if (id !== undefined) said[id] = !contested && value?.state === 'value' ? value.text : undefined
    }
  return said
}
