import type { ReactNode } from 'react'
import { formats } from '#shared/export/formats'
import type { ExportJob } from '#shared/export/job'
import { textIn } from '#shared/study/definition'
import { useNow } from '../../app/clock'
import type { ReadyJob } from '../../data/export-jobs'
import { Fingerprint } from '../../export/outcome'
import { exportTexts } from '../../export/texts'
import type { ServerExports } from '../../export/use-server-exports'
import { showBytes } from '../../ui/bytes'
import { Button, IconButton } from '../../ui/button'
import { showMoment } from '../../ui/dates'
import { useLanguage, useTexts } from '../../ui/language'
import { EmptyState, Notice, type NoticeTone } from '../../ui/notice'
import { Loading, Progress } from '../../ui/progress'
import { Scroll } from '../../ui/screen'
import styles from './exports.module.css'
import { serverTexts } from './server-texts'
import { exportsTexts } from './texts'

/** What the person has asked the server for: what waits, how far it is, what came of it. */
export function ServerJobs({ of }: { of: ServerExports }) {
  const say = useTexts(serverTexts)
  const { jobs, reached } = of
  if (!jobs)
    return reached ? (
      <Loading />
    ) : (
      <EmptyState icon="cloud-off" title={say('noList')}>
        {say('noListText')}
      </EmptyState>
    )
  if (jobs.length === 0)
    return (
      <EmptyState icon="export" title={say('none')}>
        {say('noneText')}
      </EmptyState>
    )
  return (
    <Scroll pad>
      <ul className={styles.jobs} aria-label={say('list')}>
        {jobs.map((job) => (
          <li key={job.id}>
            <Job job={job} of={of} />
          </li>
        ))}
      </ul>
    </Scroll>
  )
}

const tones = {
  queued: 'calm',
  running: 'calm',
  ready: 'good',
  failed: 'stop',
  cancelled: 'calm',
} as const satisfies Record<ExportJob['state'], NoticeTone>

function Job({ job, of: { asking, reached, cancel, saved, save } }: { job: ExportJob; of: ServerExports }) {
  const say = useTexts(serverTexts)
  const language = useLanguage()
  const now = useNow()
  const what = useWhat(job)
  const deaf = asking || !reached
  const isOnItsWay = job.state === 'queued' || job.state === 'running'
  return (
    <Notice
      tone={tones[job.state]}
      live
      title={what}
      action={
        isOnItsWay ? (
          <Button disabled={deaf} onClick={() => cancel(job.id)}>
            {say('stop')}
          </Button>
        ) : (
          <IconButton icon="close" label={say('remove')} disabled={deaf} onClick={() => cancel(job.id)} />
        )
      }
    >
      <div className={styles.job}>
        <span className="secondary">{say('askedAt', { when: showMoment(job.asked, language, now) })}</span>
        {job.state === 'queued' && <p>{job.before > 0 ? say('before', { count: job.before }) : say('waits')}</p>}
        {job.state === 'running' && <Making job={job} what={what} />}
        {job.state === 'ready' && (
          <Ready job={job} deaf={!reached} saved={saved.get(job.id)} onSave={() => save(job)} />
        )}
        {job.state === 'failed' && <p>{say(`failed.${job.why}`)}</p>}
        {job.state === 'cancelled' && <p>{say('cancelled')}</p>}
      </div>
    </Notice>
  )
}

/** What it is, in the words of the choice. */
function useWhat({ wish: { format, kind, profile, site } }: ExportJob): string {
  const say = useTexts(serverTexts)
  const words = useTexts(exportsTexts)
  const { title, options } = formats[format]
  return [
    textIn(title, useLanguage()),
    ...(options.includes('history') ? [words(kind)] : []),
    ...(profile === 'full' ? [] : [say(profile)]),
    ...(site === undefined ? [] : [site]),
  ].join(' · ')
}

function Making({ job: { progress }, what }: { job: ExportJob; what: string }): ReactNode {
  const say = useTexts(serverTexts)
  const words = useTexts(exportTexts)
  const language = useLanguage()
  const number = new Intl.NumberFormat(language)
  const { read, made, of, rows, bytes } = progress
  const amounts = { rows: number.format(rows), size: showBytes(bytes, language) }
  return (
    <>
      <Progress label={say('progress', { what })} value={made} max={of ?? 0} wide />
      <span className="secondary num">
        {of === undefined
          ? say('reading', { read: number.format(read) })
          : words(rows > 0 ? 'makingOf' : 'makingSize', { done: made, of, ...amounts })}
      </span>
    </>
  )
}

interface ReadyProps {
  readonly job: ReadyJob
  /** The server cannot be asked now. */
  readonly deaf: boolean
  readonly saved: ReturnType<ServerExports['saved']['get']>
  readonly onSave: () => void
}

function Ready({ job: { file, until }, deaf, saved, onSave }: ReadyProps) {
  const say = useTexts(serverTexts)
  const language = useLanguage()
  const now = useNow()
  const fetching = saved === 'fetching' || saved === 'asking'
  const told = saved === undefined || saved === 'asking' ? undefined : say(savedWords[saved])
  return (
    <>
      <p>
        <b className={styles.fileName}>{file.name}</b>{' '}
        <span className="nowrap num">{showBytes(file.bytes, language)}</span>
      </p>
      <Fingerprint sha256={file.sha256} />
      <span className="secondary">{say('until', { when: showMoment(until, language, now) })}</span>
      <div className={styles.save}>
        <Button icon="export" disabled={fetching || deaf} onClick={onSave}>
          {say('save')}
        </Button>
        {told !== undefined && <span>{told}</span>}
      </div>
    </>
  )
}

const savedWords = {
  fetching: 'fetching',
  saved: 'saved',
  downloaded: 'downloaded',
  'put-off': 'putOff',
  'not-written': 'notWritten',
} as const
