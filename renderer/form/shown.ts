import type { Entry } from '#shared/change/change'
import type { CodeListDef, ItemDef, Language } from '#shared/study/definition'
import { textIn } from '#shared/study/definition'
import { showDate } from '#shared/study/show-entry'

/** Whether two entries say the same, so that storing the second would add nothing. No entry and a blank one are alike. */
export function sameAnswer(a: Entry | undefined, b: Entry | undefined): boolean {
  if (!a || a.state === 'blank') return !b || b.state === 'blank'
  if (!b) return false
  if (a.state === 'value') return b.state === 'value' && a.text === b.text && a.unit === b.unit
  return b.state === 'missing' && a.code === b.code && a.reason === b.reason
}

/**
 * What stands in the control for a stored entry: as people write it, and in a form that is read back to the same entry.
 * The unit stands beside it, and a missing value leaves it empty.
 */
export function editText(
  item: ItemDef,
  entry: Entry | undefined,
  codeList: CodeListDef | undefined,
  language: Language,
): string {
  if (entry?.state !== 'value') return ''
  const { text } = entry
  switch (item.type) {
    case 'date':
      return showDate(text, language)
    case 'datetime':
      return editInstant(text, language)
    case 'code':
      return item.display === 'select' || item.display === 'search' ? codeLabel(codeList, text, language) : text
    case 'text':
      // Where several can be chosen, those chosen stand beside the control, which takes one more.
      if (item.link?.many && isReference(text, codeList)) return ''
      return item.link ? codeLabel(codeList, text, language) : text
    case 'integer':
    case 'decimal':
    case 'time':
    case 'multi':
    case 'calculated':
      return text
  }
}

function editInstant(text: string, language: Language): string {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d)?([+-]\d\d:\d\d)$/.exec(text)
  if (!parts) return text
  const [, date = '', time = '', zone = ''] = parts
  return `${showDate(date, language)} ${time} ${zone}`
}

export const codeLabel = (list: CodeListDef | undefined, code: string, language: Language): string => {
  const found = list?.codes.find((candidate) => candidate.code === code)
  return found ? textIn(found.text, language) : code
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()

export interface CodeOption {
  readonly code: string
  readonly label: string
}

export const codeOptions = (list: CodeListDef | undefined, language: Language): readonly CodeOption[] =>
  (list?.codes ?? []).map(({ code, text }) => ({ code, label: textIn(text, language) }))

/** The answers there are to choose from, made once for each list; what is gone can be read and not chosen. */
export function optionsOf(
  list: CodeListDef | undefined,
  gone: ReadonlySet<string> | undefined,
  language: Language,
): readonly CodeOption[] {
  if (!list || !gone) return codeOptions(list, language)
  const known = madeOptions.get(list)
  if (known?.language === language) return known.options
  const options = codeOptions(list, language).filter(({ code }) => !gone.has(code))
  madeOptions.set(list, { language, options })
  return options
}
const madeOptions = new WeakMap<CodeListDef, { readonly language: Language; readonly options: readonly CodeOption[] }>()

/** Whether a text refers to records of the list, rather than being words from before there was a list. */
const isReference = (text: string, list: CodeListDef | undefined): boolean =>
  text.split(' ').some((part) => list?.codes.some(({ code }) => code === part))

/** The references that stand in a link; none where words stand. */
export const referencesOf = (text: string, list: CodeListDef | undefined): readonly string[] =>
  isReference(text, list) ? text.split(' ') : []

/**
 * The codes that fit what was typed, best first: its place in the list or the code itself, then labels that begin so,
 * then labels with a word that does; with `anywhere`, also those that hold it.
 */
export function fitting(options: readonly CodeOption[], typed: string, anywhere: boolean): readonly CodeOption[] {
  const wanted = plain(typed)
  if (wanted === '') return options
  const byNumber = /^\d{1,2}$/.test(wanted) ? options[Number(wanted) - 1] : undefined
  const rank = (option: CodeOption): number => {
    const label = plain(option.label)
    if (label === wanted || plain(option.code) === wanted) return 0
    if (option === byNumber) return 1
    if (label.startsWith(wanted)) return 2
    if (label.split(/[\s,/()-]+/).some((word) => word.startsWith(wanted))) return 3
    return anywhere && (label.includes(wanted) || plain(option.code).includes(wanted)) ? 4 : 9
  }
  return options
    .map((option) => ({ option, at: rank(option) }))
    .filter(({ at }) => at < 9)
    .sort((a, b) => a.at - b.at)
    .map(({ option }) => option)
}

/** The code that a text is word for word, as another program wrote it; the text itself where it is none. */
export function codeExactly(options: readonly CodeOption[], text: string): string {
  const wanted = plain(text)
  return options.find(({ code, label }) => plain(code) === wanted || plain(label) === wanted)?.code ?? text
}

/**
 * The code that a text means when it is left in the control: its label, or the best of those that fit when it is the only
 * one or begins so. The text itself where none does, which is then said not to be in the list.
 */
export function codeMeant(options: readonly CodeOption[], typed: string): string {
  const wanted = plain(typed)
  if (wanted === '') return ''
  return fitting(options, typed, false)[0]?.code ?? typed
}
