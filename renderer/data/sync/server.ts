import { z } from 'zod'
import type { DeviceId } from '#shared/ids'
import {
  RefreshAnswer,
  RefreshRequest,
  Refusal,
  type RegisterKeyRequest,
  SignInAnswer,
  SignInRequest,
} from '#shared/protocol'
import { type Bytes, textOf, utf8 } from '../bytes'
import type { Answering, Packing, Surroundings } from '../surroundings'
import type { Failure } from './engine'

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure }

export const failed = (code: Failure['code']): { readonly ok: false; readonly failure: Failure } => ({
  ok: false,
  failure: { code },
})

/** The server as a signed-in device reaches it. Every answer is parsed; whatever is not one of ours is a failure. */
export interface Server {
  signIn(request: SignInRequest): Promise<Answer<SignInAnswer>>
  /** Posts what nobody has to be signed in for. */
  ask<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<Answer<T>>
  /** Takes the session of a sign-in, or one to be taken up again by its refresh token. */
  use(tokens: { readonly access?: string; readonly refresh: string }, keep: (refresh: string) => Promise<void>): void
  forget(): void
  post<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<Answer<T>>
  get<T>(path: string, schema: z.ZodType<T>): Promise<Answer<T>>
  /** The bytes as they came, for what is named by their hash. */
  bytes(path: string): Promise<Answer<Bytes>>
  /** Posts bytes as they are: what is packed already. */
  bring<T>(path: string, bytes: Bytes, schema: z.ZodType<T>): Promise<Answer<T>>
  registerKey(key: z.input<typeof RegisterKeyRequest>): Promise<Answer<unknown>>
}

/** A request is given up when so long no byte has come. */
const SILENCE = 30_000
/** While bytes are on their way there, none come back: as long as the server waits for a body. */
const PATIENCE = 60_000
const AS_BYTES = { 'content-type': 'application/octet-stream' }
/** Smaller bodies do not shrink. */
const WORTH_PACKING = 1_024

interface Message {
  readonly method: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Bytes
  readonly patience?: number
}

interface Tokens {
  readonly access: string | undefined
  readonly refresh: string
  readonly keep: (refresh: string) => Promise<void>
}

