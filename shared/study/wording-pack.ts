import { z } from 'zod'
import { Code, type Language, LocalText, Oid } from './names'

/**
 * The words of a questionnaire as its owner licensed them. They are loaded by the administrator and never ship: a study
 * says item numbers and labels of our own.
 */

/** A text in the languages that were licensed; none needs to be there. */
const LicensedText = z.strictObject({
  en: z.string().min(1).max(2_000).optional(),
  fr: z.string().min(1).max(2_000).optional(),
  sv: z.string().min(1).max(2_000).optional(),
})

export const WordingPack = z.strictObject({
  format: z.literal(1),
  /** The form whose items it words, e.g. `QLQ`. */
  form: Code,
  title: LocalText,
  /** Whose words they are and by which licence; shown below each question. */
  licence: z.string().min(1).max(500),
  /** The question, by item. */
  items: z.record(Oid, LicensedText),
  /** What each answer is called, for the items that share the same answers. */
  answers: z
    .array(
      z.strictObject({
        items: z.array(Oid).min(1).max(200),
        words: z.record(z.string().regex(/^[A-Za-z0-9_.+-]{1,60}$/), LicensedText),
      }),
    )
    .max(60),
})
export type WordingPack = z.output<typeof WordingPack>

/** The licensed question, or undefined where there is none in this language: then our neutral label stands. */
export const wordingOf = (pack: WordingPack | undefined, item: string, language: Language): string | undefined =>
  pack?.items[item]?.[language]

/** What the licence calls an answer of an item. Words are never taken from another language: a scale must not mix two. */
export const answerWordingOf = (
  pack: WordingPack | undefined,
  item: string,
  answer: string,
  language: Language,
): string | undefined => pack?.answers.find(({ items }) => items.includes(item))?.words[answer]?.[language]
