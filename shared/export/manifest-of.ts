import type { Manifest } from './manifest'
import { dictionariesFor, unnamedNotes } from './dictionaries'
import type { StreamedSource } from './streamed'
import type { WriteOrder } from './write-export'

type Facts = Pick<Manifest, 'participants' | 'files' | 'only' | 'profile' | 'log'> & {
  readonly notes: readonly string[]
}

/** What lies beside the files of an export. */
export function manifestOf(
  source: Omit<StreamedSource, 'subjects'>,
  { format }: Pick<WriteOrder, 'format'>,
  facts: Facts,
): Manifest {
  const { study, app, language, asOf, heardAt, exporter } = source
  const { participants, files, notes: said, ...others } = facts
  const dictionaries = dictionariesFor(format, source)
  const notes = [...said, ...unnamedNotes(dictionaries)]
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
    ...(dictionaries.length > 0 && { dictionaries: [...dictionaries] }),
    ...(notes.length > 0 && { notes: [...notes] }),
  }
}
