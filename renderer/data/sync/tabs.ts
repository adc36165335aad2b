import type { SyncStatus } from '../door'
import type { Mark } from '../keys/keyring'
import type { Surroundings } from '../surroundings'

/** What the tabs of one device tell each other. Marks are opaque: a tab without the keys learns nothing from them. */
export type TabMessage =
  | {
      readonly kind: 'stored'
      readonly subjects: readonly Mark[]
      /** Something that was shown is no longer so: casebooks are read again from the beginning. */
      readonly anew?: true
    }
  /** What was read of a stream was put aside, or goes: so it is with whatever casebook is shown. */
  | { readonly kind: 'unread' }
  | { readonly kind: 'saved' }
  /** Whether this device was shut out, or what is left of it, has changed: nobody works on here as it was. */
  | { readonly kind: 'revoked' }
  | { readonly kind: 'wake' }
  | { readonly kind: 'status'; readonly status: SyncStatus }

export interface Tabs {
  tell(message: TabMessage): void
  /** Returns a way to stop listening. */
  hear(listener: (message: TabMessage) => void): () => void
  /** Calls back once this tab is the one that exchanges. Returns a way to give that up, or to stop waiting for it. */
  lead(begin: () => void): () => void
}

export function createTabs({ channel, locks }: Pick<Surroundings, 'channel' | 'locks'>): Tabs {
  const isMessage = (data: unknown): data is TabMessage =>
    typeof data === 'object' && data !== null && 'kind' in data && typeof data.kind === 'string'
  return {
    tell: (message) => channel?.postMessage(message),
    hear(listener) {
      const heard = ({ data }: MessageEvent<unknown>) => {
        if (isMessage(data)) listener(data)
      }
      channel?.addEventListener('message', heard)
      return () => channel?.removeEventListener('message', heard)
    },
    lead(begin) {
      if (!locks) {
        begin()
        return () => {}
      }
      const waiting = new AbortController()
      let release = () => {}
      const held = new Promise<void>((resolve) => {
        release = resolve
      })
      const request = locks.request('tracer:sync', { signal: waiting.signal }, () => {
        begin()
        return held
      })
      // Given up while waiting in line: that is how it ends, not an error.
      request.catch(() => undefined)
      return () => {
        waiting.abort()
        release()
      }
    },
  }
}
