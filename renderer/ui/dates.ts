import type { UiLanguage } from './language'

const months: { readonly [L in UiLanguage]: readonly string[] } = {
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  fr: ['janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.', 'déc.'],
  sv: ['jan.', 'feb.', 'mars', 'apr.', 'maj', 'juni', 'juli', 'aug.', 'sep.', 'okt.', 'nov.', 'dec.'],
}

const parts = (iso: string): readonly [year: string, month: number, day: number] => [
  iso.slice(0, 4),
  Number(iso.slice(5, 7)),
  Number(iso.slice(8, 10)),
]

/** `2026-03-12` as "12 Mar 2026"; partial dates as far as they are known. */
export function showDate(iso: string, language: UiLanguage): string {
  const [year, month, day] = parts(iso)
  const name = months[language][month - 1]
  if (name === undefined) return year
  return day > 0 ? `${day} ${name} ${year}` : `${name} ${year}`
}

/** A date near to today without its year ("12 Mar"); with it when it is half a year away or more. */
export function showDay(iso: string, language: UiLanguage, today: string): string {
  const near = Math.abs(daysBetween(today, iso)) < 183
  return near ? showShort(iso, language) : showDate(iso, language)
}

/** A date without its year, where the year stands beside it. */
export function showShort(iso: string, language: UiLanguage): string {
  const [, month, day] = parts(iso)
  const name = months[language][month - 1]
  return name !== undefined && day > 0 ? `${day} ${name}` : showDate(iso, language)
}

/** The month of a date: "Sep", with its year ("Jan ’27") where that is not this one. */
export function showMonth(iso: string, language: UiLanguage, today: string): string {
  const [year, month] = parts(iso)
  const name = months[language][month - 1] ?? ''
  return year === today.slice(0, 4) ? name : `${name} ’${year.slice(2)}`
}

/** A window as short as it can be said: "17 Feb–3 Mar", "6–12 Mar". */
export function showWindow(from: string, to: string, language: UiLanguage, today: string): string {
  if (from === to) return showDay(from, language, today)
  const sameMonth = from.slice(0, 7) === to.slice(0, 7)
  return `${sameMonth ? Number(from.slice(8, 10)) : showDay(from, language, today)}–${showDay(to, language, today)}`
}

/** The day of an instant on this device's clock, ISO 8601. */
export function localDay(instant: Date): string {
  const month = String(instant.getMonth() + 1).padStart(2, '0')
  return `${instant.getFullYear()}-${month}-${String(instant.getDate()).padStart(2, '0')}`
}

/** An instant as people tell it on this device: "12:40" today, "11 Mar 12:40" on another day. */
export function showMoment(instant: string, language: UiLanguage, now: Date): string {
  const at = new Date(instant)
  const time = `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`
  const today = localDay(now)
  return localDay(at) === today ? time : `${showDay(localDay(at), language, today)} ${time}`
}

/** Whole days from one ISO date to another; negative when `to` lies before. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / 86_400_000)
