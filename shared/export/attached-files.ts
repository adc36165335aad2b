import type { AttachedFile, PictureType } from '../attachment'
import type { Attachment } from '../casebook/casebook'
import { streamOf } from '../change/carried'
import type { StreamId } from '../ids'
import { type ExportSubject, codeOf, formsOf } from './source'
import { safeName } from './zip'

/** A file that goes along: what it is called there, and what its bytes are asked for by. */
export interface FileThatGoes {
  readonly name: string
  readonly stream: StreamId
  readonly file: AttachedFile
}

/** Signs of its hash that a file is called by: no two files share them, and a name still stands on one line. */
const CALLED_BY = 32

const endings: { readonly [T in PictureType]: string } = { 'image/png': 'png', 'image/jpeg': 'jpg' }

/** What a file is called beside others, by whom it is about and its content: the same in every format. */
export const nameOfAttached = (code: string, { sha256, type }: Pick<AttachedFile, 'sha256' | 'type'>): string =>
  `attachments/${safeName(code)}/${sha256.slice(0, CALLED_BY)}.${endings[type]}`

/** The files that stand with forms that go. One that was taken away was added by mistake: its bytes go nowhere. */
export const attachmentsOf = (subject: ExportSubject): readonly Attachment[] =>
  formsOf(subject).flatMap(({ attachments }) => attachments.filter(({ removed }) => !removed))

/** The same, each content once. */
export function filesThatGo(subject: ExportSubject): readonly FileThatGoes[] {
  const code = codeOf(subject.casebook)
  const named = attachmentsOf(subject).map(({ file, logged }) => ({
    name: nameOfAttached(code, file),
    stream: streamOf(logged),
    file,
  }))
  return [...new Map(named.map((one) => [one.name, one])).values()]
}
