import { expect, type Page } from '@playwright/test'
import { netter2 } from '#forms/netter-2/study'
import { test } from '../support/app-test'
import type { Desk } from '../support/desk'
import { Casebook } from '../support/pages/casebook'
import { Form } from '../support/pages/form'
import { Frame } from '../support/pages/frame'
import { Participants } from '../support/pages/participants'
import { Queries } from '../support/pages/queries'
import { SignIn } from '../support/pages/sign-in'
import { Sync } from '../support/pages/sync'
import { PASSWORD } from '../support/server'

const SYSTOLIC = 'VITALS/SYSBP'

test('two devices change the same value offline: both values stand, one query opens, and both screens say the same (GCP-15)', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(240_000)
  await server.addStudy(netter2, ['NL01'])
  for (const nurse of ['anna', 'bram']) await server.addPerson(nurse, netter2.study.id, 'nurse@NL01')

  const desks = [await newDesk(), await newDesk()] as const
  const [anna, bram] = desks
  await new SignIn(await anna.open()).firstTime('anna', PASSWORD)
  const code = await new Participants(anna.page).enrol()
  await openVitals(anna.page)
  await new Form(anna.page).enter(SYSTOLIC, '120')
  await new Frame(anna.page).allSent()

  await new SignIn(await bram.open()).firstTime('bram', PASSWORD)
  await new Participants(bram.page).open(code)
  await openVitals(bram.page)
  await expect(new Form(bram.page).control(SYSTOLIC)).toHaveValue('120')

  await Promise.all(desks.map((desk) => desk.goesOffline()))
  // Anna goes on in the same sitting; Bram changes what another person entered, and says why.
  await new Form(anna.page).enter(SYSTOLIC, '130')
  await new Form(bram.page).enter(SYSTOLIC, '140')
  await new Form(bram.page).because(SYSTOLIC, 'Source was misread')
  for (const { page } of desks) await new Frame(page).holds(1)

  for (const desk of [anna, bram, anna]) await exchange(desk)
  const seen = [await whatStands(anna.page, code), await whatStands(bram.page, code)]
  expect(seen[0]).toMatchObject({
    cell: 'Vital signs, Screening: two values',
    values: [expect.stringContaining('130'), expect.stringContaining('140')],
    queries: [expect.stringContaining('130 mmHg / 140 mmHg: which one is right?')],
  })
  expect(seen[1]).toEqual(seen[0])

  // A decision settles it everywhere.
  await new Form(bram.page).decide(SYSTOLIC, '130', 'Read again from the monitor')
  await exchange(bram)
  await exchange(anna)
  for (const { page } of desks) {
    await new Frame(page).goTo('Queries')
    await new Queries(page).show('Two values')
    await expect(page.getByText('No item has two values')).toBeVisible()
  }
  await new Frame(anna.page).goTo('Participants')
  await new Participants(anna.page).open(code)
  await openVitals(anna.page)
  await expect(new Form(anna.page).control(SYSTOLIC)).toHaveValue('130')
})

const openVitals = (page: Page) => new Casebook(page).open('Vital signs', 'Screening')

/** Comes back to the network and waits until everything here and there is exchanged. */
async function exchange(desk: Desk): Promise<void> {
  await desk.comesBack()
  const sync = new Sync(desk.page)
  await sync.open()
  await sync.exchangeNow()
  await expect(sync.answer).toContainText('Everything entered on this device has reached the server.')
  await expect(desk.page.getByRole('button', { name: /^Exchange now/ })).toBeEnabled()
}

/** What a person sees of it, in the casebook, the inbox and the form; ends at the form. */
async function whatStands(page: Page, code: string) {
  const [frame, casebook, form, queries] = [new Frame(page), new Casebook(page), new Form(page), new Queries(page)]
  await frame.goTo('Queries')
  await queries.show('Two values')
  await expect(queries.lines).toHaveCount(1)
  const asked = (await queries.lines.allInnerTexts()).map((line) => line.replaceAll(/\s+/g, ' '))
  await frame.goTo('Participants')
  await new Participants(page).open(code)
  const cell = await casebook.cell('Vital signs', 'Screening').getAttribute('aria-label')
  await casebook.open('Vital signs', 'Screening')
  const values = await form.contested(SYSTOLIC).locator('label, li').allInnerTexts()
  // The last answer leaves the item empty.
  return { cell, queries: asked, values: values.slice(0, 2).sort() }
}
