import { useRef } from 'react'
import { Outlet } from 'react-router'
import { useInspector, InspectorPane } from '../ui/inspector'
import { useKeys } from '../ui/keys'
import { useTexts } from '../ui/language'
import { useAlertsKept } from './alerts'
import { Bar } from './bar'
import styles from './frame.module.css'
import { Palette } from './palette'
import type { Place } from './place'
import { Rail } from './rail'
import { useAppSelector, useSession } from './store'
import { TakenOffDialog } from './taken-off'
import { appTexts } from './texts'
import { useWhere, whereIs } from './where'

/** Rail, bar, the screen and the inspector. */
export function Frame() {
  const say = useTexts(appTexts)
  const place = useNearestPlace()
  const main = useRef<HTMLElement>(null)
  const { open, filled, setOpen } = useInspector()
  useAlertsKept()
  useKeys(filled ? [{ keys: 'mod+i', label: say('inspector'), run: () => setOpen(!open), hint: false }] : [])
  return (
    <div className={styles.frame}>
      <button type="button" className={styles.skip} onClick={() => main.current?.focus()}>
        {say('skip')}
      </button>
      <Rail place={place} />
      <Bar place={place} />
      <main ref={main} className={styles.main} tabIndex={-1}>
        <Outlet />
      </main>
      <InspectorPane />
      <Palette place={place} />
      <TakenOffDialog />
    </div>
  )
}

/** The place of the screen; on screens without one (sync) the place the person was at last, for the rail and its links. */
function useNearestPlace(): Place | undefined {
  const where = useWhere()
  const last = useAppSelector(({ preferences }) => preferences.lastSite)
  const sites = useAppSelector(({ exchange }) => exchange.sites)
  const { grants } = useSession()
  if (where.kind === 'place') return where.place
  const before = whereIs({ study: last?.study, site: last?.site }, sites, grants)
  if (before.kind === 'place') return before.place
  const first = sites?.[0]
  const begin = whereIs({ study: first?.study, site: first?.site }, sites, grants)
  return begin.kind === 'place' ? begin.place : undefined
}
