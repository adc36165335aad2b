import { z } from 'zod'
import { nameOfSet } from '../clinical/quality-of-life/value-set-document'
import { DocumentId } from '../ids'
import type { CompiledStudy } from '../study/compile'
import type { StudyVersion } from '../study/definition'
import { CTCAE, type DictionaryDef, SDTM_TERMINOLOGY } from '../study/dictionaries'
import type { ExportFormat } from './manifest'
import type { ExportHead } from './source'

/** A dictionary or terminology that values of an export are words of. */
export const DictionaryUsed = z.strictObject({
  name: z.string(),
  /** As the study names it; nothing where it names none. */
  version: z.string().exactOptional(),
  /** The table that was loaded for it, by the hash of what it says. */
  document: DocumentId.exactOptional(),
})
export type DictionaryUsed = z.output<typeof DictionaryUsed>

/** What a study version names, and what its terms are searched in, each once, by name. */
export function dictionariesIn({ dictionaries = [], forms }: StudyVersion): NonNullable<StudyVersion['dictionaries']> {
  const searched = forms.some(({ groups }) =>
    groups.some(({ items }) => items.some((item) => item.type === 'text' && item.dictionary !== undefined)),
  )
  const all = searched ? [CTCAE, ...dictionaries] : dictionaries
  return [...new Map(all.map((one) => [keyOf(one), one])).values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

const keyOf = ({ name, version = '' }: DictionaryUsed): string => `${name}\n${version}`

/** The same of several versions, with NCI's table where one is loaded. Nothing is named that nobody said. */
export function dictionariesOf(
  versions: readonly CompiledStudy[],
  { ctcaeTable }: Pick<ExportHead, 'ctcaeTable'>,
): readonly DictionaryUsed[] {
  const named = versions.flatMap(({ version }) => dictionariesIn(version))
  return [...new Map(named.map((one) => [keyOf(one), one])).values()]
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    .map((one) => (ctcaeTable !== undefined && keyOf(one) === keyOf(CTCAE) ? { ...one, document: ctcaeTable } : one))
}

/** The same for one format: data sets are in words of CDISC, whether or not the study says of which day. */
export function dictionariesFor(
  format: ExportFormat,
  source: Pick<ExportHead, 'ctcaeTable' | 'eq5dSets'> & { readonly versions: readonly CompiledStudy[] },
): readonly DictionaryUsed[] {
  const named = dictionariesOf(source.versions, source)
  const saysTerms = !isTabular(format) || named.some(({ name }) => name === SDTM_TERMINOLOGY)
  return [...(saysTerms ? [] : [{ name: SDTM_TERMINOLOGY }]), ...named, ...valueSetsFor(format, source)]
}

/** The sets of values that the indices in tables rest on. */
const valueSetsFor = (
  format: ExportFormat,
  { eq5dSets = [] }: Pick<ExportHead, 'eq5dSets'>,
): readonly DictionaryUsed[] =>
  format === 'csv' || format === 'complete'
    ? eq5dSets.map(({ set, document }) => ({
        ...{ name: `EQ-5D value set ${nameOfSet(set)}`, version: set.version, document },
      }))
    : []

/** What a list is called that only says which dictionary its terms stand in. */
export const dictionaryList = ({ name, version }: DictionaryDef): string =>
  `DICTIONARY.${[name, version].map((part) => part.replaceAll(/[^A-Za-z0-9.]+/g, '-')).join('.')}`

/** What whoever reads the export has to ask the sponsor. */
export const unnamedNotes = (used: readonly DictionaryUsed[]): readonly string[] =>
  used.flatMap(({ name, version }) =>
    version === undefined ? [`${name}: the study does not name the version that its terms were taken from.`] : [],
  )

function isTabular(format: ExportFormat): boolean {
  switch (format) {
    case 'dataset-json':
    case 'define':
    case 'xpt':
    case 'tte':
    case 'forms':
      return true
    case 'pdf':
    case 'csv':
    case 'complete':
    case 'odm':
    case 'odm2':
      return false
  }
}
