import { steps } from '#shared/casebook/path'
import { visitForms } from '#shared/casebook/schedule'
import { doseForm, plannedDoses } from '#shared/dose-release/doses'
import { textIn } from '#shared/study/definition'
import { useCasebook, useData, useRoster, useSubjectStudy } from '../data/hooks'
import type { IconName } from '../ui/icon'
import { useInspector } from '../ui/inspector'
import { useActiveKeys } from '../ui/keys'
import { useLanguage, useTexts } from '../ui/language'
import { useReadsAlerts } from './alerts'
import { useLeave } from './leave'
import { useGo, type Place } from './place'
import { railScreens, screenIcons } from './rail'
import { preferred, useAppDispatch } from './store'
import { appTexts } from './texts'
import { useAdministers } from './where'

/** One thing a person can find or do. */
export interface Entry {
  readonly id: string
  readonly group: string
  readonly words: string
  readonly icon: IconName
  readonly keys?: string
  readonly run: () => void
}

export function usePeople(place: Place): readonly Entry[] {
  const say = useTexts(appTexts)
  const go = useGo()
  const roster = useRoster(place.study, place.site) ?? []
  return roster.map(({ study, site, subject, code }) => ({
    id: subject,
    group: say('findPeople'),
    words: code,
    icon: 'people',
    run: () => go({ screen: 'casebook', study, site, subject }),
  }))
}

/** The forms of the participant's visits, once one is in sight. */
export function useForms(place: Place): readonly Entry[] {
  const say = useTexts(appTexts)
  const language = useLanguage()
  const go = useGo()
  const casebook = useCasebook(place.subject)
  const study = useSubjectStudy(place, casebook)
  const { subject } = place
  if (!study || !casebook || !subject) return []
  return visitForms(study, casebook).map(({ form, event, def }) => ({
    id: form,
    group: say('findForms'),
    words: `${textIn(def.title, language)}, ${textIn(event.title, language)}`,
    icon: 'document',
    run: () => go({ screen: 'form', study: place.study, site: place.site, subject, form }),
  }))
}

/** Decisions about doses, at the visits of the participant in sight and in their logs. */
export function useDoses(place: Place): readonly Entry[] {
  const say = useTexts(appTexts)
  const language = useLanguage()
  const go = useGo()
  const casebook = useCasebook(place.subject)
  const study = useSubjectStudy(place, casebook)
  const { subject } = place
  if (!study || !casebook || !subject) return []
  return plannedDoses(study, casebook).map(({ event, agent }) => {
    const visit = study.event(steps(event)[0]?.oid ?? '')
    const form = study.form(doseForm(study, agent) ?? '')
    const what = [form, visit?.kind === 'log' ? undefined : visit].flatMap((def) =>
      def ? textIn(def.title, language) : [],
    )
    return {
      id: `dose ${event} ${agent}`,
      group: say('findForms'),
      words: [say('doseRelease'), ...what].join(', '),
      icon: 'pen',
      run: () => go({ screen: 'dose-release', study: place.study, site: place.site, subject, dose: { event, agent } }),
    }
  })
}

export function useScreens(place: Place): readonly Entry[] {
  const say = useTexts(appTexts)
  const go = useGo()
  return railScreens(place).map((screen) => ({
    id: screen,
    group: say('findScreens'),
    words: say(screen),
    icon: screenIcons[screen],
    run: () => go({ screen, study: place.study, site: place.site }),
  }))
}

/** What the keys of the screen do, for those who do not know them yet. */
export function useKeysHere(): readonly Entry[] {
  const say = useTexts(appTexts)
  const frame = new Set([say('find'), say('lock'), say('inspector')])
  return useActiveKeys()
    .filter(({ label }) => !frame.has(label))
    .map(({ keys, label, run }) => {
      const [first = ''] = typeof keys === 'string' ? [keys] : keys
      const id = `key ${label}`
      return { id, group: say('findHere'), words: label, icon: 'keyboard', keys: first, run: () => run(first) }
    })
}

export function useActions(): readonly Entry[] {
  const say = useTexts(appTexts)
  const go = useGo()
  const data = useData()
  const dispatch = useAppDispatch()
  const { lock, handOver } = useLeave()
  const { open, filled, setOpen } = useInspector()
  const administers = useAdministers()
  const readsAlerts = useReadsAlerts()
  const action = (id: string, words: string, icon: IconName, run: () => void, keys?: string): Entry => ({
    id,
    group: say('findActions'),
    words,
    icon,
    run,
    ...(keys !== undefined && { keys }),
  })
  return [
    ...(readsAlerts
      ? [{ ...action('alerts', say('alerts'), 'warning', () => go({ screen: 'alerts' })), group: say('findScreens') }]
      : []),
    { ...action('sync', say('sync'), 'cloud', () => go({ screen: 'sync' })), group: say('findScreens') },
    ...(administers
      ? [
          {
            ...action('administration', say('administration'), 'gear', () => go({ screen: 'administration' })),
            group: say('findScreens'),
          },
        ]
      : []),
    action('sync-now', say('syncNow'), 'refresh', () => void data.syncNow()),
    ...(filled ? [action('inspector', say('inspector'), 'panel', () => setOpen(!open), 'mod+i')] : []),
    action('light', say('toLight'), 'sun', () => dispatch(preferred({ theme: 'light' }))),
    action('dark', say('toDark'), 'moon', () => dispatch(preferred({ theme: 'dark' }))),
    action('english', say('speakEnglish'), 'language', () => dispatch(preferred({ language: 'en' }))),
    action('french', say('speakFrench'), 'language', () => dispatch(preferred({ language: 'fr' }))),
    action('swedish', say('speakSwedish'), 'language', () => dispatch(preferred({ language: 'sv' }))),
    action('hand-over', say('handOver'), 'swap', handOver),
    action('lock', say('lock'), 'lock', lock, 'mod+shift+l'),
  ]
}
