import { unitIn } from '#shared/study/show-entry'
import type { Say, UiLanguage } from '../../ui/language'
import type { conditionTexts } from './condition-texts'

type Key = keyof typeof conditionTexts.en

/** What a gate asks besides a figure, as the engines write it, with the words that the screen has for it. */
const SENTENCES: readonly (readonly [asked: RegExp, key: Key])[] = [
  [/^(?<figure>.+), or prothrombin time normal$/, 'asked.albumin'],
  [/^(?<figure>.+), not (?<part>\S+) % below the baseline$/, 'asked.baseline'],
  [/^(?<figure>.+) after randomisation$/, 'asked.randomisation'],
  [/^(?<figure>.+) after registration$/, 'asked.registration'],
  [/^(?<figure>.+) after surgery$/, 'asked.surgery'],
  [/^(?<figure>.+) before the next 177Lu$/, 'asked.nextLutetium'],
  [/^(?<figure>.+) months from the start$/, 'asked.months'],
  [/^(?<figure>.+) after the last one$/, 'asked.lastOne'],
  [/^(?<figure>.+), one with each of the first cycles of 177Lu$/, 'asked.eachCycle'],
  [/^(?<figure>.+) after its end$/, 'asked.afterEnd'],
  [/^Σ Gy \+ Gy\/GBq × next ≤ (?<figure>.+)$/, 'asked.kidneys'],
]

/** What is asked, in the language of the screen: `≥ 30 g/L, or a normal prothrombin time`. */
export function askedWords(asks: string, say: Say<Key>, language: UiLanguage): string {
  for (const [asked, key] of SENTENCES) {
    const found = asked.exec(asks)?.groups
    if (found) return say(key, { ...found, figure: figured(found['figure'] ?? '', language, say) })
  }
  return figured(asks, language, say)
}

/** `≥ 75 10^9/L` as `≥ 75 × 10⁹/L`, `56–84 d` in the reader's word for days. */
const figured = (text: string, language: UiLanguage, say: Say<Key>): string =>
  text
    .replace(/(\d) (10\^\S+|mL\/min\S*|d\b)/, (_, digit: string, unit: string) => {
      const times = unit.startsWith('10^') ? '× ' : ''
      return `${digit} ${times}${unitIn(unit, language)}`
    })
    .replace(/\bULN\b/, say('asked.uln'))
