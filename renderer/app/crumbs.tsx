import { useLocation } from 'react-router'
import { steps } from '#shared/casebook/path'
import { textIn } from '#shared/study/definition'
import { useRoster, useSiteStudy } from '../data/hooks'
import { useLanguage, useTexts } from '../ui/language'
import styles from './crumbs.module.css'
import { hrefTo } from './paths'
import type { Place } from './place'
import { appTexts } from './texts'

interface Crumb {
  readonly words: string
  readonly href?: string
}

/** Study › site › participant › visit › form: each but the last is a way back. */
export function Crumbs({ place }: { place: Place | undefined }) {
  const say = useTexts(appTexts)
  const { pathname } = useLocation()
  if (pathname === '/sync') return <Trail crumbs={[{ words: say('sync') }]} />
  if (pathname === '/alerts') return <Trail crumbs={[{ words: say('alerts') }]} />
  if (pathname === '/administration') return <Trail crumbs={[{ words: say('administration') }]} />
  return place ? <SiteCrumbs place={place} pathname={pathname} /> : <Trail crumbs={[]} />
}

function SiteCrumbs({ place, pathname }: { place: Place; pathname: string }) {
  const say = useTexts(appTexts)
  const names = useNames(place)
  const { study, site, subject } = place
  const participants = hrefTo({ screen: 'participants', study, site })
  const begin = [
    { words: names.study, href: participants },
    { words: say('site', { site }), href: participants },
  ]
  if (!subject) {
    const screen = (
      ['visits-due', 'adverse-events', 'queries', 'review', 'trail', 'ranges', 'exports', 'versions'] as const
    ).find((name) => pathname.endsWith(`/${name}`))
    return <Trail crumbs={[...begin, { words: say(screen ?? 'participants') }]} />
  }
  const casebook = hrefTo({ screen: 'casebook', study, site, subject })
  const inside =
    (place.form ?? place.dose)
      ? [
          { words: names.subject, href: casebook },
          ...(names.event === undefined ? [] : [{ words: names.event, href: casebook }]),
          { words: place.dose ? say('doseRelease') : names.form },
        ]
      : [{ words: names.subject }, { words: say('casebook') }]
  return <Trail crumbs={[...begin, ...inside]} />
}

function Trail({ crumbs }: { crumbs: readonly Crumb[] }) {
  const say = useTexts(appTexts)
  return (
    <nav className={styles.crumbs} aria-label={say('youAreHere')}>
      <ol className={styles.list}>
        {crumbs.map(({ words, href }, i) => (
          <li key={i} className={styles.crumb}>
            {href === undefined ? <span>{words}</span> : <a href={href}>{words}</a>}
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** What the parts of a place are called. */
function useNames(place: Place) {
  const language = useLanguage()
  const study = useSiteStudy(place)
  const roster = useRoster(place.study, place.site)
  const [event, form] = place.form ? steps(place.form) : place.dose ? steps(place.dose.event) : []
  const eventDef = event && study?.event(event.oid)
  const formDef = form && study?.form(form.oid)
  return {
    study: study?.version.study.name ?? place.study,
    subject: roster?.find(({ subject }) => subject === place.subject)?.code ?? '…',
    // The log is no visit: it has a name in the definition that nobody says.
    event: eventDef && eventDef.kind !== 'log' ? textIn(eventDef.title, language) : undefined,
    form: formDef ? textIn(formDef.title, language) : (form?.oid ?? ''),
  }
}
