import type { Casebook, FormState } from '#shared/casebook/casebook'
import { baselineOf, courseBegan } from '#shared/casebook/baseline'
import { takenOn } from '#shared/casebook/earlier'
import { gradesOf, sideOfLimits } from '#shared/casebook/graded'
import type { LaidItem } from '#shared/casebook/layout'
import { type RevisedLimits, laboratoryOf, rangesFor, revisedLimits } from '#shared/casebook/laboratory-ranges'
import { limitPaths, limitsOf } from '#shared/casebook/limits'
import { type FormPath, type ItemPath, formOf, itemOf } from '#shared/casebook/path'
import { isAnswered, ongoingAt, proposalsOf } from '#shared/casebook/proposals'
import type { Entry } from '#shared/change/change'
import type { OngoingEvent } from '#shared/clinical/ctcae/suggestion'
import { sideOf } from '#shared/rules/expected'
import type { SiteRanges } from '#shared/reference/site-ranges'
import type { CompiledStudy } from '#shared/study/compile'
import type { GroupDef, ItemDef } from '#shared/study/definition'
import type { EarlierValue } from './earlier'
import type { ItemView } from './item-view'

/** What the results of a group have in common; each part is asked at most once, and only where something needs it. */
export interface LaboratoryCourse {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly group: GroupDef
  /** The reference ranges that the site keeps of its own. */
  readonly ranges: SiteRanges | undefined
  /** Whether there is a beginning that a result can be worse than. */
  readonly began: () => boolean
  readonly laboratory: () => string | undefined
  readonly laboratoryOf: (value: EarlierValue) => string | undefined
  readonly ongoing: () => readonly OngoingEvent[]
}

export function courseOf(
  study: CompiledStudy,
  casebook: Casebook,
  form: FormPath,
  group: GroupDef,
  ranges: SiteRanges | undefined,
): LaboratoryCourse {
  const known = new Map<FormPath, string | undefined>()
  const laboratoryIn = (path: FormPath) => {
    if (!known.has(path)) known.set(path, laboratoryOf(study, casebook, path, group))
    return known.get(path)
  }
  const { baselines } = study.version
  return {
    ...{ study, casebook, group, ranges },
    began: once(() => baselines === undefined || courseBegan(study, casebook, form, group) !== undefined),
    laboratory: () => laboratoryIn(form),
    laboratoryOf({ path }) {
      const from = formOf(path)
      return from && laboratoryIn(from)
    },
    ongoing: once(() => ongoingAt(study, casebook, takenOn(study, casebook, form))),
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

/** A limit of a laboratory has no line of its own in the grid: it stands beside its result. */
export const isLimit = (def: ItemDef): boolean => def.type === 'decimal' && def.limitOf !== undefined

/** The unit that the same laboratory used last; while nobody said which laboratory it is, the one used last at all. */
export function unitUsed(past: readonly EarlierValue[], course: LaboratoryCourse): string | undefined {
  const laboratory = course.group.reference && past.length > 0 ? course.laboratory() : undefined
  const last = laboratory === undefined ? past[0] : past.find((value) => course.laboratoryOf(value) === laboratory)
  return last?.entry.state === 'value' ? last.entry.unit : undefined
}

type Result = Pick<ItemView, 'grades' | 'flag' | 'limitPaths' | 'limits' | 'beyond' | 'revised' | 'proposals'>

const NOTHING: Result = {
  grades: [],
  flag: undefined,
  limitPaths: {},
  limits: {},
  beyond: undefined,
  revised: undefined,
  proposals: [],
}

/** What follows from a result of a laboratory, with the limits beside it and the result its course began with. */
export function resultOf(
  { path, def, calculated, calculation }: LaidItem,
  value: Entry | undefined,
  form: FormState | undefined,
  course: LaboratoryCourse,
): Result {
  const { study, casebook, group, began, ongoing } = course
  if (group.layout !== 'laboratory' || isLimit(def)) return NOTHING
  const entry = calculated ?? value
  const limits = limitsOf(study, casebook, path)
  const paths = limitPaths(study, path)
  if (entry?.state !== 'value') return { ...NOTHING, limitPaths: paths, limits }
  const baseline = baselineOf(study, casebook, path, entry.unit)
  const grades = gradesOf({ def, entry, calculation }, limits, baseline)
  const atBaseline = baseline ? gradesOf({ def, entry: baseline.entry, calculation: undefined }, baseline.limits) : []
  const worth = grades.some(({ graded }) => graded.ok && graded.value > 0) && began()
  return {
    grades,
    flag: sideOf(def, value),
    limitPaths: paths,
    limits,
    beyond: sideOfLimits(entry, limits),
    revised: revisedOf(path, form, course),
    proposals: worth ? proposalsOf(grades, atBaseline, ongoing()).filter((made) => !isAnswered(made, path, form)) : [],
  }
}

/** The name under which it is kept that the stored limits are right. */
export const REVISED_LIMITS = 'LIMITS'

function revisedOf(
  path: ItemPath,
  form: FormState | undefined,
  { study, casebook, ranges }: LaboratoryCourse,
): RevisedLimits | undefined {
  const found = revisedLimits(study, casebook, rangesFor(study, ranges), path)
  const check = `${REVISED_LIMITS}:${itemOf(path)}`
  const answered = form?.confirmations.some(
    (one) => one.check === check && one.evidence.join() === found?.evidence.join(),
  )
  return answered ? undefined : found
}
