import type { Host } from '#shared/host'
import { browserHost } from './browser'

declare global {
  interface Window {
    /** Put there by the desktop shell. */
    readonly tracerHost?: Host
  }
}

/** The machine this page runs on. */
export const hostHere = (): Host => window.tracerHost ?? browserHost()
