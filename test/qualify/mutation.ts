import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname } from 'node:path/posix'
import { z } from 'zod'
import { root, tool } from '../../scripts/process.mjs'
import type { Evidence } from './evidence'
import { closureOf, filesBelow, sealOf } from './grounds'

const Mutant = z.looseObject({
  status: z.string(),
  statusReason: z.string().optional(),
  mutatorName: z.string(),
  replacement: z.string().optional(),
  location: z.object({ start: z.object({ line: z.number() }) }),
})
const Report = z.looseObject({ files: z.record(z.string(), z.looseObject({ mutants: z.array(Mutant) })) })
type Report = z.infer<typeof Report>

interface Fault extends z.infer<typeof Mutant> {
  readonly file: string
}

/** Of every hundred faults put into each folder of the clinical engines, so many are found by their tests. */
const LEAST_FOUND = 85

/** Tables, compared with what they were taken from line by line. */
const DATA = /^shared\/clinical\/ctcae\/(term-table\.ts|words\/)/
/** Read by every test of a fault. */
const MACHINERY = ['stryker.json', 'clinical.vitest.ts', 'kept-thread.ts', 'settle.ts'].map(
  (name) => `test/qualify/${name}`,
)

/** Ended by the clock and not by going round too often: a machine that slept does that too, so it shows nothing. */
const isUnsettled = ({ status, statusReason }: z.infer<typeof Mutant>): boolean =>
  status === 'Timeout' && statusReason?.startsWith('Hit limit') !== true
const isFound = (fault: Fault): boolean =>
  fault.status === 'Killed' || (fault.status === 'Timeout' && !isUnsettled(fault))
const isMissed = (fault: Fault): boolean =>
  fault.status === 'Survived' || fault.status === 'NoCoverage' || isUnsettled(fault)

const percentFound = (faults: readonly Fault[]): number => {
  const found = faults.filter(isFound).length
  return faults.length === 0 ? 100 : Number(((100 * found) / faults.length).toFixed(1))
}

/**
 * Puts faults into `shared/clinical`, one at a time, and counts those that no test finds; only in the folders named, if
 * any are. Lists them in `test-output/mutation/survivors.txt`; `survivors.md` says why some of them are left.
 *
 * What was found is kept folder by folder in `test-output/mutation`, so that a run that was ended goes on where it was.
 * Nothing kept outlives its grounds: where the code a folder's tests read has changed, the folder is measured again; where
 * only tests have, whatever those decided is. `TRACER_RUNNERS` says how many faults are tried at once.
 */
export async function mutation(only: readonly string[]): Promise<Evidence> {
  const sources = filesBelow('shared/clinical').filter((file) => file.endsWith('.ts') && !DATA.test(file))
  const folders = [...new Set(sources.map((file) => dirname(file)))].sort()
  const strange = only.filter((folder) => !folders.includes(folder))
  if (strange.length > 0)
    throw new Error(`There is nothing to put faults into in ${strange.join(', ')}; there is in ${folders.join(', ')}.`)
  mkdirSync(`${root}test-output/mutation`, { recursive: true })
  // Copies that a run left behind that was ended.
  rmSync(`${root}test-output/stryker`, { recursive: true, force: true })
  const tests = filesBelow('test/shared/clinical').filter((file) => file.endsWith('.test.ts'))
  const closures = new Map(tests.map((test) => [test, closureOf(test)]))

  const measured: Measured[] = []
  for (const folder of only.length > 0 ? only : folders) {
    const mutated = sources.filter((file) => dirname(file) === folder)
    const reaching = tests.filter((test) => mutated.some((file) => closures.get(test)?.has(file)))
    const read = new Set(reaching.flatMap((test) => [...(closures.get(test) ?? [])]))
    const code = [...read, ...mutated, ...MACHINERY, 'package-lock.json'].filter((file) => !file.endsWith('.test.ts'))
    const found = await measure(folder, { mutated, reaching, code: new Set(code) })
    if (!found) return { passed: false, figures: { unmeasured: folder } }
    measured.push(found)
    console.error(`${folder}: ${percentFound(found.faults)} % of ${found.faults.length} in ${found.seconds} s`)
  }
  return evidenceOf(measured)
}

