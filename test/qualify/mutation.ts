import { readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { root, tool } from '../../scripts/process.mjs'
import type { Evidence } from './evidence'

const Mutant = z.object({
  status: z.string(),
  mutatorName: z.string(),
  replacement: z.string().optional(),
  location: z.object({ start: z.object({ line: z.number() }) }),
})
const Report = z.object({ files: z.record(z.string(), z.object({ mutants: z.array(Mutant) })) })

interface Fault extends z.infer<typeof Mutant> {
  readonly file: string
}

/** Of every hundred faults put into each folder of the clinical engines, so many are found by their tests. */
const LEAST_FOUND = 85

const isFound = ({ status }: Fault): boolean => status === 'Killed' || status === 'Timeout'
const isMissed = ({ status }: Fault): boolean => status === 'Survived' || status === 'NoCoverage'

const percentFound = (faults: readonly Fault[]): number => {
  const found = faults.filter(isFound).length
  const missed = faults.filter(isMissed).length
  return found + missed === 0 ? 100 : Number(((100 * found) / (found + missed)).toFixed(1))
}

/**
 * Puts faults into `shared/clinical`, one at a time, and counts those that no test finds. Lists them in
 * `test-output/survivors.txt`; `survivors.md` says why some of them are left.
 */
export async function mutation(): Promise<Evidence> {
  const ran = await tool('@stryker-mutator/core/bin/stryker.js', ['run', 'test/qualify/stryker.json'])
  if (!ran) return { passed: false, figures: {} }
  const { files } = Report.parse(JSON.parse(readFileSync(`${root}test-output/mutation.json`, 'utf8')))
  const all: readonly Fault[] = Object.entries(files)
    .flatMap(([file, { mutants }]) => mutants.map((mutant) => ({ file, ...mutant })))
    .filter((fault) => isFound(fault) || isMissed(fault))
  writeFileSync(
    `${root}test-output/survivors.txt`,
    all
      .filter(isMissed)
      .map(({ file, location, mutatorName, replacement = '' }) =>
        [`${file}:${location.start.line}`, mutatorName, replacement.replace(/\s+/g, ' ').slice(0, 120)].join('\t'),
      )
      .join('\n'),
  )
  const folders = [...new Set(all.map(({ file }) => dirname(file)))].sort()
  const percentByFolder = Object.fromEntries(
    folders.map((folder) => [folder, percentFound(all.filter(({ file }) => dirname(file) === folder))]),
  )
  return {
    passed: Object.values(percentByFolder).every((percent) => percent >= LEAST_FOUND),
    figures: {
      mutants: all.length,
      mutantsFound: all.filter(isFound).length,
      mutantsFoundPercent: percentFound(all),
      percentByFolder,
    },
  }
}
