import type { Figure, Trace } from '#shared/clinical/trace'
import { Decimal } from '#shared/quantity/decimal'
import { measured, numberIn, showDate, unitIn } from '#shared/study/show-entry'
import type { Say, UiLanguage } from '../../ui/language'
import type { ProofLine } from './proof'
import { expressionIn, keyOf, type ProofTextKey } from './proof-texts'

/** What an engine calls a figure, in words; `cycles_mbq[1]` is the second of its kind. A name that is a formula says itself. */
export function figureName(say: Say<ProofTextKey>, language: UiLanguage, name: string): string {
  const [, stem = name, at] = /^(.*?)(?:\[(\d+)\])?$/.exec(name) ?? []
  const key = keyOf('name', stem)
  const said = key ? say(key) : (levelName(say, stem) ?? expressionIn(stem, language))
  return at === undefined ? said : `${said} ${String(Number(at) + 1)}`
}

/** A term of a set of values: `MO2` is what mobility at level 2 takes away, `MO45` what level 4 or 5 takes away besides. */
function levelName(say: Say<ProofTextKey>, term: string): string | undefined {
  const [, stem = '', level = ''] = /^([A-Z]{2})([1-5]|45)$/.exec(term) ?? []
  const key = keyOf('dimension', stem)
  if (!key) return undefined
  return level === '45' ? say('level.severe', { dimension: say(key) }) : say('level.of', { dimension: say(key), level })
}

/** The branch or criterion that decided, in words. */
export function ruleText(say: Say<ProofTextKey>, { rule = '' }: Trace): string | undefined {
  const key = keyOf('rule', rule)
  return key && say(key)
}

/** As many digits as anyone compares by eye; what goes on says so. */
const DIGITS = 8

/** What a trace holds: a number with its unit, a date, or a code that is a yes. */
export function measure(language: UiLanguage, value: string, unit?: string): string {
  if (!/^[<>]?=?-?\d+(?:\.\d+)?$/.test(value)) return showDate(value, language)
  const [, mark = '', digits = value] = /^([<>]?=?)(.*)$/.exec(value) ?? []
  const number = new Decimal(digits)
  const short = number.toSignificantDigits(DIGITS)
  const text = `${mark}${numberIn(short.equals(number) ? digits : `${short.toFixed()}…`, language)}`
  return unit === undefined ? text : measured(text, unit, language)
}

/** An input or a step: as it was entered, and below that what it became in the unit of the formula. */
export function figureLine(say: Say<ProofTextKey>, language: UiLanguage, figure: Figure): ProofLine {
  const { name, value, unit, entered } = figure
  const label = figureName(say, language, name)
  if (value === 'yes') return { label, value: '✓' }
  const used = measure(language, value, unit)
  if (!entered) return { label, value: used }
  const typed = entered.unit === undefined ? entered.value : measured(entered.value, entered.unit, language)
  const sameUnit =
    entered.unit === undefined || unit === undefined || unitIn(entered.unit, language) === unitIn(unit, language)
  return { label, value: typed, ...(!sameUnit && { below: [say('as', { value: used })] }) }
}
