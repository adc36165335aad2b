import { z } from 'zod'

/** The smallest parts of a study version: texts, names and expressions. */

export const Language = z.enum(['en', 'fr', 'sv'])
export type Language = z.output<typeof Language>

/** A text in the languages it exists in; English always does. */
export const LocalText = z.strictObject({
  en: z.string().min(1).max(2_000),
  fr: z.string().min(1).max(2_000).optional(),
  sv: z.string().min(1).max(2_000).optional(),
})
export type LocalText = z.output<typeof LocalText>

export const textIn = (text: LocalText, language: Language): string => text[language] ?? text.en

export const Oid = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,39}$/)
/** Event, form and group codes may carry a dash, as visit tokens do (`C1-W4`). */
export const Code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
/** CEL (see `rules/`). */
export const Expression = z.string().min(1).max(4_000)

/**
 * A value that a protocol sets, with where it is from. What is only recalled or assumed waits for the sponsor's word: its
 * note says what was taken for granted.
 */
export const parameter = <Value extends z.ZodType>(value: Value) =>
  z.discriminatedUnion('from', [
    z.strictObject({ value, from: z.enum(['record', 'label']) }),
    z.strictObject({ value, from: z.enum(['recalled', 'assumed']), note: z.string().min(1).max(1_000) }),
  ])
