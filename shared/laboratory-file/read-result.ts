import { analyteNamed } from '../clinical/chemistry/analytes'
import { type Decimal, parseDecimal } from '../quantity/decimal'
import { readNumber, toFirstUnit } from '../quantity/units'
import type { ItemDef } from '../study/definition'
import type { DayOrder, DayReading } from './days'
import { readDay } from './days'
import type { FoundResult } from './layout'
import { codesNamed, plainName } from './names'
import { type DecimalMark, type NumberReading, readResult } from './numbers'
import { type RangeReading, readRange } from './ranges'
import { unitMeant } from './units'

/** An item that takes a result of a laboratory. */
export type Measured = Extract<ItemDef, { type: 'decimal' }>

/** A result that a visit asks for, under a name of the caller's. */
export interface Wanted {
  readonly key: string
  readonly def: Measured
}

/** What a person said about one result where the file leaves it open. */
export interface Said {
  readonly key?: string
  readonly unit?: string
  /** One of the two readings of its number. */
  readonly number?: string
}

/** Why a result cannot be taken as it is, the first thing first. */
export type ResultFault =
  /** Not an analyte of these forms, or one of several: somebody says which. */
  | 'unknown-analyte'
  | 'several-analytes'
  | 'not-a-number'
  | 'two-numbers'
  | 'no-unit'
  /** The analyte is not measured in it here. */
  | 'other-unit'
  | 'day-unread'
  | 'day-either'
  /** Beyond what there can be: most likely another unit. */
  | 'impossible'

/** What a person should see before taking a result. */
export type ResultNote = 'grouped' | 'beyond-detection' | 'range-unread' | 'doubtful' | 'unusual' | 'flag-left'

export interface ReadResult {
  readonly found: FoundResult
  /** What it may be; one where that is known. */
  readonly candidates: readonly string[]
  /** The one that it is taken for. */
  readonly wanted: Wanted | undefined
  readonly number: NumberReading
  /** As it would be typed. */
  readonly text: string | undefined
  readonly unit: string | undefined
  readonly range: RangeReading | undefined
  readonly day: DayReading
  readonly fault: ResultFault | undefined
  readonly notes: readonly ResultNote[]
}

/** What holds for a whole file. */
export interface FileSays {
  readonly mark: DecimalMark | undefined
  readonly order: DayOrder | undefined
  /** The day of the whole report, for results without one; as it stands there. */
  readonly day: string
}

/** Which of the wanted results a name and a unit may be. Names are known word for word: nothing is taken for what it is like. */
export function candidatesFor(wanted: readonly Wanted[], name: string, unit: string): readonly Wanted[] {
  const codes = codesNamed(name)
  const named = wanted.filter(({ def }) => codesOf(def).some((code) => codes.includes(code)) || isCalled(def, name))
  const fits = named.filter(({ def }) => unit !== '' && unitMeant(unit, def.units ?? []) !== undefined)
  // A name that two share is told by the unit; one that is known stays known in a wrong unit.
  return named.length > 1 && fits.length > 0 ? fits : named
}

const codesOf = (def: Measured): readonly string[] => {
  const known = analyteNamed(def.oid) ?? analyteNamed(def.label.en)
  return known ? [def.oid, known.code] : [def.oid]
}

const isCalled = ({ oid, label }: Measured, name: string): boolean => {
  const plain = plainName(name)
  return [oid, label.en, label.fr, label.sv].some((one) => one !== undefined && plainName(one) === plain)
}

/** Reads one result of a file; what somebody said about it goes before what stands there. */
export function readFound(
  found: FoundResult,
  wanted: readonly Wanted[],
  { mark, order, day: ofReport }: FileSays,
  said: Said = {},
): ReadResult {
  const number = readResult(found.value, mark)
  const rest = number.kind === 'none' ? '' : number.rest
  const isFlag = /^(?:[*↑↓+-]+|h{1,2}|l{1,2}|low|high|bas|haut)$/i.test(rest)
  const written = found.unit !== '' || isFlag ? found.unit : rest
  const candidates = candidatesFor(wanted, found.name, written)
  const known = said.key === undefined ? candidates : wanted.filter(({ key }) => key === said.key)
  const one = known.length === 1 ? known[0] : undefined
  const units = one?.def.units ?? []
  const unit = one && (said.unit ?? (written === '' && units.length > 0 ? undefined : unitMeant(written, units)))
  const text = textOf(number, said)
  const range = readRange(found.range, mark)
  const day = readDay(found.day === '' ? ofReport : found.day, order)
  const read = { found, candidates: known.map(({ key }) => key), wanted: one, number, text, unit, range, day }
  const first = one && text !== undefined ? inFirst(text, unit, one.def) : undefined
  const strayRest = number.kind !== 'none' && rest !== '' && !isFlag && found.unit !== '' && rest !== found.unit
  return {
    ...read,
    fault: faultOf(read, written, first, strayRest, known.length),
    notes: [
      ...(number.kind === 'number' && number.grouped ? ['grouped' as const] : []),
      ...(text !== undefined && /^[<>]/.test(text) ? ['beyond-detection' as const] : []),
      ...(found.range !== '' && range === undefined ? ['range-unread' as const] : []),
      ...(found.isDoubtful ? ['doubtful' as const] : []),
      ...(isFlag ? ['flag-left' as const] : []),
      ...(one && first && isBeyond(first, one.def.soft) ? ['unusual' as const] : []),
    ],
  }
}

function textOf(number: NumberReading, said: Said): string | undefined {
  switch (number.kind) {
    case 'number':
      return number.as
    case 'two':
      return number.as.find((reading) => reading === said.number)
    case 'none':
      return undefined
  }
}

/** The value in the first unit of its item, whose ranges are in it. */
function inFirst(text: string, unit: string | undefined, { units = [] }: Measured): Decimal | undefined {
  const read = readNumber(text, units)
  if (!read.ok) return undefined
  return unit === undefined ? read.reading.value : toFirstUnit(read.reading, unit, units)?.value
}

type Undecided = Omit<ReadResult, 'fault' | 'notes'>

function faultOf(
  { wanted, number, text, unit, day }: Undecided,
  written: string,
  first: Decimal | undefined,
  strayRest: boolean,
  fitting: number,
): ResultFault | undefined {
  if (!wanted) return fitting > 1 ? 'several-analytes' : 'unknown-analyte'
  if (number.kind === 'none' || strayRest) return 'not-a-number'
  if (text === undefined) return 'two-numbers'
  const { units = [], hard } = wanted.def
  if (units.length > 0 && unit === undefined) return written === '' ? 'no-unit' : 'other-unit'
  if (first === undefined) return 'not-a-number'
  if (isBeyond(first, hard)) return 'impossible'
  if (day.kind === 'either') return 'day-either'
  return day.kind === 'unread' ? 'day-unread' : undefined
}

const isBeyond = (value: Decimal, range: Measured['hard']): boolean => {
  const [low, high] = [parseDecimal(range?.low ?? ''), parseDecimal(range?.high ?? '')]
  return (low !== undefined && value.lessThan(low)) || (high !== undefined && value.greaterThan(high))
}
