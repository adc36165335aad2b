import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { studies } from '#forms/studies'
import type { Casebook } from '#shared/casebook/casebook'
import { findingsOf, isOpen } from '#shared/casebook/findings'
import { emptyCasebook, fold, standingForms } from '#shared/casebook/fold'
import { dueState, scheduleOf } from '#shared/casebook/schedule'
import { summarise } from '#shared/casebook/summary'
import type { Logged } from '#shared/change/change'
import type { SubjectKey } from '#shared/ids'
import { PullAnswer } from '#shared/protocol'
import { compileStudy } from '#shared/study/compile'
import { FR01, NL01, PASSWORD, STUDY } from '../../server/demo/accounts'
import { Device } from '../../server/demo/device'
import { type RunningServer, startServer } from '../../server/start'
import { callTo, freshDatabase } from '../support/server'

const TODAY = '2026-03-12'
const version = studies.find(({ study }) => study.id === STUDY)
if (!version) throw new Error('the demonstration study is not there')
const study = compileStudy(version)

/** What a new device of the monitor learns by pulling everything. */
async function seen(server: RunningServer, site: string): Promise<ReadonlyMap<SubjectKey, Casebook>> {
  const call = callTo(server.address)
  const { token } = await new Device(call).signIn('monitor', PASSWORD, 'monitor')
  const logged: Logged[] = []
  for (let more = true; more;) {
    const path = `/api/sync/pull?stream=${STUDY}/${site}/data&after=${logged.length}`
    const page = PullAnswer.parse((await call('GET', path, undefined, token)).body)
    logged.push(...page.rows.flatMap((row) => ('change' in row ? [row] : [])))
    more = page.more
  }
  const subjects = new Set(logged.map(({ change }) => change.subject))
  return new Map(
    [...subjects].map((subject) => {
      const changes = logged.filter(({ change }) => change.subject === subject)
      return [subject, fold(changes, emptyCasebook(subject))]
    }),
  )
}

test('a newcomer finds a living study: every stage, work for everyone, and nothing held', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tracer-test-'))
  const database = await freshDatabase()
  const options = { dataDir, databaseUrl: database.url, demo: true, now: () => new Date(`${TODAY}T12:00:00Z`) }
  const server = await startServer(options)
  const rotterdam = [...(await seen(server, 'NL01')).values()]
  const lyon = [...(await seen(server, 'FR01')).values()]
  expect([
    rotterdam
      .map(({ code }) => code)
      .sort()
      .at(-1),
    rotterdam.length,
  ]).toEqual(['NL01-012', 12])
  expect([
    lyon
      .map(({ code }) => code)
      .sort()
      .at(-1),
    lyon.length,
  ]).toEqual(['FR01-005', 5])

  const forms = rotterdam.flatMap((casebook) => standingForms(casebook))
  expect(forms.flatMap(({ held }) => held)).toEqual([])
  const states = new Set(
    rotterdam.flatMap((casebook) => scheduleOf(study, casebook).map((planned) => dueState(planned, TODAY))),
  )
  expect([...states].sort()).toEqual(['ahead', 'done', 'due', 'overdue'])
  const findings = rotterdam.flatMap((casebook) =>
    standingForms(casebook).flatMap(({ path }) =>
      findingsOf(study, casebook, path, TODAY).map((f) => ({ ...f, path })),
    ),
  )
  expect(findings.filter(isOpen).map(({ check }) => check)).toEqual(
    expect.arrayContaining(['VS-01', 'RANGE-SOFT:CREAT']),
  )
  expect(findings.some((finding) => !isOpen(finding))).toBe(true)

  const summaries = rotterdam.flatMap(
    (casebook) => summarise(study, casebook, { study: STUDY, site: NL01 }, TODAY) ?? [],
  )
  const sum = (of: 'openQueries' | 'contested' | 'serious' | 'toReview' | 'held') =>
    summaries.reduce((total, summary) => total + summary[of], 0)
  expect({ contested: sum('contested'), serious: sum('serious'), held: sum('held') }).toEqual({
    contested: 1,
    serious: 1,
    held: 0,
  })
  expect(sum('openQueries')).toBeGreaterThanOrEqual(3)
  expect(sum('toReview')).toBeGreaterThanOrEqual(3)
  expect(
    lyon.flatMap((casebook) => summarise(study, casebook, { study: STUDY, site: FR01 }, TODAY) ?? []),
  ).toHaveLength(5)

  // A second start leaves it as it is.
  await server.stop()
  const again = await startServer(options)
  expect((await seen(again, 'NL01')).size).toBe(12)
  await again.stop()
  await database.drop()
  await rm(dataDir, { recursive: true })
})
