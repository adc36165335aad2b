import { and, desc, eq, inArray, or, sql } from 'drizzle-orm'
import { canonicalJson } from '#shared/canonical-json'
import { WholeTable } from '#shared/clinical/ctcae/published/whole-table'
import { nameOfSet } from '#shared/clinical/quality-of-life/value-set-document'
import { isSoundSet } from '#shared/clinical/quality-of-life/value-set-file'
import type { DocumentId } from '#shared/ids'
import {
  type LoadRequest,
  type Reference,
  type ReferenceKind,
  type ReferenceLoaded,
  documentId,
  mayLoad,
  mayRead,
  placeParts,
  sitePlace,
} from '#shared/reference/reference'
import { faultsIn } from '#shared/reference/range-faults'
import { compileStudy } from '#shared/study/compile'
import type { Place } from '../auth/grants'
import type { SignedIn } from '../auth/session'
import type { Context } from '../context'
import { type Refused, refuse } from '../refused'
import { note } from '../security-log'
import type { Database, Transaction } from '../store/database'
import { appUser, referenceDocument, referenceLoad } from '../store/schema'
import { loadVersion, sitesAt } from '../study/versions'

/**
 * Makes a document the one that counts for what it is about. Loading what counts already changes nothing, not even by
 * whom; where another counts than the author was looking at, nothing is loaded.
 */
export async function loadReference(
  context: Context,
  who: SignedIn,
  { reference, over }: LoadRequest,
): Promise<ReferenceLoaded | Refused> {
  const { store, now } = context
  const { kind, about, document } = reference
  if (!mayLoad(reference, who)) return refuse('not-allowed', 'Your role does not load this.')
  const wrong = await wrongWith(store.db, reference)
  if (wrong) return wrong
  const id = documentId(document)
  return store.db.transaction(async (tx) => {
    // Two who load for the same thing do so one after the other, each seeing what the other has loaded.
    await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext(${`reference ${kind} ${about}`}))`)
    const [counts] = await loadsOf(tx, kind, about, 1)
    if (counts?.document === id) return counts
    if (over !== undefined && over !== (counts?.document ?? null))
      return refuse('outdated', 'Somebody else has loaded another one meanwhile.')
    const at = now()
    await tx
      .insert(referenceDocument)
      .values({ id, document: canonicalJson(document) })
      .onConflictDoNothing()
    await tx.insert(referenceLoad).values({ kind, about, document: id, loadedAt: at, loadedBy: who.user })
    const detail = `${kind} ${about} ${id}`
    await note(tx, at, 'reference-loaded', { user: who.user, device: who.device, detail })
    return { kind, about, document: id, loadedAt: at.toISOString(), loadedBy: who.name }
  })
}

/** Why a document cannot count, although it is written as it should be. */
async function wrongWith(db: Database, reference: Reference): Promise<Refused | undefined> {
  switch (reference.kind) {
    case 'ctcae':
      return WholeTable.safeParse(reference.document).success
        ? undefined
        : refuse('bad-request', 'This is not the whole CTCAE 5.0 table.')
    case 'wording':
      return reference.document.form === reference.about
        ? undefined
        : refuse('bad-request', 'The pack words another form.')
    case 'eq5d':
      if (reference.about !== nameOfSet(reference.document))
        return refuse('bad-request', 'The set of values has another name.')
      return isSoundSet(reference.document)
        ? undefined
        : refuse('bad-request', 'This is not a whole set of values for the EQ-5D-5L.')
    case 'ranges': {
      const place = placeParts(reference.about)
      const [here] = place ? await sitesAt(db, [place]) : []
      const version = here && (await loadVersion(db, here.version))
      if (!version) return refuse('not-found', 'There is no such site.')
      const faults = faultsIn(compileStudy(version), reference.document.ranges)
      if (faults.length === 0) return undefined
      const told = faults.slice(0, 20).map(({ at, why }) => `${at + 1}: ${why}`)
      return refuse('bad-request', told.join('; '))
    }
  }
}

const loads = (db: Database | Transaction) =>
  db
    .select({
      kind: referenceLoad.kind,
      about: referenceLoad.about,
      document: referenceLoad.document,
      loadedAt: referenceLoad.loadedAt,
      loadedBy: appUser.name,
    })
    .from(referenceLoad)
    .innerJoin(appUser, eq(appUser.id, referenceLoad.loadedBy))

async function loadsOf(
  db: Database | Transaction,
  kind: ReferenceKind,
  about: string,
  most: number,
): Promise<readonly ReferenceLoaded[]> {
  const rows = await loads(db)
    .where(and(eq(referenceLoad.kind, kind), eq(referenceLoad.about, about)))
    .orderBy(desc(referenceLoad.id))
    .limit(most)
  return rows.map(told)
}

const told = ({ loadedAt, ...rest }: Omit<ReferenceLoaded, 'loadedAt'> & { loadedAt: Date }): ReferenceLoaded => ({
  ...rest,
  loadedAt: loadedAt.toISOString(),
})

/** What counts for people at these places: what everyone reads, and the ranges of their sites. */
export async function referencesFor(
  db: Database,
  places: readonly Omit<Place, 'grants'>[],
): Promise<ReferenceLoaded[]> {
  const sites = places.map(({ study, site }) => sitePlace(study, site))
  const last = db
    .selectDistinctOn([referenceLoad.kind, referenceLoad.about], { id: referenceLoad.id })
    .from(referenceLoad)
    .where(or(inArray(referenceLoad.kind, ['ctcae', 'wording', 'eq5d']), inArray(referenceLoad.about, sites)))
    .orderBy(referenceLoad.kind, referenceLoad.about, desc(referenceLoad.id))
  const rows = await loads(db).where(inArray(referenceLoad.id, last)).orderBy(referenceLoad.kind, referenceLoad.about)
  return rows.map(told)
}

/** What was ever loaded for something, newest first. */
export async function historyOf(
  { store }: Context,
  who: SignedIn,
  of: Pick<Reference, 'kind' | 'about'>,
): Promise<{ readonly loads: ReferenceLoaded[] } | Refused> {
  if (!mayRead(of, who.grants)) return refuse('not-allowed', 'Your role does not read this.')
  return { loads: [...(await loadsOf(store.db, of.kind, of.about, 500))] }
}

/** A document, for whoever may read something that it was loaded for. */
export async function readDocument(
  { store }: Context,
  who: SignedIn,
  id: DocumentId,
): Promise<{ readonly document: string } | Refused> {
  const loaded = await loads(store.db).where(eq(referenceLoad.document, id))
  const rows = loaded.some((load) => mayRead(load, who.grants))
    ? await store.db.select().from(referenceDocument).where(eq(referenceDocument.id, id))
    : []
  return rows[0] ?? refuse('not-found', 'There is no such document.')
}
