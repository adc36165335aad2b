import type { LaboratoryResult } from '#shared/reference/range-faults'
import { type Language, textIn } from '#shared/study/definition'
import type { RangeOfLaboratoryDef } from '#shared/study/limits-definition'
import { numberIn, showDate } from '#shared/study/show-entry'

type Results = ReadonlyMap<string, LaboratoryResult>

export function laboratoryText(
  results: Results,
  { laboratory, item }: RangeOfLaboratoryDef,
  language: Language,
): string {
  const list = (results.get(item) ?? [...results.values()][0])?.laboratories
  const code = list?.codes.find((one) => one.code === laboratory)
  return code ? textIn(code.text, language) : laboratory
}

export function analyteText(results: Results, item: string, language: Language): string {
  const def = results.get(item)?.def
  return def ? textIn(def.label, language) : item
}

/** `18–64`, `from 65`, `under 18`: completed years as people say them; nothing for everybody. */
export function ageText(
  { fromAge, belowAge }: RangeOfLaboratoryDef,
  say: (key: 'ageFrom' | 'ageUnder', values: { age: number }) => string,
): string {
  if (fromAge !== undefined && belowAge !== undefined) return `${fromAge}–${belowAge - 1}`
  if (fromAge !== undefined) return say('ageFrom', { age: fromAge })
  return belowAge === undefined ? '' : say('ageUnder', { age: belowAge })
}

/** The days a range holds, both included; open until a later one begins. */
export function validText(
  { from, until }: RangeOfLaboratoryDef,
  language: Language,
  say: (key: 'validFrom' | 'validTo', values: { from: string; until: string }) => string,
): string {
  const days = { from: showDate(from, language), until: until === undefined ? '' : showDate(until, language) }
  return say(until === undefined ? 'validFrom' : 'validTo', days)
}

export const limitText = (limit: string | undefined, language: Language): string =>
  limit === undefined ? '' : numberIn(limit, language)
