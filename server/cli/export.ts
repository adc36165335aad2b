import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { extname } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { FileThatGoes } from '#shared/export/attached-files'
import { deidentificationNotes, shuffledBy } from '#shared/export/deidentified'
import { LogCheck, type StreamEnd } from '#shared/export/log-folder'
import { ExportFormat, ExportProfile } from '#shared/export/manifest'
import { type LoadedSet, codeOf, standingAt } from '#shared/export/source'
import { faultInWords } from '#shared/fault-in-words'
import { SiteId, StudyId, streamParts } from '#shared/ids'
import { siteBookOf } from '#shared/review/closing'
import type { StudyVersion } from '#shared/study/definition'
import { fail, ownServer, pathOf, signedBy } from './command'
import { writeTo } from './export-files'
import { type LogSource, fromFolder, fromServer } from './log-source'
import type { MakingJob } from './making-place'
import { sourceOf } from './making-source'
import { isFree } from './out-folder'
import { passphraseIn } from './site-copy'
import { Spool } from './spool'
import { VERSION } from '../version'

/**
 * `npm run --silent export -- --study ID [--site S] [--subject K] --format F [--kind K] [--profile P] [--as-of INSTANT]
 * [--secret FILE] [--passphrase FILE] --from URL|DIR [--credentials FILE] --out PATH`: what somebody may see of a study, as files. The same data and instant
 * give the same bytes. Says what it wrote on standard output as one JSON object.
 */

const usage =
  'export --study ID [--site S] [--subject K] --format odm|odm2|csv|pdf|complete|dataset-json|define|xpt|tte|forms ' +
  '[--kind snapshot|transactional] [--profile full|audit|deidentified|site-copy] [--secret FILE] [--passphrase FILE] [--as-of INSTANT] [--from URL|DIR] [--credentials FILE] [--prior FILEOID] --out PATH'

const Wish = z.strictObject({
  study: StudyId.exactOptional(),
  site: SiteId.exactOptional(),
  /** Code or key of a participant. */
  subject: z.string().exactOptional(),
  format: ExportFormat.exactOptional(),
  kind: z.enum(['snapshot', 'transactional']).default('snapshot'),
  profile: ExportProfile.default('full'),
  'as-of': z.iso.datetime({ offset: true, error: 'is no instant like 2026-03-12T12:00:00Z' }).exactOptional(),
  from: z.string().exactOptional(),
  credentials: z.string().exactOptional(),
  /** What de-identified codes and days follow from; the same file gives the same ones. */
  secret: z.string().exactOptional(),
  /** What a copy for a site is closed with. */
  passphrase: z.string().exactOptional(),
  /** FileOID of the ODM file that went before. */
  prior: z.string().exactOptional(),
  out: z.string(),
})
type Wish = z.output<typeof Wish>

const wish = called()
/** A copy for a site is one page with everything in it. */
const isCopy = wish.profile === 'site-copy'
const format = isCopy ? 'complete' : (wish.format ?? fail(2, `--format is missing; ${usage}`))
const passphrase = isCopy ? passphraseIn(wish.passphrase) : undefined
if (isCopy && wish.site === undefined) fail(2, '--site S is missing: a copy is that of one site')
const asOf = wish['as-of'] ?? new Date().toISOString()
const target = pathOf(wish.out)
/** A file that says everything by itself; anything else is a folder with its manifest. */
const alone =
  wish.profile === 'full' && extname(target) !== '' && (format === 'odm' || format === 'odm2' || format === 'define')
if (isCopy ? existsSync(target) : !alone && !isFree(target)) fail(2, `${wish.out}: something else lies there`)
const log = await openLog(wish)
const spool = new Spool()
process.on('exit', () => spool.close())
for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => process.exit(status))
await run().catch((error: unknown) => fail(2, error instanceof Error ? error.message : String(error)))

function called(): Wish {
  let values: unknown
  try {
    const options = Object.fromEntries(Object.keys(Wish.shape).map((name) => [name, { type: 'string' as const }]))
    values = { ...parseArgs({ options }).values }
  } catch {
    return fail(2, usage)
  }
  const read = Wish.safeParse(values)
  if (read.success) return read.data
  const [issue] = read.error.issues
  return fail(2, `--${issue ? faultInWords(issue) : 'an option is wrong'}; ${usage}`)
}

