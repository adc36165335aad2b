import { readThrough, siteIn } from '#shared/change/carried'
import { deidentificationNotes, shuffledBy } from '#shared/export/deidentified'
import type { FileThatGoes } from '#shared/export/attached-files'
import { LogCheck, type StreamEnd } from '#shared/export/log-folder'
import type { ExportFormat, ExportProfile } from '#shared/export/manifest'
import type { OdmKind } from '#shared/export/odm/odm'
import { type LoadedSet, codeOf, standingAt } from '#shared/export/source'
import { type SiteId, type StudyId, streamParts } from '#shared/ids'
import { siteBookOf } from '#shared/review/closing'
import type { Language, StudyVersion } from '#shared/study/definition'
import { signedBy } from '../signed-by'
import { VERSION } from '../version'
import type { LogSource } from './log-source'
import type { MakingJob } from './making-place'
import { type Hands, sourceOf } from './making-source'
import type { Written } from './out-folder'
import { Spool } from './spool'
import { type Tell, Telling } from './telling'
import { writeTo } from './write-files'

/** What somebody wants of a log. */
export interface ExportOrder {
  /** Left out, it is the one of the log. */
  readonly study?: StudyId | undefined
  /** Left out, it is every site that the log shows. */
  readonly site?: SiteId | undefined
  /** Codes or keys of participants; left out, it is all of them. */
  readonly subjects?: readonly string[] | undefined
  readonly format: ExportFormat
  readonly kind: OdmKind
  readonly profile: ExportProfile
  readonly language: Language
  /** The instant that it speaks of. */
  readonly asOf: string
  /** Of what is de-identified: what codes and days follow from. */
  readonly secret?: Uint8Array | undefined
  /** Of a copy for a site: what it is closed with. */
  readonly passphrase?: string | undefined
  /** FileOID of the ODM file that went before. */
  readonly prior?: string | undefined
}

/** Where it goes, and by whose hands. */
export interface ExportPlace {
  readonly path: string
  /** One file at that path instead of a folder. */
  readonly alone: boolean
  /** Folder for what lies there while it is made; left out, that of the system. */
  readonly temporary?: string | undefined
  readonly hands: Hands
  /** Hears how far it is; what it throws ends the making, and nothing is left of it. */
  readonly tell?: Tell | undefined
}

/** Why nothing was made, in a sentence for whoever asked. */
export interface NotMade {
  readonly notMade:
    | 'not-there'
    /** An entry of the log does not follow from those before it. */
    | 'log-broken'
  readonly message: string
}

export type Outcome = { readonly files: readonly Written[] } | NotMade

const notThere = (message: string): NotMade => ({ notMade: 'not-there', message })

/**
 * Makes the files of an export from a log: reads it once, proves each row against those before it, lets it lie by
 * participant, and writes everything that was asked for, or nothing. The same log, order and instant give the same bytes,
 * wherever the log is read from.
 */
export async function makeExport(log: LogSource, order: ExportOrder, place: ExportPlace): Promise<Outcome> {
  const spool = new Spool(place.temporary)
  const clear = () => spool.close()
  // Whoever ends the program ends it here: what lies half read goes first.
  process.once('exit', clear)
  try {
    return await madeFrom(log, spool, order, place)
  } finally {
    process.off('exit', clear)
    clear()
  }
}

