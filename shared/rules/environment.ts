import { Environment } from '@marcbachmann/cel-js'
import { hasGrade } from '../clinical/ctcae/has-grade'
import { type Instant, readInstant, secondsBetween } from '../clinical/time/instant'
import { PartialDate, type WholeSpan, daysBetween, yearsBetween } from '../partial-date'
import { parseDecimal } from '../quantity/decimal'
import { PartialNumber } from '../quantity/partial-number'
import type { Truth } from '../truth'

/** Why an expression has no answer: an input is not there or contested, or is known too little to decide. */
export type Why = 'missing' | 'undecided'

/**
 * Thrown through an expression by what it cannot know. CEL's own logic then does the rest: `false && unknown` is false,
 * `true || unknown` is true, and everything else that meets an unknown is unknown. Made once: it needs no stack.
 */
export class Unknown extends Error {
  static readonly missing = new Unknown('missing')
  static readonly contested = new Unknown('missing')
  static readonly undecided = new Unknown('undecided')

  private constructor(readonly why: Why) {
    super(why)
  }
}

const decided = (answer: Truth): boolean => {
  if (answer === 'unknown') throw Unknown.undecided
  return answer === 'yes'
}

const wholeSpan = ({ least, most }: WholeSpan): PartialNumber => PartialNumber.between(least, most)

const exactly = <V>(value: V | undefined): V => {
  if (value === undefined) throw Unknown.undecided
  return value
}

const quotient = (a: PartialNumber, b: PartialNumber): PartialNumber => exactly(a.dividedBy(b))

const numberIn = (text: string): PartialNumber => PartialNumber.of(exactly(parseDecimal(text)))
const dateIn = (text: string): PartialDate => exactly(PartialDate.parse(text))

/** A term that the dictionary does not know has no grades that could be right or wrong. */
function gradeOfTerm(term: string, grade: string): boolean {
  const has = hasGrade(term, grade)
  if (has === undefined) throw Unknown.missing
  return has
}

/** What a macro of the engine is handed and must hand back; its own types leave them open. */
interface MacroCall {
  readonly args: readonly unknown[]
}
interface Checker {
  check(node: unknown, context: unknown): unknown
  getType(name: string): unknown
}
interface Evaluator {
  tryEval(node: unknown, context: unknown): unknown
}

/** `given(X)`: X holds a value. Of a contested item that is not known. */
const given = ({ args }: MacroCall) => ({
  typeCheck(checker: Checker, _macro: unknown, context: unknown) {
    checker.check(args[0], context)
    return checker.getType('bool')
  },
  evaluate(evaluator: Evaluator, _macro: unknown, context: unknown) {
    const value = evaluator.tryEval(args[0], context)
    if (value === Unknown.contested) throw Unknown.contested
    return !(value instanceof Error)
  },
})

/**
 * The language of conditions, checks and derivations: CEL, with our own exact `decimal` and partial `date`. Whole numbers
 * in an expression compare and calculate with decimals; other numbers are written `decimal("0.2")`. `hasGrade(term,
 * grade)`: whether CTCAE 5.0 has that grade for that term. `sum`, `least`, `most` of numbers and `earliest`, `latest` of dates are
 * unknown as soon as one of the list is; of an empty list only the sum is known.
 */
export function baseEnvironment(): Environment {
  const env = new Environment()
    .registerType('decimal', { ctor: PartialNumber, fields: {} })
    .registerType('date', { ctor: PartialDate, fields: {} })
  registerNumbers(env)
  registerDates(env)
  registerInstants(env)
  return env.registerFunction('hasGrade(string, string): bool', gradeOfTerm).registerFunction('given(ast): bool', given)
}

