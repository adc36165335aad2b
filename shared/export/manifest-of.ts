import type { Manifest } from './manifest'
import type { ExportHead } from './source'
import type { WriteOrder } from './write-export'

type Facts = Pick<Manifest, 'participants' | 'files' | 'only' | 'profile' | 'log'> & {
  readonly notes: readonly string[]
}

/** What lies beside the files of an export. */
export function manifestOf(source: ExportHead, { format }: Pick<WriteOrder, 'format'>, facts: Facts): Manifest {
  const { study, app, language, asOf, heardAt, exporter } = source
  const { participants, files, notes, ...others } = facts
  return {
    format: 'tracer-export/1',
    study: study.version.study.id,
    version: { id: study.id, name: study.version.name },
    app,
    kind: format,
    language,
    asOf,
    ...(heardAt !== undefined && { heardAt }),
    exporter,
    ...others,
    participants,
    files: files.map(({ name, rows, bytes, sha256 }) => ({ name, ...(rows !== undefined && { rows }), bytes, sha256 })),
    ...(notes.length > 0 && { notes: [...notes] }),
  }
}
