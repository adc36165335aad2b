import { eligibilityProblems } from '../eligibility/problems'
import { parseDecimal } from '../quantity/decimal'
import { typeOf } from '../rules/rule'
import { EARLIER, EVERY, environmentOf, SITE, VISIT } from '../rules/scope'
import type { CalculatedDef } from '../rules/value'
import { caseProblems } from './check-cases'
import type { CompiledStudy } from './compile'
import type { CheckDef, FormDef, GroupDef, ItemDef, Range } from './definition'
import { formulaProblems } from './formula-problems'
import { gateProblems } from './gates'
import { kioskProblems } from './kiosk-definition'
import { limitProblems, rangeProblems } from './limits-problems'
import { linkProblems } from './link-definition'
import { logProblems } from './log-definition'
import { randomisationProblems } from './randomisation-problems'
import { reviewProblems } from './review-definition'
import { safetyProblems } from './safety-problems'
import { consentProblems, dateItem, scheduleProblems } from './schedule-problems'
import { tabulationProblems } from './tabulation-problems'

/**
 * What is wrong with a study version before anyone enters anything under it, one sentence each; none means that every
 * name is known, every expression has its type and every check does what its own cases say.
 */
export function problemsIn(study: CompiledStudy): readonly string[] {
  const unclear = definitionProblems(study)
  // A case asks whatever its values are calculated from: it can only be tried where everything compiles.
  return unclear.length > 0
    ? unclear
    : study.version.forms.flatMap((form) => form.checks.flatMap((check) => wrongCases(study, form, check)))
}

function definitionProblems(study: CompiledStudy): readonly string[] {
  const { version } = study
  return [
    ...repeated(
      'event',
      study.events.map(({ oid }) => oid),
    ),
    ...repeated(
      'form',
      version.forms.map(({ oid }) => oid),
    ),
    ...repeated(
      'code list',
      version.codeLists.map(({ oid }) => oid),
    ),
    ...version.codeLists.flatMap((list) =>
      repeated(
        `code of ${list.oid}`,
        list.codes.map(({ code }) => code),
      ),
    ),
    ...names(study),
    ...(version.eligibility ? eligibilityProblems(version.eligibility) : []),
    ...gateProblems(version.gates),
    ...randomisationProblems(study),
    ...reviewProblems(version),
    ...safetyProblems(study),
    ...version.forms.flatMap(kioskProblems),
    ...version.forms.flatMap(logProblems),
    ...rangeProblems(study),
    // An expression can only be tried where the names it stands among are clear.
    ...version.forms.flatMap((form) => {
      const unclear = formNames(study, form)
      return unclear.length > 0 ? unclear : formProblems(study, form)
    }),
  ]
}

function repeated(kind: string, oids: readonly string[]): readonly string[] {
  const twice = oids.filter((oid, i) => oids.indexOf(oid) < i)
  return [...new Set(twice)].map((oid) => `${kind} ${oid} is there twice`)
}

function names(study: CompiledStudy): readonly string[] {
  const { version } = study
  return [
    ...dateItem(study, 'visit date', version.visitDate.form, version.visitDate.item),
    ...(version.baselines ?? []).flatMap((oid) =>
      version.anchors.some((anchor) => anchor.oid === oid) ? [] : [`baseline: unknown anchor ${oid}`],
    ),
    ...version.signing.flatMap(({ form }) => (study.form(form) ? [] : [`signing: unknown form ${form}`])),
    ...scheduleProblems(study),
    ...consentProblems(study),
    ...tabulationProblems(study),
  ]
}

/** Words that expressions already know. */
const RESERVED = ['today', EARLIER, EVERY, SITE, VISIT]

