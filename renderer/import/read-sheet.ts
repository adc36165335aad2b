import { wrap } from 'comlink'
import { SHEET_LIMITS } from '#shared/sheet/sheet'
import type { SheetReading } from './sheet'
import type { SheetWorker } from './sheet-worker'

/** Nobody's report takes as long; what does is made to. */
const MOST_MS = 10_000

/** Reads a file or pasted rows off the page, in a worker that ends with the reading or when it takes too long. */
export async function readSheet(source: Blob | string): Promise<SheetReading> {
  if (typeof source !== 'string' && source.size > SHEET_LIMITS.bytes) return { kind: 'refused', why: 'too-large' }
  const bytes =
    typeof source === 'string' ? new TextEncoder().encode(source) : new Uint8Array(await source.arrayBuffer())
  const worker = new Worker(new URL('./sheet-worker.ts', import.meta.url), { type: 'module', name: 'tracer-sheet' })
  let ringing: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<SheetReading>((resolve) => {
    ringing = setTimeout(() => resolve({ kind: 'refused', why: 'too-slow' }), MOST_MS)
    worker.addEventListener('error', () => resolve({ kind: 'refused', why: 'damaged' }))
  })
  try {
    return await Promise.race([wrap<SheetWorker>(worker).readSheet(bytes), late])
  } finally {
    clearTimeout(ringing)
    worker.terminate()
  }
}