async function madeFrom(log: LogSource, spool: Spool, order: ExportOrder, place: ExportPlace): Promise<Outcome> {
  const { people } = log
  const { site, subjects, format, kind, profile, asOf, secret, passphrase } = order
  if (order.study !== undefined && order.study !== people.study) return notThere(`${order.study} is not there`)
  if (site !== undefined && !people.sites.some((one) => one.site === site))
    return notThere(`site ${site} of ${people.study} is not there, or not for you`)
  const telling = new Telling(place.tell)
  const ends = await fill(spool, log, order, telling)
  if ('notMade' in ends) return ends
  const versions = [...new Set([...people.sites.map(({ version }) => version), ...spool.surroundings.versions])]
  const documents = await Promise.all(versions.map((id) => log.version(id)))
  const [document, ...otherDocuments] = documents
  if (!document) return notThere(`${people.study} has no site`)
  const siteBooks = new Map(people.sites.map((one) => [siteBookOf(people.study, one.site), one.site]))
  const spooled = spool.subjects()
  const all = spooled
    .filter((own) => !siteBooks.has(own.subject))
    .map((spooling) => {
      const known = readThrough(spooling.naming)
      // At the last site they came to, where its log is read as well.
      const now = siteIn(known)
      const at = now !== undefined && ends.some(({ stream }) => streamParts(stream).site === now) ? now : spooling.site
      const own = { ...spooling, site: at }
      return { own, code: codeOf(standingAt(own.subject, known, asOf)) }
    })
  const unknown = subjects?.find((one) => !all.some(({ own, code }) => one === code || one === own.subject))
  if (unknown !== undefined) return notThere(`participant ${unknown} is not there, or not for you`)
  const asked = subjects && new Set(subjects)
  const chosen = all
    .filter(({ own, code }) => !asked || asked.has(code) || asked.has(own.subject))
    .sort((a, b) => compare(a.own.site, b.own.site) || compare(a.code, b.code))
  await log.note({ study: people.study, ...(site !== undefined && { site }), format, kind, profile, asOf })
  // Neither their order nor what was asked for may say who they are.
  if (secret) chosen.sort((a, b) => compare(shuffledBy(secret, a.own.subject), shuffledBy(secret, b.own.subject)))
  const books = new Map(spooled.filter((own) => siteBooks.has(own.subject)).map((own) => [own.site, own]))
  const jobs = chosen.map(({ own: { subject: key, site: at, spots } }): MakingJob => {
    const book = books.get(at)
    return {
      own: { subject: key, site: at, spots },
      siteName: people.sites.find((one) => one.site === at)?.name ?? at,
      siteBook: book && { subject: book.subject, site: book.site, spots: book.spots },
    }
  })
  // One that was loaded later says nothing of what stood then.
  const table = people.references?.find(
    ({ kind, loadedAt }) => kind === 'ctcae' && Date.parse(loadedAt) <= Date.parse(asOf),
  )
  const eq5dSets = await valueSetsNamed(log, documents, asOf)
  const placed = sourceOf(
    {
      documents: [document, ...otherDocuments],
      surroundings: spool.surroundings.ids,
      people: people.people.map(({ id, name }) => [id, name]),
      ...(table && { ctcaeTable: table.document }),
      ...(eq5dSets.length > 0 && { eq5dSets }),
      ...{ asOf, exporter: log.exporter, app: `Tracer ${VERSION}`, language: order.language },
      secret,
      spool: spool.settled(),
    },
    jobs,
    place.hands,
  )
  const source = telling.of({ ...placed, content: (file: FileThatGoes) => log.content(file) }, jobs.length)
  const title = {
    study: document.study.name,
    site: people.sites.find((one) => one.site === site)?.name ?? site ?? '',
    asOf,
  }
  const [subject, ...others] = subjects ?? []
  const files = await writeTo(source, {
    ...{ format, kind, profile, prior: order.prior, path: place.path, alone: place.alone },
    copy: passphrase === undefined ? undefined : { passphrase, title },
    only: secret
      ? {}
      : {
          ...(site !== undefined && { site }),
          // Of several, the participants of the manifest say who they are.
          ...(subject !== undefined && others.length === 0 && { subject }),
        },
    notes: secret ? deidentificationNotes : [],
    temporary: place.temporary,
    wrote: (bytes, rows) => telling.wrote(bytes, rows),
    log: { people, documents, ends, rows: (stream) => log.rows(stream) },
  })
  return { files }
}

/** Reads the streams that are asked for up to the instant, and proves each row against those before it. */
async function fill(
  spool: Spool,
  log: LogSource,
  { site: only, asOf }: ExportOrder,
  telling: Telling,
): Promise<readonly StreamEnd[] | NotMade> {
  const { keys, sites } = log.people
  const known = new Map(keys.map((key) => [key.keyId, key]))
  const ends: StreamEnd[] = []
  for (const stream of log.streams) {
    const { site } = streamParts(stream)
    if (only !== undefined && only !== site) continue
    spool.surroundings.site(site, sites.find((one) => one.site === site)?.name ?? site)
    const check = new LogCheck(stream, { keys: known, verify: signedBy })
    let { end } = check
    for await (const row of log.rows(stream)) {
      const found = check.next(row)
      if ('fault' in found) {
        const message = `${stream}: entry ${found.seq} (${found.change ?? 'no change'}): ${found.fault}`
        return { notMade: 'log-broken', message }
      }
      if (Date.parse(found.receipt.committedAt) > Date.parse(asOf)) break
      spool.add(found)
      end = check.end
      telling.read()
    }
    ends.push(end)
  }
  return ends
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The sets of values that versions name, as they counted then: one that was loaded later says nothing of it. */
async function valueSetsNamed(
  log: LogSource,
  versions: readonly StudyVersion[],
  asOf: string,
): Promise<readonly LoadedSet[]> {
  const names = new Set(versions.flatMap(({ questionnaires }) => questionnaires?.eq5dValueSet?.value ?? []))
  const loaded = (log.people.references ?? []).filter(
    ({ kind, about, loadedAt }) => kind === 'eq5d' && names.has(about) && Date.parse(loadedAt) <= Date.parse(asOf),
  )
  const read = await Promise.all(
    loaded.map(async ({ document }) => {
      const set = await log.valueSet(document)
      return set ? [{ document, set }] : []
    }),
  )
  return read.flat()
}
