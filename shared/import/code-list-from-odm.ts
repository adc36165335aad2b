import type { CodeListDef } from '../study/definition'
import { Names } from './names'
import { notCarried } from './not-carried'
import { childOf, childrenOf, inOrder, localText, must, refusal } from './odm-definitions'
import type { Leave } from './odm-words'
import type { XmlElement } from './xml'
import { inWords } from './refusals'

/** Answers to a question that is true or false: ODM has no list for it. */
export const BOOLEAN_LIST = 'YESNO'
export const booleans: CodeListDef = {
  oid: BOOLEAN_LIST,
  codes: [
    { code: 'true', text: { en: 'Yes', fr: 'Oui', sv: 'Ja' } },
    { code: 'false', text: { en: 'No', fr: 'Non', sv: 'Nej' } },
  ],
}

export interface Coded {
  readonly element: XmlElement
  readonly def: CodeListDef
  readonly codes: ReadonlyMap<string, string>
}

/** A list with our codes for theirs; undefined where its codes stand elsewhere. */
export function codeListOf(element: XmlElement, leave: Leave): Coded | undefined {
  const given = inOrder([...childrenOf(element, 'CodeListItem'), ...childrenOf(element, 'EnumeratedItem')])
  if (given.length === 0) {
    leave(element, notCarried('the codes of this list stand elsewhere; its items are texts'))
    return undefined
  }
  const isCode = (value: string) => /^[A-Za-z0-9_.+-]{1,60}$/.test(value)
  // One that is made of another may not be one that is there already.
  const names = new Names(given.map((item) => must(item, 'CodedValue')).filter(isCode))
  const codes = new Map<string, string>()
  const def = given.map((item) => {
    const value = must(item, 'CodedValue')
    if (codes.has(value)) throw refusal(item, inWords('the code {0} is there twice', value))
    const code = isCode(value) ? value : names.give(value, 'code')
    codes.set(value, code)
    const text = localText(childOf(item, 'Decode')) ?? { en: value.slice(0, 2_000) || code }
    return { code, text, ...(code !== value && { submission: value.slice(0, 200) }) }
  })
  return { element, def: { oid: 'LIST', codes: def }, codes }
}
