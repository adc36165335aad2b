/**
 * What in a free text looks as if it said who somebody is. Nobody can tell for certain, so it is asked about and never
 * refused: participants are known by their code alone (GDPR 5(1)(c) and 25).
 */
export type LookAlike = 'e-mail' | 'birth-date' | 'phone' | 'long-number'

/** Nobody in these trials is younger; a full date before that is hardly one of their treatment. */
const YOUNGEST = 15

const EMAIL = /[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}\.\p{L}{2}/u
/** In the languages of the app and of the countries beside it. */
const BIRTH =
  /(?<!\p{L})(?:born|birth|d\.?o\.?b|née?|naissance|född|födelse\p{L}*|födds?|geb(?:oren|urts\p{L}*)?|nata?)(?!\p{L})[^\d\n]{0,20}\d{1,4}[./ -]/iu
/** As a person writes one after the other: all digits with or without marks, or the month in letters. */
const DATES = [
  /(?<!\d)(?<year>(?:19|20)\d\d)([-./]?)(?:0[1-9]|1[0-2])\2(?:0[1-9]|[12]\d|3[01])(?!\d)/g,
  /(?<!\d)(?:0?[1-9]|[12]\d|3[01])[-./](?:0?[1-9]|[12]\d|3[01])[-./](?<year>(?:19|20)\d\d)(?!\d)/g,
  /(?<!\d)(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er)?\.? ?\p{L}{3,9}\.?,? ?(?<year>(?:19|20)\d\d)(?!\d)/gu,
  /(?<!\p{L})\p{L}{3,9}\.? (?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?, ?(?<year>(?:19|20)\d\d)(?!\d)/gu,
]
const PHONE = /(?<![\d+])(?:(?:\+|00)[1-9]\d{0,2}|0\d{1,3})(?:[ .()/-]{0,2}\d){7,10}(?!\d)/
/** A record number, or a civil one in the groups that it is written in. */
const LONG = /(?<![\p{L}\d.,+])(?:\d{8,}|\d{6}[-+ ]\d{4}|[12] ?\d\d ?\d\d ?\d[\dAB] ?\d{3} ?\d{3}(?: ?\d\d)?)(?![\d])/u

/** The first of these in a text, undefined where there is none; `today` as `2026-03-12`. */
export function lookAlikeIn(text: string, today: string): LookAlike | undefined {
  if (EMAIL.test(text)) return 'e-mail'
  if (BIRTH.test(text)) return 'birth-date'
  const latest = Number(today.slice(0, 4)) - YOUNGEST
  let rest = text
  for (const date of DATES) {
    for (const { groups } of text.matchAll(date)) if (Number(groups?.['year']) <= latest) return 'birth-date'
    // A day of the treatment is no telephone number.
    rest = rest.replace(date, '\n')
  }
  if (LONG.test(rest)) return 'long-number'
  return PHONE.test(rest) ? 'phone' : undefined
}
