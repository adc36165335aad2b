import { app, net } from 'electron'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { takeUpdate } from './take-update'
import { namesPublisher } from './update-manifest'

const EVERY = 6 * 60 * 60 * 1000

/**
 * Looks for updates where the app's own server offers them, and takes one only when its manifest carries our signature;
 * the system's own check of the code signature comes on top. It is put in place when the app closes, and only when
 * nothing waits to be sent. Does nothing in a build without a key. Failures are for the next round.
 */
export function keepUpToDate(server: URL, isAllSent: () => boolean): void {
  if (__TRACER_UPDATE_KEY__ === '') return
  const look = async () => {
    try {
      if (await lookForUpdate(server, isAllSent)) clearInterval(timer)
    } catch (failure) {
      console.warn('update:', failure instanceof Error ? failure.message : failure)
    }
  }
  const timer = setInterval(() => void look(), EVERY)
  void look()
}

/** Resolves with whether an update now waits for the app to close. */
async function lookForUpdate(server: URL, isAllSent: () => boolean): Promise<boolean> {
  if (process.platform === 'win32') {
    const shipped = await readFile(join(process.resourcesPath, 'app-update.yml'), 'utf8')
    if (!namesPublisher(shipped)) throw new Error('this build names no publisher')
  }
  // Loaded here and not before: it is large, and starts working when it is imported.
  const { autoUpdater } = (await import('electron-updater')).default
  const outcome = await takeUpdate(autoUpdater, {
    feed: new URL('/updates/', server),
    fetchText: async (address) => (await net.fetch(address.href, { redirect: 'error' })).text(),
    publicKey: __TRACER_UPDATE_KEY__,
    running: app.getVersion(),
    isAllSent,
  })
  switch (outcome) {
    case 'none':
    case 'work-waits':
      return false
    case 'good':
      // What came to wait after the download keeps the update waiting too.
      app.on('before-quit', () => {
        autoUpdater.autoInstallOnAppQuit = isAllSent()
      })
      return true
    case 'unreadable':
    case 'not-signed':
    case 'not-newer':
    case 'other-version':
    case 'other-files':
      throw new Error(outcome)
  }
}
