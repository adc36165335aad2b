/** What a file may not go beyond. The largest of ours stays far below all of them. */
export interface XmlLimits {
  readonly depth: number
  readonly attributes: number
  /** Characters of one tag, comment or text. */
  readonly token: number
  /** Characters of the whole file. */
  readonly file: number
  /** Elements in one that is kept whole. */
  readonly elements: number
  /** Attributes in one that is kept whole. */
  readonly kept: number
  /** Characters of one that is kept whole, with whatever stands between its parts. */
  readonly part: number
  /** Characters of all comments and instructions. */
  readonly aside: number
  /** Characters of the name of an element, an attribute or a namespace. */
  readonly name: number
  /** Namespaces of a file. */
  readonly spaces: number
}

export const XML_LIMITS: XmlLimits = {
  depth: 64,
  attributes: 64,
  token: 4_000_000,
  file: 1_000_000_000,
  elements: 150_000,
  kept: 600_000,
  part: 40_000_000,
  aside: 20_000_000,
  name: 1_000,
  spaces: 100,
}
