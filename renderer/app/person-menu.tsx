import { Menu } from '@mantine/core'
import { useState } from 'react'
import { cx } from '../ui/cx'
import { Icon } from '../ui/icon'
import { LANGUAGES, LANGUAGE_NAMES, useTexts } from '../ui/language'
import { menuStyles } from '../ui/menu'
import { ChangePassword } from './change-password'
import styles from './person-menu.module.css'
import { Manual } from './manual/manual'
import type { PageName } from './manual/pages'
import type { Place } from './place'
import type { Preferences } from './preferences'
import { SignIns } from './sign-ins'
import { preferred, useAppDispatch, useAppSelector, useSession } from './store'
import { appTexts } from './texts'

const themes = { system: 'system_theme', light: 'light', dark: 'dark' } as const
const idleTimes = [5, 15, 30] as const

/** The person, what they are here, and how they like their screen. */
export function PersonMenu({ place }: { place: Place | undefined }) {
  const say = useTexts(appTexts)
  const dispatch = useAppDispatch()
  const { user } = useSession()
  const preferences = useAppSelector((state) => state.preferences)
  const prefer = (choice: Partial<Preferences>) => dispatch(preferred(choice))
  const role = place && say(place.roles[0])
  const [signIns, setSignIns] = useState(false)
  const [changing, setChanging] = useState(false)
  const [reading, setReading] = useState(false)
  return (
    <>
      <Menu position="bottom-end" width={240} shadow="md" classNames={menuStyles} returnFocus>
        <Menu.Target>
          <button type="button" className={styles.person} title={say('you')}>
            <span className={styles.name}>{user.name}</span>
            {role !== undefined && <span className={cx('mute', styles.role)}>{role}</span>}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {role !== undefined && <Menu.Label>{`${user.name} · ${role}`}</Menu.Label>}
          <Menu.Label>{say('language')}</Menu.Label>
          {LANGUAGES.map((language) => (
            <Choice
              key={language}
              on={language === preferences.language}
              words={LANGUAGE_NAMES[language]}
              onChoose={() => prefer({ language })}
            />
          ))}
          <Menu.Divider />
          <Menu.Label>{say('appearance')}</Menu.Label>
          {(['system', 'light', 'dark'] as const).map((theme) => (
            <Choice
              key={theme}
              on={theme === preferences.theme}
              words={say(themes[theme])}
              onChoose={() => prefer({ theme })}
            />
          ))}
          <Menu.Divider />
          <Menu.Label>{say('lockAfter')}</Menu.Label>
          {idleTimes.map((idleMinutes) => (
            <Choice
              key={idleMinutes}
              on={idleMinutes === preferences.idleMinutes}
              words={say('minutes', { count: idleMinutes })}
              onChoose={() => prefer({ idleMinutes })}
            />
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<Icon name="panel" />} onClick={() => setSignIns(true)}>
            {say('signIns')}
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="lock" />} onClick={() => setChanging(true)}>
            {say('changePassword')}
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="info" />} onClick={() => setReading(true)}>
            {say('manual')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {signIns && <SignIns onClose={() => setSignIns(false)} />}
      {changing && <ChangePassword onClose={() => setChanging(false)} />}
      {reading && <Manual first={manualFor(place)} forms={place?.version} onClose={() => setReading(false)} />}
    </>
  )
}

/** Who has no role at a site administers the server, or waits for a role. */
function manualFor(place: Place | undefined): PageName {
  const [role] = place?.roles ?? []
  switch (role) {
    case 'nurse':
    case 'investigator':
    case 'monitor':
    case 'data-manager':
      return role
    case 'administrator':
    case 'participant':
    case 'system':
    case undefined:
      return 'administrator'
  }
}

function Choice({ on, words, onChoose }: { on: boolean; words: string; onChoose: () => void }) {
  return (
    <Menu.RadioItem
      value={words}
      checked={on}
      checkIcon={<Icon name="tick" />}
      closeMenuOnClick={false}
      onChange={onChoose}
    >
      {words}
    </Menu.RadioItem>
  )
}
