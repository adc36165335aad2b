import { crc32, inflateRawSync } from 'node:zlib'

/** The files of an archive by name, stored or packed, as its directory lists them. Throws where one is not as it says. */
export function unzip(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = bytes.length - 22
  if (view.getUint32(end, true) !== END) throw new Error('this archive has no end')
  const files = new Map<string, Uint8Array>()
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (view.getUint32(at, true) !== ENTRY) throw new Error('the directory of this archive is broken')
    const [method, crc, packed] = [view.getUint16(at + 10, true), view.getUint32(at + 16, true), view.getUint32(at + 20, true)] // prettier-ignore
    const [named, more, local] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint32(at + 42, true)] // prettier-ignore
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + named))
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    const there = bytes.subarray(from, from + packed)
    const content = method === DEFLATED ? inflateRawSync(there) : there
    if (crc32(content) !== crc || content.length !== view.getUint32(at + 24, true))
      throw new Error(`${name} is not what the archive says`)
    files.set(name, content)
    at += 46 + named + more
  }
  return files
}

const ENTRY = 0x02014b50
const END = 0x06054b50
const DEFLATED = 8
