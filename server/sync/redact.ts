import { canonicalJson } from '#shared/canonical-json'
import { fold } from '#shared/casebook/fold'
import { type Logged, refOf } from '#shared/change/change'
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
    const { subject, author, device } = approval.change
    const known = before.get(subject)
    const request = approvalIn(approval)?.request
    if (!known || !request) continue
    const about = said.filter(({ change }) => change.subject === subject)
    const casebook = fold(about, known)
    for (const target of targetsIn(changeIn(casebook, request))) {
      const left = changeIn(casebook, target.change)
      if (!left?.receipt || left.change.redacted === undefined) continue
      await tx.blackOut(stream, { subject, seq: left.receipt.seq, body: canonicalJson(left.change) })
      const detail = `${target.change} ${refOf(approval.change)}`
      await tx.note(now(), 'redacted', { user: author, device, detail })
    }
  }
}
