import { Change } from '#shared/change/change'
import { formOf, itemOf } from '#shared/casebook/path'
import { streamParts } from '#shared/ids'
import type { Transaction } from '../store/database'
import { alert } from '../store/schema'
import type { LogRow } from '../sync/log'

/**
 * Raises an alert for each adverse event that these rows say is serious and for each blind that was broken, in the
 * transaction that commits them: there is no moment at which one is in the log and nobody will be told. An event that has
 * an alert gets no other.
 */
export async function raiseAlerts(tx: Transaction, rows: readonly LogRow[]): Promise<void> {
  for (const { body: text, subject, receipt } of rows) {
    // Most rows speak of something else: the text is looked at before it is read.
    if (receipt.state !== 'applied' || !/\/AESER"|"unblind"/.test(text)) continue
    const { body, stream } = Change.parse(JSON.parse(text))
    const { study: studyId, site: siteId } = streamParts(stream)
    if (body.kind === 'unblind') {
      const raisedAt = new Date(receipt.committedAt)
      await tx.insert(alert).values({ kind: 'unblinding', studyId, siteId, subject, raisedAt })
    }
    if (body.kind !== 'value') continue
    for (const { path, entry } of body.items) {
      if (itemOf(path) !== 'AESER' || entry.state !== 'value' || entry.text !== 'Y') continue
      const form = formOf(path)
      if (!form) continue
      const raised = { studyId, siteId, subject, form, raisedAt: new Date(receipt.committedAt) }
      await tx
        .insert(alert)
        .values({ kind: 'serious-adverse-event', ...raised })
        .onConflictDoNothing()
    }
  }
}
