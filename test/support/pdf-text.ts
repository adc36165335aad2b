/**
 * Reads the text of a PDF that `Paper` made: its streams are uncompressed, each page has one content stream, and fonts
 * say in a ToUnicode map which glyph is which character. Pieces of a line are parted by a space, lines by a line end.
 */
export function pdfText(bytes: Uint8Array): readonly string[] {
  const file = new TextDecoder('latin1').decode(bytes)
  const objects = new Map(
    [...file.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id = '', body = '']) => [id, body]),
  )
  const follow = (body: string, key: string): string => {
    const id = new RegExp(`/${key} \\[?(\\d+) 0 R`).exec(body)?.[1]
    return id === undefined ? '' : (objects.get(id) ?? '')
  }
  const pages = [...(/\/Kids \[([^\]]*)\]/.exec(file)?.[1] ?? '').matchAll(/(\d+) 0 R/g)].map(
    ([, id = '']) => objects.get(id) ?? '',
  )
  return pages.map((page) => {
    const resources = follow(page, 'Resources')
    const fonts = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [
        name,
        glyphs(follow(objects.get(id) ?? '', 'ToUnicode')),
      ]),
    )
    return textOf(follow(page, 'Contents'), fonts)
  })
}

/** The titles of the outline, as a tree of names. */
export interface Bookmark {
  readonly title: string
  readonly within: readonly Bookmark[]
}

export function bookmarks(bytes: Uint8Array): readonly Bookmark[] {
  const file = new TextDecoder('latin1').decode(bytes)
  const objects = new Map(
    [...file.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id = '', body = '']) => [id, body]),
  )
  const below = (body: string): readonly Bookmark[] => {
    const list: Bookmark[] = []
    for (let id = /\/First (\d+) 0 R/.exec(body)?.[1]; id !== undefined;) {
      const item = objects.get(id) ?? ''
      list.push({ title: literal(/\/Title \(((?:\\.|[^\\)])*)\)/s.exec(item)?.[1] ?? ''), within: below(item) })
      id = /\/Next (\d+) 0 R/.exec(item)?.[1]
    }
    return list
  }
  const root = /\/Outlines (\d+) 0 R/.exec(file)?.[1]
  return root === undefined ? [] : below(objects.get(root) ?? '')
}

function literal(raw: string): string {
  const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
  const text = raw.replace(/\\(.)/gs, (_, character: string) => escapes[character] ?? character)
  if (!text.startsWith('þÿ')) return text
  return new TextDecoder('utf-16be').decode(Uint8Array.from(text.slice(2), (character) => character.charCodeAt(0)))
}

function glyphs(map: string): readonly string[] {
  const known: string[] = []
  for (const [, from = '0', list = ''] of map.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/g))
    // A ligature stands for several characters, parted by spaces.
    [...list.matchAll(/<([0-9a-f ]*)>/g)].forEach(([, hex = ''], i) => {
      known[Number.parseInt(from, 16) + i] = hex
        .replaceAll(' ', '')
        .replace(/.{4}/g, (unit) => String.fromCharCode(Number.parseInt(unit, 16)))
    })
  return known
}

function textOf(content: string, fonts: ReadonlyMap<string, readonly string[]>): string {
  let font: readonly string[] = []
  let line: string | undefined
  let out = ''
  for (const [, y, name, shown] of content.matchAll(/1 0 0 1 \S+ (\S+) Tm|\/(F\d+) \S+ Tf|\[(.*)\] TJ/g)) {
    if (y !== undefined && y !== line) {
      out += '\n'
      line = y
    } else if (y !== undefined) out += ' '
    if (name !== undefined) font = fonts.get(name) ?? []
    for (const [, hex = ''] of (shown ?? '').matchAll(/<([0-9a-f]*)>/g))
      out += hex.replace(/.{4}/g, (glyph) => font[Number.parseInt(glyph, 16)] ?? '')
  }
  return out.trim()
}
