import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { trials } from '#forms/studies'
import type { Casebook } from '#shared/casebook/casebook'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { journeyOf } from '#shared/casebook/phases'
import type { Logged } from '#shared/change/change'
import { PullAnswer } from '#shared/protocol'
import { compileStudy } from '#shared/study/compile'
import { PASSWORD } from '../../server/demo/accounts'
import { Device } from '../../server/demo/device'
import { startServer } from '../../server/start'
import { callTo, freshDatabase } from '../support/server'

test(
  'the five trials have participants in different states; a start that was broken off goes on with the next of them',
  { timeout: 300_000 },
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'tracer-test-'))
    const database = await freshDatabase()
    const now = () => new Date('2026-03-12T12:00:00Z')
    const start = () => startServer({ dataDir, databaseUrl: database.url, demo: true, trials: true, now })
    const first = await start()
    await first.stop()
    const server = await start()
    await server.filled

    const call = callTo(server.address)
    const device = new Device(call)
    const { token } = await device.signIn('investigator.nl01', PASSWORD, 'investigator')
    const logged = async (stream: string): Promise<readonly Logged[]> => {
      const rows: Logged[] = []
      for (let more = true; more;) {
        const page = PullAnswer.parse(
          (await call('GET', `/api/sync/pull?stream=${stream}&after=${rows.length}`, undefined, token)).body,
        )
        rows.push(...page.rows.flatMap((row) => ('change' in row ? [row] : [])))
        more = page.more
      }
      return rows
    }
    const { leases } = await device.hello(token)
    const stages: Record<string, readonly string[]> = {}
    for (const version of trials) {
      const study = compileStudy(version)
      const site = version.study.name === 'NETTER-2' ? 'NL02' : 'NL01'
      const log = await logged(`${version.study.id}/${site}/data`)
      expect(log.filter(({ receipt }) => receipt?.state !== 'applied')).toEqual([])
      const subjects = [...new Set(log.map(({ change }) => change.subject))]
      const casebooks = subjects.map((subject): Casebook =>
        fold(
          log.filter(({ change }) => change.subject === subject),
          emptyCasebook(subject),
        ),
      )
      expect(leases.find((lease) => lease.study === version.study.id && lease.site === site)?.first).toBe(
        casebooks.length + 1,
      )
      stages[version.study.name] = casebooks
        .map((casebook) => `${casebook.code ?? ''} ${journeyOf(study, casebook).stays.at(-1)?.phase ?? ''}`)
        .sort()
    }
    expect(stages).toEqual({
      'NET RETREAT': ['NL01-001 SCREEN', 'NL01-002 TREAT', 'NL01-003 CROSS'],
      ReLUTH: ['NL01-001 RUNIN', 'NL01-002 NOTRAND', 'NL01-003 RANDOMISED'],
      NELMAS: ['NL01-001 STUDY', 'NL01-002 STUDY'],
      'START-NET': ['NL01-001 SCREEN', 'NL01-002 TREAT', 'NL01-003 TREAT', 'NL01-004 TREAT'],
      'NETTER-2': ['NL02-001 TREAT', 'NL02-002 RETREAT'],
    })
    await server.stop()
    await database.drop()
    await rm(dataDir, { recursive: true })
  },
)
