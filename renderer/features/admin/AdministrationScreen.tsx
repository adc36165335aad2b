import { useState } from 'react'
import { useAdministers } from '../../app/where'
import { useSession } from '../../app/store'
import { isNotDone } from '../../data/administration'
import { Button } from '../../ui/button'
import { KeyHints } from '../../ui/key-hints'
import { useTexts } from '../../ui/language'
import { EmptyState } from '../../ui/notice'
import { Loading } from '../../ui/progress'
import { Screen, ScreenHead, Scroll, Tabs } from '../../ui/screen'
import styles from './admin.module.css'
import { CtcaeTable } from './ctcae-table'
import { DevicesPart } from './devices/devices-part'
import { PeoplePart } from './people/people-part'
import { StudiesPart } from './places/studies-part'
import { Randomisation } from './randomisation/randomisation'
import { SecurityPart } from './security/security-part'
import { adminTexts } from './texts'
import { useOverview } from './use-overview'
import { ValueSets } from './value-sets'
import { WordingPacks } from './wording-packs'

const parts = ['everyone', 'people', 'studies', 'devices', 'security'] as const
type Part = (typeof parts)[number]

/** What is set up once for everyone who works with this server, and by whom it is worked with. */
export function AdministrationScreen() {
  const say = useTexts(adminTexts)
  const { administrator } = useSession()
  const [part, setPart] = useState<Part>('everyone')
  if (!useAdministers())
    return (
      <EmptyState icon="lock" title={say('notAllowed')}>
        {say('notAllowedText')}
      </EmptyState>
    )
  return (
    <Screen>
      <ScreenHead title={say('title')} />
      {administrator && (
        <Tabs
          label={say('title')}
          tabs={parts.map((id) => ({ id, label: say(`part.${id}`) }))}
          current={part}
          onChange={setPart}
        />
      )}
      {part === 'everyone' ? <ForEveryone /> : <Server part={part} />}
    </Screen>
  )
}

function ForEveryone() {
  const say = useTexts(adminTexts)
  return (
    <>
      <Scroll pad>
        <div className={styles.column}>
          <CtcaeTable />
          <WordingPacks />
          <ValueSets />
          <Randomisation />
        </div>
      </Scroll>
      <KeyHints>{say('forEveryone')}</KeyHints>
    </>
  )
}

/** People, studies, devices and the log of one server: of them nothing is kept on this device. */
function Server({ part }: { part: Exclude<Part, 'everyone'> }) {
  const say = useTexts(adminTexts)
  const { read, again } = useOverview(part)
  if (read === 'reading') return <Loading />
  if (isNotDone(read)) {
    const why = read.not === 'no-server' ? 'noServer' : read.not === 'busy' ? 'busy' : 'notAllowed'
    return (
      <EmptyState
        icon={why === 'noServer' ? 'cloud-off' : why === 'busy' ? 'clock' : 'lock'}
        title={say(why)}
        action={<Button onClick={again}>{say('again')}</Button>}
      >
        {say(`${why}Text`)}
      </EmptyState>
    )
  }
  switch (part) {
    case 'people':
      return <PeoplePart {...read} />
    case 'studies':
      return <StudiesPart {...read} />
    case 'devices':
      return <DevicesPart {...read} />
    case 'security':
      return <SecurityPart />
  }
}
