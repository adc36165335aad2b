import type { CompiledStudy } from '../study/compile'
import type { Casebook } from './casebook'
import { differenceOf, isWithdrawn } from './difference'
import { following } from './following'
import { type FormPath, eventOf, formOid, steps } from './path'

/** Which instances of each form stand: begun by a change and not withdrawn. */
export interface Instances {
  /** In the order of the schedule, then of their paths. */
  of(form: string): readonly FormPath[]
  stands(form: FormPath): boolean
  /** What `FORM.ITEM` speaks of in a form: the instance of the same visit, else the first in the order of the schedule. */
  spokenOf(from: FormPath, form: string): FormPath | undefined
}

/** The same as long as no form instance comes or goes; gathering them costs a look at each. */
export const instancesIn = following<Instances>((study, casebook, before) =>
  before && differenceOf(before.casebook, casebook).standing.length === 0 ? before.value : gather(study, casebook),
)

function gather(study: CompiledStudy, casebook: Casebook): Instances {
  const all = new Map<string, FormPath[]>()
  const first = new Map<string, FormPath>()
  const standing = [...casebook.forms.values()]
    .filter((form) => !isWithdrawn(form))
    .map(({ path }) => ({ path, event: eventOf(path), rank: study.eventRank(steps(path)[0]?.oid ?? '') }))
    .sort((a, b) => a.rank - b.rank || (a.path < b.path ? -1 : 1))
  for (const { path, event } of standing) {
    const name = formOid(path)
    const own = all.get(name)
    if (own) own.push(path)
    else all.set(name, [path])
    const place = `${event}/${name}`
    if (!first.has(place)) first.set(place, path)
  }
  const of = (form: string): readonly FormPath[] => all.get(form) ?? []
  const stands = new Set(standing.map(({ path }) => path))
  return {
    of,
    stands: (form) => stands.has(form),
    spokenOf: (from, form) => first.get(`${eventOf(from)}/${form}`) ?? of(form)[0],
  }
}
