import type { Casebook } from '../casebook/casebook'
import { takenOn } from '../casebook/earlier'
import { type FormPath, ItemPath, formOf } from '../casebook/path'
import { visitsOf } from '../casebook/visits'
import { PartialDate } from '../partial-date'
import type { CompiledStudy } from '../study/compile'
import type { AdverseEvent, Grade } from './ae-queue'
import { sayings } from './sayings'
import { dosesOf, suspectsOf } from './suspects'
import { barsOf } from './timeline'

/** Since when an event had which grade, what was measured then, and how long after which dose that was. */
export interface GradeSpan {
  readonly grade: Grade | undefined
  /** ISO days; `to` is the last one, undefined while it goes on. */
  readonly from: string
  readonly to: string | undefined
  /** The linked result that was taken nearest to its beginning, within the span. */
  readonly result: ItemPath | undefined
  /** The number of the dose of the study's first agent before it, and which day after it: the day of the dose is day 1. */
  readonly dose: { readonly number: number; readonly day: number } | undefined
}

export interface EventEvidence {
  /** The latest first. */
  readonly grades: readonly GradeSpan[]
  readonly results: readonly { readonly path: ItemPath; readonly taken: string | undefined }[]
  /** Medicines that were given for it, as their own records say. */
  readonly medicines: readonly { readonly form: FormPath; readonly name: string }[]
}

/** What an event rests on and what was done about it: its grades over time, results, doses and medicines. */
export function evidenceOf(
  study: CompiledStudy,
  casebook: Casebook,
  event: AdverseEvent,
  today: string,
): EventEvidence {
  const results = (sayings(event.state).get('AELABLINK') ?? '').split(' ').flatMap((text) => {
    const path = ItemPath.safeParse(text)
    const form = path.success ? formOf(path.data) : undefined
    return path.success && form ? [{ path: path.data, taken: takenOn(study, casebook, form) }] : []
  })
  const doses = suspectsOf(study)
    .slice(0, 1)
    .flatMap((suspect) => dosesOf(study, casebook, suspect))
    .map(({ start }) => start.slice(0, 10))
  const now = PartialDate.parse(today)?.first ?? 0
  const grades = barsOf(event, now).map(({ grade, from, to, open }): GradeSpan => {
    const [first, last] = [isoOf(from), isoOf(to - 1)]
    const before = doses.findLast((day) => day <= first)
    const base = before === undefined ? undefined : PartialDate.parse(before)?.first
    return {
      grade,
      from: first,
      to: open ? undefined : last,
      result: results.find(({ taken }) => taken !== undefined && taken >= first && taken <= last)?.path,
      dose: base === undefined ? undefined : { number: doses.lastIndexOf(before ?? '') + 1, day: from - base + 1 },
    }
  })
  const medicines = study.version.forms
    .filter(({ domain }) => domain === 'CM')
    .flatMap(({ oid, nameItem }) =>
      visitsOf(study, casebook)
        .of(oid)
        .flatMap((state) => {
          const said = sayings(state)
          return said.get('CMAELINK') === event.form
            ? [{ form: state.path, name: said.get(nameItem ?? 'CMTRT') ?? '' }]
            : []
        }),
    )
  return { grades: grades.toReversed(), results, medicines }
}

const isoOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)
