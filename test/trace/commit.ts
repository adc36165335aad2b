import { execFileSync } from 'node:child_process'
import { root } from '../../scripts/process.mjs'

/** What git says, or nothing where there is no git. */
export function git(...args: readonly string[]): string | undefined {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return undefined
  }
}

/** The commit that lies here, and whether something else lies here besides. */
export function commit(): string {
  const head = git('rev-parse', 'HEAD')
  if (head === undefined) return 'unknown: git is not here'
  return git('status', '--porcelain') === '' ? head : `${head} with changes that are not committed`
}
