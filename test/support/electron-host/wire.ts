/**
 * Values on their way between the preload and the main process: JSON, with bytes and `undefined` marked as such. The
 * page's half of this stands in bridge.page.js.
 */
export function write(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    // Node's Buffer turns itself into a list of numbers before it gets here, so bytes are never left to it.
    if (isBufferJson(part)) return { $: 'bytes', base64: Buffer.from(part.data).toString('base64') }
    return part instanceof Uint8Array ? { $: 'bytes', base64: Buffer.from(part).toString('base64') } : part
  })
}

export function read(text: string): unknown {
  return JSON.parse(text, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || !('$' in part)) return part
    if (part.$ === 'bytes' && 'base64' in part) return new Uint8Array(Buffer.from(String(part.base64), 'base64'))
    return undefined
  })
}

const isBufferJson = (part: unknown): part is { data: number[] } =>
  typeof part === 'object' && part !== null && 'type' in part && part.type === 'Buffer' && 'data' in part
