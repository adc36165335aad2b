import { useEffect } from 'react'
import { useData } from '../data/hooks'
import type { SyncStatus } from '../data/door'
import type { MarkState } from '../ui/mark'
import type { TextKey } from '../ui/language'
import { useHost } from './host-context'
import { granted, locked, sitesCame, statusCame, useAppDispatch } from './store'
import type { appTexts } from './texts'

/** Keeps sites and the state of the exchange up to date in the store, and the app's icon with it, while signed in. */
export function useExchange(): void {
  const data = useData()
  const host = useHost()
  const dispatch = useAppDispatch()
  useEffect(() => {
    let here = true
    let badge: number | undefined
    let tried = false
    const showStatus = (status: SyncStatus) => {
      if (!here) return
      dispatch(statusCame(status))
      if (!tried && status.lastContactAt !== undefined) {
        tried = true
        // A new installation, or a new version of it, tries itself once it has heard of the server; the page of the exchange tells.
        void data.installation().catch(() => undefined)
      }
      if (badge === waitingOn(status)) return
      badge = waitingOn(status)
      void host.setBadge(badge)
    }
    const showSites = async () => {
      const sites = await data.sites()
      if (here) dispatch(sitesCame(sites))
    }
    const listening = data.subscribe((event) => {
      if (event.kind === 'sync') showStatus(event.status)
      else if (event.kind === 'study') void showSites()
      else if (event.kind === 'granted') dispatch(granted(event.grants))
      else if (event.kind === 'locked') dispatch(locked())
    })
    void showSites()
    void data.syncStatus().then(showStatus)
    return () => {
      here = false
      void listening.then((stop) => stop())
    }
  }, [data, host, dispatch])
}

type AppKey = TextKey<keyof typeof appTexts.en>

export interface ExchangeWords {
  readonly mark: MarkState | undefined
  readonly main: AppKey
  readonly then: AppKey | undefined
  /** The instant that `then` names. */
  readonly when: string | undefined
}

/** How much is on this device only: changes, or else the files that go behind them. */
export const waitingOn = ({ waiting, files = [] }: SyncStatus): number => waiting || files.length

/**
 * What the top bar says about the exchange: first whether anything is not even saved, or on this device only, then how
 * the line stands.
 */
export function exchangeWords(status: SyncStatus, unsaved: number): ExchangeWords {
  if (unsaved > 0) return { mark: 'check', main: 'unsaved', then: undefined, when: undefined }
  const waits = waitingOn(status) > 0
  const said = (then: AppKey | undefined, when?: string): ExchangeWords => ({
    mark: waits || status.refused > 0 ? 'unsent' : undefined,
    main: status.waiting > 0 ? 'waiting' : status.refused > 0 ? 'refused' : waits ? 'filesWaiting' : 'allSent',
    then,
    when,
  })
  switch (status.state) {
    case 'offline':
      return said('noConnection')
    case 'syncing':
      return waits ? said('sending') : said(undefined)
    case 'trouble':
      return said(waits ? 'trouble' : 'noExchange')
    case 'signed-out':
      return said(waits ? 'signInToSend' : 'signInToExchange')
    case 'idle':
      if (!waits) return status.lastContactAt ? said('lastContact', status.lastContactAt) : said(undefined)
      return status.lastSentAt ? said('lastSent', status.lastSentAt) : said('neverSent')
  }
}