function formNames(study: CompiledStudy, form: FormDef): readonly string[] {
  const items = form.groups.flatMap((group) => group.items.map(({ oid }) => oid))
  const groups = form.groups.map(({ oid }) => oid)
  return [
    ...repeated(`${form.oid}: group`, groups),
    ...repeated(`${form.oid}: item`, items),
    ...repeated(
      `${form.oid}: check`,
      form.checks.map(({ id }) => id),
    ),
    ...items.flatMap((oid) => {
      if (study.form(oid)) return [`${form.oid}: item ${oid} has the name of a form`]
      return groups.includes(oid) ? [`${form.oid}: item ${oid} has the name of a group`] : []
    }),
    ...RESERVED.flatMap((word) => [
      ...(items.includes(word) ? [`${form.oid}: no item can be called ${word}`] : []),
      ...(groups.includes(word) ? [`${form.oid}: no group can be called ${word}`] : []),
      ...(form.oid === word ? [`no form can be called ${word}`] : []),
    ]),
    ...(form.nameItem === undefined || items.includes(form.nameItem)
      ? []
      : [`${form.oid}: unknown name item ${form.nameItem}`]),
  ]
}

const formProblems = (study: CompiledStudy, form: FormDef): readonly string[] => [
  ...form.groups.flatMap((group) => group.items.flatMap((item) => itemProblems(study, form, group, item))),
  ...form.groups.flatMap((group) => limitProblems(study, form, group)),
  ...form.checks.flatMap((check) => checkProblems(study, form, check)),
]

function itemProblems(study: CompiledStudy, form: FormDef, group: GroupDef, item: ItemDef): readonly string[] {
  const where = `${form.oid}.${item.oid}`
  const scope = environmentOf(study, form, group.repeating ? group : undefined, false)
  const expression = (kind: string, text: string, wanted: string): readonly string[] => {
    const found = typeOf(scope, text)
    if ('problem' in found) return [`${where}: ${kind} ${text}: ${found.problem}`]
    const fits = found.type === wanted || (wanted === 'decimal' && found.type === 'int')
    return fits ? [] : [`${where}: ${kind} ${text} is ${found.type}, not ${wanted}`]
  }
  return [
    ...(item.when === undefined ? [] : expression('condition', item.when, 'bool')),
    ...(typeof item.required === 'string' ? expression('condition', item.required, 'bool') : []),
    ...(item.type === 'calculated' && typeof item.expression === 'string'
      ? expression('formula', item.expression, item.result === 'text' ? 'string' : item.result)
      : []),
    ...(item.type === 'calculated' && typeof item.expression !== 'string'
      ? formulaProblems(study, form, group, item, item.expression).map((problem) => `${where}: ${problem}`)
      : []),
    ...(item.type === 'calculated' && dependsOnItself(study, form, item)
      ? [`${where}: is calculated from itself`]
      : []),
    ...((item.type === 'code' || item.type === 'multi') && !study.codeListOf(item)
      ? [`${where}: unknown code list ${item.codeList}`]
      : []),
    ...(item.type === 'integer' || item.type === 'decimal' ? measureProblems(where, item) : []),
    ...termProblems(where, group, item),
    ...linkProblems(study, where, item.type === 'text' ? item.link : undefined),
  ]
}

/** A code and a grade belong to a term of a dictionary that stands beside them. */
function termProblems(where: string, group: GroupDef, item: ItemDef): readonly string[] {
  const oid = item.type === 'text' ? item.codeOf : item.type === 'code' ? item.gradeOf : undefined
  if (oid === undefined) return []
  const term = group.items.find((other) => other.oid === oid)
  return term?.type === 'text' && term.dictionary !== undefined ? [] : [`${where}: ${oid} is no term of a dictionary`]
}

function measureProblems(where: string, item: Extract<ItemDef, { type: 'integer' | 'decimal' }>): readonly string[] {
  const { units = [], soft, hard } = item
  const [first] = units
  const converts = first && (first.factor !== '1' || first.offset !== undefined || first.divisor !== undefined)
  const upside = units.filter(({ factor, divisor = '1' }) => !isPositive(factor) || !isPositive(divisor))
  return [
    ...repeated(
      `${where}: unit`,
      units.map(({ unit }) => unit),
    ),
    ...(converts ? [`${where}: the first unit ${first.unit} must have factor 1 alone`] : []),
    ...upside.map(({ unit }) => `${where}: ${unit} must convert by a factor above zero`),
    ...(isEmpty(soft) ? [`${where}: the soft range is empty`] : []),
    ...(isEmpty(hard) ? [`${where}: the hard range is empty`] : []),
  ]
}

