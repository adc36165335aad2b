import { deflateSync } from 'node:zlib'
import { crc32 } from '#shared/export/zip'

/** A PNG of noise, `side` points each way, whole and readable by any program. */
export function realPng(side: number, seed: number): Uint8Array {
  let state = seed >>> 0
  const noise = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 24
  const lines = Buffer.from(Array.from({ length: side }, () => [0, ...Array.from({ length: side * 3 }, noise)]).flat())
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  head.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    piece('IHDR', head),
    piece('IDAT', deflateSync(lines)),
    piece('IEND', Buffer.alloc(0)),
  ])
}

function piece(name: string, content: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const around = Buffer.alloc(8)
  around.writeUInt32BE(content.length, 0)
  around.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([around.subarray(0, 4), named, around.subarray(4)])
}
