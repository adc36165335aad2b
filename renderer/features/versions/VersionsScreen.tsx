import { useMemo, useState } from 'react'
import type { StudyVersionId } from '#shared/ids'
import { type Published } from '#shared/protocol'
import type { CompiledStudy } from '#shared/study/compile'
import { textIn } from '#shared/study/definition'
import { useNow } from '../../app/clock'
import { canHere, usePlace } from '../../app/place'
import { usePublished, useStudy } from '../../data/hooks'
import { Button } from '../../ui/button'
import { Tag } from '../../ui/chip'
import { showMoment } from '../../ui/dates'
import { KeyHints } from '../../ui/key-hints'
import { useKeys } from '../../ui/keys'
import { useLanguage, useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { Loading } from '../../ui/progress'
import { Screen, ScreenHead, Scroll, Tabs } from '../../ui/screen'
import { Approvals } from './approvals'
import { DifferenceList } from './difference-list'
import { PublishDialog } from './publish-dialog'
import { RehearsalView } from './rehearsal-view'
import { versionsTexts } from './texts'
import { ValueList } from './value-list'
import styles from './versions.module.css'

type View = 'difference' | 'sites' | 'rehearsal' | 'values'

/** The versions of a study: what they ask, who works by them, and what moving to one would change here. */
export function VersionsScreen() {
  const say = useTexts(versionsTexts)
  const place = usePlace()
  const published = usePublished(place.study)
  const publishes = canHere(place, 'publish-study')
  const [chosen, setChosen] = useState<StudyVersionId>()
  const [publishing, setPublishing] = useState(false)
  useKeys(publishes ? [{ keys: 'p', label: say('publish'), run: () => setPublishing(true) }] : [])
  if (!published) return <Loading label={say('reading')} />
  const current = published.find(({ version }) => version === (chosen ?? place.version)) ?? published.at(-1)
  const before = current && published[published.indexOf(current) - 1]
  return (
    <Screen>
      <ScreenHead
        title={say('title')}
        aside={
          publishes && (
            <Button kind="primary" keys="p" onClick={() => setPublishing(true)}>
              {say('publish')}
            </Button>
          )
        }
      />
      <div className={styles.body}>
        <ul className={styles.list} aria-label={say('versions')}>
          {published.toReversed().map((one) => (
            <li key={one.version}>
              <VersionLine one={one} on={one === current} onChoose={() => setChosen(one.version)} />
            </li>
          ))}
        </ul>
        {current && <Chosen key={current.version} current={current} before={before} />}
      </div>
      {publishing && (
        <PublishDialog
          published={published}
          onClose={(done) => {
            setPublishing(false)
            if (done) setChosen(done)
          }}
        />
      )}
      <KeyHints />
    </Screen>
  )
}

function VersionLine({ one, on, onChoose }: { one: Published; on: boolean; onChoose: () => void }) {
  const say = useTexts(versionsTexts)
  const language = useLanguage()
  const now = useNow()
  const { version, site, versions } = usePlace()
  const study = useStudy(one.version)
  const when = showMoment(one.at, language, now)
  return (
    <button type="button" className={styles.version} aria-pressed={on} onClick={onChoose}>
      <span className="line">
        <b className="medium">{study?.version.name ?? one.version.slice(0, 8)}</b>
        {one.version === version && <Tag kind="calm">{say('runs', { site })}</Tag>}
      </span>
      <span className="secondary">
        {one.by === undefined ? say('publishedAt', { when }) : say('publishedBy', { when, who: one.by })}
      </span>
      <span className="secondary">{say(versions.includes(one.version) ? 'approvedHere' : 'notApprovedHere')}</span>
    </button>
  )
}

function Chosen({ current, before }: { current: Published; before: Published | undefined }) {
  const say = useTexts(versionsTexts)
  const language = useLanguage()
  const study = useStudy(current.version)
  const earlier = useStudy(before?.version)
  const [view, setView] = useState<View>('difference')
  const tabs = useMemo(
    () => (['difference', 'sites', 'rehearsal', 'values'] as const).map((id) => ({ id, label: say(id) })),
    [say],
  )
  if (!study) return <p className={styles.notHeld}>{say('notHeld')}</p>
  return (
    <section className={styles.detail} aria-label={study.version.name}>
      <Tabs label={say('views')} tabs={tabs} current={view} onChange={setView} />
      <Scroll pad label={say(view)}>
        <div className={styles.shown}>
          {study.version.about && <p className={styles.about}>{textIn(study.version.about, language)}</p>}
          {!study.version.consent && <Notice tone="check" title={say('noConsent')} />}
          <Shown view={view} study={study} earlier={earlier} hasEarlier={before !== undefined} />
        </div>
      </Scroll>
    </section>
  )
}

interface ShownProps {
  readonly view: View
  readonly study: CompiledStudy
  readonly earlier: CompiledStudy | undefined
  readonly hasEarlier: boolean
}

function Shown({ view, study, earlier, hasEarlier }: ShownProps) {
  const say = useTexts(versionsTexts)
  switch (view) {
    case 'difference':
      if (!hasEarlier) return <p className="secondary">{say('first')}</p>
      return earlier ? <DifferenceList before={earlier} after={study} /> : <Loading />
    case 'sites':
      return <Approvals study={study} />
    case 'rehearsal':
      return <RehearsalView to={study} />
    case 'values':
      return <ValueList version={study.version} />
  }
}