const isPositive = (text: string): boolean => parseDecimal(text)?.greaterThan(0) ?? false

function isEmpty(range: Range | undefined): boolean {
  const low = parseDecimal(range?.low ?? '')
  const high = parseDecimal(range?.high ?? '')
  return low !== undefined && high !== undefined && low.greaterThan(high)
}

/** Follows the calculated items that a formula names, in its own form and in others. */
function dependsOnItself(study: CompiledStudy, form: FormDef, item: ItemDef): boolean {
  const start = `${form.oid}.${item.oid}`
  const seen = new Set<string>()
  const open = namedBy(study, form.oid, item)
  for (let next = open.pop(); next; next = open.pop()) {
    const name = `${next.form}.${next.item.oid}`
    if (name === start) return true
    if (seen.has(name)) continue
    seen.add(name)
    open.push(...namedBy(study, next.form, next.item))
  }
  return false
}

function namedBy(study: CompiledStudy, form: string, item: ItemDef): { form: string; item: ItemDef }[] {
  if (item.type !== 'calculated') return []
  return textsOf(item.expression).flatMap((text) => namedIn(study, form, text))
}

const textsOf = (expression: CalculatedDef['expression']): readonly string[] =>
  typeof expression === 'string'
    ? [expression]
    : Object.values(expression.given).map((from) => (typeof from === 'string' ? from : from.latest))

function namedIn(study: CompiledStudy, form: string, text: string): { form: string; item: ItemDef }[] {
  const said = text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""')
  // What is asked of each instance stands behind a name of the author's own: every item of that form that is said counts.
  const listed = [...said.matchAll(/\b(?:every|visit)\s*\.\s*([A-Za-z_]\w*)/g)].flatMap(([, other = '']) =>
    [...new Set(said.match(/\w+/g))].flatMap((oid) => {
      const named = study.item(other, oid)
      return named ? [{ form: other, item: named.def }] : []
    }),
  )
  const plain = [...said.matchAll(/([A-Za-z_]\w*)(?:\s*\.\s*([A-Za-z_]\w*))?/g)].flatMap(([, first = '', second]) => {
    const other = study.form(first)
    const [place, oid] = other && second !== undefined ? [first, second] : [form, first]
    const named = study.item(place, oid)
    return named ? [{ form: place, item: named.def }] : []
  })
  return [...listed, ...plain]
}

function checkProblems(study: CompiledStudy, form: FormDef, check: CheckDef): readonly string[] {
  const where = `${form.oid} ${check.id}`
  const unknown = check.items.filter((oid) => !study.item(form.oid, oid))
  if (unknown.length > 0) return unknown.map((oid) => `${where}: unknown item ${oid}`)
  const repeating = groupsAsked(study, form, check)
  if (repeating.size > 1) return [`${where}: its items stand in rows of different groups`]
  const [row] = repeating
  const found = typeOf(environmentOf(study, form, row, true), check.holds)
  if ('problem' in found) return [`${where}: ${check.holds}: ${found.problem}`]
  return found.type === 'bool' ? [] : [`${where}: ${check.holds} is ${found.type}, not bool`]
}

function wrongCases(study: CompiledStudy, form: FormDef, check: CheckDef): readonly string[] {
  const [row] = groupsAsked(study, form, check)
  return caseProblems({ study, form, ...(row && { row }) }, check).map(
    (problem) => `${form.oid} ${check.id}: ${problem}`,
  )
}

/** The repeating groups that the items of a check stand in. */
const groupsAsked = (study: CompiledStudy, form: FormDef, { items }: CheckDef): ReadonlySet<GroupDef> =>
  new Set(
    items.flatMap((oid) => {
      const group = study.item(form.oid, oid)?.group
      return group?.repeating ? [group] : []
    }),
  )
