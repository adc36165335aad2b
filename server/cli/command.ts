import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import type { Call } from '../demo/device'

/** What every command does alike: one line for a refusal, files named from where the caller stands, calls by HTTP. */

/** Ends with the line that says what was wrong: 1 where the answer is no, 2 where the call or a file cannot be used. */
export function fail(status: 1 | 2, why: string): never {
  console.error(why)
  process.exit(status)
}

/** npm starts programs in the project's folder; a file is named from where the caller stands. */
export const pathOf = (path: string): string => resolve(process.env['INIT_CWD'] ?? '', path)

export function jsonIn(path: string): unknown {
  let text: string
  try {
    text = readFileSync(pathOf(path), 'utf8')
  } catch {
    return fail(2, `${path}: cannot be read`)
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    return fail(2, `${path}: ${error instanceof Error ? error.message : 'no JSON'}`)
  }
}

const Credentials = z.object({ userName: z.string(), password: z.string() })

/** Name and password from a file, and the code of the second factor from the environment: it is good for half a minute. */
export function readCredentials(path: string): z.output<typeof Credentials> & { readonly code: string | undefined } {
  const parsed = Credentials.safeParse(jsonIn(path))
  return parsed.success
    ? { ...parsed.data, code: process.env['TRACER_CODE'] }
    : fail(2, `${path}: {"userName": …, "password": …} is expected`)
}

/** The passphrase that a file holds, without the end of its line. At least twelve signs. */
export function passphraseIn(file: string | undefined): string {
  if (file === undefined) return fail(2, '--passphrase FILE is missing: a copy of a site is closed')
  let text: string
  try {
    text = readFileSync(pathOf(file), 'utf8').replace(/\r?\n$/, '')
  } catch {
    return fail(2, `${file}: cannot be read`)
  }
  return text.length >= 12 ? text.normalize('NFC') : fail(2, `${file}: a passphrase has at least 12 signs`)
}

/** The server that `npm start` runs here. */
export const ownServer = (): string => `http://127.0.0.1:${process.env['PORT'] ?? '4870'}`

export function callTo(address: string): Call {
  return async (method, path, body, token) => {
    const answered = await fetch(address + path, {
      method,
      headers: {
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }).catch(() => fail(2, `${address} does not answer`))
    const text = await answered.text()
    return { status: answered.status, body: text === '' ? undefined : JSON.parse(text) }
  }
}

/** What a server gives as bytes; undefined where it gives nothing. */
export async function bytesFrom(address: string, path: string, token: string): Promise<Uint8Array | undefined> {
  const answered = await fetch(address + path, { headers: { authorization: `Bearer ${token}` } }).catch(() =>
    fail(2, `${address} does not answer`),
  )
  return answered.ok ? new Uint8Array(await answered.arrayBuffer()) : undefined
}
