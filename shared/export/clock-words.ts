import type { ClockFault } from '../change/clock'
import type { Words } from './words'

/** `clock of the device behind an earlier entry by 2 d 3 h`. */
export const sayClock = (words: Words, { fault, by }: ClockFault): string =>
  `${words.clock[fault]} ${lasting(words, by)}`

/** The two largest of days, hours and minutes: it was longer than some minutes, or nothing is said. */
function lasting({ lasting: [d, h, min] }: Words, milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000)
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(minutes / 1_440), d],
    [Math.floor(minutes / 60) % 24, h],
    [minutes % 60, min],
  ]
  const from = parts.findIndex(([count]) => count > 0)
  return parts
    .slice(from, from + 2)
    .flatMap(([count, unit]) => (count > 0 ? `${count}\u00a0${unit}` : []))
    .join(' ')
}
