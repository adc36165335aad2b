import { readFileSync, readdirSync, writeFileSync } from 'node:fs'

/** Memory of processes as Linux keeps it under `/proc`, in bytes; undefined on systems that have none. */

const read = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** From now on `peakOf` speaks of what comes. */
export function resetPeak(pids: readonly number[]): void {
  for (const pid of pids)
    try {
      writeFileSync(`/proc/${pid}/clear_refs`, '5')
    } catch {
      // Gone, or not Linux: then there is no peak either.
    }
}

/** The most memory that one of these processes held at a time. */
export function peakOf(pids: readonly number[]): number | undefined {
  const peaks = pids.flatMap((pid) => {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`) ?? '')?.[1]
    return kilobytes === undefined ? [] : [Number(kilobytes) * 1_024]
  })
  return peaks.length === 0 ? undefined : Math.max(...peaks)
}

interface Process {
  readonly pid: number
  readonly parent: number
  readonly command: string
}

function processes(): readonly Process[] {
  let pids: readonly string[]
  try {
    pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  } catch {
    return []
  }
  return pids.flatMap((name) => {
    const command = read(`/proc/${name}/cmdline`)
    const parent = /PPid:\s+(\d+)/.exec(read(`/proc/${name}/status`) ?? '')?.[1]
    return command === undefined || parent === undefined ? [] : [{ pid: Number(name), parent: Number(parent), command }]
  })
}

/** The processes in which the browser of this profile draws pages and runs their workers. */
export function renderersOf(profile: string): readonly number[] {
  const all = processes()
  const family = new Set(
    all.filter(({ command }) => command.includes(`--user-data-dir=${profile}`)).map(({ pid }) => pid),
  )
  for (let before = -1; before !== family.size;) {
    before = family.size
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid)
  }
  return all.filter(({ pid, command }) => family.has(pid) && command.includes('--type=renderer')).map(({ pid }) => pid)
}
