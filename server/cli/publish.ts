import { parseArgs } from 'node:util'
import type { z } from 'zod'
import { OpenStudyRequest, PublishAnswer, PublishRequest, Refusal } from '#shared/protocol'
import { problemsOf } from '#shared/study/compile'
import { StudyVersion } from '#shared/study/definition'
import { Device } from '../demo/device'
import { callTo, fail, jsonIn, ownServer, readCredentials } from './command'

/**
 * `npm run --silent publish-study -- FILE --credentials FILE [--to URL]` and either
 * `--site ID=NAME… [--person USER=ROLE@SITE… [--trained DAY]]`, which opens a study that the server does not know (an
 * administrator; without the day of their training they read and enter nothing until it is recorded), or
 * `--at ID…`, which gives those sites a further version of it (a data manager). A study is one JSON document and needs no
 * build. Writes the version's name; status 1 where the study is unsound or the server says no, 2 where nothing could be
 * read, each with path and reason on standard error.
 */

const usage =
  'publish-study FILE --credentials FILE [--to URL] (--site ID=NAME… [--person USER=ROLE@SITE… [--trained DAY]] | --at ID…)'

/** Most faults that are told of one file. */
const MOST = 20

const { file, options } = called()
const version = readStudy(file)
const { userName, password, code } = readCredentials(options.credentials ?? fail(2, usage))
const call = callTo(options.to ?? ownServer())
const token = await signIn()
const opens = options.site !== undefined
const asked = opens
  ? OpenStudyRequest.safeParse({
      version,
      sites: (options.site ?? []).map(readSite),
      people: (options.person ?? []).map(readPerson),
      ...(options.trained !== undefined && { trainedOn: options.trained }),
    })
  : PublishRequest.safeParse({ version, sites: options.at ?? fail(2, usage) })
if (!asked.success) fail(2, faultsOf(asked.error).join('\n'))
const { status, body } = await call('POST', opens ? '/api/studies' : '/api/study-versions', asked.data, token)
const answer = PublishAnswer.safeParse(body)
if (status !== 200 || !answer.success) {
  const refusal = Refusal.safeParse(body)
  fail(1, refusal.success ? refusal.data.message : `the server answered ${status}`)
}
console.log(answer.data.id)

function called() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        to: { type: 'string' },
        credentials: { type: 'string' },
        site: { type: 'string', multiple: true },
        person: { type: 'string', multiple: true },
        trained: { type: 'string' },
        at: { type: 'string', multiple: true },
      },
    })
    const [file, ...others] = positionals
    return file !== undefined && others.length === 0 ? { file, options: values } : fail(2, usage)
  } catch {
    return fail(2, usage)
  }
}

/** A study whose every name is known and whose every check does what its own cases say. */
function readStudy(path: string): StudyVersion {
  const parsed = StudyVersion.safeParse(jsonIn(path))
  if (!parsed.success)
    return fail(
      2,
      faultsOf(parsed.error)
        .map((fault) => `${path}: ${fault}`)
        .join('\n'),
    )
  const problems = problemsOf(parsed.data).slice(0, MOST)
  return problems.length > 0 ? fail(1, problems.map((problem) => `${path}: ${problem}`).join('\n')) : parsed.data
}

/** `forms.2.groups.0.items.1.type: what is wrong`, one a fault. */
function faultsOf({ issues }: z.ZodError): readonly string[] {
  return issues.slice(0, MOST).map(({ path, message }) => `${path.join('.') || 'the document'}: ${message}`)
}

function readSite(text: string) {
  const at = text.indexOf('=')
  return at > 0 ? { id: text.slice(0, at), name: text.slice(at + 1) } : fail(2, `--site ${text}: ID=NAME is expected`)
}

function readPerson(text: string) {
  const [, userName, role, site] = /^([^=]+)=([^@]+)@(.+)$/.exec(text) ?? []
  return site === undefined ? fail(2, `--person ${text}: USER=ROLE@SITE is expected`) : { userName, role, site }
}

async function signIn(): Promise<string> {
  try {
    return (await new Device(call).signIn(userName, password, opensRole(), code)).token
  } catch {
    return fail(2, `${userName} was not let in`)
  }
}

function opensRole() {
  return options.site === undefined ? ('data-manager' as const) : ('administrator' as const)
}
