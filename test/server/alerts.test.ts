import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Alerts } from '#shared/alerts/protocol'
import { ItemPath } from '#shared/casebook/path'
import { SiteId, type StudyVersionId, SubjectCode, SubjectKey } from '#shared/ids'
import { Refusal } from '#shared/protocol'
import { StudyVersion } from '#shared/study/definition'
import { watchAlerts } from '../../server/alerts/watch'
import type { Author, Device } from '../../server/demo/device'
import { addPerson } from '../../server/people'
import { PASSWORD, type TestServer, as, startTestServer } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

/** From a serious adverse event on a ward to somebody who says that they have seen it. */

const serious = { oid: 'AESER', type: 'text', label: { en: 'Serious' } } as const
const study = StudyVersion.parse({
  ...smallStudy,
  forms: smallStudy.forms.map((form) =>
    form.oid === 'AE'
      ? { ...form, groups: form.groups.map((group) => ({ ...group, items: [...group.items, serious] })) }
      : form,
  ),
})

interface Mail {
  readonly to: string
  readonly text: string
}
const mails: Mail[] = []
let open = true
const post = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, session, done) {
    const parts: Buffer[] = []
    stream.on('data', (part: Buffer) => parts.push(part))
    stream.on('end', () => {
      if (!open) {
        done(new Error('not now'))
        return
      }
      const text = Buffer.concat(parts).toString().replaceAll('=\r\n', '')
      for (const { address } of session.envelope.rcptTo) mails.push({ to: address, text })
      done()
    })
  },
})

let server: TestServer
let version: StudyVersionId
let ward: Device
let nina: Author

beforeAll(async () => {
  post.listen(0, '127.0.0.1')
  await once(post.server, 'listening')
  const at = post.server.address()
  const port = typeof at === 'object' && at ? at.port : 0
  server = await startTestServer({
    ...{ smtp: `smtp://127.0.0.1:${port}`, mailFrom: 'tracer@example.org', publicAddress: 'https://tracer.example' },
    ...{ alertSeconds: 0.1, escalateMinutes: 1 },
  })
  version = await server.addStudy(study, ['A1', 'B1'])
  await server.addPerson('nina', STUDY, 'nurse@A1')
  await server.addPerson('ida', STUDY, 'investigator@A1')
  await server.addPerson('ivo', STUDY, 'investigator@B1')
  await server.addPerson('dora', STUDY, 'data-manager@*')
  await addPerson(server.context, { userName: 'root', name: 'Name of root', password: PASSWORD, administrator: true })
  await as(server.adminUrl, (admin) => admin.query(`UPDATE app_user SET email = user_name || '@example.org'`))
  ward = server.device()
  nina = await ward.signIn('nina', PASSWORD, 'nurse')
})
afterAll(async () => {
  await server.stop()
  await new Promise<void>((resolve) => post.close(() => resolve()))
})

const AESER = (record: string) => ItemPath.parse(`LOG/AE:${record}/EVENT/AESER`)
/** An event of a participant, which is serious or is not. */
async function reports(text: 'Y' | 'N', subject: SubjectKey, record: string): Promise<void> {
  const at = { at: '2026-03-12T10:00:00.000+01:00', study: STUDY, site: SiteId.parse('A1'), version }
  const items = [{ path: AESER(record), bases: [], entry: { state: 'value' as const, text } }]
  ward.assert({ by: nina, ...at, subject, body: { kind: 'value', items } })
  await ward.push(nina)
}
async function enrolled(code: string): Promise<SubjectKey> {
  const subject = SubjectKey.parse(randomUUID())
  const at = { at: '2026-03-12T10:00:00.000+01:00', study: STUDY, site: SiteId.parse('A1'), version }
  ward.assert({ by: nina, ...at, subject, body: { kind: 'enrol', code: SubjectCode.parse(code) } })
  return subject
}
const inboxOf = async ({ token }: Author) =>
  Alerts.parse((await server.call('GET', '/api/alerts', undefined, token)).body).alerts
const signIn = (name: string) => server.device().signIn(name, PASSWORD, 'investigator')
const acknowledges = ({ token }: Author, id: string) => server.call('POST', `/api/alerts/${id}/acknowledge`, {}, token)
const mailed = (subject: SubjectKey) => mails.filter(({ text }) => text.includes(subject))
/** The time of an alert's escalation, without waiting for it. */
const letTimePass = () =>
  as(server.adminUrl, (admin) => admin.query(`UPDATE jobs.job SET start_after = now() WHERE start_after > now()`))

