import '#shared/no-eval'
import { expose } from 'comlink'
import { encodingOf } from '#shared/import/encoding'
import { OdmReader } from '#shared/import/read-odm'
import { refusalIn } from '#shared/import/refused'
import type { LocalText, StudyVersion } from '#shared/study/definition'

/** What an ODM file holds, counted; or where and why nothing of it is read. */
export type OdmReading =
  | {
      readonly kind: 'read'
      readonly versions: readonly StudyVersion[]
      readonly participants: number
      readonly values: number
      /** What could not be carried, one sentence each. */
      readonly left: readonly LocalText[]
    }
  | { readonly kind: 'refused'; readonly line: number; readonly path: string; readonly reason: LocalText }

const worker = { readOdm }
export type OdmWorker = typeof worker

/** Reads a file as it comes in: its definitions whole, its participants to be counted. */
async function readOdm(file: Blob): Promise<OdmReading> {
  const reader = new OdmReader()
  try {
    const into = reader.file()
    for await (const text of textOf(file)) into.write(text)
    into.end()
    const { studies, subjects, left } = reader.result()
    return {
      kind: 'read',
      versions: studies.map(({ version }) => version),
      participants: new Set(subjects.map(({ subject }) => subject)).size,
      values: subjects.reduce((sum, { values }) => sum + values.length, 0),
      left,
    }
  } catch (error) {
    const refused = refusalIn(error)
    if (!refused) throw error
    return { kind: 'refused', line: refused.line, path: refused.path, reason: refused.reason }
  }
}

async function* textOf(file: Blob): AsyncGenerator<string> {
  const pieces = file.stream().getReader()
  let decoder: TextDecoder | undefined
  for (;;) {
    const { done, value } = await pieces.read()
    if (done) break
    decoder ??= new TextDecoder(encodingOf(value), { fatal: true, ignoreBOM: true })
    yield decoder.decode(value, { stream: true })
  }
  if (decoder) yield decoder.decode()
}

expose(worker)
