import { useAdministers } from '../../app/where'
import { KeyHints } from '../../ui/key-hints'
import { useTexts } from '../../ui/language'
import { EmptyState } from '../../ui/notice'
import { Screen, ScreenHead, Scroll } from '../../ui/screen'
import styles from './admin.module.css'
import { CtcaeTable } from './ctcae-table'
import { Randomisation } from './randomisation/randomisation'
import { adminTexts } from './texts'
import { WordingPacks } from './wording-packs'

/** What is set up once for everyone who works with this server. */
export function AdministrationScreen() {
  const say = useTexts(adminTexts)
  if (!useAdministers())
    return (
      <EmptyState icon="lock" title={say('notAllowed')}>
        {say('notAllowedText')}
      </EmptyState>
    )
  return (
    <Screen>
      <ScreenHead title={say('title')} />
      <Scroll pad>
        <div className={styles.column}>
          <CtcaeTable />
          <WordingPacks />
          <Randomisation />
        </div>
      </Scroll>
      <KeyHints>{say('forEveryone')}</KeyHints>
    </Screen>
  )
}
