import { createReadStream, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { TextDecoder } from 'node:util'
import { wholeNetter2 } from '#forms/netter-2/whole-study'
import type { Change, Logged } from '#shared/change/change'
import { LogRow } from '#shared/export/log-folder'
import { writeExport } from '#shared/export/write-export'
import { SiteId, SubjectCode, SubjectKey } from '#shared/ids'
import { OdmReader } from '#shared/import/read-odm'
import { compileStudy } from '#shared/study/compile'
import { fonts } from '../../server/exports/fonts'
import { sourceOf } from '../../server/exports/making-source'
import { OutFolder } from '../../server/exports/out-folder'
import { RowSpool } from '../../server/exports/row-spool'
import { Spool } from '../../server/exports/spool'
import { FilledParticipant } from '../support/whole-casebook'
import { type Measured, Task } from './export-task'

class Clock {
  readonly #begin = performance.now()
  readonly #used = process.cpuUsage()

  read(): Pick<Measured, 'milliseconds' | 'processor'> {
    const { user, system } = process.cpuUsage(this.#used)
    return { milliseconds: performance.now() - this.#begin, processor: (user + system) / 1000 }
  }
}

/** Does one task and says on standard output how long it took and how much memory it held at most. */
const task = Task.parse(JSON.parse(process.argv[2] ?? ''))
const done = task.do === 'export' ? await write(task) : await read(task.folder)
const measured: Measured = { ...done, peak: process.resourceUsage().maxRSS * 1024 }
console.log(JSON.stringify(measured))

type Done = Omit<Measured, 'peak'>

async function write({ people, values, format, kind, out }: Extract<Task, { do: 'export' }>): Promise<Done> {
  const study = compileStudy(wholeNetter2)
  const asOf = '2030-01-01T00:00:00Z'
  const site = SiteId.parse('NL01')
  const spool = new Spool()
  const rows = new RowSpool()
  spool.surroundings.site(site, 'Rotterdam')
  // A few different casebooks over and over: making them up takes longer than writing them.
  const casebooks = Array.from({ length: 6 }, (_, seed) => casebookOf(seed + 1))
  let seq = 0
  for (let n = 1; n <= people; n++) {
    const subject = SubjectKey.parse(`0198c0de-0000-7000-8000-${n.toString(16).padStart(12, '0')}`)
    const code = SubjectCode.parse(`NL01-${String(n).padStart(4, '0')}`)
    for (const { change } of casebooks[n % casebooks.length] ?? []) {
      const body: Change['body'] = change.body.kind === 'enrol' ? { kind: 'enrol', code } : change.body
      seq++
      const receipt = { seq, committedAt: change.claimedAt, state: 'applied' as const }
      spool.add(LogRow.parse({ change: { ...change, subject, body, n: seq }, receipt, chain: '0'.repeat(64) }))
    }
  }
  try {
    const clock = new Clock()
    const source = sourceOf(
      {
        documents: [wholeNetter2],
        surroundings: spool.surroundings.ids,
        people: [],
        asOf,
        exporter: { name: 'Bench', role: 'data-manager' },
        app: 'Tracer 0',
        language: 'en',
        secret: undefined,
        spool: spool.settled(),
      },
      spool
        .subjects()
        .map(({ subject, spots }) => ({ own: { subject, site, spots }, siteName: 'Rotterdam', siteBook: undefined })),
      'every-core',
    )
    const folder = new OutFolder(out)
    await writeExport(source, { format, kind, fonts: fonts(), newStore: () => rows.store() }, folder)
    const size = folder.files.reduce((sum, { bytes }) => sum + bytes, 0)
    folder.keepAll()
    return { ...clock.read(), size }
  } finally {
    rows.close()
    spool.close()
  }

  /** As many values as wanted, one change each, as somebody types them. */
  function casebookOf(seed: number): readonly Logged[] {
    const all = new FilledParticipant(study, { visits: 30, logs: 12, seed, itemByItem: true }).log()
    let count = 0
    return all.filter(({ change }) => change.body.kind !== 'value' || ++count <= values)
  }
}

async function read(folder: string): Promise<Done> {
  const [name = ''] = readdirSync(folder)
  const path = join(folder, name)
  const clock = new Clock()
  const reader = new OdmReader()
  const file = reader.file()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const piece of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    if (piece instanceof Uint8Array) file.write(decoder.decode(piece, { stream: true }))
  }
  file.end()
  if (reader.result().subjects.length === 0) throw new Error('nothing was read')
  return { ...clock.read(), size: statSync(path).size }
}
