import { readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { z } from 'zod'
import { ensureBrowser } from '../../scripts/ensure.mjs'
import { root } from '../../scripts/process.mjs'
import { advisories } from './advisories'
import type { Evidence } from './evidence'
import { kills } from './kills'
import { memory } from './memory'
import { mutation } from './mutation'
import { participants } from './participants'
import { simulation } from './simulation'

/**
 * `npm run qualify -- [NAME…] [FOLDER…]`: what takes too long for every day, as evidence that a version is fit for its use.
 * Says on standard output, in one line of JSON each, what was shown by what; everything else goes to standard error.
 * Folders are for `mutation`, which then looks at those alone: `npm run qualify -- mutation shared/clinical/recist`.
 */
const folders = process.argv.slice(2).filter((name) => name.includes('/'))
const proofs: Readonly<
  Record<string, { readonly requirements: readonly string[]; readonly prove: (browser: string) => Promise<Evidence> }>
> = {
  kills: { requirements: ['CRYP-12'], prove: kills },
  simulation: { requirements: [], prove: simulation },
  mutation: { requirements: [], prove: () => mutation(folders) },
  participants: { requirements: [], prove: participants },
  advisories: { requirements: ['SUP-02', 'ELEC-10'], prove: advisories },
  memory: { requirements: ['ODM-11'], prove: memory },
}

const asked = process.argv.slice(2).filter((name) => !name.includes('/'))
const unknown = asked.filter((name) => !(name in proofs))
if (unknown.length > 0) {
  console.error(`There is no proof ${unknown.join(', ')}; there are ${Object.keys(proofs).join(', ')}.`)
  process.exitCode = 2
} else await proveAll()

async function proveAll(): Promise<void> {
  const browser = await ensureBrowser()
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(`${root}package.json`, 'utf8')))
  const by = { tracer: version, node: process.version, chromium: await versionOf(browser) }
  for (const [proof, { requirements, prove }] of Object.entries(proofs)) {
    if (asked.length > 0 && !asked.includes(proof)) continue
    const { passed, figures } = await prove(browser)
    console.log(JSON.stringify({ proof, requirements, passed, ...by, ...figures }))
    if (!passed) process.exitCode = 1
  }
}

async function versionOf(executablePath: string): Promise<string> {
  const running = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 })
  const version = running.version()
  await running.close()
  return version
}
