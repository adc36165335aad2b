import { app, type BrowserWindow, dialog, safeStorage, shell } from 'electron'
import { rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { mayOpenExternally } from './external'
import { fusedProgram, fusesOf, standAsBuilt } from './fuses'
import type { Calls } from './ipc'
import { rememberedIn } from './remembered'

let unsent: number | undefined
/** Has everything been sent, as far as the page has said? It says nothing before someone signed in. */
export const isAllSent = (): boolean => unsent === 0

/** What the machine can do for one window of ours. */
export function hostFor(window: BrowserWindow): Calls {
  return {
    version: () =>
      Promise.resolve({
        app: __TRACER_VERSION__,
        build: __TRACER_BUILD__,
        host: 'electron',
        platform: `${process.platform} ${process.getSystemVersion()}, Electron ${process.versions.electron}`,
      }),
    canSeal,
    seal: async (secret) => {
      if (!(await canSeal())) return undefined
      return (await safeStorage.encryptStringAsync(secret)).toString('base64')
    },
    unseal: async (sealed) => {
      if (!(await canSeal())) return undefined
      try {
        return (await safeStorage.decryptStringAsync(Buffer.from(sealed, 'base64'))).result
      } catch {
        // Sealed by another person, on another machine, or under a keychain that is gone.
        return undefined
      }
    },
    remember: async (name, text) => (await canSeal()) && remembered().remember(name, text),
    recall: async (name) => ((await canSeal()) ? remembered().recall(name) : undefined),
    fuses: async () => {
      if (!app.isPackaged) return undefined
      const wire = await fusesOf(fusedProgram(process.execPath, process.platform))
      return { asBuilt: standAsBuilt(wire), wire }
    },
    saveFile: async (name, bytes) => {
      const defaultPath = join(app.getPath('documents'), basename(name))
      const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath })
      if (canceled || filePath === '') return false
      await writeWhole(filePath, bytes)
      return true
    },
    openExternal: async (url) => {
      if (!mayOpenExternally(url)) return false
      await shell.openExternal(url)
      return true
    },
    printToPdf: () =>
      window.webContents.printToPDF({
        pageSize: 'A4',
        printBackground: true,
        generateTaggedPDF: true,
        generateDocumentOutline: true,
      }),
    setBadge: (count) => {
      unsent = count
      app.setBadgeCount(count)
      return Promise.resolve()
    },
    setPrivate: (on) => {
      window.setContentProtection(on)
      return Promise.resolve()
    },
  }
}

/** Beside the profile and not in it. */
const remembered = () =>
  rememberedIn(join(app.getPath('appData'), 'tracer-remembered'), {
    seal: (text) => safeStorage.encryptStringAsync(text),
    open: async (sealed) => (await safeStorage.decryptStringAsync(sealed)).result,
  })

/** The whole file or none: a full disk must not leave half a casebook under the chosen name, nor take what was there. */
async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const part = `${file}.part`
  try {
    await writeFile(part, bytes)
    await rename(part, file)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

/** On Linux without a keychain, Electron seals with a password that is in its source: as good as none. */
async function canSeal(): Promise<boolean> {
  const keptByNobody =
    process.platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())
  return !keptByNobody && (await safeStorage.isAsyncEncryptionAvailable())
}
