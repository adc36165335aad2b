import { typeOf } from '../rules/rule'
import { environmentOf } from '../rules/scope'
import type { CompiledStudy } from './compile'
import { type RangeFaultCode, faultsIn } from '../reference/range-faults'
import type { FormDef, GroupDef } from './definition'

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
export function rangeProblems(study: CompiledStudy): readonly string[] {
  const ranges = study.version.ranges ?? []
  return faultsIn(study, ranges).map(({ at, why, other }) => {
    const { laboratory = '', item = '', unit = '' } = ranges[at] ?? {}
    const where = `range ${String(at + 1)} (${laboratory} ${item})`
    return `${where}: ${faultText(why, unit)}${other === undefined ? '' : ` ${String(other + 1)}`}`
  })
}

function faultText(why: RangeFaultCode, unit: string): string {
  switch (why) {
    case 'unknown-laboratory':
      return 'no laboratory has this name'
    case 'unknown-analyte':
      return 'no result has this name'
    case 'unknown-unit':
      return `is not measured in ${unit}`
    case 'no-limit':
      return 'has no limit'
    case 'negative':
      return 'a limit is below 0'
    case 'reversed':
      return 'the lower limit is above the upper'
    case 'impossible':
      return `no result lies there in ${unit}`
    case 'no-age':
      return 'no age lies in it'
    case 'ends-before':
      return 'ends before it begins'
    case 'overlap':
      return 'overlaps range'
  }
}
