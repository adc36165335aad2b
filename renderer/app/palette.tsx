import { Modal } from '@mantine/core'
import { Spotlight, createSpotlight } from '@mantine/spotlight'
import { useState } from 'react'
import { Icon } from '../ui/icon'
import { Kbd } from '../ui/kbd'
import { useKeys } from '../ui/keys'
import { useTexts } from '../ui/language'
import { groupBy } from './group'
import { useLeave } from './leave'
import styles from './palette.module.css'
import { type Entry, useActions, useDoses, useForms, useKeysHere, usePeople, useScreens } from './palette-entries'
import type { Place } from './place'
import { appTexts } from './texts'

const [store, palette] = createSpotlight()
export const openPalette = palette.open

/** Shown at once of what is found by typing: more of the words finds fewer. */
const MOST = 8

/** Find or do: everything that has a name, from the keyboard. */
export function Palette({ place }: { place: Place | undefined }) {
  const say = useTexts(appTexts)
  const [query, setQuery] = useState('')
  const { lock } = useLeave()
  useKeys([
    { keys: 'mod+k', label: say('find'), run: palette.open, hint: false },
    { keys: 'mod+shift+l', label: say('lock'), run: lock, hint: false },
  ])
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      overlayProps={{ backgroundOpacity: 0.32, blur: 0 }}
      size={560}
      yOffset="12vh"
      scrollable
      maxHeight={420}
      classNames={{
        content: styles.content ?? '',
        search: styles.search ?? '',
        actionsList: styles.list ?? '',
        action: styles.action ?? '',
        actionsGroup: styles.group ?? '',
        empty: styles.empty ?? '',
      }}
    >
      {place ? <FoundAtSite place={place} query={query} /> : <Found query={query} found={[]} entries={[]} />}
    </Spotlight.Root>
  )
}

/** Drawn only while the palette is open. */
function FoundAtSite({ place, query }: { place: Place; query: string }) {
  const found = [...useForms(place), ...useDoses(place), ...usePeople(place)]
  const entries = useScreens(place)
  return <Found query={query} found={found} entries={entries} />
}

interface FoundProps {
  readonly query: string
  /** Too many to be listed before anything is typed. */
  readonly found: readonly Entry[]
  readonly entries: readonly Entry[]
}

function Found({ query, found, entries }: FoundProps) {
  const say = useTexts(appTexts)
  useKeys([], { modal: true })
  const everything = [...useKeysHere(), ...entries, ...useActions()]
  const words = query.trim().toLocaleLowerCase().split(/\s+/)
  const fits = (entry: Entry) => words.every((word) => entry.words.toLocaleLowerCase().includes(word))
  const hits = [...(query.trim() === '' ? [] : found.filter(fits).slice(0, MOST)), ...everything.filter(fits)]
  const groups = groupBy(hits, ({ group }) => group)
  return (
    <>
      <Modal.Title className="spoken">{say('find')}</Modal.Title>
      <Spotlight.Search placeholder={say('findHint')} aria-label={say('find')} leftSection={<Icon name="search" />} />
      <Spotlight.ActionsList>
        {[...groups].map(([group, own]) => (
          <Spotlight.ActionsGroup key={group} label={group}>
            {own.map(({ id, words, icon, keys, run }) => (
              <Spotlight.Action key={id} onClick={run}>
                <Icon name={icon} className={styles.icon} />
                <span className="grow">{words}</span>
                {keys !== undefined && <Kbd keys={keys} />}
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {hits.length === 0 && <Spotlight.Empty>{say('findNothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </>
  )
}
