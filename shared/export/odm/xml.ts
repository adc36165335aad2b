/**
 * XML as text, piece by piece. What XML 1.0 cannot hold is shown as a sign that stands for it (`visible`); blanks, tabs
 * and line ends survive as they were typed.
 */

export type Attributes = Readonly<Record<string, string | undefined>>

/** Everything that XML 1.0 cannot hold: controls but for tab and line ends, two non-characters, half characters. */
const illegal =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Most of what a file says needs nothing of this: one look tells. */
// eslint-disable-next-line no-control-regex
const isPlain = /^[^\u0000-\u001f&<>"\ud800-\udfff\ufffe\uffff]*$/

/** A text with the picture of a control in its place (U+2400 …), and U+FFFD for what has no picture. */
export const visible = (text: string): string =>
  isPlain.test(text)
    ? text
    : text.replace(illegal, (sign) => {
        const code = sign.charCodeAt(0)
        return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\ufffd'
      })

const inText: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }
const inAttribute: Readonly<Record<string, string>> = {
  ...inText,
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
}

export const escapeText = (text: string): string =>
  isPlain.test(text) ? text : visible(text).replace(/[&<>\r]/g, (sign) => inText[sign] ?? sign)
const escapeAttribute = (text: string): string =>
  isPlain.test(text) ? text : visible(text).replace(/[&<>"\t\n\r]/g, (sign) => inAttribute[sign] ?? sign)

export function open(name: string, attributes: Attributes = {}): string {
  let text = `<${name}`
  for (const key in attributes) {
    const value = attributes[key]
    if (value !== undefined) text += ` ${key}="${escapeAttribute(value)}"`
  }
  return `${text}>`
}

/** An element with elements in it, or none. */
export function block(name: string, attributes: Attributes, ...content: readonly (string | undefined)[]): string {
  const inner = content.join('')
  const start = open(name, attributes)
  return inner === '' ? `${start.slice(0, -1)}/>\n` : `${start}\n${inner}</${name}>\n`
}

/** An element with text in it. */
export const leaf = (name: string, attributes: Attributes, text: string): string =>
  `${open(name, attributes)}${escapeText(text)}</${name}>\n`

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
