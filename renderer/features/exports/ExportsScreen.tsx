import { useMemo, useState } from 'react'
import type { SubjectSummary } from '#shared/casebook/summary'
import type { ExportKind } from '#shared/export/manifest'
import { canHere, usePlace } from '../../app/place'
import { appTexts } from '../../app/texts'
import { useRoster } from '../../data/hooks'
import { useExport } from '../../export/use-export'
import { KeyHints } from '../../ui/key-hints'
import { useKeys } from '../../ui/keys'
import { useLanguage, useTexts } from '../../ui/language'
import { EmptyState } from '../../ui/notice'
import { Loading } from '../../ui/progress'
import { Screen, ScreenHead, Tabs } from '../../ui/screen'
import { chosenOf, type LeftOut } from './choice'
import styles from './exports.module.css'
import { InFile } from './in-file'
import { OrderPanel } from './order-panel'
import { Picker } from './picker'
import { exportsTexts } from './texts'

/** Files for people and programs outside the app, made on this device from what it has. */
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

function Exports({ roster }: { roster: readonly SubjectSummary[] }) {
  const say = useTexts(exportsTexts)
  const screenLanguage = useLanguage()
  const making = useExport()
  const [leftOut, setLeftOut] = useState(nobody)
  const [kind, setKind] = useState<ExportKind>('pdf')
  const [textsIn, setTextsIn] = useState(screenLanguage)
  const [view, setView] = useState<'participants' | 'file'>('participants')
  const chosen = useMemo(
    () => chosenOf(roster, leftOut).toSorted((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)),
    [roster, leftOut],
  )
  const { state } = making
  const made = state.kind === 'made' ? state.made : undefined

  const make = () => {
    if (chosen.length === 0 || state.kind === 'working') return
    making.start({ participants: chosen, kind, language: textsIn })
    setView('file')
  }
  useKeys([{ keys: 'mod+Enter', label: say('makeKey'), run: make }])

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
  return (
    <Screen>
      <ScreenHead title={say('title')} />
      <div className={styles.body}>
        <div className={styles.who}>
          {made && (
            <Tabs
              label={say('views')}
              tabs={[
                { id: 'participants', label: say('participants') },
                { id: 'file', label: say('inFile') },
              ]}
              current={view}
              onChange={setView}
            />
          )}
          {made && view === 'file' ? (
            <InFile made={made} />
          ) : (
            <Picker roster={roster} leftOut={leftOut} onChange={setLeftOut} />
          )}
        </div>
        <OrderPanel
          all={roster.length}
          chosen={chosen}
          kind={kind}
          onKind={setKind}
          textsIn={textsIn}
          onTextsIn={setTextsIn}
          making={making}
          onMake={make}
        />
      </div>
      <KeyHints>{say('countOf', { count: chosen.length, all: roster.length })}</KeyHints>
    </Screen>
  )
}
