import { typeOf } from '../rules/rule'
import { environmentOf } from '../rules/scope'
import type { CompiledStudy } from './compile'
import { PartialDate } from '../partial-date'
import { parseDecimal } from '../quantity/decimal'
import type { FormDef, GroupDef } from './definition'
import type { RangeOfLaboratoryDef } from './limits-definition'

/** What is wrong with the limits of a group's results, and with what decides which reference range holds for them. */
export const limitProblems = (study: CompiledStudy, form: FormDef, group: GroupDef): readonly string[] => [
  ...companionProblems(form, group),
  ...referenceProblems(study, form, group),
]

/** A limit belongs to a number that stands beside it, and a number has one limit a side. */
function companionProblems(form: FormDef, group: GroupDef): readonly string[] {
  const taken = new Set<string>()
  return group.items.flatMap((item) => {
    if (item.type !== 'decimal' || item.limitOf === undefined) return []
    const { item: oid, side } = item.limitOf
    const where = `${form.oid}.${item.oid}`
    const of = group.items.find((other) => other.oid === oid)
    const measured = of?.type === 'decimal' || of?.type === 'integer'
    if (!measured || (of.type === 'decimal' && of.limitOf !== undefined))
      return [`${where}: ${oid} is no result beside it`]
    const name = `${oid} ${side}`
    if (taken.has(name)) return [`${where}: ${oid} has its ${side} limit twice`]
    taken.add(name)
    const units = JSON.stringify(of.units ?? []) === JSON.stringify(item.units ?? [])
    return units ? [] : [`${where}: is not in the units of ${oid}`]
  })
}

function referenceProblems(study: CompiledStudy, form: FormDef, group: GroupDef): readonly string[] {
  const { reference } = group
  if (reference === undefined) return []
  const where = `${form.oid}/${group.oid}: reference`
  const scope = environmentOf(study, form, undefined, false)
  const typed = (text: string | undefined, wanted: readonly string[]): readonly string[] => {
    if (text === undefined) return []
    const found = typeOf(scope, text)
    if ('problem' in found) return [`${where} ${text}: ${found.problem}`]
    return wanted.includes(found.type) ? [] : [`${where} ${text} is ${found.type}, not ${wanted[0] ?? ''}`]
  }
  const sampled = study.item(form.oid, reference.sampled)
  return [
    ...typed(reference.laboratory, ['string']),
    ...typed(reference.sex, ['string']),
    ...typed(reference.age, ['decimal', 'int']),
    ...(sampled?.def.type === 'date' && !sampled.group.repeating
      ? []
      : [`${where} ${reference.sampled} is no single date`]),
  ]
}

/** What is wrong with the reference ranges of a study, each named by its place from 1. */
export const rangeProblems = (study: CompiledStudy): readonly string[] =>
  (study.version.ranges ?? []).flatMap((range, i) =>
    wrongWith(study, range).map((problem) => `range ${String(i + 1)} (${range.laboratory} ${range.item}): ${problem}`),
  )

function wrongWith({ version }: CompiledStudy, range: RangeOfLaboratoryDef): readonly string[] {
  const { item, unit, low, high, fromAge, belowAge, from, until } = range
  const results = version.forms.flatMap(({ groups }) =>
    groups.flatMap((group) => (group.reference ? group.items.filter(({ oid }) => oid === item) : [])),
  )
  const [lln, uln] = [parseDecimal(low ?? ''), parseDecimal(high ?? '')]
  const [first, last] = [PartialDate.parse(from), PartialDate.parse(until ?? '')]
  const inUnit = results.some((def) => def.type === 'decimal' && def.units?.some((known) => known.unit === unit))
  return [
    ...(results.length === 0 ? ['no result has this name'] : inUnit ? [] : [`is not measured in ${unit}`]),
    ...(!lln && !uln ? ['has no limit'] : []),
    ...(lln && uln && lln.greaterThan(uln) ? ['the lower limit is above the upper'] : []),
    ...(fromAge !== undefined && belowAge !== undefined && fromAge >= belowAge ? ['no age lies in it'] : []),
    ...(first && last && last.isBefore(first) === 'yes' ? ['ends before it begins'] : []),
  ]
}
