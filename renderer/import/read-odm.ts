import { wrap } from 'comlink'
import type { OdmReading, OdmWorker } from './odm-worker'

/** Reads an ODM file off the page, in a worker that ends with the reading or with the signal; undefined where it broke. */
export async function readOdm(file: Blob, ends: AbortSignal): Promise<OdmReading | undefined> {
  const worker = new Worker(new URL('./odm-worker.ts', import.meta.url), { type: 'module', name: 'tracer-odm' })
  const broken = new Promise<undefined>((resolve) => {
    worker.addEventListener('error', () => resolve(undefined))
    ends.addEventListener('abort', () => resolve(undefined))
  })
  try {
    return await Promise.race([wrap<OdmWorker>(worker).readOdm(file), broken])
  } finally {
    worker.terminate()
  }
}
