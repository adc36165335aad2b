import { hashOf } from '../canonical-json'
import { type Change, type ChangeBody, type Receipt, type RedactionTarget, refOf } from '../change/change'
import type { ChangeRef, Hash, SubjectKey, UserId } from '../ids'
import { type Role, mayApproveRedaction } from '../roles'
import { waitsForAgreement } from './agreed'

interface Committed {
  readonly change: Change
  readonly receipt: Receipt
}

interface Request {
  readonly author: UserId
  readonly role: Role
  readonly subject: SubjectKey
  readonly targets: readonly RedactionTarget[]
}

/** An entry of which something may be blacked out, by hashes: so that a long log is not held in memory. */
interface Entry {
  readonly seq: number
  readonly author: UserId
  readonly subject: SubjectKey
  readonly original: Hash
  /** Of what stands there now. */
  readonly now: Hash
  /** Held until its agreement is there; counts for nothing before. */
  readonly waits: boolean
}

export interface RedactionFault {
  readonly seq: number
  readonly change: ChangeRef
  readonly fault: 'redaction-missing' | 'redaction-not-done'
}

/**
 * Goes through a log and sets what is blacked out beside what was agreed on: an entry of which something is blacked out
 * has to be, byte for byte, what two people agreed on, one of the site and one of the sponsor, neither of those who
 * approved its author; and what they agreed on has to be done. What came back from a device and is held for want of its
 * agreement is no fault as long as nobody lets it count.
 */
export class RedactionCheck {
  readonly #requests = new Map<ChangeRef, Request>()
  readonly #agreed = new Map<
    ChangeRef,
    { readonly target: RedactionTarget; readonly subject: SubjectKey; readonly by: UserId }
  >()
  readonly #redacted = new Map<ChangeRef, Entry>()
  readonly #released = new Set<ChangeRef>()
  /** Where each entry stands: an agreement is about one that comes before it. */
  readonly #places = new Map<ChangeRef, number>()

  get blackedOut(): number {
    return this.#redacted.size
  }

  next({ change, receipt }: Committed): void {
    const ref = refOf(change)
    this.#places.set(ref, receipt.seq)
    if (change.redacted !== undefined) {
      const { author, subject, redacted: original } = change
      const waits = waitsForAgreement({ change, receipt })
      this.#redacted.set(ref, { seq: receipt.seq, author, subject, original, now: hashOf(change), waits })
    }
    if (receipt.state === 'applied') this.#agree(change, change.body)
  }

  #agree({ author, role, subject, ...change }: Change, body: ChangeBody): void {
    if (body.kind === 'release' && body.decision === 'release') this.#released.add(body.target)
    if (body.kind === 'redaction-request') {
      this.#requests.set(refOf(change), { author, role, subject, targets: body.targets })
      return
    }
    if (body.kind !== 'redaction-decision' || body.decision !== 'approve') return
    const request = this.#requests.get(body.request)
    if (!request || request.author === author || !mayApproveRedaction(role, request.role)) return
    if (request.subject !== subject) return
    for (const target of request.targets) this.#agreed.set(target.change, { target, subject, by: author })
  }

  /** The first entry, in order, that is not as it was agreed on; undefined where there is none. */
  firstFault(): RedactionFault | undefined {
    const faults: RedactionFault[] = []
    for (const [change, { seq, author, subject, original, now, waits }] of this.#redacted) {
      const agreed = this.#agreed.get(change)
      const explained =
        agreed?.target.original === original &&
        agreed.target.remaining === now &&
        agreed.subject === subject &&
        agreed.by !== author
      if (!explained && (!waits || this.#released.has(change))) faults.push({ seq, change, fault: 'redaction-missing' })
    }
    for (const change of this.#agreed.keys())
      if (!this.#redacted.has(change)) {
        const seq = this.#places.get(change)
        if (seq !== undefined) faults.push({ seq, change, fault: 'redaction-not-done' })
      }
    return faults.sort((a, b) => a.seq - b.seq)[0]
  }
}
