import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { Hash } from '../ids'
import type { Table } from './csv'
import { codebook, formPlans } from './form-tables'
import { type Manifest, manifestFile, sha256OfBytes } from './manifest'
import { recordPlans } from './record-tables'
import { manifestOf } from './manifest-of'
import type { ExportSource } from './source'
import type { StreamedSource } from './streamed'
import { gathered } from './table-plan'
import { type ExportSink, type WriteOrder, writeExport } from './write-export'
import { type NamedFile, safeName, zip } from './zip'

export interface Bundle {
  readonly files: readonly NamedFile[]
  readonly manifest: Manifest
  /** SHA-256 of the manifest's file: whoever has it can tell that the whole export is what was made. */
  readonly manifestHash: Hash
}

export interface BundleOptions extends Pick<WriteOrder, 'format' | 'fonts'>, Partial<Pick<WriteOrder, 'kind'>> {
  /** What it was narrowed to. */
  readonly only?: Manifest['only']
  /** Called as files grow with the rows and bytes that are written. */
  readonly onProgress?: (written: Written) => void
}

export interface Written {
  readonly rows: number
  readonly bytes: number
}

/** Makes every file of an export in memory and the manifest that lists them. Same source, same bytes. */
export async function bundle(source: StreamedSource, options: BundleOptions): Promise<Bundle> {
  const { format, fonts, kind = 'snapshot', only, onProgress } = options
  const sink = new MemorySink(onProgress)
  const { participants, notes } = await writeExport(source, { format, fonts, kind }, sink)
  const files = sink.files()
  const manifest = manifestOf(
    source,
    { format },
    {
      participants,
      notes,
      ...(only && { only }),
      files: files.map(({ name, rows, bytes, sha256: hash }) => ({
        name,
        ...(rows !== undefined && { rows }),
        bytes: bytes.length,
        sha256: hash,
      })),
    },
  )
  return {
    files: files.map(({ name, bytes }) => ({ name, bytes })),
    manifest,
    manifestHash: sha256OfBytes(manifestFile(manifest).bytes),
  }
}

interface Growing {
  readonly pieces: Uint8Array[]
  readonly hash: ReturnType<typeof sha256.create>
  bytes: number
  rows: number | undefined
}

/** Keeps what is written; nothing of it is anywhere else until it is handed over. */
class MemorySink implements ExportSink {
  readonly #files = new Map<string, Growing>()
  #rows = 0
  #bytes = 0

  constructor(private readonly onProgress: ((written: Written) => void) | undefined) {}

  append(name: string, piece: string | Uint8Array, rows?: number): void {
    const bytes = typeof piece === 'string' ? utf8ToBytes(piece) : piece
    const file = this.#files.get(name) ?? { pieces: [], hash: sha256.create(), bytes: 0, rows: undefined }
    this.#files.set(name, file)
    file.pieces.push(bytes)
    file.hash.update(bytes)
    file.bytes += bytes.length
    if (rows !== undefined) file.rows = (file.rows ?? 0) + rows
    this.#rows += rows ?? 0
    this.#bytes += bytes.length
    this.onProgress?.({ rows: this.#rows, bytes: this.#bytes })
  }

  /** Every file whole, in the order of their names. */
  files() {
    return [...this.#files]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { pieces, hash, bytes, rows }]) => ({
        name,
        rows,
        bytes: joined(pieces, bytes),
        sha256: Hash.parse(bytesToHex(hash.digest())),
      }))
  }
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = pieces
  if (only && pieces.length === 1) return only
  const whole = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** Every table of casebooks that are all in memory; forms nobody has filled yet are left out. */
export const csvTables = (source: ExportSource): readonly Table[] => [
  ...gathered(formPlans(source), source).filter(({ rows }) => rows.length > 0),
  ...gathered(recordPlans(source), source),
  ...codebook(source),
]

/** The one file that leaves the app: a casebook itself when there is only one, else an archive with the manifest in it. */
export function packed({ files, manifest }: Bundle, name: string): NamedFile {
  const [only] = files
  if (only && files.length === 1 && only.name.endsWith('.pdf'))
    return { name: `${safeName(name)}.pdf`, bytes: only.bytes }
  return { name: `${safeName(name)}.zip`, bytes: zip([...files, manifestFile(manifest)]) }
}
