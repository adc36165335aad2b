import { announceReady, app } from './app'
import { browser, openBrowser } from './chromium'
import { net, protocol, session } from './session'
import { dialog, ipcMain, Menu, nativeTheme, powerMonitor, safeStorage, shell } from './system'
import { answerRoute, BrowserWindow } from './window'

/**
 * Electron, as far as our main process uses it: Node runs the main process, Chromium shows its windows. A name that is
 * not here fails when the program is linked. It is a double for tests: it proves nothing about Electron's sandbox,
 * fuses, keychains, updates or native dialogs.
 */
export {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  net,
  powerMonitor,
  protocol,
  safeStorage,
  session,
  shell,
}

const electron = { app, BrowserWindow, dialog, ipcMain, Menu, nativeTheme, net, powerMonitor, protocol, session, shell }

Object.assign(process, { getSystemVersion: () => process.version })
Object.assign(process.versions, { electron: 'stand-in' })

/** What Playwright does to the real one through its inspector: runs a function of the test in the main process. */
process.on('message', ({ id, source, argument }: { id: number; source: string; argument: unknown }) => {
  const run = async (): Promise<unknown> => {
    const made = (0, eval)(`(${source})`) as (app: typeof electron, argument: unknown) => unknown
    return made(electron, argument)
  }
  run().then(
    (value) => process.send?.({ id, value }),
    (failure: unknown) => process.send?.({ id, error: String(failure) }),
  )
})
process.on('disconnect', () => {
  app.exit()
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    app.exit()
  })
}

// The app's own code runs first, as it does in Electron: what has to be said before `ready` is said by then.
setImmediate(() => {
  void openBrowser().then(async (debugger_) => {
    await browser().route('**/*', answerRoute)
    process.send?.({ ready: debugger_ })
    announceReady()
  })
})
