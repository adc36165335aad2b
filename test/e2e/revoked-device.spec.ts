import { expect } from '@playwright/test'
import { addPerson } from '../../server/people'
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

test('a computer that was given away hands over what it holds, erases itself, and the administrator sees that it did (CRYP-08, P11-18)', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(300_000)
  await server.addStudy(smallStudy, ['NL01'])
  await server.addPerson('ana', STUDY, 'nurse@NL01')
  await server.addPerson('ida', STUDY, 'investigator@NL01')
  const { context } = server
  await addPerson(context, { userName: 'root', name: 'Ruth Root', password: PASSWORD, administrator: true })

  const ward = await newDesk()
  const page = await ward.open()
  await new SignIn(page).firstTime('ana', PASSWORD)
  await new Frame(page).allSent()
  await new Participants(page).enrol()
  await new Frame(page).allSent()
  await ward.goesOffline()
  await new Casebook(page).open('Vital signs', 'Screening')
  await new Form(page).enter('VITALS/SYSBP', '127')
  await new Frame(page).holds(1)

  const office = await (await newDesk()).open()
  const device = office.getByRole('row', { name: /Name of ana/ })
  await step('an administrator shuts it out', async () => {
    await new SignIn(office).firstTime('root', PASSWORD)
    await office.getByRole('tab', { name: 'Devices' }).click()
    await device.click()
    await office.getByRole('button', { name: 'Revoke this device' }).click()
    const dialog = office.getByRole('dialog')
    await expect(dialog.getByRole('checkbox')).toBeChecked()
    await expectGoodLooks(office, 'revoke-dialog')
    await dialog.getByRole('button', { name: 'Revoke this device' }).click()
    await expect(device).toContainText('Revoked, not erased yet')
    await expectGoodLooks(office, 'device-revoked')
  })

  await step('it learns of it, and is nobody’s while the line is too poor to hand over', async () => {
    await page.context().route('**/api/device/unsent', (route) => route.abort())
    await ward.comesBack()
    await expect(page.getByText('An administrator has shut this device out')).toBeVisible({ timeout: 60_000 })
    await expect(page.getByText('1 entry that was not sent is handed over')).toBeVisible()
    await expect(page.getByLabel('Password')).toHaveCount(0)
    await expectGoodLooks(page, 'device-ordered')
  })

  await step('switched on again it hands over and erases itself, with nobody signed in', async () => {
    await page.context().unroute('**/api/device/unsent')
    await page.reload()
    await expect(page.getByText('everything kept on it was erased')).toBeVisible({ timeout: 60_000 })
    await expect(page.getByText('Name of ana')).toHaveCount(0)
    await expectGoodLooks(page, 'device-erased')
    await page.getByRole('button', { name: 'Français' }).click()
    await keepScreen(page, 'device-erased-french')
  })

  await step('the administrator sees that it did', async () => {
    await office.getByRole('tab', { name: 'People' }).click()
    await office.getByRole('tab', { name: 'Devices' }).click()
    await expect(device).toContainText('Revoked, erased')
    await device.click()
    await expect(office.getByText('confirmed by the device')).toBeVisible()
    await expectGoodLooks(office, 'device-confirmed')
  })

  const desk = await (await newDesk()).open()
  await step('what it held waits for a decision', async () => {
    await new SignIn(desk).firstTime('ida', PASSWORD)
    await expect(desk.getByRole('row', { name: 'NL01-001' })).toBeVisible({ timeout: 60_000 })
    await new Sync(desk).open()
    await expect(desk.getByText('Systolic, Vital signs, Screening')).toBeVisible({ timeout: 60_000 })
    await expect(desk.getByText('the device was shut out')).toBeVisible()
    await keepScreen(desk, 'device-handed-over')
  })
})
