import { z } from 'zod'
import { throughTo } from '../change/carried'
import { GENESIS, streamLink } from '../change/chain'
import { Change, Receipt, refOf } from '../change/change'
import { signatureOf } from '../change/signature'
import { type ChangeRef, Hash, StreamId, StudyId, type UserId } from '../ids'
import { HelloAnswer } from '../protocol'
import { RedactionCheck } from '../redaction/proof'

/**
 * A log as files that need no app to be read: `log/<site>.jsonl` has one committed change a line in the order of the
 * server with its receipt and the chain after it, `study/<name>.json` each study version, `people.json` who is who and
 * the keys they sign with.
 */
export const LogRow = z.strictObject({ change: Change, receipt: Receipt, chain: Hash })
export type LogRow = z.output<typeof LogRow>

export const LogPeople = z.strictObject({
  study: StudyId,
  sites: HelloAnswer.shape.sites,
  people: HelloAnswer.shape.people,
  keys: HelloAnswer.shape.keys,
  /** Tables that terms were read from; older copies name none. */
  references: HelloAnswer.shape.references.exactOptional(),
})
export type LogPeople = z.output<typeof LogPeople>

/** How far a stream goes: what a manifest says of it, so that a lost end shows. */
export const StreamEnd = z.strictObject({ stream: StreamId, rows: z.int().nonnegative(), chain: Hash })
export type StreamEnd = z.output<typeof StreamEnd>

export const PEOPLE_FILE = 'people.json'
export const logFile = (site: string): string => `log/${site}.jsonl`
export const versionFile = (version: string): string => `study/${version}.json`

/** What is wrong with an entry of a log. A closed list. */
export type LogFault =
  | 'unreadable'
  | 'missing-before'
  | 'repeated-or-reordered'
  | 'altered'
  | 'other-stream'
  | 'number-out-of-order'
  | 'unknown-key'
  | 'key-of-another'
  | 'signature-false'
  | 'signature-again'
  | 'redaction-missing'
  | 'redaction-not-done'
  | 'carried-otherwise'
  | 'end-missing'

export interface BadEntry {
  /** Place in the stream, as it should be. */
  readonly seq: number
  readonly change?: ChangeRef
  readonly fault: LogFault
}

/** Whether `signature` was made over `text` with the private half of this raw Ed25519 key; all base64url. */
export type VerifySignature = (publicKey: string, text: string, signature: string) => boolean

export interface LogKeys {
  readonly keys: ReadonlyMap<string, { readonly user: UserId; readonly publicKey: string }>
  readonly verify: VerifySignature
}

/** Goes through a stream row by row; says nothing until an entry does not follow from those before it. */
export class LogCheck {
  #chain: Hash = GENESIS
  #seq = 0
  #signatures = 0
  readonly #numbers = new Map<string, number>()
  /** Each signature is of one act at one moment: a second one is a copy. */
  readonly #seen = new Set<string>()
  readonly #redactions = new RedactionCheck()

  constructor(
    private readonly stream: StreamId,
    private readonly keys: LogKeys,
  ) {}

  get end(): StreamEnd {
    return { stream: this.stream, rows: this.#seq, chain: this.#chain }
  }

  get signatures(): number {
    return this.#signatures
  }

  /** So many entries have something blacked out, as two people agreed on. */
  get redactions(): number {
    return this.#redactions.blackedOut
  }

  /** The next row as it was read: what it says, or why it cannot be the next. */
  next(row: unknown): LogRow | BadEntry {
    const seq = this.#seq + 1
    const read = LogRow.safeParse(row)
    if (!read.success) return { seq, fault: 'unreadable' }
    const { change, receipt, chain } = read.data
    const bad = (fault: LogFault): BadEntry => ({ seq, change: refOf(change), fault })
    if (receipt.seq > seq) return bad('missing-before')
    if (receipt.seq < seq) return bad('repeated-or-reordered')
    if (change.stream !== this.stream) return bad('other-stream')
    if (streamLink(this.#chain, change, receipt) !== chain) return bad('altered')
    if (change.n <= (this.#numbers.get(change.device) ?? 0)) return bad('number-out-of-order')
    const said = throughTo({ change, receipt })
    const forged = this.signatureFault(said.change)
    if (forged) return bad(forged)
    this.#numbers.set(change.device, change.n)
    this.#redactions.next({ change: said.change, receipt: said.receipt ?? receipt })
    this.#chain = chain
    this.#seq = seq
    return read.data
  }

  /** Whether the log goes as far as it is said to. */
  endsAt({ rows, chain }: StreamEnd): BadEntry | undefined {
    return this.#seq === rows && this.#chain === chain ? undefined : { seq: this.#seq + 1, fault: 'end-missing' }
  }

  /**
   * The first entry, once all have been read, of which not exactly that is blacked out which two people agreed on in this
   * log. The chain knows such an entry by its hash as it was written: what is left of it is proved by their agreement.
   */
  unexplained(): BadEntry | undefined {
    return this.#redactions.firstFault()
  }

  private signatureFault(change: Change): LogFault | undefined {
    const signed = signatureOf(change)
    if (!signed) return undefined
    const key = this.keys.keys.get(signed.key)
    if (!key) return 'unknown-key'
    if (key.user !== change.author) return 'key-of-another'
    if (!this.keys.verify(key.publicKey, signed.text, signed.by)) return 'signature-false'
    if (this.#seen.has(signed.by)) return 'signature-again'
    this.#seen.add(signed.by)
    this.#signatures++
    return undefined
  }
}
