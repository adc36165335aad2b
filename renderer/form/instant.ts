import type { UiLanguage } from '../ui/language'
import { showDate } from '../ui/dates'

/** A moment as its author's clock said it, with that clock's offset: "12 Mar 2026 12:46 (UTC+01:00)". */
export function showClaimed(claimedAt: string, language: UiLanguage): string {
  const offset = /(?:Z|[+-]\d\d:\d\d)$/.exec(claimedAt)?.[0] ?? ''
  const zone = offset === 'Z' ? 'UTC' : `UTC${offset}`
  return `${showDate(claimedAt.slice(0, 10), language)} ${claimedAt.slice(11, 16)} (${zone})`
}

/** The same in two parts, for where many stand below each other: "12 Mar 2026 12:46" and "+01:00". */
export function claimedParts(
  claimedAt: string,
  language: UiLanguage,
): { readonly moment: string; readonly offset: string } {
  const offset = /(?:Z|[+-]\d\d:\d\d)$/.exec(claimedAt)?.[0] ?? ''
  const moment = `${showDate(claimedAt.slice(0, 10), language)} ${claimedAt.slice(11, 16)}`
  return { moment, offset: offset === 'Z' ? 'UTC' : offset }
}

/** A moment the server noted, on this device's clock and with its offset. */
export function showReceived(committedAt: string, language: UiLanguage): string {
  return showClaimed(withOffset(new Date(committedAt)), language)
}

/** Offset of this device's clock at a moment, `+01:00`. */
export function offsetOf(at: Date): string {
  const minutes = -at.getTimezoneOffset()
  const two = (value: number) => String(value).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`
}

const withOffset = (at: Date): string => {
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000)
  return `${local.toISOString().slice(0, 19)}${offsetOf(at)}`
}
