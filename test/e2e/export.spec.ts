import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { ItemPath } from '#shared/casebook/path'
import { OdmReader } from '#shared/import/read-odm'
import { SiteId, SubjectCode, SubjectKey, streamId } from '#shared/ids'
import { PullAnswer } from '#shared/protocol'
import { siteBookOf } from '#shared/review/closing'
import { expectAccessible, keepScreen, test } from '../support/app-test'
import { Exports } from '../support/pages/exports'
import { Frame } from '../support/pages/frame'
import { SignIn } from '../support/pages/sign-in'
import { PASSWORD, type TestServer, as } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'
import { unzip } from '../support/unzip'

const people = 4
const weights = ['007', '118', '-5', '42']

test('a monitor finds, previews, makes and opens an export without a network (GCP-08, DATA-10)', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(300_000)
  await fill(server)
  await server.addPerson('ingrid', STUDY, 'monitor@NL01')
  const desk = await newDesk()
  const page = await desk.open()
  const [frame, exports] = [new Frame(page), new Exports(page)]

  await test.step('finds it, and reads what will go', async () => {
    await new SignIn(page).firstTime('ingrid', PASSWORD)
    await frame.allSent()
    await expect(page.getByRole('row', { name: 'NL01-004' })).toBeVisible({ timeout: 60_000 })
    await expect(page.getByRole('progressbar')).toBeHidden({ timeout: 60_000 })
    await desk.goesOffline()
    await frame.goTo('Exports')
    await expect(exports.amount('Forms')).toHaveText(String(people * 2), { timeout: 60_000 })
    await expect(exports.amount('Values')).toHaveText(String(people * 2))
    await expect(exports.preview).toContainText(`${people * 2} draft`)
    await keepScreen(page, 'exports-preview')
    await expectAccessible(page, 'exports')
  })
  await test.step('leaves a form and a participant out, and the preview follows', async () => {
    await exports.show('Forms')
    await exports.toggle('Visit')
    await expect(exports.amount('Forms')).toHaveText(String(people))
    await exports.show('Participants')
    await exports.toggle('NL01-004')
    await expect(exports.amount('Values')).toHaveText(String(people - 1))
  })
  await test.step('makes ODM of it, which reads back value by value', async () => {
    const files = unzip((await exports.make('ODM-XML 1.3.2')).bytes)
    const reader = new OdmReader()
    const file = reader.file()
    file.write(new TextDecoder().decode(files.get(`${STUDY}.xml`)))
    file.end()
    const { subjects } = reader.result()
    expect(subjects.map(({ code, values }) => [code, ...values.map(({ entry }) => entry)])).toEqual(
      weights.slice(0, people - 1).map((text, i) => [`NL01-00${i + 1}`, { state: 'value', text, unit: 'mmHg' }]),
    )
    await expect(page.getByText('The file is in your downloads.')).toBeVisible()
    await keepScreen(page, 'exports-made')
    await expectAccessible(page, 'an export that was made')
  })
  await test.step('makes a casebook, and another program opens it', async () => {
    await exports.show('Participants')
    for (const code of ['NL01-002', 'NL01-003']) await exports.toggle(code)
    const { name, bytes } = await exports.make('Casebooks, PDF')
    expect(name).toMatch(/^NL01-001_casebook_/)
    opens(bytes)
  })
  await test.step('what was taken is noted in the book of the site, and reaches the server', async () => {
    await frame.holds(2)
    await desk.comesBack()
    await frame.allSent()
    const noted = await exportsNoted(server)
    expect(noted.map(({ change, receipt }) => [change.subject, receipt.state, change.body])).toMatchObject([
      [siteBookOf(STUDY, SiteId.parse('NL01')), 'applied', { format: 'odm', participants: people - 1, part: true }],
      [siteBookOf(STUDY, SiteId.parse('NL01')), 'applied', { format: 'pdf', participants: 1, part: true }],
    ])
  })
})

