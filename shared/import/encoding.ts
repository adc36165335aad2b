/**
 * In which encoding an XML file is written: what its mark says, else how wide its first sign is, else its declaration,
 * else UTF-8. A name that `TextDecoder` knows, whatever stands in the file.
 */
export function encodingOf(start: Uint8Array): string {
  const [a, b] = start
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return 'utf-16le'
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return 'utf-16be'
  if (a === 0xef && b === 0xbb) return 'utf-8'
  const head = String.fromCharCode(...start.subarray(0, 120))
  const declared = /^<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1]?.toLowerCase()
  return declared !== undefined && known.has(declared) ? declared : 'utf-8'
}

const numbered = (name: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `${name}${from + i}`)

const known = new Set([
  'utf-8',
  'us-ascii',
  ...numbered('iso-8859-', 1, 8),
  'iso-8859-10',
  ...numbered('iso-8859-', 13, 16),
  ...numbered('windows-125', 0, 8),
  'koi8-r',
  'koi8-u',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'iso-2022-jp',
  'big5',
  'gbk',
  'gb2312',
  'gb18030',
])
