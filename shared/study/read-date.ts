import { PartialDate } from '../partial-date'

export interface DateContext {
  /** ISO date on the user's calendar. */
  readonly today: string
  readonly visitDate?: string
}

export type TypedDate =
  | { readonly ok: true; readonly date: PartialDate }
  | { readonly ok: false; readonly reason: 'not-a-date' | 'no-visit-date' }

/**
 * Reads a date as people type it: `t` today, `y` yesterday, `v` the visit's date, `-3` three days ago, `12mar`,
 * `12.3.26`, `12/3/2026` (day first), `2026-03-12`, and with unknown parts `2026-03`, `3.2026`, `mar 2026`, `2026`,
 * `UN-MAR-2026`. A day without a year is the latest such day that is not ahead, unless `ahead` allows the future.
 */
export function readDate(input: string, context: DateContext, ahead: boolean): TypedDate {
  const text = input.trim().toLowerCase()
  if (text === 't') return given(context.today)
  if (text === 'y') return given(context.today, -1)
  if (text === 'v')
    return context.visitDate === undefined ? { ok: false, reason: 'no-visit-date' } : given(context.visitDate)
  if (/^[+-]\d{1,3}$/.test(text)) return given(context.today, Number(text))
  const parts = text.match(/\p{L}+|\d+|[^\p{L}\d\s.,/-]/gu) ?? []
  const iso = fromParts(parts.map(readPart), context.today, ahead)
  return iso === undefined ? { ok: false, reason: 'not-a-date' } : given(iso)
}

function given(iso: string, days = 0): TypedDate {
  const date = PartialDate.parse(iso)
  return date ? { ok: true, date: date.addDays(days) } : { ok: false, reason: 'not-a-date' }
}

type Part =
  | { readonly kind: 'year' | 'month' | 'number'; readonly value: number; readonly wide?: boolean }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'noise' }

function readPart(text: string): Part {
  if (/^\d{4}$/.test(text)) return { kind: 'year', value: Number(text) }
  if (/^\d{1,2}$/.test(text)) return { kind: 'number', value: Number(text) }
  if (text === 'un' || text === 'unk') return { kind: 'unknown' }
  const month = monthNamed(text)
  return month === undefined ? { kind: 'noise' } : { kind: 'month', value: month }
}

/** What each place may hold, read day first unless the year stands first. */
function fromParts(parts: readonly Part[], today: string, ahead: boolean): string | undefined {
  const [a, b, c] = parts
  if (!a || parts.length > 3) return undefined
  if (a.kind === 'year') {
    if (parts.length === 1) return isoText(a.value)
    if (!b) return undefined
    const month = monthOf(b)
    if (month === 'unknown') return c && c.kind !== 'unknown' ? undefined : isoText(a.value)
    if (month === undefined) return undefined
    return c && c.kind !== 'unknown' ? withDay(a.value, month, c) : isoText(a.value, month)
  }
  if (!b) return undefined
  if (!c && b.kind === 'year') {
    const month = monthOf(a)
    return month === undefined ? undefined : month === 'unknown' ? isoText(b.value) : isoText(b.value, month)
  }
  const month = monthOf(b)
  if (month === undefined) return undefined
  if (!c) return month === 'unknown' ? undefined : withoutYear(a, month, today, ahead)
  const year = yearOf(c, today)
  if (year === undefined) return undefined
  if (a.kind === 'unknown') return month === 'unknown' ? isoText(year) : isoText(year, month)
  return month === 'unknown' ? undefined : withDay(year, month, a)
}

const withDay = (year: number, month: number, day: Part): string | undefined =>
  day.kind === 'number' ? isoText(year, month, day.value) : undefined

function withoutYear(day: Part, month: number, today: string, ahead: boolean): string | undefined {
  const thisYear = Number(today.slice(0, 4))
  const date = withDay(thisYear, month, day)
  return date !== undefined && date > today && !ahead ? withDay(thisYear - 1, month, day) : date
}

function monthOf(part: Part): number | 'unknown' | undefined {
  if (part.kind === 'unknown') return 'unknown'
  return part.kind === 'month' || part.kind === 'number' ? part.value : undefined
}

/** Two digits mean the hundred years that end nine years from now: birth years lie back, planned dates a little ahead. */
function yearOf(part: Part, today: string): number | undefined {
  if (part.kind === 'year') return part.value
  if (part.kind !== 'number') return undefined
  const latest = Number(today.slice(0, 4)) + 9
  return latest - ((((latest - part.value) % 100) + 100) % 100)
}

const two = (value: number): string => String(value).padStart(2, '0')
const isoText = (year: number, month?: number, day?: number): string =>
  [String(year), ...(month === undefined ? [] : [two(month)]), ...(day === undefined ? [] : [two(day)])].join('-')

const monthNames: readonly (readonly string[])[] = [
  ['january', 'janvier', 'januari'],
  ['february', 'fevrier', 'februari'],
  ['march', 'mars'],
  ['april', 'avril'],
  ['may', 'mai', 'maj'],
  ['june', 'juin', 'juni'],
  ['july', 'juillet', 'juli'],
  ['august', 'aout', 'augusti'],
  ['september', 'septembre'],
  ['october', 'octobre', 'oktober'],
  ['november', 'novembre'],
  ['december', 'decembre'],
]

/** The month that a name of at least three letters begins, in any of our languages, if it is only one. */
function monthNamed(written: string): number | undefined {
  const plain = written.normalize('NFD').replace(/\p{M}/gu, '')
  if (plain.length < 3) return undefined
  const fits = monthNames.flatMap((names, i) => (names.some((name) => name.startsWith(plain)) ? [i + 1] : []))
  return fits.length === 1 ? fits[0] : undefined
}
