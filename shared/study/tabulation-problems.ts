import type { CompiledStudy } from './compile'
import { condition, dateItem } from './schedule-problems'
import type { DatesDef, EndpointDef, GivenDef, RowsDef } from './tabulation-definition'

/** What is wrong with what a study says of its data sets, one sentence each: names that nothing has, dates that are none. */
export function tabulationProblems(study: CompiledStudy): readonly string[] {
  const { tabulation, anchors } = study.version
  if (!tabulation) return []
  return [
    ...Object.entries(tabulation.forms).flatMap(([form, rows]) =>
      rows.flatMap((one) => rowsProblems(study, form, one)),
    ),
    ...Object.values(tabulation.dates ?? {}).flatMap((oid) =>
      oid === undefined || anchors.some((anchor) => anchor.oid === oid) ? [] : [`data sets: unknown anchor ${oid}`],
    ),
    ...Object.entries(tabulation.endpoints ?? {}).flatMap(([code, endpoint]) =>
      endpointProblems(study, code, endpoint),
    ),
  ]
}

function rowsProblems(study: CompiledStudy, form: string, rows: RowsDef): readonly string[] {
  const { domain, group, tests, about, set = {}, when, called = {}, titled = {}, renamed = {}, following = [] } = rows
  const where = `data set ${domain} of ${form}`
  if (!study.form(form)) return [`${where}: unknown form ${form}`]
  const items = [
    ...(typeof tests === 'object' ? tests : []),
    ...(about === undefined ? [] : [about]),
    ...[called, titled, renamed].flatMap((named) => Object.keys(named)),
    ...Object.values(set).flatMap(itemsOf),
  ]
  return [
    ...(group === undefined || study.group(form, group)?.repeating ? [] : [`${where}: ${group} does not repeat`]),
    ...items.flatMap((oid) => (study.item(form, oid) ? [] : [`${where}: unknown item ${oid}`])),
    ...(when === undefined ? [] : condition(study, where, form, when)),
    ...[...Object.values(renamed), ...following.flatMap(({ says }) => says)].flatMap((one) =>
      condition(study, where, form, one.when, group),
    ),
  ]
}

const itemsOf = (given: GivenDef): readonly string[] =>
  typeof given === 'string' ? [given] : 'date' in given ? [given.date, given.time] : []

function endpointProblems(study: CompiledStudy, code: string, endpoint: EndpointDef): readonly string[] {
  const where = `endpoint ${code}`
  const { from, events, seen, stops = [], needs = [], arms = [] } = endpoint
  return [
    ...[...from, ...events, ...seen, ...stops, ...needs].flatMap((dates) => datesProblems(study, where, dates)),
    ...arms.flatMap((arm) =>
      study.version.arms.some(({ oid }) => oid === arm) ? [] : [`${where}: unknown arm ${arm}`],
    ),
  ]
}

const datesProblems = (study: CompiledStudy, where: string, { form, item, when }: DatesDef): readonly string[] => [
  ...dateItem(study, where, form, item),
  ...(when === undefined ? [] : condition(study, where, form, when)),
]
