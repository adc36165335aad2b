import { expect } from '@playwright/test'
import { startNet } from '#forms/start-net/study'
import { isoDayPlus } from '#shared/partial-date'
import { expectAccessible, keepScreen, test } from '../support/app-test'
import { Casebook } from '../support/pages/casebook'
import { Form } from '../support/pages/form'
import { Participants } from '../support/pages/participants'
import { Planner } from '../support/pages/planner'
import { SignIn } from '../support/pages/sign-in'
import { PASSWORD } from '../support/server'
import { wardDay } from '../support/ward-day'

test('a calendar says what is late, what moves if a cycle is late, and what to do about it, without a network', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(180_000)
  await server.addStudy(startNet, ['NL01'])
  await server.addPerson('anna', startNet.study.id, 'nurse@NL01')
  const desk = await newDesk()
  const page = await desk.open()
  await new SignIn(page).firstTime('anna', PASSWORD)
  const code = await new Participants(page).enrol()
  await desk.goesOffline()

  const ago = (days: number) => isoDayPlus(wardDay(), -days)
  const casebook = new Casebook(page)
  const form = new Form(page)
  await casebook.open('Randomisation', 'Randomisation')
  await form.fill({ 'ALLOCATION/RANDDAT': ago(75), 'ALLOCATION/ARMCD': 'SN-P1' })
  await casebook.back(code)
  await casebook.open('Visit', 'Cycle 1')
  await form.fill({ 'VISIT/SVOCCUR': 'Y', 'VISIT/SVSTDTC': ago(65) })
  await casebook.back(code)

  // Years of follow-up are folded away until someone asks for them.
  await expect(page.getByRole('button', { name: /later visits, until/ })).toBeVisible()

  const planner = new Planner(page)
  await planner.show()
  await planner.suppose('Cycle 2', '+30')
  const result = planner.panel('Cycle 2').getByRole('status')
  await expect(result).toContainText('Would be a deviation')
  await expect(result).toContainText('after its window')
  await expect(result).toContainText('Cycle 3')
  await expect(result).toContainText(/and \d+ more/)
  await keepScreen(page, 'planner')
  await expectAccessible(page, 'planner')

  await planner.omit('Cycle 1, week 4', 'Participant too ill')
  await expect(planner.line('Cycle 1, week 4')).toContainText('not done')
  await expect(planner.panel('Cycle 1, week 4')).toContainText('Participant too ill')

  await planner.panel('Cycle 1, week 4').getByRole('button', { name: 'Note', exact: true }).click()
  const note = page.getByRole('dialog', { name: 'Note a deviation' })
  await note.getByLabel('Severity').selectOption({ label: 'Minor' })
  await note.getByLabel('What was done about it').fill('Blood was taken at week 6')
  await note.getByRole('button', { name: 'Note', exact: true }).click()
  await expect(note).toBeHidden()
  await expect(planner.panel('Cycle 1, week 4').getByRole('button', { name: 'Note', exact: true })).toBeHidden()

  await page.getByRole('tab', { name: /^Deviations ·/ }).click()
  await expect(page.getByRole('link', { name: /Cycle 1, week 4 did not take place/ })).toBeVisible()
  await keepScreen(page, 'deviations')
  await expectAccessible(page, 'deviations')

  await page.getByRole('link', { name: 'Visits due' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Visits due' })).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: code }).first()).toBeVisible()
  await keepScreen(page, 'visits-due')
  await expectAccessible(page, 'visits due')
})
