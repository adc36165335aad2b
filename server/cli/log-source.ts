import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { hashOf } from '#shared/canonical-json'
import { GENESIS, streamLink } from '#shared/change/chain'
import { LogPeople, PEOPLE_FILE, logFile, versionFile } from '#shared/export/log-folder'
import { Eq5dValueSet } from '#shared/clinical/quality-of-life/value-set-document'
import { type StudyId, streamId } from '#shared/ids'
import { PullAnswer, Refusal } from '#shared/protocol'
import { can } from '#shared/roles'
import { StudyVersion } from '#shared/study/definition'
import { Device } from '../demo/device'
import { type LogSource, provedBy } from '../exports/log-source'
import { bytesFrom, callTo, fail, readCredentials } from './command'

/** What this person may see of a study on a server, through the calls that devices use. */
export async function fromServer(
  address: string,
  credentials: string | undefined,
  study: StudyId | undefined,
): Promise<LogSource> {
  if (credentials === undefined) fail(2, '--credentials FILE is missing: a server shows nothing to nobody')
  const { userName, password, code } = readCredentials(credentials)
  const call = callTo(address)
  const device = new Device(call)
  const author = await device
    .signIn(userName, password, 'monitor', code)
    .catch(() => fail(2, `${userName} was not let in`))
  const hello = await device.hello(author.token)
  const seen = hello.sites.filter((site) => study === undefined || site.study === study)
  const own = study ?? seen[0]?.study
  const [first] = seen
  if (own === undefined || !first) fail(1, `${userName} sees nothing of ${study ?? 'any study'} on ${address}`)
  const roles = hello.people.filter(({ id }) => id === author.user).map(({ role }) => role)
  const role = roles.find((one) => can(one, 'export')) ?? fail(1, `${userName} may not export ${own}`)
  return {
    people: {
      study: own,
      sites: seen.filter((site) => site.study === own),
      people: hello.people,
      keys: hello.keys,
      references: hello.references.filter(({ kind }) => kind === 'ctcae' || kind === 'eq5d'),
    },
    exporter: { name: author.answer.user.name, role },
    streams: hello.streams
      .map(({ stream }) => stream)
      .filter((stream) => stream.startsWith(`${own}/`) && stream.endsWith('/data'))
      .sort(),
    async valueSet(document) {
      const { status, body } = await call('GET', `/api/references/${document}`, undefined, author.token)
      return status === 200 ? Eq5dValueSet.parse(body) : fail(1, reasonIn(body, status))
    },
    async note(what) {
      const { status, body } = await call('POST', '/api/exports', what, author.token)
      if (status !== 200) fail(1, reasonIn(body, status))
    },
    async version(id) {
      const { status, body } = await call('GET', `/api/study-versions/${id}`, undefined, author.token)
      return status === 200 ? StudyVersion.parse(body) : fail(1, reasonIn(body, status))
    },
    async content({ stream, file }) {
      const content = new Uint8Array(file.bytes)
      let at = 0
      for (const chunk of file.chunks) {
        const path = `/api/sync/chunk?${new URLSearchParams({ stream, chunk }).toString()}`
        const piece = await bytesFrom(address, path, author.token)
        if (!piece || at + piece.length > content.length) return undefined
        content.set(piece, at)
        at += piece.length
      }
      return provedBy(file, content)
    },
    async *rows(stream) {
      let after = 0
      let chain = GENESIS
      for (;;) {
        const path = `/api/sync/pull?stream=${encodeURIComponent(stream)}&after=${after}`
        const { status, body } = await call('GET', path, undefined, author.token)
        if (status !== 200) fail(1, reasonIn(body, status))
        const page = PullAnswer.parse(body)
        for (const row of page.rows) {
          if (!('change' in row)) throw new Error('a device that wrote nothing was given its own change')
          chain = streamLink(chain, row.change, row.receipt)
          after = row.receipt.seq
          yield { ...row, chain }
        }
        if (chain !== page.chain) fail(1, `${stream}: the log of the server breaks before ${after}`)
        if (!page.more) return
      }
    },
  }
}

function reasonIn(body: unknown, status: number): string {
  const refusal = Refusal.safeParse(body)
  return refusal.success ? refusal.data.message : `the server answered ${status}`
}

/** A folder that a log was written to. Whoever holds it sees all of it. */
export function fromFolder(folder: string): LogSource {
  const people = LogPeople.safeParse(jsonOf(join(folder, PEOPLE_FILE)))
  if (!people.success) fail(2, `${folder}: ${PEOPLE_FILE} is missing or unreadable: no back-up lies here`)
  const { study, sites } = people.data
  return {
    people: people.data,
    exporter: { name: 'Back-up', role: 'system' },
    streams: sites
      .map(({ site }) => site)
      .filter((site) => existsSync(join(folder, logFile(site))))
      .map((site) => streamId(study, site, 'data'))
      .sort(),
    note: () => Promise.resolve(),
    valueSet: () => Promise.resolve(undefined),
    version(id) {
      const version = StudyVersion.safeParse(jsonOf(join(folder, versionFile(id))))
      if (!version.success || hashOf(version.data) !== String(id))
        fail(2, `${versionFile(id)}: is not the version it is called`)
      return Promise.resolve(version.data)
    },
    content({ name, file }) {
      const path = join(folder, name)
      return Promise.resolve(existsSync(path) ? provedBy(file, readFileSync(path)) : undefined)
    },
    rows: (stream) => linesOf(join(folder, logFile(stream.split('/')[1] ?? ''))),
  }
}

/** The lines of a file as JSON; what is none as text, which no one takes for a row. */
export async function* linesOf(file: string): AsyncGenerator {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    if (line === '') continue
    try {
      const value: unknown = JSON.parse(line)
      yield value
    } catch {
      yield line
    }
  }
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
