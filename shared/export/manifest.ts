import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { canonicalJson, hashOf } from '../canonical-json'
import { faultInWords } from '../fault-in-words'
import { Hash, SiteId, StudyId, StudyVersionId } from '../ids'
import { Role } from '../roles'
import { StreamEnd } from './log-folder'
import { DictionaryUsed } from './dictionaries'
import type { NamedFile } from './zip'

/**
 * Casebooks to read, tables to compute with, both as a complete copy, files that other systems read, and the forms as
 * nobody has filled them.
 */
export const ExportFormat = z.enum([
  'pdf',
  'csv',
  'complete',
  'odm',
  'odm2',
  'dataset-json',
  'define',
  'xpt',
  'tte',
  'forms',
])
export type ExportFormat = z.output<typeof ExportFormat>

/**
 * How much goes: what stands with who stands behind it; the whole log beside it; nobody named; or everything a site has,
 * closed with a passphrase, for its investigator to keep.
 */
export const ExportProfile = z.enum(['full', 'audit', 'deidentified', 'site-copy'])
export type ExportProfile = z.output<typeof ExportProfile>

/** What an export is, beside the files themselves: enough to find out later that none was changed, added or lost. */
export const Manifest = z.strictObject({
  format: z.literal('tracer-export/1'),
  study: StudyId,
  version: z.strictObject({ id: StudyVersionId, name: z.string() }),
  app: z.string(),
  kind: ExportFormat,
  profile: ExportProfile.exactOptional(),
  /** What it was narrowed to. */
  only: z
    .strictObject({
      site: SiteId.exactOptional(),
      subject: z.string().exactOptional(),
      /** Codes of the visits and forms that went; all of them where none are named. */
      events: z.array(z.string()).exactOptional(),
      forms: z.array(z.string()).exactOptional(),
    })
    .exactOptional(),
  language: z.enum(['en', 'fr', 'sv']),
  asOf: z.iso.datetime({ offset: true }),
  /** When the maker last had everything the server had; nothing where the maker is the server. */
  heardAt: z.iso.datetime({ offset: true }).optional(),
  exporter: z.strictObject({ name: z.string(), role: Role }),
  participants: z.array(
    z.strictObject({ site: SiteId, code: z.string(), status: z.enum(['draft', 'unsigned', 'signed', 'locked']) }),
  ),
  files: z.array(
    z.strictObject({
      name: z.string(),
      /** Rows of a table without its header; nothing for a document. */
      rows: z.int().nonnegative().optional(),
      bytes: z.int().nonnegative(),
      sha256: Hash,
    }),
  ),
  /** Where each stream of the log beside it ends. */
  log: z.array(StreamEnd).exactOptional(),
  /** Terminology and dictionaries that its values are words of. */
  dictionaries: z.array(DictionaryUsed).exactOptional(),
  /** What the format cannot hold and how it is told instead. */
  notes: z.array(z.string()).exactOptional(),
  /** SHA-256 of all the rest as canonical JSON: the manifest vouches for the files, and this for the manifest. */
  seal: Hash.exactOptional(),
})
export type Manifest = z.output<typeof Manifest>

export const sha256OfBytes = (bytes: Uint8Array): Hash => Hash.parse(bytesToHex(sha256(bytes)))

export const MANIFEST_FILE = 'manifest.json'

/** The manifest as the file it travels in, sealed: canonical JSON, so that the same export has the same manifest and hash. */
export const manifestFile = (manifest: Manifest): NamedFile => ({
  name: MANIFEST_FILE,
  bytes: utf8ToBytes(canonicalJson({ ...manifest, seal: sealOf(manifest) })),
})

function sealOf(manifest: Manifest): Hash {
  const rest = { ...manifest }
  delete rest.seal
  return hashOf(rest)
}

/** A manifest from the text of its file, or in words why that is not what was written, to the last byte. */
export function readManifest(text: string): Manifest | { readonly fault: string } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { fault: 'is no JSON' }
  }
  const read = Manifest.safeParse(value)
  if (!read.success) {
    const [issue] = read.error.issues
    return { fault: `is no manifest: ${issue ? faultInWords(issue) : 'it cannot be read'}` }
  }
  const isWhole = read.data.seal === sealOf(read.data) && canonicalJson(read.data) === text
  return isWhole ? read.data : { fault: 'is not as it was written' }
}
