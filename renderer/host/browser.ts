import type { Host } from '#shared/host'
import { platformName } from '#shared/platform-name'

declare const __TRACER_VERSION__: string
declare const __TRACER_BUILD__: string

/** Between two tries to fetch a copy that did not come whole. */
const AGAIN = 10_000

/** Lets the browser keep the built app, so that it opens without a server: a desktop has its own files. */
export function keepOfflineCopy(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  // Refused in private windows of some browsers; there the app needs its server to open, as the sign-in says.
  keepCopy().catch(() => undefined)
}

/** A first copy that broke off with the line is tried again as long as the app is open. */
async function keepCopy(): Promise<void> {
  const { installing, waiting, active } = await navigator.serviceWorker.register('/offline.js')
  if (waiting || active) return
  const again = () => window.setTimeout(() => void keepCopy().catch(again), AGAIN)
  if (!installing || installing.state === 'redundant') again()
  else
    installing.addEventListener('statechange', () => {
      if (installing.state === 'redundant') again()
    })
}

/** The host where the machine is a browser: what it cannot do it says, and nothing pretends. */
export function browserHost(): Host {
  return {
    version: () =>
      Promise.resolve({
        app: __TRACER_VERSION__,
        build: __TRACER_BUILD__,
        host: 'browser',
        platform: platformName(navigator.userAgent),
      }),
    canSeal: () => Promise.resolve(false),
    seal: () => Promise.resolve(undefined),
    unseal: () => Promise.resolve(undefined),
    // A browser keeps nothing outside its profile.
    remember: () => Promise.resolve(false),
    recall: () => Promise.resolve(undefined),
    fuses: () => Promise.resolve(undefined),
    saveFile: (name, bytes) => {
      // A copy: what the caller holds may be shared memory, which a file cannot be made of.
      const address = URL.createObjectURL(new Blob([new Uint8Array(bytes)]))
      const link = document.createElement('a')
      link.href = address
      link.download = name
      link.click()
      // Revoked later: the browser reads it after this turn.
      window.setTimeout(() => URL.revokeObjectURL(address), 60_000)
      return Promise.resolve(true)
    },
    openExternal: (url) => {
      if (!URL.canParse(url) || new URL(url).protocol !== 'https:') return Promise.resolve(false)
      window.open(url, '_blank', 'noopener,noreferrer')
      return Promise.resolve(true)
    },
    printToPdf: () => {
      window.print()
      return Promise.resolve(undefined)
    },
    setBadge: async (count) => {
      if (!('setAppBadge' in navigator)) return
      // Refused for pages that are not installed; then there is no icon to carry a badge either.
      await (count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge()).catch(() => undefined)
    },
    // A page cannot hide itself from screen capture; locking takes everything off the screen instead.
    setPrivate: () => Promise.resolve(),
    // A browser does not say that its computer was locked; the idle time does that work.
    onAway: () => () => undefined,
  }
}
