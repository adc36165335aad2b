import type { LocalText } from '../study/definition'
import { inWords } from './refusals'
import { ImportRefused } from './refused'
import { XML_LIMITS, type XmlLimits } from './xml-limits'
import { label, nameAt, parts, skip } from './xml-names'

/** An element with its attributes and everything in it. Names have no prefix; `space` is the namespace. */
export interface XmlElement {
  readonly name: string
  readonly space: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: XmlElement[]
  text: string
  readonly line: number
  /** Where it stands, as refusals say it: put together when one asks. */
  readonly path: string
  readonly parent: XmlElement | undefined
}

class OpenElement implements XmlElement {
  readonly children: XmlElement[] = []
  text = ''

  constructor(
    readonly name: string,
    readonly space: string,
    readonly attributes: ReadonlyMap<string, string>,
    readonly line: number,
    readonly parent: XmlElement | undefined,
  ) {}

  get path(): string {
    return `${this.parent?.path ?? ''}/${this.name.slice(0, 60)}${label(this.attributes)}`
  }
}

interface XmlUse {
  /** Called when the start of an element is read. True when it is wanted whole; else its parts are told one by one. */
  readonly whole: (element: XmlElement) => boolean
  /** Called with each wanted element once it is complete; nothing of it is kept here. */
  readonly onElement: (element: XmlElement) => void
}

const NO_SPACES: ReadonlyMap<string, string> = new Map()
const XML_SPACE = 'http://www.w3.org/XML/1998/namespace'
const XHTML_SPACE = 'http://www.w3.org/1999/xhtml'
// eslint-disable-next-line no-control-regex
const illegal = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/
/** Most attributes are as they read: one look tells. */
// eslint-disable-next-line no-control-regex
const isPlain = /^[^\u0000-\u001f&<\ufffe\uffff]*$/
const reference = /&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|([^;&\s]{0,40}));?/y
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/**
 * Reads XML 1.0 with namespaces, strictly, as it comes in. There is no document type and so no entity but the five of
 * XML itself: what names another is refused, so nothing grows and nothing is fetched. Time is linear in the file.
 */
export class XmlReader {
  #rest = ''
  #enough = 0
  #line = 1
  #read = 0
  #open: XmlElement[] = []
  #spaces: ReadonlyMap<string, string>[] = [new Map([['xml', XML_SPACE]])]
  #names: string[] = []
  #wanted: XmlElement | undefined
  #elements = 0
  #attributes = 0
  /** Characters of the wanted element so far. */
  #part = 0
  #aside = 0
  /** Namespaces that the file has named. */
  readonly #known = new Set<string>()
  #ended = false
  #first = true

  constructor(
    private readonly use: XmlUse,
    private readonly limits: XmlLimits = XML_LIMITS,
  ) {}

