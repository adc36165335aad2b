import type { SubjectKey } from '../ids'
import type { Manifest } from './manifest'
import { type ExportHead, codeOf, statusOf } from './source'
import type { StreamedSource } from './streamed'
import type { WriteOrder } from './write-export'

/** Who is in an export and how far they are, noted as they are written: nobody is read once more for it. */
export class Roll {
  readonly #seen = new Map<SubjectKey, Manifest['participants'][number]>()

  get participants(): Manifest['participants'] {
    return [...this.#seen.values()]
  }

  watch(source: StreamedSource): StreamedSource {
    const seen = this.#seen
    return {
      ...source,
      async *subjects() {
        for await (const subject of source.subjects()) {
          const { site, casebook, siteBook } = subject
          if (!seen.has(casebook.subject))
            seen.set(casebook.subject, {
              site,
              code: codeOf(casebook),
              status: statusOf(source.study, casebook, siteBook),
            })
          yield subject
        }
      },
    }
  }
}

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
