import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type XMLFileInfo, memoryPages, validateXML } from 'xmllint-wasm'

/** Where the schemas of the standards lie, beside the repository; tests that need them skip where they are absent. */
export const standards = fileURLToPath(new URL('../../../shared/standards/', import.meta.url))

const schemas = {
  'odm-1.3.2': { folders: ['odm-1.3.2'], root: 'ODM1-3-2.xsd' },
  'odm-2.0': { folders: ['odm-2.0'], root: 'ODM.xsd' },
  'define-2.1': {
    folders: ['define-xml-2.1/core', 'define-xml-2.1/cdisc-odm-1.3.2', 'define-xml-2.1/cdisc-definexml-2.1.0'],
    root: 'define2-1-0.xsd',
  },
} as const
export type SchemaName = keyof typeof schemas

export const hasSchemas = existsSync(join(standards, 'odm-1.3.2'))

/** Schemas lie side by side where the validator reads them: what they name in other folders is named without these. */
function filesOf(name: SchemaName): readonly XMLFileInfo[] {
  return schemas[name].folders.flatMap((folder) =>
    readdirSync(join(standards, folder))
      .filter((file) => file.endsWith('.xsd'))
      .map((file) => ({
        fileName: file,
        contents: readFileSync(join(standards, folder, file), 'utf8').replace(
          /schemaLocation="(?!http)([^"]+)"/g,
          (_, path: string) => `schemaLocation="${basename(path)}"`,
        ),
      })),
  )
}

/** What a schema says against an XML file, at most ten sentences; nothing when it is valid. */
export async function faultsBySchema(xml: string, name: SchemaName): Promise<readonly string[]> {
  const files = filesOf(name)
  const { root } = schemas[name]
  const { errors } = await validateXML({
    xml: [{ fileName: 'file.xml', contents: xml }],
    schema: files.filter(({ fileName }) => fileName === root),
    preload: files.filter(({ fileName }) => fileName !== root),
    maxMemoryPages: 2 * memoryPages.GiB,
  })
  return errors.slice(0, 10).map(({ rawMessage }) => rawMessage)
}
