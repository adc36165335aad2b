import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'

/**
 * Back-ups that the machine which makes them cannot read: files of the age format (age-encryption.org/v1), sealed to the
 * public keys of whoever may restore. The program `age` opens them as well, without anything of this one.
 */

/** Writes a new private key to a file that was not there, for its owner's eyes; gives the public key. */
export async function makeKey(file: string): Promise<string> {
  const secret = await generateX25519Identity()
  const open = await identityToRecipient(secret)
  await writeFile(file, `# public key: ${open}\n${secret}\n`, { mode: 0o600, flag: 'wx' })
  return open
}

/** Seals what a program says on its standard output. Throws, and leaves no file, where the program says that it failed. */
export async function sealOutput(
  [program, ...args]: readonly [string, ...string[]],
  to: readonly string[],
  out: string,
  cwd?: string,
): Promise<void> {
  const sealing = new Encrypter()
  for (const key of to) {
    try {
      sealing.addRecipient(key)
    } catch {
      throw new Error(`${key} is no public key`)
    }
  }
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'close')
  const failed = ended.then(
    ([status]: (number | null)[]) => (status === 0 ? undefined : `it ended with ${status ?? 'a signal'}`),
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
  await whole(out, async (part) => {
    const sealed = await sealing.encrypt(Readable.toWeb(child.stdout))
    await pipeline(Readable.from(sealed), part)
    const why = await failed
    if (why !== undefined) throw new Error(`${program}: ${why}`)
  })
}

/** Opens a sealed file. Throws, and leaves no file, where one byte is another, or any is missing, or the key is not one of its. */
export async function openSealed(sealed: string, keyFile: string, out: string): Promise<void> {
  const opening = new Decrypter()
  for (const line of (await readFile(keyFile, 'utf8')).split('\n'))
    if (line.trim() !== '' && !line.startsWith('#')) opening.addIdentity(line.trim())
  await whole(out, async (part) => {
    const opened = await opening.decrypt(Readable.toWeb(createReadStream(sealed)))
    await pipeline(Readable.from(opened), part)
  }).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`${sealed} is not as it was sealed, or not for this key: ${why}`)
  })
}

/** A file that is there under its name only once all of it is written and on the disk. */
async function whole(file: string, write: (part: NodeJS.WritableStream) => Promise<void>): Promise<void> {
  const draft = `${file}.part`
  try {
    await write(createWriteStream(draft, { mode: 0o600, flush: true }))
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}
