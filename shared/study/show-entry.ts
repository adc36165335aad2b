import type { Entry, MissingCode } from '../change/change'
import { PartialDate } from '../partial-date'
import { Decimal, parseDecimal } from '../quantity/decimal'
import type { CodeListDef, ItemDef, Language } from './definition'
import { textIn } from './definition'
import type { SpokenText } from './names'

const missingTexts: { readonly [Code in MissingCode]: SpokenText } = {
  ND: { en: 'Not done', fr: 'Non fait', sv: 'Ej utförd' },
  UNK: { en: 'Unknown', fr: 'Inconnu', sv: 'Okänt' },
  NA: { en: 'Not applicable', fr: 'Sans objet', sv: 'Ej tillämpligt' },
  NAV: { en: 'Not available yet', fr: 'Pas encore disponible', sv: 'Ännu inte tillgängligt' },
  MASK: { en: 'Withheld', fr: 'Masqué', sv: 'Undanhållet' },
}

/** What a missing-value code says. */
export const missingText = (code: MissingCode, language: Language): string => textIn(missingTexts[code], language)

/**
 * An entry as people read it: numbers as they were typed with their unit, dates as `12 Mar 2026`, codes by their text,
 * a missing value by its code's text and reason. A blank entry is the empty text. Never loses what it cannot read.
 */
export function showEntry(item: ItemDef, entry: Entry, codeList: CodeListDef | undefined, language: Language): string {
  if (entry.state === 'blank') return ''
  if (entry.state === 'missing') {
    const said = missingText(entry.code, language)
    // French sets a colon apart.
    return entry.reason === undefined ? said : `${said}${language === 'fr' ? '\u00a0: ' : ': '}${entry.reason}`
  }
  const { text, unit } = entry
  switch (item.type) {
    case 'text':
      return item.link === undefined ? text : linkText(text, codeList, language)
    case 'time':
      return text
    case 'integer':
    case 'decimal':
      return unit === undefined ? text : measured(text, unit, language)
    case 'date':
      return showDate(text, language)
    case 'datetime':
      return showInstant(text, language)
    case 'code':
      return codeText(text, codeList, language)
    case 'multi':
      return text
        .split(' ')
        .map((code) => codeText(code, codeList, language))
        .join(', ')
    case 'calculated':
      if (item.result === 'date') return showDate(text, language)
      return item.result === 'decimal' ? measureIn(rounded(text, item.decimals), unit ?? item.unit, language) : text
  }
}

const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** A unit as people read it: `10^9/L` is stored, `10⁹/L` is shown; `umol/L` is `µmol/L`, `m2` is `m²`. */
export const showUnit = (unit: string): string =>
  unit
    .replace(/\^(\d+)/g, (_, power: string) => power.replace(/\d/g, (digit) => raised[Number(digit)] ?? digit))
    .replace(/\bu(?=mol|kat)/g, 'µ')
    .replace(/(?<![A-Za-z])m2\b/g, 'm²')
    .replace(/(\d)(?=m²)/g, '$1 ')

const spans: { readonly [Unit in string]?: SpokenText } = {
  years: { en: 'years', fr: 'ans', sv: 'år' },
  months: { en: 'months', fr: 'mois', sv: 'månader' },
  d: { en: 'd', fr: 'j', sv: 'd' },
}

/** A unit in a language: most are the same in all. */
export const unitIn = (unit: string, language: Language): string => {
  const span = spans[unit]
  return span ? textIn(span, language) : showUnit(unit)
}

/** A number that was calculated: nobody typed it, so its decimal mark is that of the reader. */
export const numberIn = (text: string, language: Language): string =>
  language === 'en' ? text : text.replace('.', ',')

/** A number with its unit as people read it: `124 g/L`, `61 × 10⁹/L`. */
export const measured = (text: string, unit: string, language: Language): string =>
  `${text} ${unit.startsWith('10^') ? '× ' : ''}${unitIn(unit, language)}`

const measureIn = (text: string, unit: string | undefined, language: Language): string =>
  unit === undefined ? numberIn(text, language) : measured(numberIn(text, language), unit, language)

const rounded = (text: string, decimals: number | undefined): string =>
  decimals === undefined ? text : (parseDecimal(text)?.toFixed(decimals, Decimal.ROUND_HALF_UP) ?? text)

/** The words of every record that is referred to; what was typed before it was a link stays as it was typed. */
function linkText(text: string, list: CodeListDef | undefined, language: Language): string {
  const parts = text.split(' ')
  if (!parts.some((part) => list?.codes.some(({ code }) => code === part))) return text
  return parts.map((part) => codeText(part, list, language)).join('; ')
}

const codeText = (code: string, list: CodeListDef | undefined, language: Language): string => {
  const found = list?.codes.find((candidate) => candidate.code === code)
  return found ? textIn(found.text, language) : code
}

const months: { readonly [L in Language]: readonly string[] } = {
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  fr: ['janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.', 'déc.'],
  sv: ['jan.', 'feb.', 'mars', 'apr.', 'maj', 'juni', 'juli', 'aug.', 'sep.', 'okt.', 'nov.', 'dec.'],
}

/** `12 Mar 2026`, `Mar 2026` or `2026`, as far as the date is known. Any other text is given back as it is. */
export function showDate(isoDate: string, language: Language): string {
  if (!PartialDate.parse(isoDate)) return isoDate
  const [year = '', month, day] = isoDate.split('-')
  if (month === undefined) return year
  const name = months[language][Number(month) - 1] ?? month
  return day === undefined ? `${name} ${year}` : `${Number(day)} ${name} ${year}`
}

function showInstant(text: string, language: Language): string {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d)?([+-]\d\d:\d\d)$/.exec(text)
  if (!parts) return text
  const [, date = '', time = '', zone = ''] = parts
  return `${showDate(date, language)} ${time} (UTC${zone})`
}
