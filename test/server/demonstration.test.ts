import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { studies } from '#forms/studies'
import type { Casebook } from '#shared/casebook/casebook'
import { findingsOf, isOpen } from '#shared/casebook/findings'
import { emptyCasebook, fold, standingForms } from '#shared/casebook/fold'
import { dueState, scheduleOf } from '#shared/casebook/schedule'
import { summarise } from '#shared/casebook/summary'
import type { Logged } from '#shared/change/change'
import { clockFaultsIn } from '#shared/change/clock'
import type { SiteId } from '#shared/ids'
import { PullAnswer } from '#shared/protocol'
import { adverseEvents } from '#shared/review/ae-queue'
import { compileStudy } from '#shared/study/compile'
import { FR01, NL01, PASSWORD, SITES, STUDY } from '../../server/demo/accounts'
import { Device } from '../../server/demo/device'
import { type RunningServer, startServer } from '../../server/start'
import { as, callTo, freshDatabase } from '../support/server'

const TODAY = '2026-03-12'
const version = studies.find(({ study }) => study.id === STUDY)
if (!version) throw new Error('the demonstration study is not there')
const study = compileStudy(version)

let dataDir: string
let database: Awaited<ReturnType<typeof freshDatabase>>
let server: RunningServer
const log = new Map<SiteId, readonly Logged[]>()
const options = () => ({ dataDir, databaseUrl: database.url, now: () => new Date(`${TODAY}T12:00:00Z`) })
const demonstration = () => startServer({ ...options(), demo: true })

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tracer-test-'))
  database = await freshDatabase()
  server = await demonstration()
  for (const { id } of SITES) log.set(id, await seen(server, id))
})
afterAll(async () => {
  await server.stop()
  await database.drop()
  await rm(dataDir, { recursive: true })
})

/** What a new device of the monitor learns by pulling everything. */
async function seen(from: RunningServer, site: SiteId): Promise<readonly Logged[]> {
  const call = callTo(from.address)
  const { token } = await new Device(call).signIn('monitor', PASSWORD, 'monitor')
  const logged: Logged[] = []
  for (let more = true; more;) {
    const path = `/api/sync/pull?stream=${STUDY}/${site}/data&after=${logged.length}`
    const page = PullAnswer.parse((await call('GET', path, undefined, token)).body)
    logged.push(...page.rows.flatMap((row) => ('change' in row ? [row] : [])))
    more = page.more
  }
  return logged
}

/** The casebooks of a site, in the order of their numbers. */
function casebooks(site: SiteId): readonly Casebook[] {
  const logged = log.get(site) ?? []
  const subjects = [...new Set(logged.map(({ change }) => change.subject))]
  const fromLog = (subject: Casebook['subject']) =>
    fold(
      logged.filter(({ change }) => change.subject === subject),
      emptyCasebook(subject),
    )
  return subjects.map(fromLog).sort((a, b) => ((a.code ?? '') < (b.code ?? '') ? -1 : 1))
}

const all = () => [...casebooks(NL01), ...casebooks(FR01)]
const distinct = (words: readonly string[]) => [...new Set(words)].sort()
const numbers = (site: SiteId, count: number) =>
  Array.from({ length: count }, (_, i) => `${site}-${String(i + 1).padStart(3, '0')}`)

test('participants are numbered in the order of their consent, at both sites', () => {
  expect(casebooks(NL01).map(({ code }) => code)).toEqual(numbers(NL01, 12))
  expect(casebooks(FR01).map(({ code }) => code)).toEqual(numbers(FR01, 5))
  for (const { id } of SITES) {
    const consents = casebooks(id).map(({ enrolled }) => enrolled?.change.claimedAt ?? '')
    expect(consents).toEqual([...consents].sort())
  }
})

test('nothing is held, and nobody did anything later than now', () => {
  const logged = [...log.values()].flat()
  expect(logged.filter(({ receipt }) => receipt?.state !== 'applied')).toEqual([])
  const now = Date.parse(`${TODAY}T00:00:00Z`)
  expect(logged.filter(({ change }) => Date.parse(change.claimedAt) >= now)).toEqual([])
  expect(clockFaultsIn(logged)).toEqual(new Map())
})

