import { noForm } from '../casebook/ask-casebook'
import { typeOf } from '../rules/rule'
import { environmentOf } from '../rules/scope'
import type { CompiledStudy } from './compile'
import type { RandomisationDef } from './randomisation-definition'

/** What is wrong with how a study randomises: names it does not have, expressions without their type, levels twice. */
export function randomisationProblems(study: CompiledStudy): readonly string[] {
  const def = study.version.randomisation
  return def ? problems(study, def).map((problem) => `randomisation: ${problem}`) : []
}

function problems(study: CompiledStudy, def: RandomisationDef): readonly string[] {
  const arms = new Set(study.version.arms.map(({ oid }) => oid))
  const scope = environmentOf(study, noForm, undefined, false)
  const unknown = (kind: string, name: string, found: unknown) => (found ? [] : [`unknown ${kind} ${name}`])
  const expression = (where: string, text: string, at: string | undefined, wanted: string): readonly string[] => {
    const found = typeOf(scope, text)
    return [
      ...(at === undefined ? [] : unknown('event', at, study.event(at))),
      ...('problem' in found ? [`${where}: ${text}: ${found.problem}`] : []),
      ...('type' in found && found.type !== wanted ? [`${where}: ${text} is ${found.type}, not ${wanted}`] : []),
    ]
  }
  const strata = def.strata.map(({ value }) => value)
  return [
    ...twice(
      'arm',
      def.arms.value.map(({ arm }) => arm),
    ),
    ...def.arms.value.flatMap(({ arm, subArm }) => {
      if (!subArm) return unknown('arm', arm, arms.has(arm))
      const { value, at, arms: subArms } = subArm.value
      return [
        ...subArms.flatMap((oid) => unknown('arm', oid, arms.has(oid))),
        ...expression(`sub-arm of ${arm}`, value, at, 'string'),
      ]
    }),
    ...twice(
      'stratum',
      strata.map(({ oid }) => oid),
    ),
    ...strata.flatMap((stratum) => {
      const levels = stratum.by === 'value' ? stratum.levels : (stratum.groups ?? [])
      return [
        ...twice(
          `level of ${stratum.oid}`,
          levels.map(({ code }) => code),
        ),
        ...(stratum.by === 'value' ? expression(`stratum ${stratum.oid}`, stratum.value, stratum.at, 'string') : []),
      ]
    }),
    ...def.signed.flatMap(({ event, form }) => {
      const asked = study.event(event)?.forms.includes(form)
      return asked ? [] : [`${event} does not ask for the form ${form}, which is to be signed`]
    }),
    ...(def.records ? recordProblems(study, def, def.records) : []),
    ...twice(
      'need',
      def.needs.map(({ value }) => value.oid),
    ),
    ...def.needs.flatMap(({ value: { oid, holds, at } }) => expression(`need ${oid}`, holds, at, 'bool')),
  ]
}

function recordProblems(
  study: CompiledStudy,
  { strata }: RandomisationDef,
  { event, form, items }: NonNullable<RandomisationDef['records']>,
): readonly string[] {
  const asked = study.event(event)?.forms.includes(form)
  return [
    ...(asked ? [] : [`${event} does not ask for the form ${form}, which shows the allocation`]),
    ...items.flatMap(({ item, holds }) => {
      const placed = study.item(form, item)
      const single = placed && !placed.group.repeating ? [] : [`${form}.${item} is no single item`]
      const stratum = typeof holds === 'object' && 'stratum' in holds ? holds.stratum : undefined
      const known = stratum === undefined || strata.some(({ value }) => value.oid === stratum)
      return [...single, ...(known ? [] : [`unknown stratum ${stratum}`])]
    }),
  ]
}

const twice = (kind: string, names: readonly string[]): readonly string[] =>
  [...new Set(names.filter((name, i) => names.indexOf(name) < i))].map((name) => `${kind} ${name} is there twice`)