test('an export that is stopped leaves nothing: no file, no note, no worker, nothing kept', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(300_000)
  await fill(server)
  await server.addPerson('ingrid', STUDY, 'monitor@NL01')
  const desk = await newDesk()
  const page = await desk.open()
  const [frame, exports] = [new Frame(page), new Exports(page)]
  await new SignIn(page).firstTime('ingrid', PASSWORD)
  await frame.allSent()
  await frame.goTo('Exports')
  await expect(exports.amount('Forms')).toHaveText(String(people * 2), { timeout: 60_000 })
  const before = await page.evaluate(kept)
  let downloads = 0
  page.on('download', () => downloads++)
  // The worker is there and knows the study; what it is asked to make never reaches it.
  await page.evaluate(holdMaking)

  const opened = page.waitForEvent('worker')
  await exports.start('Complete copy')
  const ended = (await opened).waitForEvent('close')
  await exports.stop()
  await ended

  expect(await page.evaluate(kept)).toEqual(before)
  await frame.allSent()
  expect(downloads).toBe(0)
  expect(await exportsNoted(server)).toEqual([])
  await test.step('the next one is made as if nothing had been', async () => {
    await page.evaluate(letMaking)
    const { bytes } = await exports.make('Casebooks, PDF')
    expect(unzip(bytes).size).toBe(people + 1)
    await frame.allSent()
  })
})

test('a monitor has the server make one of all sites, finds it again after a reload, and stops another (ASVS-15.2.2)', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(300_000)
  await fill(server)
  await server.addPerson('ingrid', STUDY, 'monitor@NL01')
  const desk = await newDesk()
  const page = await desk.open()
  const [frame, exports] = [new Frame(page), new Exports(page)]
  await new SignIn(page).firstTime('ingrid', PASSWORD)
  await frame.allSent()
  await frame.goTo('Exports')

  await test.step('asks, and reads what it is', async () => {
    await exports.ask('ODM-XML 1.3.2')
    await expect(exports.atServer).toHaveCount(1)
    await expect(exports.atServer.getByRole('button', { name: 'Save…' })).toBeVisible({ timeout: 60_000 })
    await keepScreen(page, 'exports-at-server')
    await expectAccessible(page, 'exports at the server')
  })
  await test.step('signs in anew: it is there, and reads back value by value', async () => {
    await page.reload()
    await new SignIn(page).again('Name of ingrid', PASSWORD)
    await frame.goTo('Exports')
    await page.getByRole('tab', { name: 'At the server 1' }).click()
    const { name, bytes } = await exports.fetch()
    expect(name).toMatch(/^SMALL_all-sites_odm-1\.3\.2_.*\.zip$/)
    const reader = new OdmReader()
    const file = reader.file()
    file.write(new TextDecoder().decode(unzip(bytes).get(`${STUDY}.xml`)))
    file.end()
    expect(reader.result().subjects.map(({ code }) => code)).toEqual(weights.map((_, i) => `NL01-00${i + 1}`))
    await expect(exports.atServer.getByText('The file is in your downloads.')).toBeVisible()
  })
  await test.step('stops one that is being made, and removes both', async () => {
    await as(server.adminUrl, async (admin) => {
      await admin.query('BEGIN')
      await admin.query('LOCK TABLE reference_load IN ACCESS EXCLUSIVE MODE')
      await exports.ask('Tables, CSV')
      await expect(exports.atServer.first().getByRole('progressbar')).toBeVisible({ timeout: 60_000 })
      await keepScreen(page, 'exports-at-server-running')
      await exports.atServer.first().getByRole('button', { name: 'Stop' }).click()
      await expect(exports.atServer.first()).toContainText('Stopped. Nothing of it is left.')
      await admin.query('ROLLBACK')
    })
    for (const left of [1, 0]) {
      await exports.atServer.first().getByRole('button', { name: 'Remove' }).click()
      await expect(exports.atServer).toHaveCount(left)
    }
  })
  await test.step('reads the same in the dark, on a small window and in French', async () => {
    await exports.ask('ODM-XML 1.3.2')
    await expect(exports.atServer.getByRole('button', { name: 'Save…' })).toBeVisible({ timeout: 60_000 })
    await page.emulateMedia({ colorScheme: 'dark' })
    await keepScreen(page, 'exports-at-server-dark')
    await expectAccessible(page, 'exports at the server in dark', 'colours')
    await page.emulateMedia({ colorScheme: 'light' })
    await frame.speak('Français')
    await page.setViewportSize({ width: 1280, height: 720 })
    await keepScreen(page, 'exports-at-server-french')
    await frame.speak('English')
  })
  await test.step('without a network it says so, and offers what this device can do', async () => {
    await desk.goesOffline()
    await expect(page.getByText('The server cannot be asked now.').first()).toBeVisible({ timeout: 60_000 })
    await expect(page.getByRole('button', { name: /^Ask the server/ })).toBeDisabled()
    await keepScreen(page, 'exports-at-server-offline')
  })
})

