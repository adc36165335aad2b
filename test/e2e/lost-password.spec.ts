import { expect } from '@playwright/test'
import { addPerson } from '../../server/people'
import { expectAccessible, keepScreen, test } from '../support/app-test'
import { Casebook } from '../support/pages/casebook'
import { Form } from '../support/pages/form'
import { Frame } from '../support/pages/frame'
import { Invitation } from '../support/pages/invitation'
import { Participants } from '../support/pages/participants'
import { SignIn } from '../support/pages/sign-in'
import { PASSWORD } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

const step = test.step
const ANOTHER = 'another-harbour-lantern'

test('a nurse who lost her password is let in by two people, and what she had not sent arrives (CRYP-09)', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(240_000)
  const { context } = server
  const administrator = (userName: string, name: string) =>
    addPerson(context, { userName, name, password: PASSWORD, administrator: true })
  await administrator('root', 'Ruth Root')
  await server.addStudy(smallStudy, ['NL01'])
  await server.addPerson('nina', STUDY, 'nurse@NL01')
  await server.addPerson('dora', STUDY, 'data-manager@*')

  const ward = await newDesk()
  const page = await ward.open()
  const [frame, signIn, form] = [new Frame(page), new SignIn(page), new Form(page)]
  const code = await step('a value waits on her computer', async () => {
    await signIn.firstTime('nina', PASSWORD)
    const enrolled = await new Participants(page).enrol()
    await frame.allSent()
    await ward.goesOffline()
    await new Casebook(page).open('Vital signs', 'Screening')
    await form.enter('VITALS/SYSBP', '120')
    await frame.holds(1)
    await frame.lock()
    await ward.comesBack()
    return enrolled
  })

  const office = await (await newDesk()).open()
  const nina = office.getByRole('row', { name: /nina/ })
  const people = async () => {
    await office.getByRole('tab', { name: 'Security log' }).click()
    await office.getByRole('tab', { name: 'People' }).click()
    await nina.click()
  }
  await step('an administrator asks, and cannot go on alone', async () => {
    await new SignIn(office).firstTime('root', PASSWORD)
    await people()
    await office.getByRole('button', { name: 'New password', exact: true }).click()
    const dialog = office.getByRole('dialog')
    await expect(dialog).toContainText('A lost password takes two people.')
    await dialog.getByRole('button', { name: 'New password' }).click()
    await expect(office.getByText('A new password waits for a second person')).toBeVisible()
    await expect(office.getByText(/it can be confirmed by: Name of dora/)).toBeVisible()
    await expect(nina).toContainText('Recovery')
    await expect(office.getByRole('button', { name: 'New link' })).toHaveCount(0)
    await expect(office.getByRole('button', { name: 'Confirm' })).toHaveCount(0)
    await expectAccessible(office, 'a recovery that waits')
    await keepScreen(office, 'recovery-waits')
  })

  await step('the data manager of her study confirms it among the alerts', async () => {
    const desk = await (await newDesk({ viewport: { width: 1280, height: 720 }, colorScheme: 'dark' })).open()
    await new SignIn(desk).firstTime('dora', PASSWORD)
    const alerts = desk.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /Alerts/ })
    await expect(alerts).toContainText('1', { timeout: 30_000 })
    await alerts.click()
    const row = desk.getByRole('row', { name: /New password/ })
    await expect(row).toContainText('Name of nina')
    await expect(row).toContainText('Asked for by Ruth Root')
    await keepScreen(desk, 'recovery-alerts-dark')
    await new Frame(desk).speak('Français')
    await keepScreen(desk, 'recovery-alerts-fr')
    await new Frame(desk).speak('English')
    await desk.getByRole('button', { name: 'Confirm' }).click()
    const dialog = desk.getByRole('dialog')
    await expect(dialog).toContainText('You do not see the link.')
    await expectAccessible(desk, 'confirming a recovery')
    await keepScreen(desk, 'recovery-confirm-dark')
    await dialog.getByRole('button', { name: 'Confirm' }).click()
    await expect(desk.getByText('Nothing waits')).toBeVisible()
  })

  const link = await step('then the administrator makes the link, once', async () => {
    await people()
    await expect(office.getByText(/Confirmed by Name of dora/)).toBeVisible()
    await keepScreen(office, 'recovery-confirmed')
    await office.getByRole('button', { name: 'New link' }).click()
    const dialog = office.getByRole('dialog')
    await dialog.getByRole('button', { name: 'New link' }).click()
    const shown = await dialog.getByText(/#\/invitation\//).innerText()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect(office.getByRole('button', { name: 'New password', exact: true })).toBeVisible()
    return new URL(shown).hash
  })

  await step('she sets a new password on her computer; the old one opens nothing', async () => {
    await page.goto(new URL(`/${link}`, page.url()).href)
    await page.reload()
    await new Invitation(page).accept('Name of nina', ANOTHER)
    await signIn.password(PASSWORD)
    await expect(page.getByRole('alert')).toBeVisible()
    await signIn.password(ANOTHER)
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible({ timeout: 30_000 })
    await frame.allSent()
    await frame.goTo('Participants')
    await new Participants(page).open(code)
    await new Casebook(page).open('Vital signs', 'Screening')
    await expect(form.control('VITALS/SYSBP')).toHaveValue('120')
  })

  await step('of two administrators the other one confirms, or withdraws it', async () => {
    await administrator('rita', 'Rita Second')
    await people()
    await office.getByRole('button', { name: 'New password', exact: true }).click()
    await office.getByRole('dialog').getByRole('button', { name: 'New password' }).click()
    await expect(office.getByText(/it can be confirmed by: Rita Second/)).toBeVisible()
    const desk = await (await newDesk({ viewport: { width: 1280, height: 720 } })).open()
    await new SignIn(desk).firstTime('rita', PASSWORD)
    await desk.getByRole('tab', { name: 'People' }).click()
    await desk.getByRole('row', { name: /nina/ }).click()
    await keepScreen(desk, 'recovery-second')
    await new Frame(desk).speak('Français')
    await keepScreen(desk, 'recovery-second-fr')
    await new Frame(desk).speak('English')
    await desk.getByRole('button', { name: 'Confirm' }).click()
    await desk.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click()
    await expect(desk.getByText(/Ruth Root, who asked, makes the link/)).toBeVisible()
    await desk.getByRole('button', { name: 'Withdraw' }).click()
    await desk.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click()
    await expect(desk.getByRole('button', { name: 'New password', exact: true })).toBeVisible()
  })
})
