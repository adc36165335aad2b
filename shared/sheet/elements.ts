import { ImportRefused } from '../import/refused'
import { type XmlElement, XmlReader } from '../import/xml'
import { XML_LIMITS } from '../import/xml-limits'
import { SheetRefused } from './sheet'

/**
 * Hands on each element of that name, whole. One with more elements in it than are asked for is a row without an end;
 * whatever else the reader refuses is a damaged file. An empty text has none.
 */
export function eachElement(xml: string, name: string, take: (element: XmlElement) => void, elements = 200_000): void {
  if (xml === '') return
  const use = { whole: (element: XmlElement) => element.name === name, onElement: take }
  const reader = new XmlReader(use, { ...XML_LIMITS, elements })
  try {
    reader.write(xml)
    reader.end()
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error
    throw new SheetRefused(error.reason.en.startsWith('there are more than') ? 'too-many-columns' : 'damaged')
  }
}