function registerNumbers(env: Environment): void {
  type N = PartialNumber
  const whole = (value: bigint): N => PartialNumber.of(value)
  const operators = {
    '+: decimal': (a: N, b: N) => a.plus(b),
    '-: decimal': (a: N, b: N) => a.minus(b),
    '*: decimal': (a: N, b: N) => a.times(b),
    '/: decimal': quotient,
    '<: bool': (a: N, b: N) => decided(a.isBelow(b)),
    '<=: bool': (a: N, b: N) => !decided(b.isBelow(a)),
    '>: bool': (a: N, b: N) => decided(b.isBelow(a)),
    '>=: bool': (a: N, b: N) => !decided(a.isBelow(b)),
  }
  for (const [name, apply] of Object.entries(operators)) {
    const [operator, result] = name.split(': ')
    env.registerOperator(`decimal ${operator} decimal: ${result}`, apply)
    env.registerOperator(`decimal ${operator} int: ${result}`, (a: N, b: bigint) => apply(a, whole(b)))
    env.registerOperator(`int ${operator} decimal: ${result}`, (a: bigint, b: N) => apply(whole(a), b))
  }
  env
    .registerOperator('decimal == decimal', (a: N, b: N) => decided(a.equals(b)))
    .registerOperator('decimal == int', (a: N, b: bigint) => decided(a.equals(whole(b))))
    .registerOperator('decimal in list<int>', (a: N, list: readonly bigint[]) => isAmong(a, list.map(whole)))
    .registerOperator('-decimal', (a: N) => a.negated())
    .registerFunction('abs(decimal): decimal', (a: N) => a.absolute())
    .registerFunction('decimal(string): decimal', numberIn)
    .registerFunction('sum(list<decimal>): decimal', (all: readonly N[]) =>
      all.reduce((total, each) => total.plus(each), PartialNumber.of(0)),
    )
    .registerFunction('least(list<decimal>): decimal', (all: readonly N[]) =>
      outermost(all, (a, b) => decided(a.isBelow(b))),
    )
    .registerFunction('most(list<decimal>): decimal', (all: readonly N[]) =>
      outermost(all, (a, b) => decided(b.isBelow(a))),
    )
}

/** The one that comes before all others; of an empty list there is none. */
function outermost<Value>(all: readonly Value[], comesBefore: (a: Value, b: Value) => boolean): Value {
  const [first, ...others] = all
  if (first === undefined) throw Unknown.missing
  return others.reduce((found, each) => (comesBefore(each, found) ? each : found), first)
}

/** In the list when it is surely one of them; not when it surely is none. */
function isAmong(value: PartialNumber, list: readonly PartialNumber[]): boolean {
  const answers = list.map((member) => value.equals(member))
  return answers.includes('yes') || decided(answers.includes('unknown') ? 'unknown' : 'no')
}

function registerDates(env: Environment): void {
  type D = PartialDate
  env
    .registerOperator('date < date', (a: D, b: D) => decided(a.isBefore(b)))
    .registerOperator('date <= date', (a: D, b: D) => !decided(b.isBefore(a)))
    .registerOperator('date > date', (a: D, b: D) => decided(b.isBefore(a)))
    .registerOperator('date >= date', (a: D, b: D) => !decided(a.isBefore(b)))
    .registerOperator('date == date', (a: D, b: D) => decided(a.equals(b)))
    .registerFunction('date(string): date', dateIn)
    .registerFunction('daysBetween(date, date): decimal', (a: D, b: D) => wholeSpan(daysBetween(a, b)))
    .registerFunction('years(date, date): decimal', (a: D, b: D) => wholeSpan(yearsBetween(a, b)))
    .registerFunction('addDays(date, int): date', (a: D, days: bigint) => a.addDays(Number(days)))
    .registerFunction('addMonths(date, int): date', (a: D, months: bigint) => a.addMonths(Number(months)))
    .registerFunction('latest(list<date>): date', (all: readonly D[]) =>
      outermost(all, (a, b) => decided(b.isBefore(a))),
    )
    .registerFunction('earliest(list<date>): date', (all: readonly D[]) =>
      outermost(all, (a, b) => decided(a.isBefore(b))),
    )
}

/** Date and time with an offset: time that passed is counted on the instant, a day is that of the clock on the wall. */
function registerInstants(env: Environment): void {
  const minutes = (from: string, to: string): PartialNumber =>
    PartialNumber.of(secondsBetween(instantIn(from), instantIn(to)).dividedBy(60))
  env
    .registerFunction('minutesBetween(string, string): decimal', minutes)
    .registerFunction('dayOf(string): date', (text: string) => dateIn(text.slice(0, 10)))
}

function instantIn(text: string): Instant {
  const instant = readInstant(text)
  // Without an offset the same digits are two instants, as imports may bring them.
  if (typeof instant === 'string') throw Unknown.undecided
  return instant
}
