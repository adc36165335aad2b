import type { TracerDatabase } from './database'

/**
 * Removes everything of a site that came from the server or was worked out from it. What was asserted here stays in the
 * log, still to be sent; the rest comes again with the exchange.
 */
export async function destroySite(db: TracerDatabase, keyId: string): Promise<void> {
  const isOfSite = ({ sealed }: { readonly sealed: { readonly key: string } }) => sealed.key === keyId
  await db.transaction('rw', [db.forms, db.subjects, db.pages, db.parts, db.cursors, db.chunks], async () => {
    await db.forms.filter(isOfSite).delete()
    await db.subjects.filter(isOfSite).delete()
    await db.pages.filter(isOfSite).delete()
    await db.parts.filter(isOfSite).delete()
    await db.chunks.filter((chunk) => chunk.own === 0 && isOfSite(chunk)).delete()
    await db.cursors.filter(({ key }) => key === keyId).delete()
  })
}