function openLog({ from = ownServer(), credentials, study }: Wish): Promise<LogSource> | LogSource {
  if (/^https?:\/\//.test(from)) return fromServer(from, credentials, study)
  const folder = pathOf(from)
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    fail(2, `${from}: is neither an address nor a folder`)
  return fromFolder(folder)
}

/** The sets of values that versions name, as they counted then: one that was loaded later says nothing of it. */
async function valueSetsNamed(versions: readonly StudyVersion[]): Promise<readonly LoadedSet[]> {
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

async function run(): Promise<void> {
  const { people } = log
  const { site, subject } = wish
  if (wish.study !== undefined && wish.study !== people.study) fail(1, `${wish.study} is not there`)
  if (site !== undefined && !people.sites.some((one) => one.site === site))
    fail(1, `site ${site} of ${people.study} is not there, or not for you`)
  const ends = await fill()
  const versions = [...new Set([...people.sites.map(({ version }) => version), ...spool.surroundings.versions])]
  const documents = await Promise.all(versions.map((id) => log.version(id)))
  const [document, ...otherDocuments] = documents
  if (!document) return fail(1, `${people.study} has no site`)
  const siteBooks = new Map(people.sites.map((one) => [siteBookOf(people.study, one.site), one.site]))
  const spooled = spool.subjects()
  const order = spooled
    .filter((own) => !siteBooks.has(own.subject))
    .map((own) => ({ own, code: codeOf(standingAt(own.subject, own.naming, asOf)) }))
    .filter(({ own, code }) => subject === undefined || code === subject || own.subject === subject)
    .sort((a, b) => compare(a.own.site, b.own.site) || compare(a.code, b.code))
  if (subject !== undefined && order.length === 0) fail(1, `participant ${subject} is not there, or not for you`)
  const { kind, profile } = wish
  const asked = { ...(site !== undefined && { site }), ...(subject !== undefined && { subject }) }
  await log.note({ study: people.study, ...(site !== undefined && { site }), format, kind, profile, asOf })
  const secret = profile === 'deidentified' ? secretOf(wish.secret) : undefined
  // Neither their order nor what was asked for may say who they are.
  if (secret) order.sort((a, b) => compare(shuffledBy(secret, a.own.subject), shuffledBy(secret, b.own.subject)))
  const books = new Map(spooled.filter((own) => siteBooks.has(own.subject)).map((own) => [own.site, own]))
  const jobs = order.map(({ own: { subject: key, site: at, spots } }): MakingJob => {
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
  const eq5dSets = await valueSetsNamed(documents)
  const placed = sourceOf(
    {
      documents: [document, ...otherDocuments],
      surroundings: spool.surroundings.ids,
      people: people.people.map(({ id, name }) => [id, name]),
      ...(table && { ctcaeTable: table.document }),
      ...(eq5dSets.length > 0 && { eq5dSets }),
      ...{ asOf, exporter: log.exporter, app: `Tracer ${VERSION}`, language: 'en' },
      secret,
      spool: spool.settled(),
    },
    jobs,
  )
  const source = { ...placed, content: (file: FileThatGoes) => log.content(file) }
  const title = {
    study: document.study.name,
    site: people.sites.find((one) => one.site === site)?.name ?? site ?? '',
    asOf,
  }
  const files = await writeTo(source, {
    ...wish,
    format,
    copy: passphrase === undefined ? undefined : { passphrase, title },
    only: secret ? {} : asked,
    notes: secret ? deidentificationNotes : [],
    path: target,
    alone,
    log: { people, documents, ends, rows: (stream) => log.rows(stream) },
  })
  console.log(JSON.stringify({ out: wish.out, asOf, files }))
}

/** Reads the streams that are asked for up to the instant, and proves each row against those before it. */
async function fill(): Promise<readonly StreamEnd[]> {
  const { keys, sites } = log.people
  const known = new Map(keys.map((key) => [key.keyId, key]))
  const ends: StreamEnd[] = []
  for (const stream of log.streams) {
    const { site } = streamParts(stream)
    if (wish.site !== undefined && wish.site !== site) continue
    spool.surroundings.site(site, sites.find((one) => one.site === site)?.name ?? site)
    const check = new LogCheck(stream, { keys: known, verify: signedBy })
    let { end } = check
    for await (const row of log.rows(stream)) {
      const found = check.next(row)
      if ('fault' in found) fail(1, `${stream}: entry ${found.seq} (${found.change ?? 'no change'}): ${found.fault}`)
      if (Date.parse(found.receipt.committedAt) > Date.parse(asOf)) break
      spool.add(found)
      end = check.end
    }
    ends.push(end)
  }
  return ends
}

/** What a file holds, or something that is used this once. */
function secretOf(file: string | undefined): Uint8Array {
  if (file === undefined) return randomBytes(32)
  const secret = existsSync(pathOf(file)) ? readFileSync(pathOf(file)) : fail(2, `${file}: cannot be read`)
  return secret.length >= 16 ? secret : fail(2, `${file}: a secret has at least 16 bytes`)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
