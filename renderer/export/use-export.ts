import { useCallback, useEffect, useRef, useState } from 'react'
import { type StreamId, streamId } from '#shared/ids'
import type { Host } from '#shared/host'
import { useHost } from '../app/host-context'
import { usePlace } from '../app/place'
import { useAppSelector, useSession } from '../app/store'
import type { SyncStatus } from '../data/door'
import { useData } from '../data/hooks'
import { claimedInstant } from '../data/surroundings'
import { type ExportFailure, type ExportProgress, type ExportWish, makeExport } from './make-export'
import type { Made } from './worker'

/** Where the finished file is. */
export type Saved =
  | 'asking'
  /** Written where the person chose. */
  | 'saved'
  /** Given to the browser, which puts it among the downloads. */
  | 'downloaded'
  /** The person closed the question where it should go: it is made and nowhere yet. */
  | 'put-off'
  /** It could not be written there. */
  | 'not-written'

/** A file as it leaves the app. */
export type LeavingFile = Pick<Made, 'name' | 'bytes' | 'sha256'>

/** What is shown of an export, whatever it is of. */
export type OutcomeState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working'; readonly progress: ExportProgress }
  | { readonly kind: 'made'; readonly made: LeavingFile; readonly saved: Saved }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly why: ExportFailure; readonly code?: string }

export type ExportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working'; readonly wish: ExportWish; readonly progress: ExportProgress }
  | { readonly kind: 'made'; readonly wish: ExportWish; readonly made: Made; readonly saved: Saved }
  | { readonly kind: 'stopped'; readonly wish: ExportWish }
  | { readonly kind: 'failed'; readonly wish: ExportWish; readonly why: ExportFailure; readonly code?: string }

export interface Export {
  readonly state: ExportState
  /** Makes what is wished and asks where it goes. Does nothing while another one is being made. */
  readonly start: (
    wish: Pick<ExportWish, 'participants' | 'format' | 'language' | 'only'> & { readonly kind?: ExportWish['kind'] },
  ) => void
  readonly stop: () => void
  /** Asks again where a finished file goes. */
  readonly save: () => void
  /** Forgets the outcome, and the file that was not saved. */
  readonly dismiss: () => void
}

/** An instant as this device's clock says it, with its offset: how people at this desk can read it. */
export const onThisClock = (instant: string): string =>
  claimedInstant({ now: () => Date.parse(instant), offset: (at) => -new Date(at).getTimezoneOffset() })

/** When this device last had everything the server has of a site's data: nothing made of it here is newer than that. */
export const heardAt = (status: SyncStatus | undefined, data: StreamId): string | undefined =>
  status?.streams.find(({ stream }) => stream === data)?.completeAt

/** One export of the screen's site, as its screen follows it. Ends with the screen. */
export function useExport(): Export {
  const data = useData()
  const host = useHost()
  const { study, site, siteName, version, versions, roles } = usePlace()
  const { user } = useSession()
  const status = useAppSelector(({ exchange }) => exchange.status)
  const [state, setState] = useState<ExportState>({ kind: 'idle' })
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])

  const save = useCallback(
    async (wish: ExportWish, made: Made) => {
      setState({ kind: 'made', wish, made, saved: 'asking' })
      const saved = await saveWith(host, made)
      setState((now) => (now.kind === 'made' && now.made === made ? { ...now, saved } : now))
    },
    [host],
  )

  const start: Export['start'] = (asked) => {
    if (running.current) return
    const wish: ExportWish = { kind: 'snapshot', ...asked, study, site, siteName, version, versions }
    const control = new AbortController()
    running.current = control
    const here = () => running.current === control && !control.signal.aborted
    const work = async () => {
      const { app } = await host.version()
      const heard = heardAt(status, streamId(study, site, 'data'))
      const maker = {
        user,
        role: roles[0],
        app,
        asOf: onThisClock(new Date().toISOString()),
        ...(heard !== undefined && { heardAt: onThisClock(heard) }),
      }
      const onProgress = (progress: ExportProgress) => here() && setState({ kind: 'working', wish, progress })
      const outcome = await makeExport(data, wish, maker, { signal: control.signal, onProgress })
      if (!here()) return
      running.current = undefined
      if (outcome.kind === 'made') await save(wish, outcome.made)
      else if (outcome.kind === 'failed') setState({ ...outcome, wish })
    }
    setState({
      kind: 'working',
      wish,
      progress: { stage: 'reading', done: 0, of: wish.participants.length, rows: 0, bytes: 0 },
    })
    void work()
  }

  const stop = () => {
    running.current?.abort()
    running.current = undefined
    setState((now) => (now.kind === 'working' ? { kind: 'stopped', wish: now.wish } : now))
  }

  return {
    state,
    start,
    stop,
    save: () => void (state.kind === 'made' && save(state.wish, state.made)),
    dismiss: () => setState({ kind: 'idle' }),
  }
}

/** Asks where a file goes, and writes it there. */
export async function saveWith(host: Host, { name, bytes }: Pick<Made, 'name' | 'bytes'>): Promise<Saved> {
  try {
    if (!(await host.saveFile(name, bytes))) return 'put-off'
    return (await host.version()).host === 'browser' ? 'downloaded' : 'saved'
  } catch {
    return 'not-written'
  }
}
