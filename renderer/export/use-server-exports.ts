import { useCallback, useEffect, useState } from 'react'
import type { ExportJob, ExportWish } from '#shared/export/job'
import { useHost } from '../app/host-context'
import { useAppSelector } from '../app/store'
import type { FetchOutcome, JobsOutcome, ReadyJob } from '../data/export-jobs'
import { useData } from '../data/hooks'
import { type Saved, saveWith } from './use-export'

/** Why what was asked for last did not come about. */
export type JobTrouble = Exclude<JobsOutcome['kind'] | FetchOutcome['kind'], 'done' | 'fetched'>

/** A person's exports at the server, as their screen follows them. They go on without it. */
export interface ServerExports {
  /** Undefined until the server has answered; while it cannot be asked, as it said last. */
  readonly jobs: readonly ExportJob[] | undefined
  /** Whether there is a line to it, and it answered when it was asked last. */
  readonly reached: boolean
  readonly trouble: JobTrouble | undefined
  /** Something was asked of the server, and its answer has not come. */
  readonly asking: boolean
  /** Where the archives are that were fetched here, by their jobs. */
  readonly saved: ReadonlyMap<string, Saved | 'fetching'>
  readonly ask: (wish: ExportWish) => void
  readonly cancel: (id: string) => void
  /** Fetches an archive and asks where it goes. */
  readonly save: (job: ReadyJob) => void
}

/** Milliseconds between two looks at one that is on its way. */
const LOOK = 1_500

const isOnItsWay = ({ state }: ExportJob): boolean => state === 'queued' || state === 'running'

export function useServerExports(): ServerExports {
  const data = useData()
  const host = useHost()
  const status = useAppSelector(({ exchange }) => exchange.status)
  const contact = status?.lastContactAt
  const offline = status !== undefined && status.state !== 'idle' && status.state !== 'syncing'
  const [jobs, setJobs] = useState<readonly ExportJob[]>()
  const [reached, setReached] = useState(true)
  const [trouble, setTrouble] = useState<JobTrouble>()
  const [asking, setAsking] = useState(false)
  const [saved, setSaved] = useState<ServerExports['saved']>(new Map())
  const [looks, setLooks] = useState(0)

  useEffect(() => {
    let here = true
    void data.exportJobs().then((told) => {
      if (!here) return
      setReached(told !== undefined)
      if (told) setJobs(told)
    })
    return () => {
      here = false
    }
  }, [data, contact, looks])

  const waits = jobs?.some(isOnItsWay) ?? false
  useEffect(() => {
    if (!waits) return undefined
    const timer = setInterval(() => setLooks((before) => before + 1), LOOK)
    return () => clearInterval(timer)
  }, [waits])

  const heard = (outcome: JobsOutcome) => {
    setAsking(false)
    setReached(outcome.kind !== 'no-server')
    if (outcome.kind === 'done') setJobs(outcome.jobs)
    setTrouble(outcome.kind === 'done' ? undefined : outcome.kind)
  }
  const asked = (work: Promise<JobsOutcome>) => {
    setAsking(true)
    void work.then(heard)
  }

  const save = useCallback(
    async (job: ReadyJob) => {
      const isAt = (where: Saved | 'fetching' | undefined) =>
        setSaved((before) => {
          const after = new Map(before)
          if (where === undefined) after.delete(job.id)
          else after.set(job.id, where)
          return after
        })
      isAt('fetching')
      const fetched = await data.fetchExport(job)
      if (fetched.kind === 'fetched') {
        setTrouble(undefined)
        isAt('asking')
        isAt(await saveWith(host, { name: job.file.name, bytes: fetched.bytes }))
        return
      }
      isAt(undefined)
      setTrouble(fetched.kind)
      setLooks((before) => before + 1)
    },
    [data, host],
  )

  return {
    ...{ jobs, reached: reached && !offline, trouble, asking, saved },
    ask: (wish) => asked(data.askExport(wish)),
    cancel: (id) => asked(data.cancelExport(id)),
    save: (job) => void save(job),
  }
}