/** Every note of an export in the site's log on the server. */
async function exportsNoted(server: TestServer) {
  await server.addPerson('dirk', STUDY, 'data-manager@NL01')
  const device = server.device()
  const { token } = await device.signIn('dirk', PASSWORD, 'data-manager')
  const path = `/api/sync/pull?stream=${encodeURIComponent(streamId(STUDY, SiteId.parse('NL01'), 'data'))}&after=0`
  const { rows } = PullAnswer.parse((await server.call('GET', path, undefined, token)).body)
  return rows.flatMap((row) => ('change' in row && row.change.body.kind === 'export' ? [row] : []))
}

/** What a page has kept by the names of it: files, caches, databases. */
async function kept() {
  const files: string[] = []
  const root = await navigator.storage.getDirectory()
  for await (const name of root.keys()) files.push(name)
  const databases = await indexedDB.databases()
  return { files, caches: await caches.keys(), databases: databases.map(({ name }) => name).sort() }
}

/** Lets workers of exports open and hear nothing after. */
function holdMaking() {
  const send: unknown = Reflect.get(Worker.prototype, 'postMessage')
  if (typeof send !== 'function') throw new Error('workers cannot be talked to')
  const heard = new WeakSet<Worker>()
  Object.assign(Worker.prototype, {
    sendAsBefore: send,
    postMessage(this: Worker, ...message: readonly unknown[]) {
      const [asked] = message
      const path = typeof asked === 'object' && asked !== null && 'path' in asked ? JSON.stringify(asked.path) : ''
      if (path === '["open"]') heard.add(this)
      else if (heard.has(this) && path === '["make"]') return
      Reflect.apply(send, this, message)
    },
  })
}

/** Undoes it. */
function letMaking() {
  const { prototype } = Worker
  if ('sendAsBefore' in prototype) Object.assign(prototype, { postMessage: prototype.sendAsBefore })
}

/** Participants with one weight and one visit each, as a device of the ward sends them. */
async function fill(server: TestServer): Promise<void> {
  const version = await server.addStudy(smallStudy, ['NL01'])
  await server.addPerson('anna', STUDY, 'nurse@NL01')
  const device = server.device()
  const by = await device.signIn('anna', PASSWORD, 'nurse')
  const place = { by, study: STUDY, site: SiteId.parse('NL01'), version, at: '2026-03-02T09:00:00.000+01:00' }
  for (const [i, text] of weights.entries()) {
    const subject = SubjectKey.parse(`0198c0de-0000-7000-8000-00000000000${i + 1}`)
    const item = (path: string, value: string, unit?: string) => ({
      path: ItemPath.parse(path),
      bases: [],
      entry: { state: 'value' as const, text: value, ...(unit !== undefined && { unit }) },
    })
    device.assert({ ...place, subject, body: { kind: 'enrol', code: SubjectCode.parse(`NL01-00${i + 1}`) } })
    const items = [item('SCR/SV/VISIT/SVSTDTC', '2026-03-02'), item('SCR/VS/VITALS/SYSBP', text, 'mmHg')]
    device.assert({ ...place, subject, body: { kind: 'value', items } })
  }
  await device.push(by)
}

/** A program that is not ours finds nothing wrong with a PDF. */
function opens(bytes: Uint8Array): void {
  const folder = mkdtempSync(join(tmpdir(), 'tracer-pdf-'))
  try {
    writeFileSync(join(folder, 'casebook.pdf'), bytes)
    execFileSync('qpdf', ['--check', join(folder, 'casebook.pdf')], { stdio: 'pipe' })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
