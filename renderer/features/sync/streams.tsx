import { streamParts } from '#shared/ids'
import { useNow } from '../../app/clock'
import { useAppSelector } from '../../app/store'
import type { StreamStatus } from '../../data/door'
import { useStudy } from '../../data/hooks'
import { showMoment } from '../../ui/dates'
import { useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import { Progress } from '../../ui/progress'
import styles from './sync.module.css'
import { syncTexts } from './texts'
import type { StudyVersionId } from '#shared/ids'

/** What this device keeps of the server's record, and whether it has all of it. */
export function Streams({ streams }: { streams: readonly StreamStatus[] }) {
  const say = useTexts(syncTexts)
  if (streams.length === 0) return null
  return (
    <section className={styles.section}>
      <h2>{say('streamsHead')}</h2>
      <table className={styles.streams}>
        <thead>
          <tr>
            <th scope="col">{say('stream')}</th>
            <th scope="col">{say('holds')}</th>
            <th scope="col">{say('received')}</th>
            <th scope="col" className={styles.right}>
              {say('complete')}
            </th>
          </tr>
        </thead>
        <tbody>
          {streams.map((stream) => (
            <Stream key={stream.stream} {...stream} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Stream({ stream, head, cursor, snapshot, completeAt }: StreamStatus) {
  const say = useTexts(syncTexts)
  const language = useLanguage()
  const now = useNow()
  const { study, site, cls } = streamParts(stream)
  const sites = useAppSelector(({ exchange }) => exchange.sites)
  const info = sites?.find((known) => known.study === study && known.site === site)
  return (
    <tr>
      <td>
        {info ? <StudyName version={info.version} /> : study} · {site}
      </td>
      <td className="mute">{say(cls)}</td>
      <td>
        <span className={styles.received}>
          {snapshot ? (
            <>
              <Progress label={say('received')} value={snapshot.received} max={snapshot.participants} />
              {say('ofParticipants', { received: snapshot.received, participants: snapshot.participants })}
            </>
          ) : cursor >= head ? (
            <>
              <Mark state="verified" bare word={say('receivedAll', { head })} />
              {head}
            </>
          ) : (
            <>
              <Progress label={say('received')} value={cursor} max={head} />
              {say('ofHead', { cursor, head })}
            </>
          )}
        </span>
      </td>
      <td className={styles.right}>{completeAt === undefined ? '–' : showMoment(completeAt, language, now)}</td>
    </tr>
  )
}

function StudyName({ version }: { version: StudyVersionId }) {
  return useStudy(version)?.version.study.name ?? '…'
}
