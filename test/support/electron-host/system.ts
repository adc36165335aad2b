import type { Dialog, IpcMain, Menu as RealMenu, NativeTheme, PowerMonitor, SafeStorage, Shell } from 'electron'
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { profile } from './chromium'
import type { NamesOf } from './names'

/** What a person would answer: nothing. Tests put their own answer in the place of these, as with the real Electron. */
export const dialog = {
  showSaveDialog: () => Promise.resolve({ canceled: true, filePath: '' }),
  showErrorBox(title: string, content: string) {
    console.error(`${title}: ${content}`)
  },
} satisfies NamesOf<Dialog>

export const shell = { openExternal: () => Promise.resolve() } satisfies NamesOf<Shell>

export const powerMonitor = Object.assign(new EventEmitter(), {} satisfies NamesOf<PowerMonitor>)

export const nativeTheme = { shouldUseDarkColors: false } satisfies NamesOf<NativeTheme>

export const Menu = {
  setApplicationMenu() {
    // Chromium's windows have no menu bar.
  },
  buildFromTemplate: () => ({}),
} satisfies NamesOf<typeof RealMenu>

type Listener = (event: object, ...args: unknown[]) => unknown
const listeners = new Map<string, Listener>()

export const ipcMain = {
  handle(channel: string, listener: Listener) {
    if (listeners.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    listeners.set(channel, listener)
  },
} satisfies NamesOf<IpcMain>

/** Answers a call of a page, in the words that Electron uses when it is refused. */
export async function answerCall(event: object, channel: string, args: readonly unknown[]): Promise<object> {
  const listener = listeners.get(channel)
  try {
    if (!listener) throw new Error(`No handler registered for '${channel}'`)
    return { value: await listener(event, ...args) }
  } catch (failure) {
    return { error: `Error invoking remote method '${channel}': ${String(failure)}` }
  }
}

/** A file stands for the keychain: it shows that what is sealed opens here only, not that a system protects it. */
function keychain(): Buffer {
  const file = join(profile, 'keychain')
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 })
  return readFileSync(file)
}
const backend = process.env['ELECTRON_HOST_KEYRING'] ?? 'gnome_libsecret'

export const safeStorage = {
  getSelectedStorageBackend: () => backend,
  // As with the real one, plain text counts as available: the app must know better.
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  encryptStringAsync(text: string) {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', keychain(), iv)
    return Promise.resolve(Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]))
  },
  async decryptStringAsync(sealed: Buffer) {
    const cipher = createDecipheriv('aes-256-gcm', keychain(), sealed.subarray(0, 12))
    cipher.setAuthTag(sealed.subarray(-16))
    const result = Buffer.concat([cipher.update(sealed.subarray(12, -16)), cipher.final()]).toString('utf8')
    return { shouldReEncrypt: false, result }
  },
} satisfies NamesOf<SafeStorage>