test('a serious event is mailed to who is told of it at that site, once, with a link and no value (GCP-23)', async () => {
  const subject = await enrolled('A1-001')
  const record = randomUUID()
  await reports('N', subject, record)
  await reports('Y', subject, record)
  await reports('Y', subject, record)
  await vi.waitFor(() => expect(mailed(subject).map(({ to }) => to)).toEqual(['ida@example.org']), 10_000)
  const text = mailed(subject)[0]?.text ?? ''
  expect(text).toContain(`https://tracer.example/#/${STUDY}/A1/participants/${subject}/form/`)
  for (const told of ['A1-001', 'AESER', 'nina', 'Name of']) expect(text).not.toContain(told)

  const ida = await signIn('ida')
  expect(await inboxOf(ida)).toMatchObject([{ subject, site: 'A1', form: `LOG/AE:${record}` }])
  expect(await inboxOf(await signIn('ivo'))).toEqual([])
  expect(await inboxOf(nina)).toEqual([])
})

test('acknowledged it goes no further, and one of another site is as if it were not there', async () => {
  const subject = await enrolled('A1-002')
  await reports('Y', subject, randomUUID())
  const ida = await signIn('ida')
  const [raised] = await inboxOf(ida)
  const id = raised?.id ?? ''
  for (const person of [await signIn('ivo'), nina]) {
    const answers = [await acknowledges(person, id), await acknowledges(person, randomUUID())]
    expect(answers.map(({ status, body }) => [status, Refusal.parse(body).code])).toEqual([
      [404, 'not-found'],
      [404, 'not-found'],
    ])
  }
  expect((await acknowledges(ida, id)).status).toBe(200)
  expect((await acknowledges(await signIn('dora'), id)).status).toBe(200)
  expect((await inboxOf(ida)).find((one) => one.id === id)?.acknowledged?.by).toBe('Name of ida')
  await letTimePass()
  const other = await enrolled('A1-003')
  await reports('Y', other, randomUUID())
  await vi.waitFor(() => expect(mailed(other)).toHaveLength(1), 10_000)
  expect(mailed(subject).map(({ to }) => to)).not.toContain('dora@example.org')
})

test('not acknowledged in time it is mailed again, to more people; a mail that is not taken is tried again (GCP-23)', async () => {
  const subject = await enrolled('A1-004')
  open = false
  await reports('Y', subject, randomUUID())
  // This alert's own mail: those of earlier ones may be tried again as well.
  const tried = () =>
    as(server.adminUrl, (admin) =>
      admin.query(
        `SELECT FROM jobs.job JOIN alert ON alert.id::text = job.data ->> 'alert'
          WHERE job.name = 'alert-mail' AND job.state = 'retry' AND alert.subject = $1`,
        [subject],
      ),
    )
  await vi.waitFor(async () => expect((await tried()).rowCount).toBe(1), 10_000)
  open = true
  await letTimePass()
  const again = () => mailed(subject).filter(({ text }) => /^Subject: .*not acknowledged/m.test(text))
  await vi.waitFor(
    () =>
      expect(
        again()
          .map(({ to }) => to)
          .sort(),
      ).toEqual(['dora@example.org', 'ida@example.org']),
    10_000,
  )
})

test('a locked account is mailed to administrators, with who and when and a link, and again until one says so (P11-17)', async () => {
  const sent = () => mails.filter(({ text }) => text.includes('account locked, ivo'))
  const device = { id: randomUUID(), publicKey: ward.publicKey, app: '0', platform: 'none' }
  for (let i = 0; i < 5; i++)
    await server.call('POST', '/api/auth/sign-in', { userName: 'ivo', password: 'wrong', device }, undefined)
  await vi.waitFor(() => expect(sent().map(({ to }) => to)).toEqual(['root@example.org']), 10_000)
  const [mail] = sent()
  expect(mail?.text).toContain('https://tracer.example/#/alerts')
  expect(mail?.text).not.toContain(device.id)
  await letTimePass()
  await vi.waitFor(() => expect(sent()).toHaveLength(2), 10_000)
  expect(sent()[1]?.text).toMatch(/^Subject: .*not acknowledged/m)
})

test('two servers on one database mail each alert once', async () => {
  const { context } = server
  const sent: string[] = []
  const mailer = { send: ({ to }: { to: string }) => Promise.resolve(void sent.push(to)), close: () => undefined }
  const second = await watchAlerts(context, { mailer, escalateAfter: 3_600, every: 0.05 })
  const subjects: SubjectKey[] = []
  for (const code of ['A1-005', 'A1-006', 'A1-007']) {
    const subject = await enrolled(code)
    await reports('Y', subject, randomUUID())
    subjects.push(subject)
  }
  const first = () => subjects.flatMap(mailed).map(({ to }) => to)
  await vi.waitFor(() => expect([...first(), ...sent]).toHaveLength(3), 10_000)
  await second.stop()
  expect([...first(), ...sent]).toEqual(Array.from({ length: 3 }, () => 'ida@example.org'))
})

test('the queue is work, not a way round the log: the app owns none of it', async () => {
  for (const statement of ['DROP TABLE jobs.job', 'DELETE FROM jobs.queue', `SELECT jobs.create_queue('x', '{}')`])
    await expect(server.context.store.pool.query(statement)).rejects.toThrow(/permission denied|must be owner/)
})
