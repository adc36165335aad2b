import type { Host } from '#shared/host'
import { browserHost, keepOfflineCopy } from './browser'

declare global {
  interface Window {
    /** Put there by the desktop shell. */
    readonly tracerHost?: Host
  }
}

/** The machine this page runs on. */
export function hostHere(): Host {
  if (window.tracerHost) return window.tracerHost
  keepOfflineCopy()
  return browserHost()
}
