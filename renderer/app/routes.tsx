import { createHashRouter, Navigate, type RouteObject, useNavigation } from 'react-router'
import { EmptyState } from '../ui/notice'
import { useTexts } from '../ui/language'
import { Frame } from './frame'
import { pathTo } from './paths'
import { useAppSelector } from './store'
import { NotHere, SiteRoom, Stopped } from './states'
import { appTexts } from './texts'
import { useAdministers } from './where'

const screens = {
  participants: async () => ({
    Component: (await import('../features/participants/ParticipantsScreen')).ParticipantsScreen,
  }),
  visitsDue: async () => ({
    Component: (await import('../features/visits-due/VisitsDueScreen')).VisitsDueScreen,
  }),
  casebook: async () => ({ Component: (await import('../features/casebook/CasebookScreen')).CasebookScreen }),
  form: async () => ({ Component: (await import('../features/form-entry/FormScreen')).FormScreen }),
  doseRelease: async () => ({
    Component: (await import('../features/dose-release/DoseReleaseScreen')).DoseReleaseScreen,
  }),
  adverseEvents: async () => ({
    Component: (await import('../features/adverse-events/AdverseEventsScreen')).AdverseEventsScreen,
  }),
  queries: async () => ({ Component: (await import('../features/queries/QueriesScreen')).QueriesScreen }),
  review: async () => ({ Component: (await import('../features/review/ReviewScreen')).ReviewScreen }),
  trail: async () => ({ Component: (await import('../features/trail/TrailScreen')).TrailScreen }),
  ranges: async () => ({
    Component: (await import('../features/laboratory-ranges/LaboratoryRangesScreen')).LaboratoryRangesScreen,
  }),
  exports: async () => ({ Component: (await import('../features/exports/ExportsScreen')).ExportsScreen }),
  versions: async () => ({ Component: (await import('../features/versions/VersionsScreen')).VersionsScreen }),
  administration: async () => ({
    Component: (await import('../features/admin/AdministrationScreen')).AdministrationScreen,
  }),
  alerts: async () => ({ Component: (await import('../features/alerts/AlertsScreen')).AlertsScreen }),
  sync: async () => ({ Component: (await import('../features/sync/SyncScreen')).SyncScreen }),
}

/** Fetches every screen ahead, so that in a browser each still opens once the network is gone. */
export const fetchScreens = (): Promise<unknown> => Promise.all(Object.values(screens).map((screen) => screen()))

const siteScreens: RouteObject[] = [
  { index: true, element: <Navigate to="participants" replace /> },
  { path: 'participants', lazy: screens.participants },
  { path: 'participants/:subject', lazy: screens.casebook },
  { path: 'participants/:subject/form/:form', lazy: screens.form },
  { path: 'participants/:subject/dose/:event/:agent', lazy: screens.doseRelease },
  { path: 'visits-due', lazy: screens.visitsDue },
  { path: 'adverse-events', lazy: screens.adverseEvents },
  { path: 'queries', lazy: screens.queries },
  { path: 'review', lazy: screens.review },
  { path: 'trail', lazy: screens.trail },
  { path: 'ranges', lazy: screens.ranges },
  { path: 'exports', lazy: screens.exports },
  { path: 'versions', lazy: screens.versions },
]

const routes: RouteObject[] = [
  {
    path: '/',
    Component: Frame,
    children: [
      {
        ErrorBoundary: Stopped,
        children: [
          { index: true, Component: Start },
          { path: 'sync', lazy: screens.sync },
          { path: 'alerts', lazy: screens.alerts },
          { path: 'administration', lazy: screens.administration },
          { path: ':study/:site', Component: SiteRoom, children: siteScreens },
          { path: '*', Component: NotHere },
        ],
      },
    ],
  },
]

export const router = createHashRouter(routes)

/** Begins at the site the person was at last, or at their first one; whoever is quicker and on their way goes there. */
function Start() {
  const say = useTexts(appTexts)
  const sites = useAppSelector(({ exchange }) => exchange.sites)
  const last = useAppSelector(({ preferences }) => preferences.lastSite)
  const administers = useAdministers()
  const inContact = useAppSelector(({ exchange }) => exchange.status?.state === 'syncing')
  const { state } = useNavigation()
  if (!sites || state !== 'idle') return null
  const site = sites.find((known) => known.study === last?.study && known.site === last.site) ?? sites[0]
  if (!site && administers) return <Navigate to={pathTo({ screen: 'administration' })} replace />
  if (!site)
    return (
      <EmptyState icon="site" title={say(inContact ? 'sitesComing' : 'noSites')}>
        {say(inContact ? 'sitesComingText' : 'noSitesText')}
      </EmptyState>
    )
  return <Navigate to={pathTo({ screen: 'participants', study: site.study, site: site.site })} replace />
}
