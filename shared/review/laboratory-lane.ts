import { baselineOf } from '../casebook/baseline'
import type { Casebook, FormState } from '../casebook/casebook'
import { takenOn } from '../casebook/earlier'
import { gradesOf, worstGrade } from '../casebook/graded'
import { limitsOf } from '../casebook/limits'
import { type ItemPath, groupPath, itemPath } from '../casebook/path'
import { visitsOf } from '../casebook/visits'
import { termsOfAnalyte } from '../clinical/ctcae/analytes'
import { type Band, type Edges, bandsOf } from '../clinical/ctcae/bands'
import { PartialDate } from '../partial-date'
import { Decimal } from '../quantity/decimal'
import { betweenUnits, readingOf } from '../quantity/units'
import type { CompiledStudy } from '../study/compile'
import type { GroupDef, ItemDef, UnitDef } from '../study/definition'
import { showUnit } from '../study/show-entry'

/** A result that laboratories report again and again. */
export interface Analyte {
  readonly key: string
  readonly form: string
  readonly group: GroupDef
  readonly def: ItemDef
  readonly units: readonly UnitDef[]
  /** The CTCAE terms that it can be evidence of. */
  readonly terms: readonly string[]
}

export interface LanePoint {
  readonly path: ItemPath
  /** Days since 1970-01-01. */
  readonly day: number
  /** In the first unit of the analyte. */
  readonly value: number
  /** As it was reported, with its unit as people read it. */
  readonly text: string
  /** By CTCAE; undefined where it could not be graded. */
  readonly grade: number | undefined
  /** The edges of the grades by the limits of this sample, in the first unit. */
  readonly bands: readonly Band[]
}

/** The results of one analyte in the order of their days. */
export interface LaboratoryLane {
  readonly analyte: Analyte
  readonly points: readonly LanePoint[]
  readonly least: number
  readonly most: number
}

const known = new WeakMap<CompiledStudy, readonly Analyte[]>()

/** What the laboratory forms of a study ask, in its order. */
export function analytesIn(study: CompiledStudy): readonly Analyte[] {
  const before = known.get(study)
  if (before) return before
  const found = study.version.forms.flatMap((form) =>
    form.groups
      .filter(({ layout, repeating }) => layout === 'laboratory' && !repeating)
      .flatMap((group) =>
        group.items.flatMap((def): readonly Analyte[] => {
          if (def.type !== 'decimal' && def.type !== 'integer') return []
          if (def.type === 'decimal' && def.limitOf) return []
          const terms = termsOfAnalyte(def.oid).map(({ term }) => term)
          return [{ key: `${form.oid}/${def.oid}`, form: form.oid, group, def, units: def.units ?? [], terms }]
        }),
      ),
  )
  known.set(study, found)
  return found
}

/** The analytes that a participant has a result of: those that grade this term first, then in the study's order. */
export function analytesOf(study: CompiledStudy, casebook: Casebook, term?: string): readonly Analyte[] {
  const visits = visitsOf(study, casebook)
  const has = analytesIn(study).filter(({ form, group, def }) =>
    visits.of(form).some(({ path, items }) => {
      const item = items.get(itemPath(groupPath(path, { oid: group.oid }), def.oid))
      return item?.value?.state === 'value'
    }),
  )
  const wanted = term?.toLowerCase()
  const grades = (one: Analyte) => one.terms.some((each) => each.toLowerCase() === wanted)
  return [...has.filter(grades), ...has.filter((one) => !grades(one))]
}

const lanes = new WeakMap<Casebook, Map<Analyte, LaboratoryLane>>()

/** The results of one analyte, graded: worked out when it is asked for and kept as long as the casebook stands as it does. */
export function laneOf(study: CompiledStudy, casebook: Casebook, analyte: Analyte): LaboratoryLane {
  const kept = lanes.get(casebook) ?? new Map<Analyte, LaboratoryLane>()
  lanes.set(casebook, kept)
  const before = kept.get(analyte)
  if (before) return before
  const bandsBy = new Map<string, readonly Band[]>()
  const points = visitsOf(study, casebook)
    .of(analyte.form)
    .flatMap((state) => pointIn(study, casebook, analyte, state, bandsBy))
    .sort((a, b) => a.day - b.day)
  const values = points.map(({ value }) => value)
  const lane = { analyte, points, least: Math.min(...values), most: Math.max(...values) }
  kept.set(analyte, lane)
  return lane
}

/** At most one: a group that is no table has each result once. */
function pointIn(
  study: CompiledStudy,
  casebook: Casebook,
  { group, def, units }: Analyte,
  state: FormState,
  bandsBy: Map<string, readonly Band[]>,
): readonly LanePoint[] {
  const path = itemPath(groupPath(state.path, { oid: group.oid }), def.oid)
  const entry = state.items.get(path)?.value
  if (entry?.state !== 'value') return []
  const date = PartialDate.parse(takenOn(study, casebook, state.path) ?? '')
  const reading = readingOf(entry.text)
  if (!date || !reading) return []
  const first = units[0]
  const own = entry.unit === undefined ? first : units.find(({ unit }) => unit === entry.unit)
  if (entry.unit !== undefined && !own) return []
  const inFirst = (value: Decimal): Decimal => (own && first ? betweenUnits(value, own, first) : value)
  const limits = limitsOf(study, casebook, path)
  const baseline = baselineOf(study, casebook, path, entry.unit)
  // Samples of one laboratory have the same edges, and there are only so many laboratories.
  const by = JSON.stringify([entry.unit, limits, baseline?.value, baseline?.abnormal])
  const edges: Edges = {
    ...(entry.unit !== undefined && { unit: entry.unit }),
    ...limits,
    ...(baseline && { baseline: baseline.value }),
    ...(baseline?.abnormal !== undefined && { baselineAbnormal: baseline.abnormal }),
  }
  const bands =
    bandsBy.get(by) ??
    bandsOf(def.oid, edges).map((band) =>
      own === first ? band : { ...band, edge: inFirst(new Decimal(band.edge)).toNumber() },
    )
  bandsBy.set(by, bands)
  return [
    {
      path,
      day: date.first,
      value: inFirst(reading.value).toNumber(),
      text: entry.unit === undefined ? entry.text : `${entry.text} ${showUnit(entry.unit)}`,
      grade: worstGrade(gradesOf({ def, entry, calculation: undefined }, limits, baseline)),
      bands,
    },
  ]
}
