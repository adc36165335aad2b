import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { root } from '../../scripts/process.mjs'
import { Lock } from '../trace/parts-list'
import type { Evidence } from './evidence'

/** A grave advisory that is lived with for a while. */
const Exception = z.strictObject({
  package: z.string().min(1),
  /** As GitHub names it: `GHSA-…`. */
  advisory: z.string().regex(/^GHSA(-[0-9a-z]{4}){3}$/),
  /** The last day of it. */
  until: z.iso.date(),
  why: z.string().min(20),
})
export type Exception = z.output<typeof Exception>

/** Electron keeps its three newest majors; the day is when the next is due, and the oldest of them goes. */
const Supported = z.strictObject({ oldest: z.int(), lookAgainBy: z.iso.date() })
export type Supported = z.output<typeof Supported>

/** npm's report, as far as it is read here. What only depends on something with an advisory is named by a text. */
const Report = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(
    z.string(),
    z.object({
      via: z.array(
        z.union([z.string(), z.object({ name: z.string(), url: z.string(), title: z.string(), severity: z.string() })]),
      ),
      nodes: z.array(z.string()),
    }),
  ),
})

export interface Advisory {
  readonly package: string
  readonly advisory: string
  readonly severity: string
  readonly title: string
}

export interface LookedUp {
  /** Grave ones that no exception covers today. */
  readonly grave: readonly Advisory[]
  /** Exceptions whose last day is over. */
  readonly expired: readonly Exception[]
  /** Exceptions that nothing needs any more. */
  readonly unneeded: readonly Exception[]
}

const GRAVE = new Set(['high', 'critical'])
/** Installers hold it, and npm takes it for a tool. */
const ELECTRON = 'node_modules/electron'

/**
 * Asks the registry for advisories on what runs at people's: all that is locked but tools, and Electron. Undefined where it
 * could not be asked, which is no answer.
 */
export async function lookUp(
  folder: string,
  { exceptions, today, registry }: { exceptions: readonly Exception[]; today: string; registry?: string },
): Promise<LookedUp | undefined> {
  const { packages } = Lock.parse(JSON.parse(readFileSync(`${folder}/package-lock.json`, 'utf8')))
  const runs = (path: string) => path === ELECTRON || (packages[path] !== undefined && packages[path].dev !== true)
  const report = Report.safeParse(await audit(folder, registry))
  if (!report.success) return undefined
  const found = Object.entries(report.data.vulnerabilities).flatMap(([name, { via, nodes }]) =>
    nodes.some(runs)
      ? via.flatMap((each) => (typeof each === 'string' || each.name !== name ? [] : advisoryOf(each)))
      : [],
  )
  const covers = (exception: Exception, { package: name, advisory }: Advisory) =>
    exception.package === name && exception.advisory === advisory
  const grave = found.filter(({ severity }) => GRAVE.has(severity))
  const lasting = exceptions.filter(({ until }) => today <= until)
  return {
    grave: grave.filter((one) => !lasting.some((exception) => covers(exception, one))),
    expired: exceptions.filter(({ until }) => until < today),
    unneeded: exceptions.filter((exception) => !grave.some((one) => covers(exception, one))),
  }
}

function advisoryOf({ name, url, title, severity }: { name: string; url: string; title: string; severity: string }) {
  return { package: name, advisory: url.slice(url.lastIndexOf('/') + 1), severity, title }
}

/** What `npm audit` says: its report, or why there is none. */
async function audit(folder: string, registry: string | undefined): Promise<unknown> {
  const args = ['audit', '--json', '--package-lock-only', '--fetch-retries=0', '--fetch-timeout=60000']
  if (registry !== undefined) args.push(`--registry=${registry}`)
  const self = process.env['npm_execpath']
  const [program, ...first] = self?.endsWith('.js') ? [process.execPath, self] : ['npm']
  const said = await new Promise<string>((resolve) => {
    const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 }
    // Where anything is found it ends with a status of its own, and says the same.
    execFile(program, [...first, ...args], options, (_, stdout) => resolve(stdout))
  })
  try {
    return JSON.parse(said)
  } catch {
    return undefined
  }
}

/** Whether the Electron that is shipped is of a supported major; after the day to look again nobody knows. */
export function electronStanding(version: string, { oldest, lookAgainBy }: Supported, today: string) {
  if (Number.parseInt(version) < oldest) return 'too-old'
  return today > lookAgainBy ? 'not-looked-up' : 'supported'
}

const readJson = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'))
export const readSupported = (): Supported => Supported.parse(readJson('supported-electron.json'))

/** No grave advisory on what is shipped, today. Where the registry does not answer this is not proved. */
export async function advisories(): Promise<Evidence & { readonly isWrong: boolean }> {
  const today = new Date().toISOString().slice(0, 10)
  const { packages } = Lock.parse(JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')))
  const electron = electronStanding(packages[ELECTRON]?.version ?? '', readSupported(), today)
  const exceptions = z.array(Exception).parse(readJson('advisory-exceptions.json'))
  const looked = await lookUp(root, { exceptions, today })
  const isWrong = electron === 'too-old' || (looked !== undefined && looked.grave.length + looked.expired.length > 0)
  const isKnown = looked !== undefined && electron !== 'not-looked-up'
  return {
    passed: isKnown && !isWrong,
    isWrong,
    figures: { today, electron, ...(looked ?? { advisories: 'could not be looked up' }) },
  }
}
