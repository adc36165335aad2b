import { useEffect } from 'react'
import { Outlet, useRouteError } from 'react-router'
import { Button, ButtonLink } from '../ui/button'
import { useTexts } from '../ui/language'
import { EmptyState } from '../ui/notice'
import { Loading } from '../ui/progress'
import { AccessNoted } from './access-noted'
import { Arriving } from './arriving'
import styles from './arriving.module.css'
import { hrefTo } from './paths'
import { canHere } from './place'
import { PlaceNow } from './place-now'
import { preferred, useAppDispatch, useAppSelector, useSession } from './store'
import { appTexts } from './texts'
import { rolesAt, useWhere } from './where'

/** What every screen of a site stands in: the place is known, and the person may be there. */
export function SiteRoom() {
  const say = useTexts(appTexts)
  const where = useWhere()
  const dispatch = useAppDispatch()
  const place = where.kind === 'place' ? where.place : undefined
  const sites = useAppSelector((state) => state.exchange.sites)
  const { grants } = useSession()
  const elsewhere = sites?.some((info) => rolesAt(grants, info.study, info.site).length > 0)
  const study = place?.study
  const site = place?.site
  useEffect(() => {
    if (study && site) dispatch(preferred({ lastSite: { study, site } }))
  }, [study, site, dispatch])
  switch (where.kind) {
    case 'reading':
      return <Loading />
    case 'nowhere':
      return <NotHere />
    case 'not-granted':
      return (
        <EmptyState icon="lock" title={say('notGranted')}>
          {say(elsewhere ? 'notGrantedText' : 'notGrantedAnywhere')}
        </EmptyState>
      )
    case 'place':
      return canHere(where.place, 'read-casebook') ? (
        <PlaceNow place={where.place}>
          <div className={styles.room}>
            <Arriving place={where.place} />
            <div className={styles.screen}>
              <AccessNoted place={where.place}>
                {/* Another site is another room: no screen carries anything over. */}
                <Outlet key={`${where.place.study}/${where.place.site}`} />
              </AccessNoted>
            </div>
          </div>
        </PlaceNow>
      ) : (
        <EmptyState icon="lock" title={say('noClinical')}>
          {say('noClinicalText', { role: say(where.place.roles[0]) })}
        </EmptyState>
      )
  }
}

export function NotHere() {
  const say = useTexts(appTexts)
  return (
    <EmptyState
      icon="search"
      title={say('nowhere')}
      action={<ButtonLink href={hrefTo({ screen: 'home' })}>{say('toStart')}</ButtonLink>}
    >
      {say('nowhereText')}
    </EmptyState>
  )
}

/** A screen that threw. The frame stays, and with it every way out. */
export function Stopped() {
  const say = useTexts(appTexts)
  const error = useRouteError()
  useEffect(() => {
    // The name of what went wrong, never its text: that could hold a value.
    console.error('screen stopped:', error instanceof Error ? error.name : typeof error)
  }, [error])
  const notReceived = error instanceof Error && error.name === 'NotReceived'
  return (
    <EmptyState
      icon={notReceived ? 'cloud' : 'warning'}
      title={say(notReceived ? 'notReceived' : 'stopped')}
      action={
        <Button icon="refresh" onClick={() => window.location.reload()}>
          {say('openAgain')}
        </Button>
      }
    >
      {say(notReceived ? 'notReceivedText' : 'stoppedText')}
    </EmptyState>
  )
}
