/** What a document says of itself in XMP, for archives: PDF/A asks for it. */
export interface About {
  readonly title: string
  readonly author: string
  readonly subject: string
  readonly producer: string
  readonly created: Date
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** What XML takes of a text, and nothing that it refuses: a name may hold anything. */
const told = (text: string): string =>
  Array.from(text, (sign) => signs[sign] ?? (isXml(sign) ? sign : '\uFFFD')).join('')

function isXml(sign: string): boolean {
  const code = sign.codePointAt(0) ?? 0
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff
}

/** Title, subject, maker and instant as they stand in the document, as descriptions for its XMP packet. */
export function xmpOf({ title, author, subject, producer, created }: About): string {
  const at = `${created.toISOString().slice(0, 19)}Z`
  const alternative = (name: string, text: string) =>
    `<dc:${name}><rdf:Alt><rdf:li xml:lang="x-default">${told(text)}</rdf:li></rdf:Alt></dc:${name}>`
  return [
    '<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">',
    `<xmp:CreateDate>${at}</xmp:CreateDate><xmp:CreatorTool>${told(producer)}</xmp:CreatorTool>`,
    '</rdf:Description>',
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">',
    '<dc:format>application/pdf</dc:format>',
    alternative('title', title),
    `<dc:creator><rdf:Seq><rdf:li>${told(author)}</rdf:li></rdf:Seq></dc:creator>`,
    alternative('description', subject),
    '</rdf:Description>',
    '<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">',
    `<pdf:Producer>${told(producer)}</pdf:Producer>`,
    '</rdf:Description>',
    '',
  ].join('\n')
}