test('participants stand at every stage, at both sites: in screening, on treatment, first visits complete', () => {
  for (const { id } of SITES) {
    const stages = casebooks(id).map((casebook) => {
      const done = scheduleOf(study, casebook).filter(({ state, def }) => state === 'done' && def.kind === 'scheduled')
      return ['in screening', 'screened', 'on treatment', 'complete'][done.length] ?? ''
    })
    expect(distinct(stages)).toEqual(['complete', 'in screening', 'on treatment', 'screened'])
  }
  const visits = all().flatMap((casebook) => scheduleOf(study, casebook))
  expect(distinct(visits.map((planned) => dueState(planned, TODAY)))).toEqual(['ahead', 'done', 'due', 'overdue'])
  expect(visits.filter(({ def }) => def.kind === 'unscheduled').map(({ state }) => state)).toEqual(['done'])
  const forms = all().flatMap((casebook) => standingForms(casebook))
  expect(distinct(forms.flatMap(({ status }) => status?.status ?? []))).toEqual(['complete', 'not-done'])
})

test('there is work of every kind: queries, findings, a contested value, adverse events to review', () => {
  const forms = all().flatMap((casebook) =>
    standingForms(casebook).map((form) => ({ form, findings: findingsOf(study, casebook, form.path, TODAY) })),
  )
  const queries = forms.flatMap(({ form }) => form.queries)
  const kind = (id: string) => (id.startsWith('contested:') ? 'contested' : 'asked')
  expect(distinct(queries.map(({ id, status }) => `${kind(id)}, ${status}`))).toEqual([
    'asked, answered',
    'asked, closed',
    'asked, open',
    'contested, open',
  ])
  const findings = forms.flatMap((form) => form.findings)
  const open = findings.filter(isOpen).map(({ check }) => check)
  expect(open).toEqual(expect.arrayContaining(['VS-01', 'RANGE-SOFT:CREAT', 'REQUIRED:WEIGHT']))
  expect(findings.filter((finding) => !isOpen(finding)).map(({ check }) => check)).toEqual(['RANGE-SOFT:K'])

  const events = all().flatMap((casebook) => adverseEvents(study.version, casebook))
  expect(events.map(({ term, section, signature }) => `${term}: ${section}, signature ${signature}`).sort()).toEqual([
    'Alopécie: new, signature missing',
    'Fatigue: changed, signature broken',
    'Febrile neutropenia: serious, signature missing',
    'Flushing: new, signature missing',
    'Nausea: accepted, signature intact',
    'Vomiting: to-sign, signature missing',
  ])

  const summaries = SITES.flatMap(({ id }) =>
    casebooks(id).flatMap((casebook) => summarise(study, casebook, { study: STUDY, site: id }, TODAY) ?? []),
  )
  const sum = (of: 'contested' | 'serious' | 'held') => summaries.reduce((total, summary) => total + summary[of], 0)
  expect([summaries.length, sum('contested'), sum('serious'), sum('held')]).toEqual([17, 1, 1, 0])
})

test('the next participant gets the next number', async () => {
  const call = callTo(server.address)
  const first = async (userName: string) => {
    const device = new Device(call)
    const { token } = await device.signIn(userName, PASSWORD, 'nurse')
    return (await device.hello(token)).leases.map((lease) => [lease.site, lease.first])
  }
  expect(await first('nurse.nl01')).toEqual([['NL01', 13]])
  expect(await first('nurse.fr01')).toEqual([['FR01', 6]])
})

test('a second start leaves it as it is; one that was broken off, or is to be fresh, is made again', async () => {
  await server.stop()
  server = await demonstration()
  expect(await seen(server, NL01)).toEqual(log.get(NL01))
  await server.stop()

  await as(database.url, (admin) => admin.query(`DELETE FROM setting WHERE key = 'demonstration-made'`))
  server = await demonstration()
  const again = await seen(server, NL01)
  await server.stop()
  server = await startServer({ ...options(), demo: true, fresh: true })
  const made = [log.get(NL01) ?? [], again, await seen(server, NL01)]
  expect(new Set(made.map((logged) => logged[0]?.change.device)).size).toBe(3)
  expect(new Set(made.map(({ length }) => length)).size).toBe(1)
})

test('the production server does not run on a demonstration, whose passwords everyone knows (ASVS-6.4.x)', async () => {
  await expect(startServer(options())).rejects.toThrow(/this database is a demonstration/)
})
