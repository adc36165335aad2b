import type { LocalText } from '../study/definition'
import { attributeOf, childOf, localText, must, nameIn } from './odm-definitions'
import type { XmlElement } from './xml'

/** What an element is to be called, before it is made one of our names. */
export const nameOf = (element: XmlElement): string => {
  const name = attributeOf(element, 'Name') ?? ''
  return /^[A-Za-z][A-Za-z0-9_.-]*$/.test(name) ? name : must(element, 'OID').replace(/^[A-Z]{1,3}\./, '')
}

/** What an item asks. */
export const labelOf = (element: XmlElement): LocalText =>
  localText(childOf(element, 'Question')) ??
  localText(childOf(element, 'Prompt')) ??
  localText(childOf(element, 'Description')) ?? { en: nameIn(element) }

/** What a form, a group or a visit is called. */
export const titleOf = (element: XmlElement): LocalText =>
  localText(childOf(element, 'Description')) ?? { en: nameIn(element) }

/** Takes down what could not be carried. */
export type Leave = (element: XmlElement, what: LocalText) => void
