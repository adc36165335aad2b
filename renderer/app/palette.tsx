import { Spotlight, createSpotlight } from '@mantine/spotlight'
import { useState } from 'react'
import { useData, useRoster } from '../data/hooks'
import { Icon, type IconName } from '../ui/icon'
import { useInspector } from '../ui/inspector'
import { Kbd } from '../ui/kbd'
import { useActiveKeys, useKeys } from '../ui/keys'
import { useTexts } from '../ui/language'
import { groupBy } from './group'
import { useLeave } from './leave'
import styles from './palette.module.css'
import { useGo, type Place } from './place'
import { railScreens, screenIcons } from './rail'
import { preferred, useAppDispatch } from './store'
import { appTexts } from './texts'

const [store, palette] = createSpotlight()
export const openPalette = palette.open

/** One thing a person can find or do. */
interface Entry {
  readonly id: string
  readonly group: string
  readonly words: string
  readonly icon: IconName
  readonly keys?: string
  readonly run: () => void
}

/** Participants shown at once: more are found by typing more of the code. */
const MOST_PEOPLE = 8

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
      {place ? <FoundAtSite place={place} query={query} /> : <Found query={query} people={[]} entries={[]} />}
    </Spotlight.Root>
  )
}

/** Drawn only while the palette is open. */
function FoundAtSite({ place, query }: { place: Place; query: string }) {
  const people = usePeople(place)
  const entries = useScreens(place)
  return <Found query={query} people={people} entries={entries} />
}

interface FoundProps {
  readonly query: string
  readonly people: readonly Entry[]
  readonly entries: readonly Entry[]
}

function Found({ query, people, entries }: FoundProps) {
  const say = useTexts(appTexts)
  useKeys([], { modal: true })
  const everything = [...useKeysHere(), ...entries, ...useActions()]
  const words = query.trim().toLocaleLowerCase()
  const hits = [
    ...(words === ''
      ? []
      : people.filter((entry) => entry.words.toLocaleLowerCase().includes(words)).slice(0, MOST_PEOPLE)),
    ...everything.filter((entry) => entry.words.toLocaleLowerCase().includes(words)),
  ]
  const groups = groupBy(hits, ({ group }) => group)
  return (
    <>
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

function usePeople(place: Place): readonly Entry[] {
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

function useScreens(place: Place): readonly Entry[] {
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
function useKeysHere(): readonly Entry[] {
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

function useActions(): readonly Entry[] {
  const say = useTexts(appTexts)
  const go = useGo()
  const data = useData()
  const dispatch = useAppDispatch()
  const { lock, handOver } = useLeave()
  const { open, filled, setOpen } = useInspector()
  const action = (id: string, words: string, icon: IconName, run: () => void, keys?: string): Entry => ({
    id,
    group: say('findActions'),
    words,
    icon,
    run,
    ...(keys !== undefined && { keys }),
  })
  return [
    { ...action('sync', say('sync'), 'cloud', () => go({ screen: 'sync' })), group: say('findScreens') },
    action('sync-now', say('syncNow'), 'refresh', () => void data.syncNow()),
    ...(filled ? [action('inspector', say('inspector'), 'panel', () => setOpen(!open), 'mod+i')] : []),
    action('light', say('toLight'), 'sun', () => dispatch(preferred({ theme: 'light' }))),
    action('dark', say('toDark'), 'moon', () => dispatch(preferred({ theme: 'dark' }))),
    action('english', say('speakEnglish'), 'language', () => dispatch(preferred({ language: 'en' }))),
    action('french', say('speakFrench'), 'language', () => dispatch(preferred({ language: 'fr' }))),
    action('hand-over', say('handOver'), 'swap', handOver),
    action('lock', say('lock'), 'lock', lock, 'mod+shift+l'),
  ]
}
