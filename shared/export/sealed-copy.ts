import { utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'

/**
 * A copy of everything a site has as one page that opens in any browser without a network or the app: its files lie in
 * it closed with a passphrase, and the page opens them by what browsers bring along (PBKDF2, AES-GCM).
 */

/** How the key follows from the passphrase; what the page and every reader begin with. Base64 throughout. */
const SealedHead = z.strictObject({
  format: z.literal('tracer-copy/1'),
  iterations: z.int().min(100_000).max(10_000_000),
  salt: z.base64(),
  files: z.int().min(1),
})
type SealedHead = z.output<typeof SealedHead>

/** As OWASP asks of PBKDF2 with SHA-256. */
export const ITERATIONS = 600_000

/** A file with its name, as it is closed by AES-GCM, twelve bytes of nonce before it and its place beside it: the length of the name in two bytes, the name, the bytes. */
export function named(name: string, bytes: Uint8Array): Uint8Array {
  const label = utf8ToBytes(name)
  const whole = new Uint8Array(2 + label.length + bytes.length)
  whole[0] = label.length >> 8
  whole[1] = label.length & 0xff
  whole.set(label, 2)
  whole.set(bytes, 2 + label.length)
  return whole
}

export function unnamed(whole: Uint8Array): { readonly name: string; readonly bytes: Uint8Array } {
  const length = ((whole[0] ?? 0) << 8) | (whole[1] ?? 0)
  return { name: new TextDecoder().decode(whole.subarray(2, 2 + length)), bytes: whole.subarray(2 + length) }
}

export interface CopyTitle {
  readonly study: string
  readonly site: string
  readonly asOf: string
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

const BEGIN = '<script type="text/plain" class="file">'
const END = '</script>'

/** The page, a line a file. Files are taken one after the other, so that no more than one is in memory. */
export async function* sealedPage(
  { study, site, asOf }: CopyTitle,
  head: SealedHead,
  files: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  base64: (bytes: Uint8Array) => string,
): AsyncGenerator<string> {
  const title = escaped(`${study}, ${site}`)
  yield `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; object-src blob:; frame-src blob:">
<title>${title}</title>
<style>${style}</style>
<h1>${title}</h1>
<p>Everything this site had as of ${escaped(asOf)}: casebooks, tables, ODM, and the whole log with its signatures.<br>
<span lang="fr">Tout ce que ce centre avait à cette date : cahiers, tableaux, ODM et le journal complet avec ses signatures.</span></p>
<form><label>Passphrase<br><input type="password" autocomplete="off" autofocus></label> <button>Open</button>
<output role="status"></output></form>
<ul></ul>
<script type="application/json" id="head">${JSON.stringify(head)}</script>
`
  for await (const file of files) yield `${BEGIN}${base64(file)}${END}\n`
  yield `<script>${opener}</script>\n</html>\n`
}

/** Reads one line of a page: its head, the next closed file, or nothing of either. */
export function lineOf(line: string): { readonly head: SealedHead } | { readonly sealed: string } | undefined {
  const head = /<script type="application\/json" id="head">(.*)<\/script>$/.exec(line)?.[1]
  if (head !== undefined) {
    const read = SealedHead.safeParse(JSON.parse(head))
    return read.success ? { head: read.data } : undefined
  }
  return line.startsWith(BEGIN) && line.endsWith(END) ? { sealed: line.slice(BEGIN.length, -END.length) } : undefined
}

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:3rem auto;padding:0 1rem;color:#1d2430}
input{font:inherit;padding:.4rem;width:20rem;max-width:100%}button{font:inherit;padding:.4rem 1rem}
output{display:block;min-height:1.5rem;margin:.5rem 0}li{margin:.25rem 0}a{color:#0b5cad}
@media (prefers-color-scheme:dark){body{background:#14181f;color:#e6e9ee}a{color:#7db7f5}}`

/** What opens the files in the page: without a library, so that any browser of the years to come runs it. */
const opener = `
const head = JSON.parse(document.getElementById('head').textContent)
const bytesOf = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))
const status = document.querySelector('output')
const kinds = { pdf: 'application/pdf', csv: 'text/csv', xml: 'application/xml', json: 'application/json', txt: 'text/plain' }
async function openAll(passphrase) {
  const raw = await crypto.subtle.importKey('raw', new TextEncoder().encode(passphrase.normalize('NFC')), 'PBKDF2', false, ['deriveKey'])
  const key = await crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt: bytesOf(head.salt), iterations: head.iterations },
    raw, { name: 'AES-GCM', length: 256 }, false, ['decrypt'])
  const list = document.querySelector('ul')
  list.replaceChildren()
  const sealed = [...document.querySelectorAll('script.file')]
  if (sealed.length !== head.files) throw new Error('files are missing')
  for (const [place, script] of sealed.entries()) {
    const bytes = bytesOf(script.textContent)
    const additionalData = new TextEncoder().encode(String(place))
    const whole = new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes.subarray(0, 12), additionalData }, key, bytes.subarray(12)))
    const length = (whole[0] << 8) | whole[1]
    const name = new TextDecoder().decode(whole.subarray(2, 2 + length))
    const type = kinds[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream'
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([whole.subarray(2 + length)], { type }))
    link.textContent = name
    if (type === 'application/pdf') link.target = '_blank'
    else link.download = name.replaceAll('/', '_')
    const item = document.createElement('li')
    item.append(link)
    list.append(item)
  }
  status.textContent = sealed.length + ' files'
}
document.querySelector('form').addEventListener('submit', (event) => {
  event.preventDefault()
  status.textContent = '…'
  openAll(document.querySelector('input').value).catch(() => { status.textContent = 'This passphrase does not open it, or the file was changed. / Ce mot de passe ne l’ouvre pas, ou le fichier a été modifié.' })
})
`
