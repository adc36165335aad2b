import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ExportFormat } from '#shared/export/manifest'
import { Measured, type Task } from './export-task'
import { noteLoad, tell } from './figures'

/** The benchmark study: as many participants and values as the largest of the five has. */
const PEOPLE = 226
const VALUES = 1_800

/**
 * Every format of the list over the benchmark study, from changes on disk to files on disk, each in a process of its own
 * that tells its highest memory; then what was written read in again, and two million items. With names of formats only
 * these, and what is done with ODM besides where it is among them.
 */
export function exports(asked: readonly string[]): void {
  const formats = ExportFormat.options.filter((format) => asked.length === 0 || asked.includes(format))
  const folder = mkdtempSync(join(tmpdir(), 'tracer-bench-export-'))
  const run = (name: string, task: Task): void => {
    noteLoad(name)
    const { milliseconds, processor, peak, size } = measured(task)
    tell({ bench: 'export', metric: name, value: milliseconds, unit: 'ms', n: 1 })
    tell({ bench: 'export', metric: `${name}, without waiting for other programs`, value: processor, unit: 'ms', n: 1 })
    tell({ bench: 'export', metric: `${name}, peak memory`, value: peak, unit: 'bytes', n: 1 })
    tell({ bench: 'export', metric: `${name}, file`, value: size, unit: 'bytes', n: 1 })
  }
  const whole = { people: PEOPLE, values: VALUES }
  try {
    for (const format of formats) {
      const out = join(folder, format)
      // A casebook is made for one participant at a time.
      const size = format === 'pdf' || format === 'complete' ? { people: 1, values: VALUES } : whole
      run(`${format} of ${size.people}`, { do: 'export', format, kind: 'snapshot', out, ...size })
    }
    if (!formats.includes('odm')) return
    const out = join(folder, 'transactional')
    run(`odm with every change of ${PEOPLE}`, { do: 'export', format: 'odm', kind: 'transactional', out, ...whole })
    run(`odm import of ${PEOPLE}`, { do: 'import', folder: join(folder, 'odm') })
    const people = Math.ceil(2_000_000 / VALUES)
    const millions = join(folder, 'millions')
    run('odm of 2 million items', {
      do: 'export',
      format: 'odm',
      kind: 'snapshot',
      out: millions,
      people,
      values: VALUES,
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function measured(task: Task): Measured {
  const own = fileURLToPath(new URL('./export-process.js', import.meta.url))
  const { stdout, stderr, status } = spawnSync(process.execPath, [own, JSON.stringify(task)], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return Measured.parse(JSON.parse(stdout))
}
