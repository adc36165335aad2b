import type { PartialDate } from '../partial-date'
import { Decimal, compared } from '../quantity/decimal'
import { Quantity } from './quantity'
import { type Unreadable, dateOf, dayOf, numberOf, textOf } from './read'
import { type Instant, readInstant } from './time/instant'
import type { Computed, Figure, Refusal, Trace } from './trace'

/** Why an input cannot be used, or why the inputs together give no figure. */
export type Reason =
  | Unreadable
  | 'out-of-range'
  | 'not-an-instant'
  | 'no-offset'
  | 'unknown-analyte'
  | 'unknown-unit'
  | 'before-birth'
  | 'adults-only'
  | 'not-positive'
  | 'no-tablets-fit'
  | 'no-cycle-yet'
  | 'too-few-answers'

/** What a formula gives: a figure, never rounded, in its unit. */
export interface Answer {
  readonly value: Decimal
  readonly unit: string
}

/** A published formula that reads its own inputs, so that nothing can be calculated from garbage. */
export interface Formula<Name extends string = string, Result extends Answer = Answer> {
  readonly key: string
  /** What it has to be given, each by its name. */
  readonly inputs: readonly Name[]
  /** Those of them that need not be given. */
  readonly optional: readonly Name[]
  /** Units that its numbers are converted to, by input; none for an input whose unit another input decides. */
  units(): ReadonlyMap<string, string>
  /** Takes the inputs as a form, an import, a case file or another engine holds them. */
  compute(raw: Readonly<Record<Name, unknown>>): Computed<Result, Reason>
}

/**
 * Makes a formula of how it is worked out. What `work` reads and notes through `Given` becomes the proof, which is written
 * when it is asked for: a dose gate calculates a clearance for every creatinine there ever was and shows one.
 */
export function formula<const Name extends string, Result extends Answer>(
  words: {
    readonly key: string
    readonly inputs: readonly Name[]
    readonly optional?: readonly NoInfer<Name>[]
    readonly expression: string
    readonly source: string
  },
  work: (given: Given<Name>) => Result,
): Formula<Name, Result> {
  const { key, inputs, optional = [], expression, source } = words
  return {
    key,
    inputs,
    optional,
    units() {
      const asked = new Asked<Name>()
      try {
        work(asked)
      } catch (thrown) {
        if (!(thrown instanceof Refused)) throw thrown
      }
      return asked.units
    },
    compute(raw) {
      const given = new Given<Name>(raw)
      try {
        const value = work(given)
        if (!value.value.isFinite()) given.refuse('out-of-range')
        let trace: Trace | undefined
        return {
          ok: true,
          value,
          get trace() {
            return (trace ??= { formula: key, expression, source, ...given.proof() })
          },
        }
      } catch (thrown) {
        if (thrown instanceof Refused) return { ok: false, refusal: thrown.refusal }
        throw thrown
      }
    },
  }
}

/**
 * Carries a refusal out of the middle of a formula; never leaves this file. Each made once: it needs no stack, and a
 * formula is asked of every form, most of which lack something.
 */
class Refused extends Error {
  static readonly #made = new Map<string, Refused>()

  private constructor(readonly refusal: Refusal<Reason>) {
    super(refusal.reason)
  }

  static for(reason: Reason, input: string | undefined): Refused {
    const key = `${reason} ${input ?? ''}`
    const made = Refused.#made.get(key) ?? new Refused({ reason, ...(input !== undefined && { input }) })
    Refused.#made.set(key, made)
    return made
  }
}

/** The numbers that a living body or a vial can give at the very most. Outside them lies a slip, not a measurement. */
export interface Range {
  readonly unit?: string
  /** The range begins above this … */
  readonly above?: number
  /** … or with this. */
  readonly from?: number
  readonly to: number
}

export function isWithin(value: Decimal, range: Range): boolean {
  const { above, from, to } = boundsOf(range)
  return (!above || compared(value, above) > 0) && (!from || compared(value, from) >= 0) && compared(value, to) <= 0
}

interface Bounds {
  readonly above: Decimal | undefined
  readonly from: Decimal | undefined
  readonly to: Decimal
}

function boundsOf(range: Range): Bounds {
  const known = bounds.get(range)
  if (known) return known
  const { above, from, to } = range
  const made: Bounds = {
    above: above === undefined ? undefined : new Decimal(above),
    from: from === undefined ? undefined : new Decimal(from),
    to: new Decimal(to),
  }
  bounds.set(range, made)
  return made
}

/** There are few ranges, and making a decimal of a number takes longer than comparing two. */
const bounds = new WeakMap<Range, Bounds>()

/** What a figure of the proof is made of. */
interface Noted {
  readonly name: string
  /** A number, a date, a code: its text is made when the proof is read. */
  readonly value: { toString(): string }
  readonly unit?: string | undefined
  readonly quantity?: Quantity | undefined
}

/** The inputs of one calculation. A formula that asks for what is not there, or is garbage, ends where it asks. */
export class Given<Name extends string> {
  private readonly inputs: Noted[] = []
  private readonly steps: Noted[] = []
  private decided: string | undefined

