import { judgeUpdate, type OfferedUpdate, type UpdateVerdict } from './update-manifest'

/** As much of electron-updater as is used here. */
export interface Updater {
  autoDownload: boolean
  autoInstallOnAppQuit: boolean
  allowDowngrade: boolean
  disableWebInstaller: boolean
  setFeedURL(options: { provider: 'generic'; url: string }): void
  checkForUpdates(): Promise<{ readonly isUpdateAvailable: boolean; readonly updateInfo: OfferedUpdate } | null>
  downloadUpdate(): Promise<unknown>
}

export interface UpdateSource {
  /** Folder of the server where releases and their signed manifest stand. */
  readonly feed: URL
  readonly fetchText: (address: URL) => Promise<string>
  /** Raw Ed25519 key in base64 that this build was made with. */
  readonly publicKey: string
  /** The version that runs. */
  readonly running: string
  readonly isAllSent: () => boolean
}

/**
 * Downloads the update that is offered, to be put in place when the app closes, if our signature covers it and nothing
 * waits to be sent. Nothing is downloaded before that is known.
 */
export async function takeUpdate(
  updater: Updater,
  { feed, fetchText, publicKey, running, isAllSent }: UpdateSource,
): Promise<UpdateVerdict | 'none' | 'work-waits'> {
  updater.setFeedURL({ provider: 'generic', url: feed.href })
  updater.autoDownload = false
  updater.autoInstallOnAppQuit = false
  updater.allowDowngrade = false
  updater.disableWebInstaller = true

  const found = await updater.checkForUpdates()
  if (!found?.isUpdateAvailable) return 'none'
  const manifest = await fetchText(new URL('manifest.json', feed))
  const verdict = judgeUpdate(manifest, found.updateInfo, publicKey, running)
  if (verdict !== 'good') return verdict
  if (!isAllSent()) return 'work-waits'

  // The updater listens for the end of the app only when this is set before the download.
  updater.autoInstallOnAppQuit = true
  await updater.downloadUpdate()
  return 'good'
}
