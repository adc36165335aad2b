import { expect } from '@playwright/test'
import { expectGoodLooks, keepScreen, test } from '../support/app-test'
import { Casebook } from '../support/pages/casebook'
import { Form } from '../support/pages/form'
import { Frame } from '../support/pages/frame'
import { Participants } from '../support/pages/participants'
import { SignIn } from '../support/pages/sign-in'
import { PASSWORD } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

test.use({ demonstration: false })
const { step } = test

test('a data manager moves a participant to another site: there they are with everything, here they can be read', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(240_000)
  await server.addStudy(smallStudy, ['NL01', 'NL02'])
  await server.addPerson('nora', STUDY, 'nurse@NL01')
  await server.addPerson('nils', STUDY, 'nurse@NL02')
  await server.addPerson('dora', STUDY, 'data-manager@*')
  const first = await (await newDesk()).open()
  await new SignIn(first).firstTime('nora', PASSWORD)
  const code = await new Participants(first).enrol()
  await new Casebook(first).open('Vital signs', 'Screening')
  await new Form(first).enter('VITALS/SYSBP', '127')
  await new Frame(first).allSent()

  await step('a data manager says where to and why, without a network; it waits for the server', async () => {
    const desk = await newDesk()
    const page = await desk.open()
    await new SignIn(page).firstTime('dora', PASSWORD)
    await page.goto(`${new URL(page.url()).origin}/#/${STUDY}/NL01/participants`)
    await new Participants(page).open(code)
    await expect(page.getByRole('button', { name: 'Move to another site' })).toBeVisible()
    await desk.goesOffline()
    await page.getByRole('button', { name: 'Move to another site' }).click()
    const dialog = page.getByRole('dialog', { name: `Move ${code} to another site` })
    await dialog.getByRole('button', { name: 'Move', exact: true }).click()
    await expect(dialog.getByText('Say where the participant goes on.')).toBeVisible()
    await expectGoodLooks(page, 'transfer')
    await dialog.getByLabel('The site where the participant goes on').selectOption('NL02')
    await dialog.getByLabel('Why').fill('Moved to Utrecht.')
    await dialog.getByRole('button', { name: 'Move', exact: true }).click()
    await expect(page.getByText('The move to NL02 waits for the server')).toBeVisible()
    await keepScreen(page, 'transfer-waiting')
    await desk.comesBack()
    await new Frame(page).allSent()
    await expect(page.getByText('Moved from NL01 to NL02')).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText('The participant went on at NL02')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Move to another site' })).toHaveCount(0)
    await expectGoodLooks(page, 'transfer-moved')
    await new Frame(page).speak('Français')
    await keepScreen(page, 'transfer-moved-fr')
    await page.goto(`${new URL(page.url()).origin}/#/${STUDY}/NL02/participants`)
    // With the exchange after the one that moved them.
    await expect(new Participants(page).line(code)).toBeVisible({ timeout: 90_000 })
    await new Participants(page).open(code)
    await page.setViewportSize({ width: 1280, height: 720 })
    await page.getByRole('button', { name: 'Confier à un autre centre' }).click()
    await keepScreen(page, 'transfer-fr')
  })

  await step('the other site has them with everything', async () => {
    const page = await (await newDesk()).open()
    await new SignIn(page).firstTime('nils', PASSWORD)
    await new Participants(page).open(code)
    await new Casebook(page).open('Vital signs', 'Screening')
    await expect(new Form(page).control('VITALS/SYSBP')).toHaveValue(/127/)
    await page.getByRole('link', { name: code }).first().click()
    await page.getByRole('tab', { name: 'Audit' }).click()
    await expect(page.getByRole('row').filter({ hasText: 'Name of nora' }).first()).toBeVisible()
    await keepScreen(page, 'transfer-trail')
  })

  await step('the site they left reads what it entered, and enters nothing more', async () => {
    await expect(first.getByText('The participant went on at NL02')).toBeVisible({ timeout: 60_000 })
    const systolic = first.getByRole('textbox', { name: 'Systolic' })
    await expect(systolic).toHaveValue('127')
    await expect(systolic).not.toBeEditable()
    await keepScreen(first, 'transfer-form')
    await new Frame(first).goTo('Participants')
    await expect(new Participants(first).line(code)).toContainText('Moved to NL02')
    await expectGoodLooks(first, 'transfer-participants')
  })
})
