import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from '../../scripts/process.mjs'
import { commit, git } from './commit'
import { PARTS_FILE, PartsList, RECORD_FILE, partsOf, releaseRecord, sectionOf } from './release-record'
import { requirements } from './requirements'

/** `release.ts FOLDER`: lays beside installers what they are made of and what the release is. */
const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Where to? release.ts FOLDER')
const versionIn = (file: string): string =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(root + file, 'utf8'))).version

const parts = partsOf(PartsList.parse(JSON.parse(partsList())), versionIn('node_modules/electron/package.json'))
const before = git('describe', '--tags', '--abbrev=0', '--match', 'v*', 'HEAD^')
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, PARTS_FILE), `${JSON.stringify(parts, null, 2)}\n`)
writeFileSync(
  join(folder, RECORD_FILE),
  releaseRecord({
    version: versionIn('package.json'),
    commit: commit(),
    before,
    commits:
      git('log', '--no-merges', '--format=%s', before === undefined ? 'HEAD' : `${before}..HEAD`)?.split('\n') ?? [],
    parts: parts.components.length,
    requirements,
    wayBack: sectionOf(readFileSync(`${root}docs/deploy.md`, 'utf8'), 'The way back'),
  }),
)

/** What npm says is installed and not only for making. Under `npm run` it is the npm that runs us. */
function partsList(): string {
  const asked = ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev']
  const self = process.env['npm_execpath']
  const [program, args] = self?.endsWith('.js') === true ? [process.execPath, [self, ...asked]] : ['npm', asked]
  return execFileSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}
