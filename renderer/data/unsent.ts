import { GENESIS } from '#shared/change/chain'
import type { Hash } from '#shared/ids'
import {
  TakeInAnswer,
  type TakeInRequest,
  type UnsentBatch,
  UnsentFile,
  changesIn,
  sealedText,
} from '#shared/unsent-file'
import { base64url, fromBase64url, textOf, utf8 } from './bytes'
import type { LogRow } from './store/database'
import type { Identity } from './store/identity'
import type { DeviceTables } from './store/tables'
import type { Clock } from './surroundings'
import type { Failure } from './sync/engine'
import { type Answer, type Server, failed } from './sync/server'

/** What waits, carried by hand where no line carries it. */
export interface UnsentDoor {
  /**
   * Everything that waits on this device, whoever entered it, sealed and signed; undefined when nothing waits. It goes on
   * waiting here as well: whichever way is quicker, each change arrives once.
   */
  unsentFile(): Promise<SavedUnsent | undefined>
  /** Hands the server what stands in such a file, of this device or another. What an earlier try left out goes on. */
  takeInUnsent(bytes: Uint8Array): Promise<TakenIn>
}

export interface SavedUnsent {
  readonly changes: number
  readonly bytes: Uint8Array
}

export type TakenIn =
  /** `fresh`: so many of them the server did not have yet. */
  | { readonly kind: 'taken'; readonly changes: number; readonly fresh: number }
  | { readonly kind: 'not-taken'; readonly why: NotTaken }

export type NotTaken =
  /** Another file altogether. */
  | 'no-file'
  /** Not as a device wrote it. */
  | 'altered'
  | 'not-allowed'
  /** The device was shut out: an administrator takes its work in. */
  | 'revoked'
  /** The server lacks what this device sent before it. */
  | 'gap'
  /** The server has other changes under the same numbers. */
  | 'fork'
  /** The server can never take one change in it. */
  | 'unacceptable'
  | 'no-server'

/** Whether the Ed25519 key (raw, base64url) made this signature over a text. */
export type SignedBy = (publicKey: string, text: string, signature: string) => Promise<boolean>

/** Bytes of changes in one batch: sealed and as text it stays well below what the server takes at once. */
const BATCH_BYTES = 1024 * 1024
const BATCH_CHANGES = 500

/** Everything that waits, as it lies here: needs nobody's password, and reads nothing. */
export async function unsentFile(
  db: DeviceTables,
  { device, publicKey, sign }: Pick<Identity, 'device' | 'publicKey' | 'sign'>,
  clock: Pick<Clock, 'now'>,
): Promise<SavedUnsent | undefined> {
  const { rows, before } = await db.atomic('r', ['log', 'outbox'], async (tx) => {
    const first = await tx.outbox.orderBy('n').first()
    if (!first) return { rows: [], before: GENESIS }
    const [waiting, previous] = await Promise.all([
      tx.log.where('n').aboveOrEqual(first.n).toArray(),
      tx.log.get(first.n - 1),
    ])
    return { rows: waiting, before: previous?.hash ?? GENESIS }
  })
  if (rows.length === 0) return undefined
  const batches = [...(await signedBatches(rows, before, sign))]
  const savedAt = new Date(clock.now()).toISOString()
  const said = { kind: 'tracer-unsent-work' as const, v: 1 as const, device, publicKey, savedAt, batches }
  const file: UnsentFile = { ...said, seal: await sign(sealedText(said)) }
  return { changes: rows.length, bytes: utf8(JSON.stringify(file)) }
}

/** The same behind a number of the log, batch by batch, for the device to bring itself. */
export async function unsentAfter(
  db: DeviceTables,
  { sign }: Pick<Identity, 'sign'>,
  after: number,
): Promise<readonly UnsentBatch[]> {
  const { rows, before } = await db.atomic('r', ['log'], async (tx) => ({
    rows: await tx.log.where('n').above(after).toArray(),
    before: (await tx.log.get(after))?.hash ?? GENESIS,
  }))
  return signedBatches(rows, before, sign)
}

async function signedBatches(
  rows: readonly LogRow[],
  before: Hash,
  sign: Identity['sign'],
): Promise<readonly UnsentBatch[]> {
  const batches: UnsentBatch[] = []
  let chain = before
  for (const batch of inBatches(rows)) {
    const [first, last] = [batch[0], batch.at(-1)]
    if (!first || !last) continue
    batches.push({
      ...{ from: first.n, before: chain, after: last.hash, signature: await sign(last.hash) },
      rows: batch.map(({ sealed }) => ({ key: sealed.key, data: base64url(sealed.data) })),
    })
    chain = last.hash
  }
  return batches
}

function inBatches(rows: readonly LogRow[]): readonly (readonly LogRow[])[] {
  const batches: LogRow[][] = []
  let size = Infinity
  for (const row of rows) {
    const last = batches.at(-1)
    if (!last || size + row.bytes > BATCH_BYTES || last.length === BATCH_CHANGES) {
      batches.push([row])
      size = row.bytes
    } else {
      last.push(row)
      size += row.bytes
    }
  }
  return batches
}

/** Batch after batch, each all of it or nothing; broken off in between, the same file goes on where it was. */
export async function takeInUnsent(
  bytes: Uint8Array,
  signedBy: SignedBy,
  server: Pick<Server, 'post'>,
): Promise<TakenIn> {
  const file = readUnsent(bytes)
  if (!file) return { kind: 'not-taken', why: 'no-file' }
  if (!(await signedBy(file.publicKey, sealedText(file), file.seal))) return { kind: 'not-taken', why: 'altered' }
  let fresh = 0
  for (const batch of file.batches) {
    const request: TakeInRequest = { device: file.device, batch }
    const answer = answerTo(batch, await server.post('/api/sync/unsent', request, TakeInAnswer))
    if (!answer.ok) return { kind: 'not-taken', why: whyOf(answer.failure) }
    fresh += answer.value.fresh
  }
  return { kind: 'taken', changes: changesIn(file), fresh }
}

/** What the server says of a batch. An answer to another one, come late or twice, says nothing of what stands in this. */
export const answerTo = ({ after }: UnsentBatch, answer: Answer<TakeInAnswer>): Answer<TakeInAnswer> =>
  answer.ok && answer.value.after !== after ? failed('misunderstood') : answer

function readUnsent(bytes: Uint8Array): UnsentFile | undefined {
  try {
    return UnsentFile.safeParse(JSON.parse(textOf(Uint8Array.from(bytes)))).data
  } catch {
    return undefined
  }
}

/** False as well where the key or the signature is none. */
export const signedByIn =
  ({ subtle }: Pick<Crypto, 'subtle'>): SignedBy =>
  async (publicKey, text, signature) => {
    try {
      const key = await subtle.importKey('raw', fromBase64url(publicKey), 'Ed25519', false, ['verify'])
      return await subtle.verify('Ed25519', key, fromBase64url(signature), utf8(text))
    } catch {
      return false
    }
  }

function whyOf({ code }: Failure): NotTaken {
  switch (code) {
    case 'chain-broken':
    case 'bad-request':
    case 'too-large':
      return 'altered'
    case 'not-allowed':
    case 'revoked':
    case 'gap':
    case 'fork':
    case 'unacceptable':
      return code
    default:
      return 'no-server'
  }
}
