import { useMemo, useState } from 'react'
import type { SubjectSummary } from '#shared/casebook/summary'
import { contentsOf } from '#shared/export/inventory'
import type { ExportFormat } from '#shared/export/manifest'
import type { OdmKind } from '#shared/export/odm/odm'
import { isUnblinded } from '#shared/randomisation/allocation'
import { canHere, usePlace } from '../../app/place'
import { appTexts } from '../../app/texts'
import { useRoster, useSiteStudy } from '../../data/hooks'
import { useExport } from '../../export/use-export'
import { useInventory } from '../../export/use-inventory'
import { useServerExports } from '../../export/use-server-exports'
import { KeyHints } from '../../ui/key-hints'
import { useKeys } from '../../ui/keys'
import { useLanguage, useTexts } from '../../ui/language'
import { EmptyState } from '../../ui/notice'
import { Loading } from '../../ui/progress'
import { Screen, ScreenHead, Tabs } from '../../ui/screen'
import { ArmsList } from './arms-list'
import { armsTexts } from './arms-texts'
import { chosenOf, type LeftOut } from './choice'
import styles from './exports.module.css'
import { InFile } from './in-file'
import { OrderPanel, type Where } from './order-panel'
import { Picker } from './picker'
import { PlacePicker } from './place-picker'
import { placesOf, selectionOf, taken } from './places'
import { ServerJobs } from './server-jobs'
import { serverTexts } from './server-texts'
import type { Profile } from './server-wish'
import { exportsTexts } from './texts'

/** Files for people and programs outside the app, made on this device from what it has, or by the server from all of it. */
export function ExportsScreen() {
  const say = useTexts(exportsTexts)
  const app = useTexts(appTexts)
  const place = usePlace()
  const roster = useRoster(place.study, place.site)
  if (!canHere(place, 'export'))
    return (
      <EmptyState icon="lock" title={say('notAllowed')}>
        {say('notAllowedText', { role: app(place.roles[0]) })}
      </EmptyState>
    )
  if (!roster) return <Loading />
  return <Exports roster={roster} />
}

const nobody: LeftOut = new Set()
const everything: ReadonlySet<string> = new Set()

