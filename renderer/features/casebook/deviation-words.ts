import type { ProposedDeviation } from '#shared/casebook/deviations'
import { type EventPath, formOid } from '#shared/casebook/path'
import type { CompiledStudy } from '#shared/study/compile'
import { textIn } from '#shared/study/definition'
import { showDate, showWindow } from '../../ui/dates'
import type { Say, UiLanguage } from '../../ui/language'
import type { FormAt } from './form-mark'
import type { deviationTexts } from './deviation-texts'

/** What a visit is called. */
export const visitTitle = (study: CompiledStudy, event: EventPath, language: UiLanguage): string => {
  const def = study.event(event.split(':')[0] ?? '')
  return def ? textIn(def.title, language) : event
}

/** What deviates, in one sentence; also what a record of it begins with. */
export function deviationText(
  { study, today }: FormAt,
  one: ProposedDeviation,
  say: Say<keyof typeof deviationTexts.en>,
  language: UiLanguage,
): string {
  const visit = visitTitle(study, one.event, language)
  const { from, to, days: count, form, message } = one
  const window = from !== undefined && to !== undefined ? showWindow(from, to, language, today) : '–'
  const what = message ? textIn(message, language) : ''
  switch (one.why) {
    case 'early':
    case 'late':
      return count === undefined ? say('why.hours', { visit }) : say(`why.${one.why}`, { visit, count, window })
    case 'below-floor':
    case 'past-limit':
      return say(`why.${one.why}`, { visit, count: count ?? 0 })
    case 'missed':
      return say('why.missed', { visit, window })
    case 'missed-again':
      return say('why.missed-again', { visit })
    case 'stale': {
      const def = form === undefined ? undefined : study.form(formOid(form))
      return say('why.stale', { visit, count: count ?? 0, form: def ? textIn(def.title, language) : '' })
    }
    case 'expired':
      return say('why.expired', { visit, day: to === undefined ? '' : showDate(to, language) })
    case 'found':
      return what
    case 'stratum':
      return say('why.stratum', { what })
  }
}
