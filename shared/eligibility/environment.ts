import type { Environment } from '@marcbachmann/cel-js'
import type { PartialDate } from '../partial-date'
import { Decimal } from '../quantity/decimal'
import { PartialNumber } from '../quantity/partial-number'
import { baseEnvironment } from '../rules/environment'
import type { EligibilityDef, ParameterValue } from '../study/eligibility-definition'
import { cockcroftGault, mdrd, meanOfLmr18AndCapa, qtcf } from './formulas'
import { Row } from './row'
import { CasebookRows } from './rows'
import { Limit, Sample } from './sample'
import { Span } from './span'

/**
 * The language of criteria: that of every other expression (`rules/environment.ts`) over dated rows.
 *
 * Names: `casebook`; the anchors of the definition and `entry`, the one its phase counts from, as dates; `fixed`,
 * the names of the anchors that have come or are planned; `arm`, empty before there is one; the parameters of the
 * definition.
 *
 * `casebook`: `rows(forms)` (none is an answer), `expected(forms)` and `needed(rows, what)` (none is missing); of an
 * item that a participant has once `holds`, `code`, `codes`, `number`, `day`, `within(item, span, anchor)`; of results
 * `latest(item, span, anchor)`, `latest(rows, item, span, anchor)`, `latest(item, anchor)` however old,
 * `holds(item, span, anchor)`, `beside(item, sample, daysAfter, oldAfterDays)`; `recent(form, span, anchor)` and
 * `recent(rows, what, span, anchor)`, the latest row; `sum`, `different`, `firstDay`, `lastDay` over an item of rows.
 *
 * A row: `holds`, `code`, `codes`, `number`, `day`, `date()`, `within(span, anchor)`, `within(item, span, anchor)`,
 * `ongoing(flag, end)`, `mentions(items, words)`, `of(form)`. A sample: `below(limit)`, `above(limit)`,
 * `belowLimit(factor)` and `aboveLimit(factor)` of the upper limit of normal, `low()`, `high()`, `inUnit(unit)`, `value()`,
 * `date()`. `count(rows)`, `total(numbers)`. `days(n)` and `months(n)` are spans, both ends included.
 */
function language(): Environment {
  const env = baseEnvironment()
    .registerType('Row', { ctor: Row, fields: {} })
    .registerType('Casebook', { ctor: CasebookRows, fields: {} })
    .registerType('Sample', { ctor: Sample, fields: {} })
    .registerType('Limit', { ctor: Limit, fields: {} })
    .registerType('Span', { ctor: Span, fields: {} })
    .registerFunction('days(int): Span', (count: bigint) => Span.days(Number(count)))
    .registerFunction('months(int): Span', (count: bigint) => Span.months(Number(count)))
    .registerFunction('count(list<Row>): decimal', (rows: readonly Row[]) => PartialNumber.of(rows.length))
    .registerFunction('total(list<decimal>): decimal', (numbers: readonly PartialNumber[]) =>
      numbers.reduce((sum, number) => sum.plus(number), PartialNumber.of(0)),
    )
  registerCasebook(env)
  registerRow(env)
  registerSample(env)
  return env
    .registerVariable('casebook', 'Casebook')
    .registerVariable('arm', 'string')
    .registerVariable('fixed', 'list<string>')
}

function registerCasebook(env: Environment): void {
  type C = CasebookRows
  type D = PartialDate
  type Rows = readonly Row[]
  env
    .registerFunction('Casebook.rows(string): list<Row>', (c: C, forms: string) => c.rows(forms))
    .registerFunction('Casebook.expected(string): list<Row>', (c: C, forms: string) => c.expected(forms))
    .registerFunction('Casebook.needed(list<Row>, string): list<Row>', (c: C, r: Rows, what: string) =>
      c.needed(r, what),
    )
    .registerFunction('Casebook.holds(string): bool', (c: C, item: string) => c.has(item))
    .registerFunction('Casebook.code(string): string', (c: C, item: string) => c.code(item))
    .registerFunction('Casebook.codes(string): list<string>', (c: C, item: string) => c.codes(item))
    .registerFunction('Casebook.number(string): decimal', (c: C, item: string) => c.number(item))
    .registerFunction('Casebook.day(string): date', (c: C, item: string) => c.day(item))
    .registerFunction('Casebook.within(string, Span, date): bool', (c: C, item: string, span: Span, on: D) =>
      c.dayWithin(item, span, on),
    )
    .registerFunction('Casebook.holds(string, Span, date): bool', (c: C, item: string, span: Span, on: D) =>
      c.holds(item, span, on),
    )
    .registerFunction('Casebook.latest(string, Span, date): Sample', (c: C, item: string, span: Span, on: D) =>
      c.latest(item, span, on),
    )
    .registerFunction('Casebook.latest(string, date): Sample', (c: C, item: string, on: D) => c.last(item, on))
    .registerFunction(
      'Casebook.latest(list<Row>, string, Span, date): Sample',
      (c: C, r: Rows, item: string, span: Span, on: D) => c.latestAmong(r, item, span, on),
    )
    .registerFunction(
      'Casebook.beside(string, Sample, int, int): Sample',
      (c: C, item: string, sample: Sample, after: bigint, old: bigint) => c.beside(item, sample, after, old),
    )
    .registerFunction('Casebook.recent(string, Span, date): Row', (c: C, form: string, span: Span, on: D) =>
      c.recent(form, span, on),
    )
    .registerFunction('Casebook.recent(string, date): Row', (c: C, form: string, on: D) => c.recentEver(form, on))
    .registerFunction(
      'Casebook.recent(list<Row>, string, Span, date): Row',
      (c: C, r: Rows, what: string, span: Span, on: D) => c.recentAmong(r, what, span, on),
    )
    .registerFunction('Casebook.sum(list<Row>, string): decimal', (c: C, r: Rows, item: string) => c.sum(r, item))
    .registerFunction('Casebook.different(list<Row>, string): decimal', (c: C, r: Rows, item: string) =>
      c.different(r, item),
    )
    .registerFunction('Casebook.firstDay(list<Row>, string): date', (c: C, r: Rows, item: string) =>
      c.firstDay(r, item),
    )
    .registerFunction('Casebook.lastDay(list<Row>, string): date', (c: C, r: Rows, item: string) => c.lastDay(r, item))
}