function Exports({ roster }: { roster: readonly SubjectSummary[] }) {
  const say = useTexts(exportsTexts)
  const says = useTexts(serverTexts)
  const saysOfArms = useTexts(armsTexts)
  const screenLanguage = useLanguage()
  const place = usePlace()
  const study = useSiteStudy(place)
  const making = useExport()
  const server = useServerExports()
  const inventories = useInventory(roster)
  const [leftOut, setLeftOut] = useState(nobody)
  const [events, setEvents] = useState(everything)
  const [forms, setForms] = useState(everything)
  const [format, setFormat] = useState<ExportFormat>('pdf')
  const [kind, setKind] = useState<OdmKind>('snapshot')
  const [textsIn, setTextsIn] = useState(screenLanguage)
  const [view, setView] = useState<View>('participants')
  const [where, setWhere] = useState<Where>('here')
  const [profile, setProfile] = useState<Profile>('full')
  const chosen = useMemo(
    () => chosenOf(roster, leftOut).toSorted((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)),
    [roster, leftOut],
  )
  const counted = useMemo(() => chosen.flatMap(({ subject }) => inventories.get(subject) ?? []), [chosen, inventories])
  const whole = useMemo(() => contentsOf(counted), [counted])
  const places = useMemo(() => study && placesOf(study, whole, screenLanguage), [study, whole, screenLanguage])
  const only = useMemo(() => places && selectionOf(places, events, forms), [places, events, forms])
  const preview = useMemo(() => contentsOf(counted, only), [counted, only])
  const { state } = making
  const made = state.kind === 'made' ? state.made : undefined
  // What is left out is known by what there is: a part is made of casebooks that are counted.
  const uncounted = only !== undefined && counted.length < chosen.length
  const nobodys = format === 'forms'
  const isHere = where === 'here'
  const onItsWay = server.jobs?.some(({ state }) => state === 'queued' || state === 'running') ?? true
  const nothingHere =
    !nobodys && (chosen.length === 0 || uncounted || only?.events?.size === 0 || only?.forms?.size === 0)
  const nothing = isHere ? nothingHere : onItsWay || !server.reached || server.asking

  const choose = (to: Where) => {
    setWhere(to)
    setView(to === 'here' ? 'participants' : 'server')
  }
  const make = () => {
    if (nothing) return
    if (!isHere) {
      server.ask({ study: place.study, format, kind, profile: nobodys ? 'full' : profile, language: textsIn })
      return
    }
    if (state.kind === 'working') return
    // Forms that nobody has filled are the same whoever is chosen.
    const who = nobodys ? { participants: [] } : { participants: chosen, ...(only && { only }) }
    making.start({ ...who, format, kind, language: textsIn })
    setView('file')
  }
  useKeys([{ keys: 'mod+Enter', label: isHere ? say('makeKey') : says('askKey'), run: make }])

  if (roster.length === 0)
    return (
      <Screen>
        <ScreenHead title={say('title')} />
        <EmptyState icon="people" title={say('none')}>
          {say('noneText')}
        </EmptyState>
        <KeyHints />
      </Screen>
    )
  /** Says how many are in where some are not. */
  const tab = (id: 'participants' | 'visits' | 'forms', count?: number, all?: number) => ({
    id,
    label:
      count === undefined || all === undefined || count === all
        ? say(id)
        : say('outOf', { label: say(id), count, all }),
  })
  const kept = server.jobs?.length ?? 0
  const knowsArms = study !== undefined && isUnblinded(study, place.roles)
  const serverTab = { id: 'server' as const, label: kept > 0 ? says('tabCount', { count: kept }) : says('tab') }
  const fallback = isHere ? 'participants' : 'server'
  const shown = (view === 'file' && !made) || (!isHere && view !== 'server') ? fallback : view
  return (
    <Screen>
      <ScreenHead title={say('title')} />
      <div className={styles.body}>
        <div className={styles.who}>
          <Tabs
            label={say('views')}
            tabs={
              isHere
                ? [
                    tab('participants', chosen.length, roster.length),
                    tab('visits', places && taken(places.events, events), places?.events.length),
                    tab('forms', places && taken(places.forms, forms), places?.forms.length),
                    ...(made ? [{ id: 'file' as const, label: say('inFile') }] : []),
                    // What was asked for before is found again.
                    ...(kept > 0 ? [serverTab] : []),
                    ...(knowsArms ? [{ id: 'arms' as const, label: saysOfArms('tab') }] : []),
                  ]
                : [serverTab]
            }
            current={shown}
            onChange={setView}
          />
          {shown === 'participants' && <Picker roster={roster} leftOut={leftOut} onChange={setLeftOut} />}
          {shown === 'visits' && places && (
            <PlacePicker label={say('visits')} places={places.events} leftOut={events} onChange={setEvents} />
          )}
          {shown === 'forms' && places && (
            <PlacePicker label={say('forms')} places={places.forms} leftOut={forms} onChange={setForms} />
          )}
          {shown === 'file' && made && <InFile made={made} />}
          {shown === 'server' && <ServerJobs of={server} />}
          {shown === 'arms' && study && <ArmsList study={study} roster={roster} />}
        </div>
        <OrderPanel
          where={where}
          onWhere={choose}
          profile={profile}
          onProfile={setProfile}
          server={server}
          all={roster.length}
          chosen={chosen}
          counted={counted.length}
          preview={preview}
          order={{ format, kind, textsIn }}
          onFormat={setFormat}
          onKind={setKind}
          onTextsIn={setTextsIn}
          making={making}
          nothing={nothing}
          onMake={make}
        />
      </div>
      <KeyHints>{isHere && say('countOf', { count: chosen.length, all: roster.length })}</KeyHints>
    </Screen>
  )
}

type View = 'participants' | 'visits' | 'forms' | 'file' | 'server' | 'arms'
