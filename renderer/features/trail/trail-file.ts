import { utf8ToBytes } from '@noble/hashes/utils.js'
import { UTF8_MARK, writeRow } from '#shared/export/csv'
import { sha256OfBytes } from '#shared/export/manifest'
import { auditColumns, auditRow } from '#shared/export/record-tables'
import { codeOf } from '#shared/export/source'
import { safeName } from '#shared/export/zip'
import type { SiteId, StudyId, UserId } from '#shared/ids'
import type { SiteInfo } from '#shared/protocol'
import { siteBookOf } from '#shared/review/closing'
import { studyOf } from '#shared/casebook/versions'
import type { ExportProgress } from '../../export/make-export'
import type { LeavingFile } from '../../export/use-export'
import { type TrailFilter, type TrailReading, isEverything, isSiteBook, readTrail } from './book-trail'

/** Which trails go, and what of them. */
export interface TrailOrder {
  readonly study: StudyId
  readonly sites: readonly SiteInfo[]
  readonly filter: TrailFilter
  readonly people: ReadonlyMap<UserId, string>
  /** The instant that the file speaks of. */
  readonly asOf: string
}

export type TrailOutcome =
  | { readonly kind: 'made'; readonly made: LeavingFile }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly why: 'casebook'; readonly code: string }
  | { readonly kind: 'failed'; readonly why: 'note' }

interface Running {
  readonly signal: AbortSignal
  readonly onProgress: (progress: ExportProgress) => void
}

/** What the change that notes it calls it. */
const FORMAT = 'audit-trail'

/**
 * The trail as one table, book after book, with the columns of the audit trail of any export. One book is in memory at a
 * time, beside the text that is made of it. That it was taken is noted in the book of each site it is of; without that
 * there is no file.
 */
export async function makeTrailFile(
  reading: TrailReading,
  { study, sites, filter, people, asOf }: TrailOrder,
  { signal, onProgress }: Running,
): Promise<TrailOutcome> {
  const { data } = reading
  const pieces = [UTF8_MARK, writeRow(auditColumns)]
  const taken = new Map<SiteId, { participants: number; rows: number }>()
  const all = (await Promise.all(sites.map(({ site }) => data.books(study, site)))).flat()
  const books = all
    .filter(({ subject }) => filter.subject === '' || subject === filter.subject)
    .toSorted((a, b) => compare(a.site, b.site) || compare(a.code ?? '', b.code ?? ''))
  let rows = 0
  for (const [done, book] of books.entries()) {
    onProgress({ stage: 'reading', done, of: books.length, rows, bytes: 0 })
    const read = await readTrail(reading, book, filter)
    if (signal.aborted) return { kind: 'stopped' }
    if (!read) return { kind: 'failed', why: 'casebook', code: book.code ?? book.subject }
    const { casebook, lines } = read
    const ofSite = isSiteBook(book)
    const row = auditRow(
      { study: studyOf(reading.study, casebook), people },
      { site: book.site, casebook },
      ofSite ? '' : codeOf(casebook),
    )
    for (const { line } of lines) pieces.push(writeRow(row(line)))
    rows += lines.length
    const before = taken.get(book.site) ?? { participants: 0, rows: 0 }
    const somebody = !ofSite && lines.length > 0 ? 1 : 0
    taken.set(book.site, { participants: before.participants + somebody, rows: before.rows + lines.length })
  }
  const bytes = utf8ToBytes(pieces.join(''))
  const sha256 = sha256OfBytes(bytes)
  const about =
    sites.length === 1
      ? `${reading.study.version.study.name}_${sites[0]?.site ?? ''}`
      : reading.study.version.study.name
  try {
    for (const { site, version } of sites)
      await data.record({
        ...{ study, site, version, subject: siteBookOf(study, site) },
        body: {
          ...{ kind: 'export', format: FORMAT, asOf, part: !isEverything(filter) },
          ...(taken.get(site) ?? { participants: 0, rows: 0 }),
          ...{ bytes: bytes.length, sha256 },
        },
      })
  } catch {
    return { kind: 'failed', why: 'note' }
  }
  return { kind: 'made', made: { name: `${safeName(about)}_audit-trail_${asOf.slice(0, 10)}.csv`, bytes, sha256 } }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
