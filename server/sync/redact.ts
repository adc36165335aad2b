import { canonicalJson } from '#shared/canonical-json'
import type { Casebook } from '#shared/casebook/casebook'
import { fold } from '#shared/casebook/fold'
import { holding } from '#shared/change/carried'
import { Change, type Logged, refOf } from '#shared/change/change'
import type { StreamId, SubjectKey } from '#shared/ids'
import { approvalIn, targetsIn } from '#shared/redaction/agreed'
import { changeIn } from '#shared/redaction/judge'
import type { LogTransaction } from './log'
import type { SyncParts } from './push'

/**
 * Carries out, in the transaction that commits them, the redactions that what was said approves: the text goes from the
 * log and from what is packed of it, and a line of the security log says which change it was. `head` is the stream's
 * before anything of it was said.
 */
export async function carryOut(
  tx: LogTransaction,
  { casebooks, now }: Pick<SyncParts, 'casebooks' | 'now'>,
  stream: StreamId,
  head: number,
  said: readonly Logged[],
): Promise<void> {
  const approvals = said.filter((one) => approvalIn(one) !== undefined)
  if (approvals.length === 0) return
  const subjects = new Set<SubjectKey>(approvals.map(({ change }) => change.subject))
  const before = await casebooks.at(tx, stream, head, subjects)
  for (const approval of approvals) {
    const { subject } = approval.change
    const known = before.get(subject)
    if (!known) continue
    const about = said.filter(({ change }) => change.subject === subject)
    await blackOut(tx, now, { stream, casebook: fold(about, known), approval })
  }
}

/** What one approval takes out of one stream, by a casebook of that stream in which it is. */
export async function blackOut(
  tx: LogTransaction,
  now: () => Date,
  { stream, casebook, approval }: { readonly stream: StreamId; readonly casebook: Casebook; readonly approval: Logged },
): Promise<void> {
  const { subject, author, device } = approval.change
  const request = approvalIn(approval)?.request
  for (const target of targetsIn(request && changeIn(casebook, request))) {
    const left = changeIn(casebook, target.change)
    if (!left?.receipt || left.change.redacted === undefined) continue
    const { seq } = left.receipt
    const [row] = await tx.committed(stream, [subject], seq - 1, seq)
    if (!row) throw new Error('a change of the casebook is not in the stream')
    const body = canonicalJson(holding(Change.parse(JSON.parse(row.body)), left.change))
    await tx.blackOut(stream, { subject, seq, body })
    const detail = `${target.change} ${refOf(approval.change)}`
    await tx.note(now(), 'redacted', { user: author, device, detail })
  }
}
