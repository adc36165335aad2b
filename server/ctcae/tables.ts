import { desc, eq } from 'drizzle-orm'
import { canonicalJson } from '#shared/canonical-json'
import { type PublishedTable, publishedTableId } from '#shared/clinical/ctcae/published/table'
import type { CtcaeTableId } from '#shared/ids'
import type { CtcaeLoaded } from '#shared/protocol'
import { can } from '#shared/roles'
import type { SignedIn } from '../auth/session'
import type { Context } from '../context'
import { type Refused, refuse } from '../refused'
import { note } from '../security-log'
import type { Database, Transaction } from '../store/database'
import { appUser, ctcaeLoad, ctcaeTable } from '../store/schema'

/** Makes a table the one that every device shows. Loading what is shown already changes nothing, not even by whom. */
export async function loadTable(
  { store, now }: Context,
  who: SignedIn,
  table: PublishedTable,
): Promise<CtcaeLoaded | Refused> {
  if (!who.grants.some(({ role }) => can(role, 'administer')))
    return refuse('not-allowed', 'Only an administrator loads the CTCAE table.')
  const id = publishedTableId(table)
  return store.db.transaction(async (tx) => {
    const shown = await loadedTable(tx)
    if (shown?.table === id) return shown
    const at = now()
    await tx
      .insert(ctcaeTable)
      .values({ id, document: canonicalJson(table) })
      .onConflictDoNothing()
    await tx.insert(ctcaeLoad).values({ table: id, loadedAt: at, loadedBy: who.user })
    await note(tx, at, 'ctcae-loaded', { user: who.user, device: who.device, detail: id })
    return { table: id, loadedAt: at.toISOString(), loadedBy: who.name }
  })
}

/** The table that devices show now, and who loaded it; undefined until somebody has. */
export async function loadedTable(db: Database | Transaction): Promise<CtcaeLoaded | undefined> {
  const [row] = await db
    .select({ table: ctcaeLoad.table, loadedAt: ctcaeLoad.loadedAt, loadedBy: appUser.name })
    .from(ctcaeLoad)
    .innerJoin(appUser, eq(appUser.id, ctcaeLoad.loadedBy))
    .orderBy(desc(ctcaeLoad.id))
    .limit(1)
  return row && { ...row, loadedAt: row.loadedAt.toISOString() }
}

/** A table's document, for anyone who is signed in. */
export async function readTable(
  { store }: Context,
  id: CtcaeTableId,
): Promise<{ readonly document: string } | Refused> {
  const [row] = await store.db.select({ document: ctcaeTable.document }).from(ctcaeTable).where(eq(ctcaeTable.id, id))
  return row ?? refuse('not-found', 'There is no such CTCAE table.')
}