  /** The next piece of the file. Throws `ImportRefused`. */
  write(piece: string): void {
    this.#read += piece.length
    if (this.#read > this.limits.file) this.refuse(inWords('the file has more than {0} characters', this.limits.file))
    this.#rest += this.#first && piece.startsWith('\ufeff') ? piece.slice(1) : piece
    if (piece !== '') this.#first = false
    if (this.#rest.length >= this.#enough) this.consume(false)
  }

  /** That was all of it. */
  end(): void {
    this.consume(true)
    const open = this.#open.at(-1)
    if (open) this.refuse(inWords('<{0}> of line {1} is not closed', open.name, open.line))
    if (!this.#ended) this.refuse(inWords('there is no XML in it'))
  }

  private get path(): string {
    return this.#open.at(-1)?.path ?? ''
  }

  private refuse(reason: LocalText, line = this.#line): never {
    throw new ImportRefused(line, this.path, reason)
  }

  private consume(last: boolean): void {
    let at = 0
    const text = this.#rest
    while (at < text.length) {
      const end = text.charCodeAt(at) === 60 ? this.tagEnd(text, at) : this.textEnd(text, at, last)
      if (end < 0) break
      const token = text.slice(at, end)
      if (this.#wanted && (this.#part += token.length) > this.limits.part)
        this.refuse(inWords('there are more than {0} characters in <{1}>', this.limits.part, this.#wanted.name))
      if (token.charCodeAt(0) === 60) this.tag(token)
      else this.characters(token)
      this.countLines(token)
      at = end
    }
    this.#rest = text.slice(at)
    // A part that has not ended is looked at again when there is twice as much of it: time stays linear in its length.
    this.#enough = Math.min(this.#rest.length * 2, this.limits.token + 1)
    if (this.#rest.length > this.limits.token)
      this.refuse(inWords('a part of it is longer than {0} characters', this.limits.token))
    if (last && this.#rest !== '') this.refuse(inWords('it ends in the middle of a tag'))
  }

  private countLines(token: string): void {
    for (let at = token.indexOf('\n'); at >= 0; at = token.indexOf('\n', at + 1)) this.#line++
  }

  private textEnd(text: string, at: number, last: boolean): number {
    const next = text.indexOf('<', at)
    return next < 0 && last ? text.length : next
  }

  /** Behind the end of the tag, comment, section or instruction that begins here; -1 where it is not there yet. */
  private tagEnd(text: string, at: number): number {
    const closing = (mark: string) => {
      const found = text.indexOf(mark, at + 2)
      return found < 0 ? -1 : found + mark.length
    }
    if (text.startsWith('<!--', at)) return closing('-->')
    if (text.startsWith('<![CDATA[', at)) return closing(']]>')
    if (text.startsWith('<?', at)) return closing('?>')
    if (text.startsWith('<!', at)) {
      if (text.length - at < 9) return -1
      this.refuse(
        text.startsWith('<!DOCTYPE', at)
          ? inWords('it has a DOCTYPE; files with one are not read, whatever is in it')
          : inWords('this declaration is not read'),
      )
    }
    for (let i = at + 1; i < text.length; i++) {
      const sign = text.charCodeAt(i)
      if (sign === 62) return i + 1
      if (sign === 34 || sign === 39) {
        i = text.indexOf(sign === 34 ? '"' : "'", i + 1)
        if (i < 0) return -1
      }
    }
    return -1
  }

  private characters(raw: string): void {
    const open = this.#open.at(-1)
    if (!open) {
      if (raw.trim() !== '') this.refuse(inWords('there is text outside the root element'))
      return
    }
    const text = this.decoded(raw.replace(/\r\n?/g, '\n'))
    if (this.#wanted) this.keep(open, text)
  }

  /** Text that is marked up belongs to what it is the text of. */
  private keep(open: XmlElement, text: string): void {
    let owner = open
    while (owner !== this.#wanted && owner.space === XHTML_SPACE && owner.parent) owner = owner.parent
    owner.text += text
  }

  private tag(token: string): void {
    if (token.startsWith('<!--') || token.startsWith('<?')) {
      this.#aside += token.length
      if (this.#aside > this.limits.aside)
        this.refuse(inWords('its comments have more than {0} characters', this.limits.aside))
      this.instruction(token)
      return
    }
    if (token.startsWith('<![CDATA[')) {
      const open = this.#open.at(-1)
      if (!open) this.refuse(inWords('there is text outside the root element'))
      const text = token.slice(9, -3).replace(/\r\n?/g, '\n')
      if (illegal.test(text)) this.refuse(inWords('a control character stands in it'))
      if (this.#wanted) this.keep(open, text)
      return
    }
    if (token.startsWith('</')) this.close(token.slice(2, -1).trimEnd())
    else this.openTag(token)
  }

  private instruction(token: string): void {
    if (!/^<\?xml\s/.test(token)) return
    const version = /version\s*=\s*["']([^"']*)["']/.exec(token)?.[1]
    if (version !== undefined && !version.startsWith('1.')) this.refuse(inWords('XML {0} is not read', version))
  }

  private openTag(token: string): void {
    if (this.#open.length === 0 && this.#ended) this.refuse(inWords('there is a second root element'))
    if (this.#open.length >= this.limits.depth)
      this.refuse(inWords('elements lie more than {0} deep', this.limits.depth))
    if (this.#wanted && ++this.#elements > this.limits.elements)
      this.refuse(inWords('there are more than {0} elements in <{1}>', this.limits.elements, this.#wanted.name))
    const empty = token.endsWith('/>')
    const end = token.length - (empty ? 2 : 1)
    const raw = this.nameAt(token, 1)
    const given: (readonly [string, string])[] = []
    let at = 1 + raw.length
    for (;;) {
      const gap = skip(token, at)
      if (gap >= end) break
      if (gap === at) this.refuse(inWords('<{0}> is not well formed', raw))
      const key = this.nameAt(token, gap)
      at = skip(token, gap + key.length)
      if (token[at] !== '=') this.refuse(inWords('attribute {0} of <{1}> has no value', key, raw))
      at = skip(token, at + 1)
      const quote = token[at]
      if (quote !== '"' && quote !== "'") this.refuse(inWords('attribute {0} of <{1}> has no quotes', key, raw))
      const close = token.indexOf(quote, at + 1)
      const value = token.slice(at + 1, close)
      given.push([key, isPlain.test(value) ? value : this.attribute(value, key, raw)])
      if (given.length > this.limits.attributes)
        this.refuse(inWords('<{0}> has more than {1} attributes', raw, this.limits.attributes))
      if (this.#wanted && ++this.#attributes > this.limits.kept)
        this.refuse(inWords('there are more than {0} attributes in <{1}>', this.limits.kept, this.#wanted.name))
      at = close + 1
    }
    this.start(raw, given)
    if (empty) this.close(raw)
  }

  private attribute(value: string, key: string, element: string): string {
    if (value.includes('<')) this.refuse(inWords('attribute {0} of <{1}> has a < in it', key, element))
    return this.decoded(value.replace(/\r\n?|[\t\n]/g, ' '))
  }

  private start(raw: string, given: readonly (readonly [string, string])[]): void {
    const spaces = this.spacesOf(given)
    const parent = this.#open.at(-1)
    const attributes = new Map<string, string>()
    for (const [key, value] of given) {
      if (key === 'xmlns' || key.startsWith('xmlns:')) continue
      const [prefix, own] = parts(key)
      // Attributes without a prefix are of their element; others are told apart by their namespace.
      const space = prefix === '' || prefix === 'xml' ? prefix : this.spaceOf(spaces, prefix)
      const name = space === '' ? own : `${space}:${own}`
      if (attributes.has(name)) this.refuse(inWords('attribute {0} of <{1}> is there twice', key, raw))
      attributes.set(name, value)
    }
    const [prefix, name] = parts(raw)
    const element = new OpenElement(name, this.spaceOf(spaces, prefix), attributes, this.#line, parent)
    this.#spaces.push(spaces)
    this.#names.push(raw)
    this.#open.push(element)
    if (this.#wanted) parent?.children.push(element)
    else if (this.use.whole(element)) {
      this.#wanted = element
      this.#elements = 0
      this.#attributes = 0
      this.#part = 0
    }
  }

  private close(raw: string): void {
    const element = this.#open.at(-1)
    const open = this.#names.at(-1)
    if (!element || open !== raw)
      this.refuse(
        open === undefined ? inWords('</{0}> closes nothing', raw) : inWords('</{0}> closes <{1}>', raw, open),
      )
    this.#open.pop()
    this.#names.pop()
    this.#spaces.pop()
    if (this.#open.length === 0) this.#ended = true
    if (element !== this.#wanted) return
    this.#wanted = undefined
    this.use.onElement(element)
  }

  private spacesOf(given: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
    const before = this.#spaces.at(-1) ?? NO_SPACES
    if (!given.some(([key]) => key.startsWith('xmlns'))) return before
    const own = given.filter(([key]) => key === 'xmlns' || key.startsWith('xmlns:'))
    if (own.length === 0) return before
    for (const [, space] of own) this.know(space)
    const all = new Map([
      ...before,
      ...own.map(([key, value]) => [key === 'xmlns' ? '' : key.slice(6), value] as const),
    ])
    // Every element that names one has all of those around it: they are not to be many either.
    if (all.size > this.limits.spaces) this.refuse(inWords('it has more than {0} namespaces', this.limits.spaces))
    return all
  }

  private know(space: string): void {
    if (space.length > this.limits.name) this.refuse(inWords('a name is longer than {0} characters', this.limits.name))
    this.#known.add(space)
    if (this.#known.size > this.limits.spaces)
      this.refuse(inWords('it has more than {0} namespaces', this.limits.spaces))
  }

  private spaceOf(spaces: ReadonlyMap<string, string>, prefix: string): string {
    const space = spaces.get(prefix)
    if (space === undefined && prefix !== '') this.refuse(inWords('the prefix {0}: stands for nothing', prefix))
    return space ?? ''
  }

  private nameAt(token: string, at: number): string {
    const name = nameAt(token, at)
    if (name === undefined) this.refuse(inWords('a tag has no name'))
    if (name.length > this.limits.name) this.refuse(inWords('a name is longer than {0} characters', this.limits.name))
    return name
  }

  private decoded(raw: string): string {
    if (illegal.test(raw)) this.refuse(inWords('a control character stands in it'))
    let read = ''
    let from = 0
    for (let at = raw.indexOf('&'); at >= 0; at = raw.indexOf('&', from)) {
      reference.lastIndex = at
      const [all, hex, decimal, name] = reference.exec(raw) ?? ['&']
      read += raw.slice(from, at) + this.referred(all, hex, decimal, name)
      from = at + all.length
    }
    return from === 0 ? raw : read + raw.slice(from)
  }

  private referred(all: string, hex?: string, decimal?: string, name?: string): string {
    const entity = name === undefined ? undefined : named[name]
    if (entity !== undefined && all.endsWith(';')) return entity
    const code = hex !== undefined ? parseInt(hex, 16) : decimal !== undefined ? Number(decimal) : -1
    const good = all.endsWith(';') && code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000)
    if (!good) this.refuse(inWords("{0} is no sign that XML knows; entities of a file's own are not read", all))
    const sign = String.fromCodePoint(code)
    return illegal.test(sign) ? this.refuse(inWords('{0} is no sign that XML can hold', all)) : sign
  }
}
