import { useUnsaved } from '../entry/shelves'
import { IconButton } from '../ui/button'
import { showMoment } from '../ui/dates'
import { Icon } from '../ui/icon'
import { useInspector } from '../ui/inspector'
import { Kbd, keyName } from '../ui/kbd'
import { useLanguage, useTexts } from '../ui/language'
import { Mark } from '../ui/mark'
import styles from './bar.module.css'
import { useNow } from './clock'
import { Crumbs } from './crumbs'
import { exchangeWords, waitingOn } from './exchange'
import { useLeave } from './leave'
import { openPalette } from './palette'
import { hrefTo } from './paths'
import { PersonMenu } from './person-menu'
import type { Place } from './place'
import { useScheme } from './scheme'
import { preferred, useAppDispatch, useAppSelector } from './store'
import { appTexts } from './texts'

/** Where am I, is it safe, who am I: always in the same place. */
export function Bar({ place }: { place: Place | undefined }) {
  const say = useTexts(appTexts)
  const dispatch = useAppDispatch()
  const scheme = useScheme()
  const { lock, handOver } = useLeave()
  const { open, filled, setOpen } = useInspector()
  return (
    <header className={styles.bar}>
      <Crumbs place={place} />
      <button type="button" className={styles.find} onClick={openPalette} aria-keyshortcuts="Control+K Meta+K">
        <Icon name="search" className={styles.findIcon} />
        <span className={styles.findWord}>{say('find')}</span>
        <Kbd keys="mod+k" />
      </button>
      <ExchangeState />
      <div className={styles.who}>
        <PersonMenu place={place} />
        <IconButton
          icon={scheme === 'dark' ? 'sun' : 'moon'}
          label={say(scheme === 'dark' ? 'toLight' : 'toDark')}
          onClick={() => dispatch(preferred({ theme: scheme === 'dark' ? 'light' : 'dark' }))}
        />
        <IconButton icon="swap" label={say('handOver')} onClick={handOver} />
        <IconButton icon="lock" label={say('lock')} keyNames={keyName('mod+shift+l')} onClick={lock} />
        <IconButton
          icon="panel"
          label={say('inspector')}
          keyNames={keyName('mod+i')}
          pressed={open && filled}
          disabled={!filled}
          onClick={() => setOpen(!open)}
        />
      </div>
    </header>
  )
}

function ExchangeState() {
  const say = useTexts(appTexts)
  const language = useLanguage()
  const now = useNow()
  const status = useAppSelector(({ exchange }) => exchange.status)
  const unsaved = useUnsaved()
  if (!status) return null
  const { mark, main, then, when } = exchangeWords(status, unsaved)
  const words = say(main, { count: unsaved || (main === 'refused' ? status.refused : waitingOn(status)) })
  return (
    <a className={styles.sync} href={hrefTo({ screen: 'sync' })} title={say('sync')}>
      {mark ? (
        <span className="medium">
          <Mark state={mark} word={words} />
        </span>
      ) : (
        <span>{words}</span>
      )}
      {then && (
        <span className={styles.then}>· {say(then, when ? { when: showMoment(when, language, now) } : {})}</span>
      )}
      {status.held > 0 && <Mark state="held" count={status.held} word={say('held', { count: status.held })} />}
    </a>
  )
}
