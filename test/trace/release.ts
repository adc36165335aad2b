import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../scripts/process.mjs'
import { commit, git } from './commit'
import { Lock, partsList } from './parts-list'
import { PARTS_FILE, RECORD_FILE, releaseRecord, sectionOf } from './release-record'
import { requirements } from './requirements'

/** `release.ts FOLDER`: lays beside installers what they are made of and what the release is. */
const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Where to? release.ts FOLDER')
const lock = Lock.parse(JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')))
const parts = partsList(lock)
const before = git('describe', '--tags', '--abbrev=0', '--match', 'v*', 'HEAD^')
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, PARTS_FILE), `${JSON.stringify(parts, null, 2)}\n`)
writeFileSync(
  join(folder, RECORD_FILE),
  releaseRecord({
    version: lock.version,
    commit: commit(),
    before,
    commits:
      git('log', '--no-merges', '--format=%s', before === undefined ? 'HEAD' : `${before}..HEAD`)?.split('\n') ?? [],
    parts: parts.components.length,
    requirements,
    wayBack: sectionOf(readFileSync(`${root}docs/deploy.md`, 'utf8'), 'The way back'),
  }),
)
