import { z } from 'zod'

/** The words every part of a study definition is made of: names, texts and expressions. */

export const Language = z.enum(['en', 'fr', 'sv'])
export type Language = z.output<typeof Language>

/** A text in the languages it exists in; English always does. */
export const LocalText = z.strictObject({
  en: z.string().min(1).max(2_000),
  fr: z.string().min(1).max(2_000).optional(),
  sv: z.string().min(1).max(2_000).optional(),
})
export type LocalText = z.output<typeof LocalText>

/** A text of the app itself: it speaks every language. */
export type SpokenText = Readonly<Record<Language, string>>

export const textIn = (text: LocalText, language: Language): string => text[language] ?? text.en

export const Oid = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,39}$/)
/** Event, form and group codes may carry a dash, as visit tokens do (`C1-W4`). */
export const Code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
export const DecimalText = z.string().regex(/^-?[0-9]{1,12}(\.[0-9]{1,12})?$/)
export const Expression = z.string().min(1).max(4_000)
