import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { making } from '#shared/export/making'
import { edition13 } from '#shared/export/odm/edition-13'
import { edition20 } from '#shared/export/odm/edition-20'
import { type OdmKind, odmFile } from '#shared/export/odm/odm'
import type { ExportSource } from '#shared/export/source'
import { streamed } from '#shared/export/streamed'
import { type ImportedOdm, OdmReader } from '#shared/import/read-odm'
import { type XmlElement, XmlReader } from '#shared/import/xml'
import { standards } from './schemas'

export const editions = { '1.3.2': edition13, '2.0': edition20 } as const
export type EditionName = keyof typeof editions

export const examples = join(standards, 'examples/odm')
export const hasExamples = existsSync(examples)

/** Nothing is drawn. */
const NO_FONTS = { regular: new Uint8Array(), bold: new Uint8Array() }

export async function odmText(source: ExportSource, edition: EditionName, kind: OdmKind): Promise<string> {
  const whole = streamed(source)
  const made = making(whole, { format: edition === '2.0' ? 'odm2' : 'odm', kind, fonts: NO_FONTS })
  const pieces: Uint8Array[] = []
  for await (const piece of odmFile(whole, made, { edition: editions[edition], kind }))
    pieces.push(typeof piece === 'string' ? Buffer.from(piece) : piece)
  return Buffer.concat(pieces).toString('utf8')
}

/** Characters of a file that are read at a time. */
export const PIECE = 5_000

/** Reads files that belong together, whole or as the pieces they come in; throws as the reader does. */
export function readOdm(...files: readonly (string | Iterable<string>)[]): ImportedOdm {
  const reader = new OdmReader()
  for (const given of files) {
    const file = reader.file()
    for (const piece of typeof given === 'string' ? piecesOf(given) : given) file.write(piece)
    file.end()
  }
  return reader.result()
}

export function* piecesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += PIECE) yield text.slice(at, at + PIECE)
}

/** Every element of a file, in one list. */
export function elementsOf(text: string): readonly XmlElement[] {
  const all: XmlElement[] = []
  const walk = (element: XmlElement) => {
    all.push(element)
    element.children.forEach(walk)
  }
  const reader = new XmlReader({ whole: () => true, onElement: walk })
  reader.write(text)
  reader.end()
  return all
}

/** References of a file that lead nowhere, as `Element/@Attribute value`. No schema says this (ODM-04). */
export function danglingIn(text: string): readonly string[] {
  const all = elementsOf(text)
  const defined = new Set(
    all.flatMap(({ name, attributes }) => (/Ref$|Data$/.test(name) ? [] : (attributes.get('OID') ?? []))),
  )
  return all.flatMap(({ name, attributes }) =>
    [...attributes]
      .filter(
        ([key, value]) =>
          key !== 'OID' && key.endsWith('OID') && !/^(File|PriorFile)OID$/.test(key) && !defined.has(value),
      )
      .map(([key, value]) => `${name}/@${key} ${value}`),
  )
}
