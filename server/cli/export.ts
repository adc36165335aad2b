import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { extname } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { ExportFormat, ExportProfile } from '#shared/export/manifest'
import { faultInWords } from '#shared/fault-in-words'
import { SiteId, StudyId } from '#shared/ids'
import type { LogSource } from '../exports/log-source'
import { makeExport } from '../exports/make-export'
import { isFree } from '../exports/out-folder'
import { fail, ownServer, passphraseIn, pathOf } from './command'
import { fromFolder, fromServer } from './log-source'

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
const secret = wish.profile === 'deidentified' ? secretOf(wish.secret) : undefined
const log = await openLog(wish)
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

async function run(): Promise<void> {
  const { study, site, subject, kind, profile, prior } = wish
  const subjects = subject === undefined ? undefined : [subject]
  const outcome = await makeExport(
    log,
    { ...{ study, site, subjects, format, kind, profile, asOf, secret, passphrase, prior }, language: 'en' },
    { path: target, alone, hands: 'every-core' },
  )
  if ('notMade' in outcome) fail(1, outcome.message)
  console.log(JSON.stringify({ out: wish.out, asOf, files: outcome.files }))
}

/** What a file holds, or something that is used this once. */
function secretOf(file: string | undefined): Uint8Array {
  if (file === undefined) return randomBytes(32)
  const secret = existsSync(pathOf(file)) ? readFileSync(pathOf(file)) : fail(2, `${file}: cannot be read`)
  return secret.length >= 16 ? secret : fail(2, `${file}: a secret has at least 16 bytes`)
}
