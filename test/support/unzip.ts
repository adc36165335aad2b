/** The files of an archive whose entries are stored as they are, by name. Throws for an archive of another kind. */
export function unzip(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const files = new Map<string, Uint8Array>()
  for (let at = 0; view.getUint32(at, true) === LOCAL_FILE;) {
    const [method, size] = [view.getUint16(at + 8, true), view.getUint32(at + 18, true)]
    if (method !== 0) throw new Error('this archive is compressed')
    const name = at + 30
    const content = name + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
    const nameBytes = bytes.subarray(name, name + view.getUint16(at + 26, true))
    files.set(new TextDecoder().decode(nameBytes), bytes.subarray(content, content + size))
    at = content + size
  }
  return files
}

const LOCAL_FILE = 0x04034b50
