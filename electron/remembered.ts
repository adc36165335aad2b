import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Seals and opens with the system keychain. */
interface Keychain {
  seal(text: string): Promise<Buffer>
  open(sealed: Buffer): Promise<string>
}

/**
 * Small texts in a folder of their own, each sealed by the keychain together with its name: one file is not taken for
 * another. What was written last is read, whatever became of the app's own data meanwhile.
 */
export function rememberedIn(folder: string, keychain: Keychain) {
  const fileOf = (name: string) => join(folder, createHash('sha256').update(name).digest('hex'))
  return {
    /** False where it could not be written. */
    async remember(name: string, text: string): Promise<boolean> {
      const file = fileOf(name)
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await writeFile(`${file}.part`, await keychain.seal(`${name}\n${text}`), { mode: 0o600 })
        await rename(`${file}.part`, file)
        return true
      } catch {
        return false
      }
    },
    /** Undefined where there is none, or none that this keychain sealed. */
    async recall(name: string): Promise<string | undefined> {
      try {
        const text = await keychain.open(await readFile(fileOf(name)))
        return text.startsWith(`${name}\n`) ? text.slice(name.length + 1) : undefined
      } catch {
        return undefined
      }
    },
  }
}