function registerRow(env: Environment): void {
  type D = PartialDate
  env
    .registerFunction('Row.holds(string): bool', (r: Row, item: string) => r.has(item))
    .registerFunction('Row.code(string): string', (r: Row, item: string) => r.code(item))
    .registerFunction('Row.codes(string): list<string>', (r: Row, item: string) => r.codes(item))
    .registerFunction('Row.number(string): decimal', (r: Row, item: string) => r.number(item))
    .registerFunction('Row.day(string): date', (r: Row, item: string) => r.day(item))
    .registerFunction('Row.date(): date', (r: Row) => r.date())
    .registerFunction('Row.within(Span, date): bool', (r: Row, span: Span, on: D) => r.within(span, on))
    .registerFunction('Row.within(string, Span, date): bool', (r: Row, item: string, span: Span, on: D) =>
      r.dayWithin(item, span, on),
    )
    .registerFunction('Row.ongoing(string, string): bool', (r: Row, flag: string, end: string) => r.ongoing(flag, end))
    .registerFunction('Row.mentions(string, list<string>): bool', (r: Row, items: string, words: readonly string[]) =>
      r.mentions(items, words),
    )
    .registerFunction('Row.of(string): bool', (r: Row, form: string) => r.of(form))
}

function registerSample(env: Environment): void {
  type S = Sample
  type N = PartialNumber
  env
    .registerFunction('Sample.below(Limit): bool', (s: S, limit: Limit) => s.below(limit))
    .registerFunction('Sample.above(Limit): bool', (s: S, limit: Limit) => s.above(limit))
    .registerFunction('Sample.belowLimit(decimal): bool', (s: S, factor: N) => s.belowLimit(factor))
    .registerFunction('Sample.aboveLimit(decimal): bool', (s: S, factor: N) => s.aboveLimit(factor))
    .registerFunction('Sample.low(): bool', (s: S) => s.low())
    .registerFunction('Sample.high(): bool', (s: S) => s.high())
    .registerFunction('Sample.inUnit(string): decimal', (s: S, unit: string) => s.in(unit))
    .registerFunction('Sample.value(): decimal', (s: S) => s.value())
    .registerFunction('Sample.date(): date', (s: S) => s.day())
    .registerFunction('cockcroftGault(Sample, Sample, string, date): decimal', cockcroftGault)
    .registerFunction('mdrd(Sample, string, date): decimal', mdrd)
    .registerFunction('meanOfLmr18AndCapa(Sample, Sample, string, date, decimal): decimal', meanOfLmr18AndCapa)
    .registerFunction('qtcf(decimal, decimal): decimal', qtcf)
}

const environments = new WeakMap<EligibilityDef, Environment>()
const base = language()

/** The environment of the rules of a definition: the language with its own anchors and parameters. */
export function environmentFor(def: EligibilityDef): Environment {
  const known = environments.get(def)
  if (known) return known
  const env = base.clone().registerVariable('entry', 'date')
  for (const anchor of Object.keys(def.anchors)) env.registerVariable(anchor, 'date')
  for (const [name, { value }] of Object.entries(def.parameters)) env.registerVariable(name, typeOfValue(value))
  environments.set(def, env)
  return env
}

function typeOfValue(value: ParameterValue): string {
  if (typeof value === 'number') return 'int'
  if (typeof value === 'boolean') return 'bool'
  if (!Array.isArray(value)) return 'decimal'
  return isLimit(value) ? 'Limit' : 'list<string>'
}

/** A parameter as rules meet it. */
export function valueOfParameter(value: ParameterValue): bigint | boolean | PartialNumber | Limit | readonly string[] {
  if (typeof value === 'number') return BigInt(value)
  if (typeof value === 'boolean') return value
  if (!Array.isArray(value)) return PartialNumber.of(new Decimal(value.decimal))
  return isLimit(value) ? new Limit(value) : value
}

type Listed = Extract<ParameterValue, readonly unknown[]>
const isLimit = (value: Listed): value is Exclude<Listed, string[]> => typeof value[0] === 'object'
