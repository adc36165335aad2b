import { useEffect, useState } from 'react'
import type { Logged } from '#shared/change/change'
import type { HostVersion } from '#shared/host'
import { useNow } from '../../app/clock'
import { EmptiedNotice } from '../../app/emptied-notice'
import { useHost } from '../../app/host-context'
import { useStorage } from '../../app/storage'
import { useAppSelector } from '../../app/store'
import type { SyncStatus } from '../../data/door'
import { useData } from '../../data/hooks'
import type { Refused } from '../../data/store/refused'
import { useUnsaved } from '../../entry/shelves'
import { showBytes } from '../../ui/bytes'
import { Button } from '../../ui/button'
import { showMoment } from '../../ui/dates'
import { KeyHints } from '../../ui/key-hints'
import { useKeys } from '../../ui/keys'
import { useLanguage, useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { Loading } from '../../ui/progress'
import { Fact, Facts, Screen, ScreenHead, Scroll } from '../../ui/screen'
import { SaveUnsent, TakeInUnsent } from './by-hand'
import { Changes } from './changes'
import { Installation } from './installation'
import { RefusedBox } from './refused-box'
import { safetyOf } from './safety'
import { Streams } from './streams'
import styles from './sync.module.css'
import { syncTexts } from './texts'

/** One sentence first; below it everything that the sentence is made of. */
export function SyncScreen() {
  const say = useTexts(syncTexts)
  const data = useData()
  const status = useAppSelector(({ exchange }) => exchange.status)
  const { waiting, held, refused } = useUnsettled(status)
  const [asked, setAsked] = useState(false)
  const busy = asked || status?.state === 'syncing'
  const exchange = async () => {
    setAsked(true)
    await data.syncNow().finally(() => setAsked(false))
  }
  useKeys([{ keys: 'r', label: say('retryKey'), run: () => void exchange() }])

  return (
    <Screen>
      <ScreenHead
        title={say('title')}
        aside={
          <Button kind="primary" icon="refresh" keys="r" disabled={busy} onClick={exchange}>
            {say(busy ? 'exchanging' : 'retry')}
          </Button>
        }
      />
      <Scroll pad>
        {!status ? (
          <Loading />
        ) : (
          <div className={styles.column}>
            <EmptiedNotice />
            <Answer status={status} />
            <Contact status={status} />
            <NotKept />
            {refused.length > 0 && <RefusedBox refused={refused} />}
            {held.length > 0 && (
              <section className={styles.section}>
                <h2>{say('heldHead')}</h2>
                <p className="mute">{say('heldText')}</p>
                <Changes changes={held} kind="held" />
              </section>
            )}
            <section className={styles.section}>
              <h2>{say('waitingHead')}</h2>
              {waiting.length === 0 ? (
                <p className="mute">{say('noneWaiting')}</p>
              ) : (
                <Changes changes={waiting} kind="waiting" />
              )}
              {status.waiting > 0 && <SaveUnsent />}
            </section>
            <Streams streams={status.streams} />
            <TakeInUnsent />
            <Installation />
          </div>
        )}
      </Scroll>
      <KeyHints>
        <Version />
      </KeyHints>
    </Screen>
  )
}

function Answer({ status }: { status: SyncStatus }) {
  const say = useTexts(syncTexts)
  const unsaved = useUnsaved()
  const { tone, sentence, meaning, why } = safetyOf(status, unsaved)
  const here = status.waiting || (status.files?.length ?? 0)
  return (
    <Notice
      live
      tone={tone}
      title={
        <span className={styles.answer}>
          {say(sentence, {
            count: unsaved || (sentence === 'refusedSome' ? status.refused : here),
          })}
        </span>
      }
    >
      {say(meaning, { why: why ? say(why) : '' })}
    </Notice>
  )
}

function Contact({ status }: { status: SyncStatus }) {
  const say = useTexts(syncTexts)
  const language = useLanguage()
  const now = useNow()
  const moment = (instant: string | undefined) =>
    instant === undefined ? say('never') : showMoment(instant, language, now)
  return (
    <Facts>
      <Fact label={say('lastContact')}>{moment(status.lastContactAt)}</Fact>
      {(status.lastSentAt !== undefined || status.waiting > 0) && (
        <Fact label={say('lastSent')}>{moment(status.lastSentAt)}</Fact>
      )}
      {status.backedUp && (
        <Fact label={say('backedUp')}>
          {status.backedUp.through >= status.backedUp.of ? say('backedUpAll') : say('backedUpPart', status.backedUp)}
        </Fact>
      )}
      <Fact label={say('waits')}>
        {status.waiting === 0 ? say('nothing') : status.waiting}
        {status.oldestWaitingSince !== undefined && status.waiting > 0 && (
          <span className="secondary">{say('waitingSince', { when: moment(status.oldestWaitingSince) })}</span>
        )}
      </Fact>
      <Fact label={say('heldFigure')}>{status.held === 0 ? say('nothing') : status.held}</Fact>
    </Facts>
  )
}

/** A browser that may clear what lies here by itself. */
function NotKept() {
  const say = useTexts(syncTexts)
  const language = useLanguage()
  const standing = useStorage()
  if (!standing || standing.kept) return null
  return (
    <Notice tone="check" title={say('notKept', { used: showBytes(standing.used, language) })}>
      {say('notKeptText')}
    </Notice>
  )
}

interface Unsettled {
  readonly waiting: readonly Logged[]
  readonly held: readonly Logged[]
  readonly refused: readonly Refused[]
}

/** What waits, what is held and what was refused, read again whenever their numbers change. */
function useUnsettled(status: SyncStatus | undefined) {
  const data = useData()
  const [changes, setChanges] = useState<Unsettled>({ waiting: [], held: [], refused: [] })
  const waiting = status?.waiting
  const held = status?.held
  const refused = status?.refused
  useEffect(() => {
    let here = true
    void Promise.all([data.waiting(), data.held(), data.refused()]).then(([waiting, held, refused]) => {
      if (here) setChanges({ waiting, held, refused })
    })
    return () => {
      here = false
    }
  }, [data, waiting, held, refused])
  return changes
}

function Version() {
  const say = useTexts(syncTexts)
  const host = useHost()
  const [version, setVersion] = useState<HostVersion>()
  useEffect(() => void host.version().then(setVersion), [host])
  return version && say('version', { app: version.app, build: version.build })
}
