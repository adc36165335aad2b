/**
 * In which encoding an XML file is written: what its mark says, else its declaration, else UTF-8. A name that
 * `TextDecoder` knows, whatever stands in the file.
 */
export function encodingOf(start: Uint8Array): string {
  const [a, b] = start
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  const head = String.fromCharCode(...start.subarray(0, 120))
  const declared = /^(?:ï»¿)?<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1]?.toLowerCase()
  return declared !== undefined && known.has(declared) ? declared : 'utf-8'
}

const known = new Set([
  'utf-8',
  'us-ascii',
  'iso-8859-1',
  'iso-8859-15',
  'windows-1252',
  'shift_jis',
  'euc-jp',
  'gb18030',
])
