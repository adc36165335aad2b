export type Bytes = Uint8Array<ArrayBuffer>

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

export const utf8 = (text: string): Bytes => Uint8Array.from(encoder.encode(text))
export const textOf = (bytes: Bytes): string => decoder.decode(bytes)

export function base64url(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

export function fromBase64url(text: string): Bytes {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (char) => char.charCodeAt(0))
}

const through = async (bytes: Bytes, transform: CompressionStream | DecompressionStream): Promise<Bytes> =>
  new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(transform)).arrayBuffer())

export const gzip = {
  pack: (bytes: Bytes): Promise<Bytes> => through(bytes, new CompressionStream('gzip')),
  unpack: (bytes: Bytes): Promise<Bytes> => through(bytes, new DecompressionStream('gzip')),
}
