import { z } from 'zod'
import { FormPath } from '#shared/casebook/path'
import { SiteId, StudyId, SubjectKey } from '#shared/ids'
import { Language, Oid } from '#shared/study/names'
import { readJson } from './preferences'

/**
 * What a participant has in hands: forms of one visit, and where they are in them. Kept on the device outside its
 * encryption so that a restart comes back to the kiosk and not to the app: keys and names of items, nobody's answers.
 */
export const Handed = z.object({
  study: StudyId,
  site: SiteId,
  subject: SubjectKey,
  forms: z.array(FormPath).min(1).max(20),
  /** Which of them. */
  form: z.int().min(0),
  /** The question they were at. */
  item: Oid.optional(),
  /** What the participant reads; the screens of staff keep theirs. */
  language: Language,
  large: z.boolean(),
})
export type Handed = z.output<typeof Handed>

const KEY = 'tracer.kiosk'

export const handedAtStart = (): Handed | undefined => Handed.safeParse(readJson(localStorage.getItem(KEY))).data

export function keepHanded(handed: Handed | undefined): void {
  if (handed) localStorage.setItem(KEY, JSON.stringify(handed))
  else localStorage.removeItem(KEY)
}
