import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { freshDatabase } from '../support/server'

const main = new URL('../../server/main.ts', import.meta.url).pathname

/** Runs the command; resolves with its output once it is ready or has ended. */
async function run(args: readonly string[], env: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], {
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit').then(([code]: unknown[]) => code)
  const out: string[] = []
  const err: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => err.push(line))
  const ready = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      out.push(line)
      if (line.startsWith('ready ')) resolve()
    })
  })
  await Promise.race([ready, ended])
  return { child, ended, out, err, address: /^ready (\S+)$/.exec(out.at(-1) ?? '')?.[1] ?? '' }
}

test('the demonstration says when it is ready, and ends well when it is told to', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tracer-test-'))
  const first = await run(['--demonstration'], { TRACER_DATA: dataDir })
  expect(first.err).toEqual([])
  expect((await fetch(`${first.address}/api/health`)).status).toBe(200)
  expect(first.out.join('\n')).toContain('nurse.nl01')
  expect((await stat(join(dataDir, 'secret'))).mode & 0o777).toBe(0o600)
  first.child.kill('SIGINT')
  expect(await first.ended).toBe(0)
  await expect(stat(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'))).rejects.toThrow('ENOENT')
  expect(await readFile(join(dataDir, 'server.log'), 'utf8')).not.toContain('tracer-demo-2026')

  // Killed outright, its database stays behind; the next start takes it over.
  const second = await run(['--demonstration'], { TRACER_DATA: dataDir })
  second.child.kill('SIGKILL')
  await second.ended
  const third = await run(['--demonstration'], { TRACER_DATA: dataDir })
  expect(third.err).toEqual([])
  expect((await fetch(`${third.address}/api/health`)).status).toBe(200)
  third.child.kill('SIGTERM')
  expect(await third.ended).toBe(0)
  await rm(dataDir, { recursive: true })
})

test('the production server refuses to start unsafe, and says why', async () => {
  const database = await freshDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'tracer-test-'))
  const env = { TRACER_DATA: dataDir }
  const none = await run([], env)
  expect([await none.ended, none.err.join()]).toEqual([2, expect.stringContaining('DATABASE_URL is missing')])
  const half = await run([], { ...env, DATABASE_URL: database.url })
  expect([await half.ended, half.err.join()]).toEqual([2, expect.stringContaining('DATABASE_ADMIN_URL is missing')])
  const owner = await run([], { ...env, DATABASE_URL: database.url, DATABASE_ADMIN_URL: database.url })
  expect([await owner.ended, owner.err.join()]).toEqual([1, expect.stringContaining('it is a superuser')])
  await database.drop()
  await rm(dataDir, { recursive: true })
})
