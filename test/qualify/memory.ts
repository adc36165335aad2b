import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildStale } from '../../scripts/build.mjs'
import { root } from '../../scripts/process.mjs'
import { Measured, type Task } from '../bench/export-task'
import type { Evidence } from './evidence'

const PEOPLE = 1_000
const VALUES = 2_000
const MOST = 512 * 1024 * 1024

/** ODM-11: two million items of a thousand participants are written, and the process never held more memory than that. */
export async function memory(): Promise<Evidence> {
  await buildStale(['bench'])
  const folder = mkdtempSync(join(tmpdir(), 'tracer-memory-'))
  const task: Task = {
    ...{ do: 'export', format: 'odm', kind: 'snapshot', people: PEOPLE, values: VALUES, out: join(folder, 'odm') },
  }
  try {
    const said = execFileSync(process.execPath, [`${root}out/bench/export-process.js`, JSON.stringify(task)], {
      encoding: 'utf8',
    })
    const { peak, size, milliseconds } = Measured.parse(JSON.parse(said))
    const figures = { participants: PEOPLE, items: PEOPLE * VALUES, peak, most: MOST, size, milliseconds }
    return { passed: peak < MOST, figures }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