export function createServer(
  { server, fetch, clock, packing }: Pick<Surroundings, 'server' | 'fetch' | 'clock' | 'packing'>,
  device: DeviceId,
  /** The server lets nobody in on this device, or does not know the sign-in any more: it may have been shut out. */
  shutOut: () => void = () => {},
): Server {
  let tokens: Tokens | undefined
  let refreshing: Promise<Answer<string>> | undefined

  /** One request: its bytes whatever the status, or why there are none. */
  async function exchange(
    path: string,
    { patience = SILENCE, ...init }: Message,
  ): Promise<Answer<{ ok: boolean; bytes: Bytes }>> {
    const silence = new AbortController()
    let stopWatch = clock.after(patience, () => silence.abort())
    const heard = () => {
      stopWatch()
      stopWatch = clock.after(SILENCE, () => silence.abort())
    }
    try {
      const response = await fetch(`${server}${path}`, { ...init, cache: 'no-store', signal: silence.signal })
      return { ok: true, value: { ok: response.ok, bytes: await readAll(response, heard) } }
    } catch {
      return failed('unreachable')
    } finally {
      stopWatch()
    }
  }

  type Read<T> = (bytes: Bytes) => Answer<T>

  async function ask<T>(path: string, init: Message, read: Read<T>): Promise<Answer<T>> {
    const answer = await exchange(path, init)
    if (!answer.ok) return answer
    const { ok, bytes } = answer.value
    if (ok) return read(bytes)
    const refusal = Refusal.safeParse(parseJson(bytes))
    if (!refusal.success) return failed('misunderstood')
    const { code, retryAfter, change } = refusal.data
    if (code === 'revoked') shutOut()
    return { ok: false, failure: { code, ...(retryAfter !== undefined && { retryAfter }), ...(change && { change }) } }
  }

  /** One refresh at a time: a refresh token is good for one use. */
  const refreshed = (): Promise<Answer<string>> => {
    refreshing ??= refresh().finally(() => {
      refreshing = undefined
    })
    return refreshing
  }

  async function refresh(): Promise<Answer<string>> {
    if (!tokens) return failed('signed-out')
    const { keep } = tokens
    const request = RefreshRequest.parse({ refreshToken: tokens.refresh, device })
    const answer = await ask('/api/auth/refresh', await jsonBody(packing, request), as(RefreshAnswer))
    if (!answer.ok && answer.failure.code === 'signed-out') shutOut()
    if (!answer.ok) return answer
    tokens = { access: answer.value.accessToken, refresh: answer.value.refreshToken, keep }
    await keep(answer.value.refreshToken)
    return { ok: true, value: answer.value.accessToken }
  }

  async function authorised<T>(path: string, init: Message, read: Read<T>): Promise<Answer<T>> {
    const held = tokens?.access
    const access: Answer<string> = held === undefined ? await refreshed() : { ok: true, value: held }
    if (!access.ok) return access
    const answer = await ask(path, withToken(init, access.value), read)
    if (answer.ok || answer.failure.code !== 'signed-out' || held === undefined) return answer
    // Another call may have refreshed in the meantime.
    const next: Answer<string> =
      tokens?.access !== undefined && tokens.access !== held ? { ok: true, value: tokens.access } : await refreshed()
    return next.ok ? ask(path, withToken(init, next.value), read) : next
  }

  const post = async <T>(path: string, body: unknown, schema: z.ZodType<T>) =>
    authorised(path, await jsonBody(packing, body), as(schema))

  return {
    signIn: async (request) =>
      ask('/api/auth/sign-in', await jsonBody(packing, SignInRequest.parse(request)), as(SignInAnswer)),
    ask: async (path, body, schema) => ask(path, await jsonBody(packing, body), as(schema)),
    use(next, keep) {
      tokens = { access: next.access, refresh: next.refresh, keep }
    },
    forget() {
      tokens = undefined
    },
    post,
    get: (path, schema) => authorised(path, { method: 'GET' }, as(schema)),
    bytes: (path) => authorised(path, { method: 'GET' }, (bytes) => ({ ok: true, value: bytes })),
    bring: (path, body, schema) =>
      authorised(path, { method: 'POST', headers: AS_BYTES, body, patience: PATIENCE }, as(schema)),
    registerKey: (key) => post('/api/keys', key, z.unknown()),
  }
}

async function jsonBody(packing: Packing, body: unknown): Promise<Message> {
  const bytes = utf8(JSON.stringify(body))
  const headers = { 'content-type': 'application/json' }
  return bytes.length < WORTH_PACKING
    ? { method: 'POST', headers, body: bytes }
    : { method: 'POST', headers: { ...headers, 'content-encoding': 'gzip' }, body: await packing.pack(bytes) }
}

/** The token travels in a header only, never in a body that is compressed. */
const withToken = (init: Message, access: string): Message => ({
  ...init,
  headers: { ...init.headers, authorization: `Bearer ${access}` },
})

async function readAll(response: Answering, heard: () => void): Promise<Bytes> {
  const reader = response.body?.getReader()
  const chunks: Uint8Array[] = []
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true }
    if (done) break
    heard()
    if (value) chunks.push(value)
  }
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

/** Reads JSON that a schema accepts; anything else is not one of ours. */
const as =
  <T>(schema: z.ZodType<T>) =>
  (bytes: Bytes): Answer<T> => {
    const parsed = schema.safeParse(parseJson(bytes))
    return parsed.success ? { ok: true, value: parsed.data } : failed('misunderstood')
  }

/** Undefined where it is none, which no schema but that of nothing accepts. */
function parseJson(bytes: Bytes): unknown {
  try {
    return bytes.length === 0 ? undefined : JSON.parse(textOf(bytes))
  } catch {
    return undefined
  }
}
