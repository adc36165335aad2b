import { z } from 'zod'
import { type Json, hashOf } from '../canonical-json'
import { PublishedTable } from '../clinical/ctcae/published/table'
import { Eq5dValueSet, ValueSetName } from '../clinical/quality-of-life/value-set-document'
import { DocumentId, type SiteId, StudyId, SiteId as Site } from '../ids'
import { type Role, can } from '../roles'
import { Code } from '../study/names'
import { WordingPack } from '../study/wording-pack'
import { SiteRanges } from './site-ranges'

/**
 * What people load for others to read: NCI's table, the words of a questionnaire, a set of values for the EQ-5D, the reference ranges of a site. A
 * document is named by the hash of what it says and stays for ever; of those loaded for the same thing the last one counts.
 */
export const ReferenceKind = z.enum(['ctcae', 'wording', 'ranges', 'eq5d'])
export type ReferenceKind = z.output<typeof ReferenceKind>

/** A study and one of its sites, as `NCT03972488/NL01`. */
const SitePlace = z.string().regex(/^[A-Z0-9][A-Z0-9-]{1,39}\/[A-Z0-9][A-Z0-9-]{0,19}$/)

/** What is loaded, and for what: a version of CTCAE, a form, a set of values by its name, a study and site. */
export const Reference = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ctcae'), about: z.literal('5.0'), document: PublishedTable }),
  z.strictObject({ kind: z.literal('wording'), about: Code, document: WordingPack }),
  z.strictObject({ kind: z.literal('eq5d'), about: ValueSetName, document: Eq5dValueSet }),
  z.strictObject({ kind: z.literal('ranges'), about: SitePlace, document: SiteRanges }),
])
export type Reference = z.output<typeof Reference>

/** Which document counts for something, and who loaded it when. The document itself is asked for by its id. */
export const ReferenceLoaded = z.strictObject({
  kind: ReferenceKind,
  about: z.string().min(1).max(80),
  document: DocumentId,
  loadedAt: z.iso.datetime(),
  loadedBy: z.string(),
})
export type ReferenceLoaded = z.output<typeof ReferenceLoaded>

/**
 * Loads a document. `over` is the one that its author was looking at, null for none: where another counts by now, nothing
 * is loaded. Left out, whatever counts is replaced.
 */
export const LoadRequest = z.strictObject({ reference: Reference, over: DocumentId.nullable().exactOptional() })
export type LoadRequest = z.output<typeof LoadRequest>

/** Every document that was ever loaded for something, the last one first. */
export const ReferenceHistory = z.strictObject({ loads: z.array(ReferenceLoaded) })

/** The same content has the same name, whichever file it was read from. */
export const documentId = (document: Json): DocumentId => DocumentId.parse(hashOf(document))

export const sitePlace = (study: StudyId, site: SiteId): string => `${study}/${site}`

/** The two parts of the name of a place; undefined for what is none. */
export function placeParts(about: string): { readonly study: StudyId; readonly site: SiteId } | undefined {
  if (!SitePlace.safeParse(about).success) return undefined
  const [study, site] = about.split('/')
  return { study: StudyId.parse(study), site: Site.parse(site) }
}

interface GrantLike {
  readonly study: StudyId
  readonly site: SiteId | '*'
  readonly role: Role
}

/** What is the same for everyone is loaded by administrators; a site's own ranges by who enters or manages its data. */
export function mayLoad(
  { kind, about }: Pick<Reference, 'kind' | 'about'>,
  { grants, administrator }: { readonly grants: readonly GrantLike[]; readonly administrator: boolean },
): boolean {
  switch (kind) {
    case 'ctcae':
    case 'wording':
    case 'eq5d':
      return administrator || grants.some(({ role }) => can(role, 'administer'))
    case 'ranges':
      return at(about, grants).some(({ role }) => can(role, 'keep-ranges'))
  }
}

/** Ranges are read at their site alone, everything else everywhere. */
export const mayRead = ({ kind, about }: Pick<Reference, 'kind' | 'about'>, grants: readonly GrantLike[]): boolean =>
  kind !== 'ranges' || at(about, grants).some(({ role }) => can(role, 'read-casebook'))

const at = (about: string, grants: readonly GrantLike[]): readonly GrantLike[] => {
  const place = placeParts(about)
  return grants.filter(({ study, site }) => study === place?.study && (site === '*' || site === place.site))
}
