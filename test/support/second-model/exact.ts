/** Sums of the second models: whole numbers only, so that a boundary is where the text puts it. */

const PLACES = 6

/** A decimal text in millionths. */
export function millionths(text: string): bigint {
  const [, sign = '', whole = '0', part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  const digits = BigInt(whole + part.padEnd(PLACES, '0').slice(0, PLACES))
  return sign === '-' ? -digits : digits
}

export const atLeast = (left: string, right: string): boolean => millionths(left) >= millionths(right)
export const above = (left: string, right: string): boolean => millionths(left) > millionths(right)
/** `left > times × right` */
export const aboveTimes = (left: string, times: string, right: string): boolean =>
  millionths(left) * 1_000_000n > millionths(times) * millionths(right)

const DAY = 86_400_000
/** Day 0 of every made-up history. */
const START = Date.UTC(2025, 0, 6)
export const dateOf = (day: number): string => new Date(START + day * DAY).toISOString().slice(0, 10)

/** Completed years of somebody born on `born` on a date. */
export function yearsOn(born: string, date: string): number {
  const years = Number(date.slice(0, 4)) - Number(born.slice(0, 4))
  return date.slice(5) >= born.slice(5) ? years : years - 1
}
