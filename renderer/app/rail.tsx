import { Menu } from '@mantine/core'
import { useLocation } from 'react-router'
import type { SiteInfo } from '#shared/protocol'
import { useRoster, useStudy } from '../data/hooks'
import { cx } from '../ui/cx'
import { Icon, type IconName } from '../ui/icon'
import { useTexts } from '../ui/language'
import { menuStyles } from '../ui/menu'
import { useAlerts, useReadsAlerts } from './alerts'
import { groupBy } from './group'
import { hrefTo, type SiteScreen } from './paths'
import { canHere, useGo, type Place } from './place'
import styles from './rail.module.css'
import { useAppSelector } from './store'
import { appTexts } from './texts'
import { useAdministers } from './where'

/** The drawing of each screen, in the rail and in the palette. */
export const screenIcons: { readonly [S in SiteScreen]: IconName } = {
  participants: 'people',
  'visits-due': 'calendar',
  'adverse-events': 'pulse',
  queries: 'speech',
  review: 'review',
  trail: 'history',
  ranges: 'flask',
  exports: 'export',
  versions: 'document',
}

/** Screens in the rail for what the person is here. */
export function railScreens(place: Place): readonly SiteScreen[] {
  if (!canHere(place, 'read-casebook')) return []
  return [
    ...(['participants', 'visits-due', 'adverse-events', 'queries', 'review', 'trail', 'ranges'] as const),
    ...(canHere(place, 'export') ? (['exports'] as const) : []),
    // Sites come here when a version other than their first has been approved.
    ...(canHere(place, 'publish-study') || place.versions.length > 1 ? (['versions'] as const) : []),
  ]
}

export function Rail({ place }: { place: Place | undefined }) {
  const say = useTexts(appTexts)
  return (
    <nav className={styles.rail} aria-label={say('main')}>
      <a className={styles.brand} href={hrefTo({ screen: 'home' })} aria-label="Tracer">
        <Icon name="tracer" />
        <b className={styles.wide}>Tracer</b>
      </a>
      {place && <Screens place={place} />}
      {useReadsAlerts() && <AlertsLink />}
      {useAdministers() && <Administration />}
      <div className="grow" />
      <SiteSwitch place={place} />
    </nav>
  )
}

function Screens({ place }: { place: Place }) {
  const say = useTexts(appTexts)
  const { pathname } = useLocation()
  const roster = useRoster(place.study, place.site)
  const sum = (of: 'toReview' | 'openQueries') => roster?.reduce((count, line) => count + line[of], 0)
  const counts: { readonly [S in SiteScreen]?: number | undefined } = {
    participants: roster?.length,
    'adverse-events': sum('toReview'),
    queries: sum('openQueries'),
  }
  return (
    <ul>
      {railScreens(place).map((screen) => {
        const to = hrefTo({ screen, study: place.study, site: place.site })
        const on = `#${pathname}`.startsWith(to)
        return (
          <li key={screen}>
            <a
              className={cx(styles.link, on && styles.on)}
              href={to}
              aria-current={on ? 'page' : undefined}
              title={say(screen)}
            >
              <Icon name={screenIcons[screen]} />
              <span className={cx(styles.word, styles.wordOrSpoken)}>{say(screen)}</span>
              {(counts[screen] ?? 0) > 0 && <span className={cx(styles.count, styles.wide)}>{counts[screen]}</span>}
            </a>
          </li>
        )
      })}
    </ul>
  )
}

/** Of all the person's sites and of accounts, with how many wait for somebody. */
function AlertsLink() {
  const say = useTexts(appTexts)
  const on = useLocation().pathname === '/alerts'
  const { told } = useAlerts()
  const waiting = told ? told.alerts.filter(({ acknowledged }) => !acknowledged).length + told.recoveries.length : 0
  return (
    <a
      className={cx(styles.link, on && styles.on)}
      href={hrefTo({ screen: 'alerts' })}
      aria-current={on ? 'page' : undefined}
      title={say('alerts')}
    >
      <Icon name="warning" />
      <span className={cx(styles.word, styles.wordOrSpoken)}>{say('alerts')}</span>
      {waiting > 0 && <span className={cx(styles.count, styles.wide)}>{waiting}</span>}
    </a>
  )
}

/** Of no site, and so not among the screens of one. */
function Administration() {
  const say = useTexts(appTexts)
  const on = useLocation().pathname === '/administration'
  return (
    <a
      className={cx(styles.link, on && styles.on)}
      href={hrefTo({ screen: 'administration' })}
      aria-current={on ? 'page' : undefined}
      title={say('administration')}
    >
      <Icon name="gear" />
      <span className={cx(styles.word, styles.wordOrSpoken)}>{say('administration')}</span>
    </a>
  )
}

/** Which study and site everything on the screen is about. */
function SiteSwitch({ place }: { place: Place | undefined }) {
  const say = useTexts(appTexts)
  const sites = useAppSelector(({ exchange }) => exchange.sites) ?? []
  if (!place && sites.length === 0) return null
  const studies = groupBy(sites, ({ study }) => study)
  return (
    <div className={styles.foot}>
      <Menu position="right-end" width={260} shadow="md" classNames={menuStyles} trapFocus returnFocus>
        <Menu.Target>
          <button type="button" className={cx(styles.link, styles.switch)} aria-label={say('chooseSite')}>
            <Icon name="site" />
            {place && (
              <span className={cx(styles.word, styles.wide)}>
                <StudyName site={place} />
                <i className={styles.site}>{say('site', { site: place.site })}</i>
              </span>
            )}
            <Icon name="up-down" className={styles.wide} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {[...studies].map(([study, own]) => (
            <SiteGroup key={study} sites={own} place={place} />
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}

function SiteGroup({ sites, place }: { sites: readonly SiteInfo[]; place: Place | undefined }) {
  const go = useGo()
  const [first] = sites
  return (
    <>
      {first && (
        <Menu.Label>
          <StudyName site={first} />
        </Menu.Label>
      )}
      {sites.map(({ study, site, name }) => {
        const here = study === place?.study && site === place.site
        return (
          <Menu.Item
            key={site}
            leftSection={here ? <Icon name="tick" /> : <span className={styles.noTick} />}
            onClick={() => go({ screen: 'participants', study, site })}
          >
            <span className="medium">{site}</span> <span className="mute">{name}</span>
          </Menu.Item>
        )
      })}
    </>
  )
}

/** A study's short name, its number until its definition has come. */
export function StudyName({ site }: { site: Pick<SiteInfo, 'study' | 'version'> }) {
  return <>{useStudy(site.version)?.version.study.name ?? site.study}</>
}