  constructor(private readonly raw: Readonly<Record<string, unknown>>) {}

  number(name: Name, range: Range): Decimal {
    return this.numberIn(name, this.raw[name], range)
  }

  numbers(name: Name, range: Range): readonly Decimal[] {
    const raw = this.raw[name]
    if (raw === undefined || raw === null) return this.refuse('missing', name)
    if (!Array.isArray(raw)) return this.refuse('not-a-number', name)
    if (raw.length > 100) return this.refuse('too-long', name)
    return raw.map((member: unknown, index) => this.numberIn(`${name}[${index}]`, member, range))
  }

  private numberIn(name: string, raw: unknown, range: Range): Decimal {
    const quantity = raw instanceof Quantity ? raw : undefined
    const read = numberOf(quantity ? quantity.text : raw)
    if (typeof read === 'string') return this.refuse(read, name)
    const value = quantity ? quantity.convert(read, range.unit) : read
    if (value === undefined) return this.refuse('unknown-unit', name)
    if (!isWithin(value, range)) return this.refuse('out-of-range', name)
    this.inputs.push({ name, value, unit: range.unit, quantity })
    return value
  }

  /** A whole number, as questions and levels are counted. */
  count(name: Name, range: Range): number {
    const value = this.number(name, range)
    return value.isInteger() ? value.toNumber() : this.refuse('out-of-range', name)
  }

  /** The same of a question that may be left out. */
  answer(name: Name, range: Range): number | undefined {
    const raw = this.raw[name]
    return raw === undefined || raw === null ? undefined : this.count(name, range)
  }

  text(name: Name): string {
    const read = textOf(this.raw[name], 'not-in-list')
    if (typeof read === 'string') return this.refuse(read, name)
    this.inputs.push({ name, value: read.text })
    return read.text
  }

  code<Code extends string>(name: Name, codes: readonly Code[]): Code {
    const text = this.text(name)
    return codes.find((code) => code === text) ?? this.refuse('not-in-list', name)
  }

  /** The formulas are published for women and men; for anyone else there is no figure. */
  isFemale(name: Name): boolean {
    return this.code(name, ['F', 'M']) === 'F'
  }

  instant(name: Name): Instant {
    const read = textOf(this.raw[name], 'not-a-date')
    const instant = typeof read === 'string' ? read : readInstant(read.text)
    if (typeof instant === 'string') return this.refuse(instant === 'not-a-date' ? 'not-an-instant' : instant, name)
    this.inputs.push({ name, value: instant.text })
    return instant
  }

  day(name: Name): PartialDate {
    return this.date(name, dayOf)
  }

  /** A date as far as it is known; with `dayOf`, to the day. */
  date(name: Name, read = dateOf): PartialDate {
    const date = read(this.raw[name])
    if (typeof date === 'string') return this.refuse(date, name)
    this.inputs.push({ name, value: date })
    return date
  }

  /** Notes an intermediate value and hands it back. */
  step(name: string, value: Decimal, unit?: string): Decimal {
    this.steps.push({ name, value, unit })
    return value
  }

  /** Notes an intermediate value that only the proof is for. */
  aside(name: string, work: () => Decimal, unit?: string): void {
    this.steps.push({ name, value: { toString: () => work().toString() }, unit })
  }

  /** Notes the branch that was taken. */
  rule(code: string): void {
    this.decided = code
  }

  refuse(reason: Reason, input?: string): never {
    throw Refused.for(reason, input)
  }

  proof(): Pick<Trace, 'inputs' | 'steps' | 'rule'> {
    return {
      inputs: this.inputs.map(figureOf),
      steps: this.steps.map(figureOf),
      ...(this.decided !== undefined && { rule: this.decided }),
    }
  }
}

/** Notes what a formula asks for and gives it something of that kind. A text it cannot make up ends the asking. */
class Asked<Name extends string> extends Given<Name> {
  readonly units = new Map<string, string>()

  constructor() {
    super({})
  }

  override number(name: Name, { unit, from, above, to }: Range): Decimal {
    if (unit !== undefined) this.units.set(name, unit)
    return new Decimal(from ?? above ?? 0).plus(to).dividedBy(2)
  }

  override numbers(name: Name, range: Range): readonly Decimal[] {
    return [this.number(name, range)]
  }

  override count(name: Name, range: Range): number {
    return this.number(name, range).floor().toNumber()
  }

  override answer(name: Name, range: Range): number {
    return this.count(name, range)
  }

  override code<Code extends string>(name: Name, [first]: readonly Code[]): Code {
    return first ?? this.refuse('not-in-list', name)
  }

  override instant(): Instant {
    return { text: '', seconds: new Decimal(0) }
  }
}

const figureOf = ({ name, value, unit, quantity }: Noted): Figure => ({
  name,
  value: value.toString(),
  ...(unit !== undefined && { unit }),
  ...(quantity && { entered: quantity.entered }),
})
