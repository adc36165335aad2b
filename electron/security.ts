import type { App, Session } from 'electron'
import { isAppAddress } from './origin'

/** What a page may use besides its own code: putting text on the clipboard, and keeping its database. */
const PERMITTED: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'persistent-storage'])

/** No page of this app ever leaves the app, opens a window or holds a foreign page; whoever makes it. */
export function holdPages(app: Pick<App, 'on'>): void {
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

function refuseStrangers(event: { readonly url: string; preventDefault: () => void }): void {
  if (!isAppAddress(event.url)) event.preventDefault()
}

/** Denies a session every device, every permission but two, and every address but the app's and its server's. */
export function holdSession(session: Session, server: URL): void {
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

/** Switches that would open a way in from outside, past every other wall. */
const DEBUGGERS = ['remote-debugging-port', 'remote-debugging-pipe', 'inspect', 'inspect-brk', 'js-flags']

/** Was a shipped app started with a debugger's door open? */
export const isBeingDebugged = (app: App): boolean =>
  app.isPackaged && DEBUGGERS.some((name) => app.commandLine.hasSwitch(name))
