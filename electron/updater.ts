import { app } from 'electron'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { judgeUpdate, namesPublisher } from './update-manifest'

const EVERY = 6 * 60 * 60 * 1000

/**
 * Looks for updates where the app's own server offers them, and takes one only when its manifest carries our signature;
 * the system's own check of the code signature comes on top. It is put in place when the app closes, and only when
 * nothing waits to be sent. Does nothing in a build without a key. Failures are for the next round.
 */
export function keepUpToDate(server: URL, unsent: () => number): void {
  if (__TRACER_UPDATE_KEY__ === '') return
  const look = () => {
    lookForUpdate(server, unsent).catch((failure: unknown) => {
      console.warn('update:', failure instanceof Error ? failure.message : failure)
    })
  }
  look()
  setInterval(look, EVERY).unref()
}

async function lookForUpdate(server: URL, unsent: () => number): Promise<void> {
  if (process.platform === 'win32') {
    const shipped = await readFile(join(process.resourcesPath, 'app-update.yml'), 'utf8')
    if (!namesPublisher(shipped)) throw new Error('this build names no publisher')
  }
  // Loaded here and not before: it is large, and starts working when it is imported.
  const { autoUpdater } = (await import('electron-updater')).default
  const feed = new URL('/updates/', server).href
  autoUpdater.setFeedURL({ provider: 'generic', url: feed })
  autoUpdater.autoDownload = false
  autoUpdater.allowDowngrade = false
  autoUpdater.disableWebInstaller = true

  const found = await autoUpdater.checkForUpdates()
  if (!found?.isUpdateAvailable) return
  const manifest = await fetch(new URL('manifest.json', feed), { redirect: 'error' })
  const verdict = judgeUpdate(await manifest.text(), found.updateInfo, __TRACER_UPDATE_KEY__, app.getVersion())
  if (verdict !== 'good') throw new Error(verdict)

  // The updater listens for the end of the app only when this is set before the download.
  autoUpdater.autoInstallOnAppQuit = true
  app.on('before-quit', () => {
    autoUpdater.autoInstallOnAppQuit = unsent() === 0
  })
  await autoUpdater.downloadUpdate()
}
