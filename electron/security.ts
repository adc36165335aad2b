import { isAppAddress } from './origin'

/** What a page may use besides its own code: putting text on the clipboard, and keeping its database. */
const PERMITTED: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'persistent-storage'])

interface Navigation {
  readonly url: string
  preventDefault: () => void
}

/** As much of Electron's contents of a window as is held here. */
interface Contents {
  on(event: 'will-navigate' | 'will-redirect' | 'will-frame-navigate', listener: (event: Navigation) => void): unknown
  on(event: 'will-attach-webview', listener: (event: Pick<Navigation, 'preventDefault'>) => void): unknown
  setWindowOpenHandler(handler: () => { action: 'deny' }): void
}

/** No page of this app ever leaves the app, opens a window or holds a foreign page; whoever makes it. */
export function holdPages(app: {
  on(event: 'web-contents-created', listener: (event: unknown, contents: Contents) => void): unknown
}): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', refuseStrangers)
    contents.on('will-redirect', refuseStrangers)
    contents.on('will-frame-navigate', refuseStrangers)
    contents.on('will-attach-webview', (event) => {
      event.preventDefault()
    })
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}

function refuseStrangers(event: Navigation): void {
  if (!isAppAddress(event.url)) event.preventDefault()
}

/** As much of Electron's session as is held here. */
interface HeldSession {
  setPermissionRequestHandler(
    handler: (
      contents: unknown,
      permission: string,
      answer: (given: boolean) => void,
      details: { readonly requestingUrl: string },
    ) => void,
  ): void
  setPermissionCheckHandler(handler: (contents: unknown, permission: string, origin: string) => boolean): void
  setDevicePermissionHandler(handler: () => boolean): void
  readonly webRequest: {
    onBeforeRequest(
      listener: (request: { readonly url: string }, answer: (verdict: { cancel: boolean }) => void) => void,
    ): void
  }
}

/** Denies a session every device, every permission but two, and every address but the app's and its server's. */
export function holdSession(session: HeldSession, server: URL): void {
  const permitted = (permission: string, address: string) => PERMITTED.has(permission) && isAppAddress(address)
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) => {
    answer(permitted(permission, requestingUrl))
  })
  session.setPermissionCheckHandler((_contents, permission, origin) => permitted(permission, origin))
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !isAppAddress(url) && !isWithinPage(url) && new URL(url).origin !== server.origin })
  })
}

const isWithinPage = (address: string): boolean => /^(blob|data|devtools):/.test(address)

/** Switches that open a way in from outside, or take down a wall that the rest relies on. */
const UNSAFE_SWITCHES = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'inspect',
  'inspect-brk',
  'js-flags',
  'disable-web-security',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'allow-insecure-localhost',
]

/** Was a shipped app started with a switch that only its makers need? */
export const isStartedUnsafely = (app: {
  readonly isPackaged: boolean
  readonly commandLine: { hasSwitch(name: string): boolean }
}): boolean => app.isPackaged && UNSAFE_SWITCHES.some((name) => app.commandLine.hasSwitch(name))
