import { z } from 'zod'
import { SiteId, StudyId } from '#shared/ids'
import { LANGUAGES } from '../ui/language'

/** How a person likes their screen, kept on the device beside the data and outside its encryption: nothing personal. */
export const Preferences = z.object({
  language: z.enum(LANGUAGES),
  theme: z.enum(['system', 'light', 'dark']),
  /** Minutes without a hand on the keyboard or the mouse after which the screen locks. */
  idleMinutes: z.int().min(1).max(120),
  /** Where to begin. */
  lastSite: z.object({ study: StudyId, site: SiteId }).optional(),
})
export type Preferences = z.output<typeof Preferences>

const KEY = 'tracer.preferences'

/** What was kept, or what this machine suggests. */
export function preferencesAtStart(): Preferences {
  const kept = Preferences.safeParse(readJson(localStorage.getItem(KEY)))
  if (kept.success) return kept.data
  const language = LANGUAGES.find((known) => navigator.language.startsWith(known)) ?? 'en'
  return { language, theme: 'system', idleMinutes: 15 }
}

export const keepPreferences = (preferences: Preferences): void =>
  localStorage.setItem(KEY, JSON.stringify(preferences))

/** What a text of the local storage says; damage says nothing. */
export function readJson(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
