import type { Net, Protocol, Session, WebRequest } from 'electron'
import type { Route } from 'playwright-core'
import { inApp, registerScheme } from './addresses'
import { browser } from './chromium'
import type { NamesOf } from './names'

type Handler = (request: Request) => Response | Promise<Response>
type Filter = (details: { url: string }, answer: (verdict: { cancel?: boolean }) => void) => void
type Permission = (
  contents: unknown,
  permission: string,
  answer: (granted: boolean) => void,
  details: { requestingUrl: string },
) => void

const handlers = new Map<string, Handler>()
let filter: Filter | undefined
let mayUse: Permission | undefined

interface Scheme {
  readonly scheme: string
  readonly privileges?: { readonly standard?: boolean; readonly secure?: boolean }
}

export const protocol = {
  registerSchemesAsPrivileged(schemes: readonly Scheme[]) {
    for (const { scheme, privileges } of schemes) {
      if (!privileges?.standard || !privileges.secure) throw new Error('electron stand-in: standard and secure only')
      registerScheme(scheme)
    }
  },
  handle(scheme: string, handler: Handler) {
    handlers.set(scheme, handler)
  },
} satisfies NamesOf<Protocol>

export const net = {
  fetch: (url: string, init: RequestInit) => fetch(url, init),
} satisfies NamesOf<Net>

const webRequest = {
  onBeforeRequest(given: Filter) {
    filter = given
  },
} satisfies NamesOf<WebRequest>

const defaultSession = {
  webRequest,
  setPermissionRequestHandler(given: Permission) {
    mayUse = given
  },
  setPermissionCheckHandler() {
    // Chromium asks nobody: what was not granted is denied.
  },
  setDevicePermissionHandler() {
    // There are no devices.
  },
} satisfies NamesOf<Session>

export const session = { defaultSession }

/** What a page of ours might ask for, by Electron's name and by Chromium's. */
const PERMISSIONS = {
  'clipboard-read': 'clipboard-read',
  'clipboard-sanitized-write': 'clipboard-write',
  geolocation: 'geolocation',
  notifications: 'notifications',
  media: 'camera',
  midi: 'midi',
}

/** Asks the app, once a load, for what Electron would ask whenever the page does. */
export async function grantPermissions(contents: object, address: string, origin: string): Promise<void> {
  const granted: string[] = []
  for (const [name, inChromium] of Object.entries(PERMISSIONS)) {
    mayUse?.(contents, name, (yes) => yes && granted.push(inChromium), { requestingUrl: address })
  }
  await browser().grantPermissions(granted, { origin })
}

const isCancelled = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    if (filter)
      filter({ url }, ({ cancel = false }) => {
        resolve(cancel)
      })
    else resolve(false)
  })

/** Answers one request of a page as Electron would: the app's filter first, then the app's handler or the network. */
export async function answerRequest(route: Route): Promise<void> {
  const request = route.request()
  const url = inApp(request.url())
  if (await isCancelled(url)) return route.abort('blockedbyclient')
  if (url === request.url()) return route.continue()
  const handler = handlers.get(new URL(url).protocol.slice(0, -1))
  if (!handler) return route.abort('namenotresolved')
  const method = request.method()
  const body = method === 'GET' || method === 'HEAD' ? null : new Uint8Array(request.postDataBuffer() ?? [])
  const response = await handler(new Request(url, { method, headers: request.headers(), body }))
  if (response.type === 'error') return route.abort('failed')
  const headers = Object.fromEntries(response.headers)
  return route.fulfill({ status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) })
}
