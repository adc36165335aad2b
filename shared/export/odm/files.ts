import type { FormState } from '../../casebook/casebook'
import { steps } from '../../casebook/path'
import type { LocalText } from '../../study/definition'
import { nameOfAttached } from '../attached-files'
import type { OdmDataType, OdmGroup, OdmItem } from './metadata'
import type { OdmLeaf } from './nodes'
import { FILES, fileItems, odmSteps, oids } from './oids'

/** Files that were added to a form, as a repeating group of it: where each lies beside the ODM file, and what it is known by. */
export const filesGroup: OdmGroup = {
  oid: FILES,
  name: FILES,
  title: { en: 'Attached files', fr: 'Pièces jointes', sv: 'Bilagor' },
  repeating: true,
  items: Object.values(fileItems).map((item) => ({
    ...{ item, mandatory: false, condition: undefined, method: undefined },
  })),
}

const item = (oid: string, dataType: OdmDataType, length: number | undefined, label: LocalText): OdmItem => ({
  ...{ oid, name: oid, label, dataType, length },
  ...{
    help: undefined,
    origin: undefined,
    decimals: undefined,
    codeList: undefined,
    units: [],
    ranges: [],
    checks: [],
    aliases: [],
  },
})

export const itemsOfFiles: readonly OdmItem[] = [
  item(fileItems.name, 'URI', undefined, { en: 'File', fr: 'Fichier', sv: 'Fil' }),
  item(fileItems.title, 'text', 120, { en: 'What it shows', fr: 'Ce qu’il montre', sv: 'Vad den visar' }),
  item(fileItems.type, 'text', 40, { en: 'Type', fr: 'Type', sv: 'Typ' }),
  item(fileItems.bytes, 'integer', 12, { en: 'Bytes', fr: 'Octets', sv: 'Byte' }),
  item(fileItems.sha256, 'text', 64, { en: 'SHA-256', fr: 'SHA-256', sv: 'SHA-256' }),
  item(fileItems.by, 'text', 60, { en: 'Added by', fr: 'Ajouté par', sv: 'Tillagd av' }),
  item(fileItems.at, 'datetime', undefined, { en: 'Added at', fr: 'Ajouté le', sv: 'Tillagd' }),
]

/** What is said of each file that stands with a form; its repeat is called by the change that added it. */
export function fileLeaves({ path, attachments }: FormState, code: string): readonly OdmLeaf[] {
  const form = odmSteps(steps(path))
  return attachments
    .filter(({ removed }) => !removed)
    .flatMap(({ ref, file, logged: { change } }) => {
      const group = { oid: FILES, repeat: ref }
      const said: { readonly [K in keyof typeof fileItems]: string } = {
        name: nameOfAttached(code, file),
        title: file.title,
        type: file.type,
        bytes: String(file.bytes),
        sha256: file.sha256,
        by: oids.user(change.author),
        at: change.claimedAt,
      }
      return fileKeys.map((key) => ({
        path: [...form, group, { oid: fileItems[key], repeat: undefined }],
        node: { value: said[key] },
      }))
    })
}

const fileKeys = ['name', 'title', 'type', 'bytes', 'sha256', 'by', 'at'] as const
