import type { Requirement } from './requirements'

export interface Release {
  readonly version: string
  readonly commit: string
  /** The tag of the release before; nothing where this is the first. */
  readonly before: string | undefined
  /** First lines of commits, the newest first. */
  readonly commits: readonly string[]
  readonly parts: number
  readonly requirements: readonly Requirement[]
  /** What to do to go back to the release before. */
  readonly wayBack: string
}

/** What a release is, beside its installers: what changed for people, what is known to be missing, and the way back. */
export function releaseRecord(release: Release): string {
  const { version, commit, before, commits, parts, requirements, wayBack } = release
  const open = requirements.flatMap((one) =>
    one.state === 'open' ? [`- ${one.id} (priority ${one.priority}): ${one.why}`] : [],
  )
  return [
    `# Tracer ${version}`,
    '',
    `Commit ${commit}. Its ${parts} parts stand in \`${PARTS_FILE}\` (CycloneDX).`,
    '',
    `## Changes since ${before ?? 'the first commit'}`,
    '',
    ...sorted('New', commits, 'feat'),
    ...sorted('Mended', commits, 'fix'),
    ...sorted('Faster', commits, 'perf'),
    '## Known defects',
    '',
    ...(open.length > 0 ? open : ['Every requirement is met.']),
    '',
    '## Way back',
    '',
    wayBack.trim(),
    '',
  ].join('\n')
}

export const PARTS_FILE = 'parts.cdx.json'
export const RECORD_FILE = 'release.md'

/** Commits of one kind, `feat(export): …`, under a heading. */
function sorted(heading: string, commits: readonly string[], kind: string): readonly string[] {
  const own = commits.flatMap((line) => {
    const [, area, said] = /^\w+(?:\(([^)]*)\))?!?: (.*)$/.exec(line.startsWith(kind) ? line : '') ?? []
    return said === undefined ? [] : [`- ${area === undefined ? '' : `${area}: `}${said}`]
  })
  return own.length === 0 ? [] : [`### ${heading}`, '', ...own, '']
}

/** A section of a page, without its heading. Throws where the page has none of that name. */
export function sectionOf(page: string, title: string): string {
  const [, after] = page.split(`\n## ${title}\n`)
  if (after === undefined) throw new Error(`no section ${title}`)
  return after.split(/\n## /)[0] ?? ''
}
