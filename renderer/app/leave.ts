import { useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import { useData } from '../data/hooks'
import { useHost } from './host-context'
import { unsavedIn } from '../entry/shelves'
import { type Leaving, handedOver, leaveAsked, locked, useAppDispatch, useAppSelector } from './store'

export interface Leave {
  /** Hides everything at once and forgets the keys; the same person comes back with their password. */
  readonly lock: () => void
  /** The same for another person: the next screen is the list of people. */
  readonly handOver: () => void
  /** Does either even where something could not be saved, which is then lost; the others ask first. */
  readonly leaveNow: (how: Leaving) => void
}

export function useLeave(): Leave {
  const data = useData()
  const host = useHost()
  const dispatch = useAppDispatch()
  const leaveNow = useCallback(
    (how: Leaving) => {
      // The item being typed is asked to save itself before its screen goes away.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      dispatch(how === 'lock' ? locked() : handedOver())
      void host.setPrivate(true)
      void data.lock()
    },
    [data, host, dispatch],
  )
  const leave = useCallback(
    (how: Leaving) => {
      if (unsavedIn(data) > 0) dispatch(leaveAsked(how))
      else leaveNow(how)
    },
    [data, dispatch, leaveNow],
  )
  return {
    lock: useCallback(() => leave('lock'), [leave]),
    handOver: useCallback(() => leave('handOver'), [leave]),
    leaveNow,
  }
}

/** A kiosk that nobody touches shows its start; only much later does it lock, which asks for staff. */
const KIOSK_MINUTES = 60

/** Locks when the computer does, and when nobody has touched it for the time the person chose. */
export function useLockWhenAway(): void {
  const host = useHost()
  const { leaveNow } = useLeave()
  // Nobody is there to be asked.
  const lock = useCallback(() => leaveNow('lock'), [leaveNow])
  const chosen = useAppSelector(({ preferences }) => preferences.idleMinutes)
  const handed = useAppSelector(({ kiosk }) => kiosk.handed !== undefined)

  useEffect(() => host.onAway(lock), [host, lock])
  useWhenIdle(handed ? KIOSK_MINUTES : chosen, lock)
}

/** Runs when nobody has touched the screen for so long, and again every few seconds until somebody does. */
export function useWhenIdle(minutes: number, run: () => void): void {
  // What to do may be another function at each drawing; a screen that is drawn again was not touched.
  const latest = useRef(run)
  useLayoutEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    let touched = Date.now()
    const touch = () => {
      touched = Date.now()
    }
    // The wall clock and not a timer of that length: timers stand still while a computer sleeps.
    const timer = window.setInterval(() => {
      if (Date.now() - touched >= minutes * 60_000) latest.current()
    }, 5_000)
    const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const
    for (const sign of signs) window.addEventListener(sign, touch, { passive: true, capture: true })
    return () => {
      window.clearInterval(timer)
      for (const sign of signs) window.removeEventListener(sign, touch, { capture: true })
    }
  }, [minutes])
}
