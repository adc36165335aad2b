import { gunzipSync } from 'node:zlib'
import { expect } from '@playwright/test'
import { hashOf } from '#shared/canonical-json'
import { PushRequest } from '#shared/protocol'
import { expectGoodLooks, keepScreen, test } from '../support/app-test'
import { Casebook } from '../support/pages/casebook'
import { Form } from '../support/pages/form'
import { Frame } from '../support/pages/frame'
import { Participants } from '../support/pages/participants'
import { SignIn } from '../support/pages/sign-in'
import { Sync } from '../support/pages/sync'
import { PASSWORD } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

const step = test.step
const SYSTOLIC = 'VITALS/SYSBP'

test.setTimeout(300_000)

test('a nurse whose line is dead carries her work to a colleague’s computer, and it counts once', async ({
  server,
  newDesk,
}) => {
  await server.addStudy(smallStudy, ['NL01'])
  for (const name of ['ana', 'ben']) await server.addPerson(name, STUDY, 'nurse@NL01')
  const ward = await newDesk()
  const page = await ward.open()
  await new SignIn(page).firstTime('ana', PASSWORD)
  await new Frame(page).allSent()
  await ward.goesOffline()

  const code = await new Participants(page).enrol()
  await new Casebook(page).open('Vital signs', 'Screening')
  await new Form(page).enter(SYSTOLIC, '127')
  await new Frame(page).holds(2)
  const sync = new Sync(page)
  await sync.open()
  const file = await step('she saves all that waits as a file', async () => {
    const file = await sync.saveUnsent()
    expect(file.name).toMatch(/^unsent-work-.*\.tracer$/)
    await expect(page.getByText('2 changes are in the file.')).toBeVisible()
    await expectGoodLooks(page, 'sync-saved-as-file')
    return file
  })

  const other = await newDesk()
  const desk = await other.open()
  await new SignIn(desk).firstTime('ben', PASSWORD)
  await new Frame(desk).allSent()
  const there = new Sync(desk)
  await there.open()
  await step('a file that was altered is refused with a clear sentence', async () => {
    const altered = Buffer.from(file.bytes.toString().replace(/"savedAt":"\d{4}/, '"savedAt":"2020'))
    await there.takeIn({ name: file.name, buffer: altered })
    await expect(desk.getByText('This file is not as its device wrote it.')).toBeVisible()
    await there.takeIn({ name: 'photo.tracer', buffer: Buffer.from('a photograph') })
    await expect(desk.getByText('This is no file of unsent work.')).toBeVisible()
  })
  await step('a colleague takes it in where there is a line', async () => {
    await there.takeIn({ name: file.name, buffer: file.bytes })
    await expect(desk.getByText('The server has the 2 changes in the file.')).toBeVisible()
    await expectGoodLooks(desk, 'sync-file-taken-in')
    await there.exchangeNow()
    await new Frame(desk).goTo('Participants')
    await new Participants(desk).open(code)
    await new Casebook(desk).open('Vital signs', 'Screening')
    await expect(new Form(desk).control(SYSTOLIC)).toHaveValue('127')
  })
  await step('her own computer finds everything there already', async () => {
    await ward.comesBack()
    await new Frame(page).allSent()
    await new Frame(desk).goTo('Participants')
    await there.open()
    await there.takeIn({ name: file.name, buffer: file.bytes })
    await expect(desk.getByText('It had all of them already: nothing has changed.')).toBeVisible()
  })
})

test('what the server can never take is shown with what was entered, and holds up nothing', async ({
  server,
  newDesk,
}) => {
  await server.addStudy(smallStudy, ['NL01'])
  await server.addPerson('ana', STUDY, 'nurse@NL01')
  const ward = await newDesk()
  const page = await ward.open()
  await new SignIn(page).firstTime('ana', PASSWORD)
  await new Frame(page).allSent()
  await new Participants(page).enrol()
  await new Frame(page).allSent()
  // The server of this trial is older than the app and cannot read one of its entries.
  await page.context().route('**/api/sync/push', async (route) => {
    const bytes = route.request().postDataBuffer() ?? Buffer.from('')
    const { changes } = PushRequest.parse(JSON.parse((bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString()))
    const never = changes.find(({ body }) => JSON.stringify(body).includes('"text":"199"'))
    if (!never) return route.continue()
    const change = { n: never.n, hash: hashOf(never) }
    await route.fulfill({ status: 422, json: { code: 'unacceptable', message: 'cannot be read', change } })
  })
  await new Casebook(page).open('Vital signs', 'Screening')
  await new Form(page).enter(SYSTOLIC, '199')
  const sync = new Sync(page)
  await sync.open()
  await expect(sync.answer).toContainText('Yes, but one change is on this device only.')
  await expect(sync.refused).toContainText('199')
  await expectGoodLooks(page, 'sync-refused')
  await new Frame(page).speak('Français')
  await keepScreen(page, 'sync-refused-french')
  await new Frame(page).speak('English')

  await sync.refused.getByRole('link', { name: 'Go there' }).click()
  await expect(new Form(page).control(SYSTOLIC)).toHaveValue('')
  await new Form(page).enter(SYSTOLIC, '119')
  await expect(new Frame(page).exchange).toContainText('1 could not be sent')
  await sync.open()
  await sync.refused.getByRole('button', { name: 'Entered again' }).click()
  await expect(sync.refused).toHaveCount(0)
  await new Frame(page).allSent()
  await expect(sync.answer).toContainText('Everything entered on this device has reached the server.')
})
