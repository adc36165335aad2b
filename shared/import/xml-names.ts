/** Names in a tag of XML, and how they are said. */

const nameSign = /[\p{L}_:][\p{L}\p{M}\p{N}_:.\-\u00b7]*/uy

/** Behind the blanks that begin here. */
export function skip(token: string, from: number): number {
  let at = from
  for (;;) {
    const sign = token.charCodeAt(at)
    if (sign !== 32 && sign !== 9 && sign !== 10 && sign !== 13) return at
    at++
  }
}

/** The name that begins here; undefined where there is none. */
export const nameAt = (token: string, at: number): string | undefined => plainName(token, at) ?? anyName(token, at)

/** A name of letters, digits, `_`, `.`, `-` and `:` as nearly all are; undefined where it is none, or needs a closer look. */
function plainName(token: string, from: number): string | undefined {
  let at = from
  for (;;) {
    const sign = token.charCodeAt(at)
    const isLetter = (sign >= 97 && sign <= 122) || (sign >= 65 && sign <= 90) || sign === 95 || sign === 58
    const isOther = (sign >= 48 && sign <= 57) || sign === 45 || sign === 46
    if (sign > 127) return undefined
    if (!isLetter && (!isOther || at === from)) return at === from ? undefined : token.slice(from, at)
    at++
  }
}

function anyName(token: string, at: number): string | undefined {
  nameSign.lastIndex = at
  return nameSign.exec(token)?.[0]
}

/** The prefix of a name and what stands behind it. */
export function parts(name: string): readonly [prefix: string, local: string] {
  const at = name.indexOf(':')
  return at < 0 ? ['', name] : [name.slice(0, at), name.slice(at + 1)]
}

const keys = ['OID', 'SubjectKey', 'StudyEventOID', 'FormOID', 'ItemGroupOID', 'ItemOID', 'CodedValue', 'CodeListOID']

/** What tells an element from its neighbours, for the path in a refusal. */
export function label(attributes: ReadonlyMap<string, string>): string {
  if (attributes.size === 0) return ''
  const key = keys.find((one) => attributes.has(one))
  return key === undefined ? '' : `[${(attributes.get(key) ?? '').slice(0, 60)}]`
}