interface Grounds {
  readonly mutated: readonly string[]
  /** Tests that can reach the folder. */
  readonly reaching: readonly string[]
  /** Everything else that these tests read. */
  readonly code: ReadonlySet<string>
}

interface Measured {
  readonly folder: string
  readonly faults: readonly Fault[]
  readonly seconds: number
}

const Kept = z.object({ code: z.string(), tests: z.string(), seconds: z.number(), whole: z.boolean() })

async function measure(folder: string, { mutated, reaching, code }: Grounds): Promise<Measured | undefined> {
  const name = `${root}test-output/mutation/${folder.replaceAll('/', '-')}`
  const results = `${name}.json`
  const seals = { code: sealOf(code), tests: sealOf(reaching) }
  const kept = keptIn(`${name}.seal.json`)
  const goesOn = kept?.code === seals.code
  let seconds = goesOn ? kept.seconds : 0
  if (goesOn) unsettle(results)
  else rmSync(results, { force: true })
  if (!goesOn || !kept.whole || kept.tests !== seals.tests) {
    const keep = (whole: boolean): void =>
      writeFileSync(`${name}.seal.json`, JSON.stringify({ ...seals, seconds, whole } satisfies z.infer<typeof Kept>))
    keep(false)
    const started = Date.now()
    const ran = await tool('@stryker-mutator/core/bin/stryker.js', [
      ...['run', 'test/qualify/stryker.json', '--incremental', '--incrementalFile', results],
      ...['--mutate', mutated.join(','), '--testFiles', reaching.join(',')],
      ...['--concurrency', process.env['TRACER_RUNNERS'] ?? String(availableParallelism())],
    ])
    seconds += Math.round((Date.now() - started) / 1000)
    if (!ran) return undefined
    keep(!faultsIn(results).some(isUnsettled))
  }
  return { folder, seconds, faults: faultsIn(results).filter((fault) => isFound(fault) || isMissed(fault)) }
}

const reportIn = (results: string): Report => Report.parse(JSON.parse(readFileSync(results, 'utf8')))

const faultsIn = (results: string): readonly Fault[] =>
  Object.entries(reportIn(results).files).flatMap(([file, { mutants }]) =>
    mutants.map((mutant) => ({ file, ...mutant })),
  )

/** Forgets what the clock ended, so that it is tried again. */
function unsettle(results: string): void {
  if (!existsSync(results)) return
  const report = reportIn(results)
  for (const file of Object.values(report.files)) file.mutants = file.mutants.filter((mutant) => !isUnsettled(mutant))
  writeFileSync(results, JSON.stringify(report))
}

function keptIn(file: string): z.infer<typeof Kept> | undefined {
  try {
    return Kept.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}

function evidenceOf(measured: readonly Measured[]): Evidence {
  const all = measured.flatMap(({ faults }) => faults)
  writeFileSync(
    `${root}test-output/mutation/survivors.txt`,
    all
      .filter(isMissed)
      .map(({ file, location, mutatorName, replacement = '' }) =>
        [`${file}:${location.start.line}`, mutatorName, replacement.replace(/\s+/g, ' ').slice(0, 120)].join('\t'),
      )
      .join('\n'),
  )
  return {
    passed: measured.every(({ faults }) => percentFound(faults) >= LEAST_FOUND),
    figures: {
      mutants: all.length,
      mutantsFound: all.filter(isFound).length,
      mutantsFoundPercent: percentFound(all),
      folders: Object.fromEntries(
        measured.map(({ folder, faults, seconds }) => [
          folder,
          { mutants: faults.length, foundPercent: percentFound(faults), seconds },
        ]),
      ),
    },
  }
}
