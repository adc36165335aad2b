import type { FormState } from '../../casebook/casebook'
import type { WrittenItem } from '../../casebook/written'
import type { Entry, MissingCode } from '../../change/change'
import type { CompiledStudy } from '../../study/compile'
import type { CodeListDef, ItemDef } from '../../study/definition'
import { textIn } from '../../study/definition'

/** What stands in an item, as data sets tell it. */
export interface Said {
  readonly def: ItemDef
  readonly path: string
  /** As it was collected: numbers as typed, a code by its words. Empty where there is no value. */
  readonly collected: string
  /** In standard words: a code by its submission value, several of them parted by semicolons. */
  readonly standard: string
  readonly unit: string
  /** The number in the first unit of the item, as a plain decimal; empty for what is no number. */
  readonly number: string
  readonly numberUnit: string
  readonly missing: { readonly code: MissingCode; readonly reason: string } | undefined
}

/** What an item says; undefined where nothing stands or two values stand against each other. */
export function saidOf(study: CompiledStudy, state: FormState, { def, path, entry }: WrittenItem): Said | undefined {
  if (entry === undefined || entry.state === 'blank') return undefined
  if (entry.state === 'value') return valueOf(study.under(state.version), def, path, entry)
  const missing = { code: entry.code, reason: entry.reason ?? '' }
  return { def, path, collected: '', standard: '', unit: '', number: '', numberUnit: '', missing }
}

function valueOf(study: CompiledStudy, def: ItemDef, path: string, entry: Extract<Entry, { state: 'value' }>): Said {
  const said = (collected: string, standard: string, unit = '', number = '', numberUnit = ''): Said => ({
    def,
    path,
    collected,
    standard,
    unit,
    number,
    numberUnit,
    missing: undefined,
  })
  const { text } = entry
  switch (def.type) {
    case 'code': {
      const list = study.codeListOf(def)
      return said(wordsOf(list, text), submissionOf(list, text))
    }
    case 'multi': {
      const list = study.codeListOf(def)
      const codes = text.split(' ')
      return said(
        codes.map((code) => wordsOf(list, code)).join('; '),
        codes.map((code) => submissionOf(list, code)).join('; '),
      )
    }
    case 'integer':
    case 'decimal': {
      const standard = entry.canonical?.value ?? pointed(text)
      const unit = entry.unit ?? def.units?.[0]?.unit ?? ''
      return said(text, standard, unit, plainNumber(standard), entry.canonical?.unit ?? unit)
    }
    case 'calculated': {
      const unit = entry.unit ?? def.unit ?? ''
      return said(text, text, unit, plainNumber(text), unit)
    }
    case 'text':
    case 'date':
    case 'time':
    case 'datetime':
      return said(text, text)
  }
}

const wordsOf = (list: CodeListDef | undefined, code: string): string => {
  const found = list?.codes.find((one) => one.code === code)
  return found ? textIn(found.text, 'en') : code
}

/** What CDISC calls an answer: the study says so, or else its code is the words with lines for blanks. */
export const submissionOf = (list: CodeListDef | undefined, code: string): string =>
  list?.codes.find((one) => one.code === code)?.submission ?? code.replaceAll('_', ' ')

/** A number with a decimal comma as numbers are written in files. */
export const pointed = (text: string): string => text.replace(/^([<>]=?)?([+-]?\d+),(\d+)$/, '$1$2.$3')

/** A text that is a plain decimal and nothing else, or nothing. */
export const plainNumber = (text: string): string => (/^-?\d{1,20}(\.\d{1,20})?$/.test(text) ? text : '')
