import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * What this server can do with its one secret, which is in no database: seal what lies there, and derive passwords and
 * keyed hashes. Servers that share a database share the secret (`TRACER_SECRET`).
 */
export interface Secrets {
  /** AES-256-GCM. What was sealed for one context does not open in another. */
  seal(plain: Buffer, context: string): string
  /** Throws when it was not sealed by this secret for this context. */
  open(sealed: string, context: string): Buffer
  /** The same text for the same purpose, unguessable without the secret. */
  keyed(purpose: string, text: string): string
}

const NONCE = 12
const TAG = 16

export function secretsFrom(secret: string): Secrets {
  const keyFor = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'tracer', purpose, 32))
  const sealing = keyFor('seal')
  return {
    seal(plain, context) {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(context))
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64url')
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, NONCE))
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(-TAG))
      return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()])
    },
    keyed: (purpose, text) => createHmac('sha256', keyFor(purpose)).update(text).digest('base64url'),
  }
}

/** The secret kept in the data folder, readable by its owner only; made at the first start. */
export async function secretIn(dataDir: string): Promise<string> {
  const file = join(dataDir, 'secret')
  await mkdir(dataDir, { recursive: true })
  // Only one of two servers that start together makes it; both then read the same.
  await writeFile(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' }).catch(() => {})
  return (await readFile(file, 'utf8')).trim()
}

/** A token nobody can guess: 256 bits. The server keeps only its hash. */
export const randomToken = (): string => randomBytes(32).toString('base64url')
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')
