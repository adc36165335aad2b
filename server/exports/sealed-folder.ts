import { createCipheriv, createDecipheriv, pbkdf2Sync, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { type CopyTitle, ITERATIONS, lineOf, named, sealedPage, unnamed } from '#shared/export/sealed-copy'

const NONCE = 12
const TAG = 16

const keyOf = (passphrase: string, salt: Uint8Array, iterations: number): Uint8Array =>
  pbkdf2Sync(passphrase, salt, iterations, 32, 'sha256')

/** Writes the files of a folder as one closed page. Two pages of the same files differ: each has a salt of its own. */
export async function sealFolder(
  folder: string,
  names: readonly string[],
  { page, passphrase, title }: { readonly page: string; readonly passphrase: string; readonly title: CopyTitle },
): Promise<void> {
  const salt = randomBytes(16)
  const key = keyOf(passphrase, salt, ITERATIONS)
  function* sealed(): Generator<Uint8Array> {
    for (const [place, name] of names.entries()) {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      cipher.setAAD(Buffer.from(String(place)))
      const closed = cipher.update(named(name, readFileSync(join(folder, name))))
      yield Buffer.concat([nonce, closed, cipher.final(), cipher.getAuthTag()])
    }
  }
  const head = {
    format: 'tracer-copy/1' as const,
    iterations: ITERATIONS,
    salt: salt.toString('base64'),
    files: names.length,
  }
  const pieces = sealedPage(title, head, sealed(), (bytes) => Buffer.from(bytes).toString('base64'))
  await pipeline(pieces, createWriteStream(page, { flags: 'wx' }))
}

/** Opens a page into a folder; gives why it cannot be opened, or nothing. */
export async function openPage(page: string, passphrase: string, folder: string): Promise<string | undefined> {
  let key: Uint8Array | undefined
  let expected = 0
  let place = 0
  for await (const text of createInterface({ input: createReadStream(page), crlfDelay: Infinity })) {
    const line = lineOf(text)
    if (!line) continue
    if ('head' in line) {
      expected = line.head.files
      key = keyOf(passphrase, Buffer.from(line.head.salt, 'base64'), line.head.iterations)
      continue
    }
    if (!key) return 'its head is missing'
    const opened = unsealed(Buffer.from(line.sealed, 'base64'), key, place)
    if (!opened) return place === 0 ? 'the passphrase does not open it' : `file ${place + 1} was changed`
    const { name, bytes } = unnamed(opened)
    const path = normalize(join(folder, name))
    if (!path.startsWith(normalize(join(folder, '/')))) return `file ${place + 1} has a name that leads elsewhere`
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
    place++
  }
  if (!key) return 'it is no copy of a site'
  return place === expected ? undefined : `${expected - place} of its ${expected} files are missing`
}

function unsealed(bytes: Uint8Array, key: Uint8Array, place: number): Uint8Array | undefined {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE))
    decipher.setAAD(Buffer.from(String(place)))
    decipher.setAuthTag(bytes.subarray(-TAG))
    return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()])
  } catch {
    return undefined
  }
}
