import { streamOf } from '#shared/change/carried'
import { type Logged, refOf } from '#shared/change/change'
import { type StreamId, streamParts } from '#shared/ids'
import { groupBy } from '../../app/group'
import { useNow } from '../../app/clock'
import { useRoster, useStudy } from '../../data/hooks'
import { showMoment } from '../../ui/dates'
import { useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import { describe } from './describe'
import styles from './sync.module.css'
import { syncTexts } from './texts'

/** More than these are counted: nobody reads further, and the page stays quick. */
const MOST = 100

/** Changes in plain words, one line each, by study and site. */
export function Changes({ changes, kind }: { changes: readonly Logged[]; kind: 'waiting' | 'held' }) {
  const say = useTexts(syncTexts)
  const shown = changes.slice(0, MOST)
  return (
    <>
      <ul className={styles.changes}>
        {[...groupBy(shown, streamOf)].map(([stream, own]) => (
          <OfStream key={stream} stream={stream} changes={own} kind={kind} />
        ))}
      </ul>
      {changes.length > MOST && <p className="secondary">{say('more', { count: changes.length - MOST })}</p>}
    </>
  )
}

function OfStream({
  stream,
  changes,
  kind,
}: {
  stream: StreamId
  changes: readonly Logged[]
  kind: 'waiting' | 'held'
}) {
  const { study, site } = streamParts(stream)
  const roster = useRoster(study, site)
  const codes = new Map(roster?.map(({ subject, code }) => [subject, code]))
  return changes.map((logged) => (
    <ChangeLine
      key={refOf(logged.change)}
      logged={logged}
      // An enrolment that is held has no line in the list of participants.
      who={codes.get(logged.change.subject) ?? site}
      kind={kind}
    />
  ))
}

interface ChangeLineProps {
  readonly logged: Logged
  readonly who: string
  readonly kind: 'waiting' | 'held'
}

function ChangeLine({ logged: { change, receipt }, who, kind }: ChangeLineProps) {
  const say = useTexts(syncTexts)
  const language = useLanguage()
  const now = useNow()
  const study = useStudy(change.version)
  return (
    <li className={styles.change}>
      <Mark state={kind === 'held' ? 'held' : 'unsent'} bare className={styles.changeMark} />
      <span className={styles.code}>{who}</span>
      <span className={styles.what}>
        {describe(change.body, study, say, language)}
        {receipt?.reason && <span className="secondary">{say(`held-${receipt.reason}`)}</span>}
      </span>
      <time className="secondary" dateTime={change.claimedAt}>
        {say('waitingSince', { when: showMoment(change.claimedAt, language, now) })}
      </time>
    </li>
  )
}
