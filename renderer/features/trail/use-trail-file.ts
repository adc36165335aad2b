import { useEffect, useRef, useState } from 'react'
import { useHost } from '../../app/host-context'
import { type LeavingFile, type OutcomeState, onThisClock, saveWith } from '../../export/use-export'
import type { TrailReading } from './book-trail'
import { type TrailOrder, makeTrailFile } from './trail-file'

/** One file of a trail, as its screen follows it. Ends with the screen. */
export function useTrailFile() {
  const host = useHost()
  const [state, setState] = useState<OutcomeState>({ kind: 'idle' })
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])

  const save = async (made: LeavingFile) => {
    setState({ kind: 'made', made, saved: 'asking' })
    const saved = await saveWith(host, made)
    setState((now) => (now.kind === 'made' && now.made === made ? { ...now, saved } : now))
  }

  const start = (reading: TrailReading, order: Omit<TrailOrder, 'asOf'>) => {
    if (running.current) return
    const control = new AbortController()
    running.current = control
    const here = () => running.current === control && !control.signal.aborted
    const work = async () => {
      const asOf = onThisClock(new Date().toISOString())
      const outcome = await makeTrailFile(
        reading,
        { ...order, asOf },
        { signal: control.signal, onProgress: (progress) => here() && setState({ kind: 'working', progress }) },
      ).catch(() => ({ kind: 'failed', why: 'making' }) as const)
      if (!here()) return
      running.current = undefined
      if (outcome.kind === 'made') await save(outcome.made)
      else setState(outcome)
    }
    setState({ kind: 'working', progress: { stage: 'reading', done: 0, of: 1, rows: 0, bytes: 0 } })
    void work()
  }

  const stop = () => {
    running.current?.abort()
    running.current = undefined
    setState((now) => (now.kind === 'working' ? { kind: 'stopped' } : now))
  }

  return {
    state,
    start,
    stop,
    save: () => void (state.kind === 'made' && save(state.made)),
    dismiss: () => setState({ kind: 'idle' }),
  }
}
