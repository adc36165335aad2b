import type { LocalText } from '../study/definition'
import { inWords } from './refusals'
import { ImportRefused } from './refused'
import type { XmlElement } from './xml'

/** The elements of an edition of ODM: the names of their attributes and of their children, parted by blanks. */
export type KnownElements = ReadonlyMap<string, readonly [attributes: string, children: string]>

/** The same as sets: each name is looked up for every element of a file. */
const parted = new WeakMap<readonly [string, string], readonly [ReadonlySet<string>, ReadonlySet<string>]>()

function partsOf(known: readonly [string, string]): readonly [ReadonlySet<string>, ReadonlySet<string>] {
  const found = parted.get(known)
  if (found) return found
  const parts = [new Set(known[0].split(' ')), new Set(known[1].split(' '))] as const
  parted.set(known, parts)
  return parts
}

const IGNORED = new Set(['http://www.w3.org/2000/09/xmldsig#', 'http://www.w3.org/1999/xhtml'])

/**
 * Refuses an element that its edition of ODM does not have there, or that has an attribute it does not have. What
 * belongs to another namespace is told to `stranger` and not gone into.
 */
export function refuseUnknown(
  known: KnownElements,
  element: XmlElement,
  odm: string,
  stranger: (space: string) => void,
): void {
  const [names, inner] = partsOf(
    known.get(element.name) ?? refuse(element, inWords('{0} is no element of this ODM', element.name)),
  )
  for (const name of element.attributes.keys()) {
    const at = name.lastIndexOf(':')
    if (at >= 0) {
      const space = name.slice(0, at)
      if (space !== 'xml') stranger(space)
    } else if (!names.has(name))
      refuse(element, inWords('{0} has no attribute {1} in this edition of ODM', element.name, name))
  }
  for (const child of element.children) {
    if (child.space !== odm) {
      if (!IGNORED.has(child.space)) stranger(child.space)
      continue
    }
    if (!inner.has(child.name))
      refuse(child, inWords('{0} does not stand in {1} in this edition of ODM', child.name, element.name))
    refuseUnknown(known, child, odm, stranger)
  }
}

const refuse = ({ line, path }: XmlElement, reason: LocalText): never => {
  throw new ImportRefused(line, path, reason)
}
