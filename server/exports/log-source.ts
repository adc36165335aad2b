import { sha256OfBytes } from '#shared/canonical-json'
import type { Eq5dValueSet } from '#shared/clinical/quality-of-life/value-set-document'
import type { FileThatGoes } from '#shared/export/attached-files'
import type { LogPeople } from '#shared/export/log-folder'
import type { ExportNote } from '#shared/export/note'
import type { DocumentId, StreamId, StudyVersionId } from '#shared/ids'
import type { Role } from '#shared/roles'
import type { StudyVersion } from '#shared/study/definition'

/** Where a log comes from: a server that says what its caller may see, or a folder. */
export interface LogSource {
  readonly people: LogPeople
  readonly exporter: { readonly name: string; readonly role: Role }
  version(id: StudyVersionId): Promise<StudyVersion>
  /** The rows of a stream in order, each as it was read: a folder may hold anything. */
  rows(stream: StreamId): AsyncIterable<unknown>
  readonly streams: readonly StreamId[]
  /** What a file that was added to a form holds, proved by its hash; undefined where it is not there whole. */
  content(file: FileThatGoes): Promise<Uint8Array | undefined>
  /** A set of values for the EQ-5D that was loaded; a folder holds none. */
  valueSet(document: DocumentId): Promise<Eq5dValueSet | undefined>
  /** Says there what is about to be made of it; a folder asks nobody. */
  note(what: ExportNote): Promise<void>
}

/** The content of a file where it is the one that was named; undefined where it is another. */
export const provedBy = ({ sha256 }: FileThatGoes['file'], content: Uint8Array): Uint8Array | undefined =>
  sha256OfBytes(content) === sha256 ? content : undefined
