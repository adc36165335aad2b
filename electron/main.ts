import { app, BrowserWindow, dialog, ipcMain, Menu, net, powerMonitor, protocol, session } from 'electron'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { answerAppRequests, bundledFiles } from './app-protocol'
import { forwardTo } from './forward'
import { hostFor, isAllSent } from './host'
import { answerCalls, tellAway } from './ipc'
import { APP_PAGE, APP_SCHEME } from './origin'
import { holdPages, holdSession, isStartedUnsafely } from './security'
import { administratorsFile, serverAddress, serverIn } from './server-address'
import { keepUpToDate } from './updater'
import { openWindow } from './window'

const out = join(import.meta.dirname, '..')
const preload = join(out, 'preload/preload.cjs')

app.enableSandbox()
holdPages(app)
// Crash dumps hold page memory, so no reporter is started and none is written.
protocol.registerSchemesAsPrivileged([
  { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
])

if (isStartedUnsafely(app) || !app.requestSingleInstanceLock()) app.exit(0)
else {
  app.on('window-all-closed', () => {
    app.quit()
  })
  // Whatever a second start was asked for comes from outside: it brings the window forward and says nothing else.
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows()
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  void app.whenReady().then(start)
}

async function start(): Promise<void> {
  const server = configuredServer()
  if (!server) return
  holdSession(session.defaultSession, server)
  protocol.handle(
    APP_SCHEME,
    answerAppRequests({
      files: bundledFiles(join(out, 'renderer')),
      read: async (file) => new Uint8Array(await readFile(file)),
      forward: forwardTo(server, (url, init) => net.fetch(url, init)),
      nonce: () => randomBytes(16).toString('base64'),
    }),
  )
  answerCalls(ipcMain, (sender) => {
    const window = BrowserWindow.fromWebContents(sender)
    return window ? hostFor(window) : undefined
  })
  watchForAway()
  Menu.setApplicationMenu(menu())
  await openWindow(preload).loadURL(APP_PAGE)
  if (app.isPackaged) keepUpToDate(server, isAllSent)
}

/** A shipped app asks the file that an administrator wrote; while it is made, the environment says where to look. */
function configuredServer(): URL | undefined {
  const file = administratorsFile(process.platform, process.execPath)
  try {
    return app.isPackaged
      ? serverAddress(existsSync(file) ? serverIn(readFileSync(file, 'utf8')) : undefined)
      : serverAddress(process.env['TRACER_SERVER'])
  } catch (failure) {
    dialog.showErrorBox('Tracer', failure instanceof Error ? failure.message : String(failure))
    app.exit(1)
    return undefined
  }
}

/** Tells every window when the person at the computer is, or may soon be, another one. */
function watchForAway(): void {
  const tell = (why: Parameters<typeof tellAway>[1]) => () => {
    for (const window of BrowserWindow.getAllWindows()) tellAway(window, why)
  }
  powerMonitor.on('lock-screen', tell('locked'))
  powerMonitor.on('user-did-resign-active', tell('locked'))
  powerMonitor.on('suspend', tell('suspended'))
  powerMonitor.on('shutdown', tell('shut-down'))
}

/** macOS edits through its menu bar; elsewhere the page has all there is, and a bar would only offer to reload. */
function menu(): Menu | null {
  if (process.platform !== 'darwin') return null
  return Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
}
