import { unitNamed } from '../clinical/chemistry/analytes'
import { formulaOf } from '../clinical/formulas'
import { typeOf } from '../rules/rule'
import { environmentOf } from '../rules/scope'
import type { CalculatedDef } from '../rules/value'
import type { CompiledStudy } from './compile'
import type { FormDef, FormulaDef, GroupDef, ItemDef, LatestDef, UnitDef } from './definition'

/** What a formula can be given: a value, or the numbers of a course. */
const TAKEN = ['decimal', 'int', 'date', 'string', 'list<decimal>']

/** What is wrong with a formula of an item and what it is given, one sentence each. */
export function formulaProblems(
  study: CompiledStudy,
  form: FormDef,
  group: GroupDef,
  { result, unit }: CalculatedDef,
  { formula: key, given }: FormulaDef,
): readonly string[] {
  const formula = formulaOf(key)
  if (!formula) return [`unknown formula ${key}`]
  const scope = environmentOf(study, form, group.repeating ? group : undefined, false)
  const wanted = formula.units()
  return [
    ...(result === 'decimal' ? [] : [`formula ${key} gives a decimal, not ${result}`]),
    ...(unit === undefined ? [] : [`formula ${key} has its own unit`]),
    ...formula.inputs
      .filter((name) => !(name in given) && !formula.optional.includes(name))
      .map((name) => `formula ${key} needs ${name}`),
    ...Object.entries(given).flatMap(([name, from]) => {
      if (!formula.inputs.includes(name)) return [`formula ${key} has no ${name}`]
      const units = unitProblems(study, form, from, wanted.get(name)).map((problem) => `${name}: ${problem}`)
      if (typeof from !== 'string')
        return [...latestProblems(study, form, from).map((problem) => `${name}: ${problem}`), ...units]
      const found = typeOf(scope, from)
      if ('problem' in found) return [`${name} ${from}: ${found.problem}`]
      return TAKEN.includes(found.type) ? units : [`${name} ${from} is ${found.type}`]
    }),
  ]
}

/** A formula converts the items that it is given; every unit of theirs has to lead to its own. */
function unitProblems(
  study: CompiledStudy,
  form: FormDef,
  from: FormulaDef['given'][string],
  wanted: string | undefined,
): readonly string[] {
  const named = typeof from === 'string' ? from : from.latest
  const [, first = '', second] = /^(\w+)(?:\.(\w+))?$/.exec(named) ?? []
  const item = second === undefined ? study.item(form.oid, first) : study.item(first, second)
  const units = item && unitsOf(item.def)
  if (wanted === undefined || !units || units.length === 0 || unitNamed(wanted, units)) return []
  return [`${named} is in ${units.map(({ unit }) => unit).join(' or ')}, which cannot be converted to ${wanted}`]
}

/** Units that a formula is given a value of the item in; none where it is a number alone. */
function unitsOf(item: ItemDef): readonly UnitDef[] | undefined {
  if (item.type === 'integer' || item.type === 'decimal') return item.units
  return item.type === 'calculated' && item.unit !== undefined ? [{ unit: item.unit, factor: '1' }] : undefined
}

function latestProblems(study: CompiledStudy, form: FormDef, { latest, dated, on }: LatestDef): readonly string[] {
  const [other = '', oid = ''] = latest.split('.')
  const once = (where: string, item: string) => {
    const placed = study.item(where, item)
    return placed && !placed.group.repeating ? placed.def.type : undefined
  }
  return [
    ...(once(other, oid) ? [] : [`${latest} is no single item`]),
    ...(once(other, dated) === 'date' ? [] : [`${other}.${dated} is no single date`]),
    ...(once(form.oid, on) === 'date' ? [] : [`${form.oid}.${on} is no single date`]),
  ]
}
