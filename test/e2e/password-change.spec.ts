import { expect } from '@playwright/test'
import { expectAccessible, keepScreen, test } from '../support/app-test'
import { Casebook } from '../support/pages/casebook'
import { Form } from '../support/pages/form'
import { Frame } from '../support/pages/frame'
import { Participants } from '../support/pages/participants'
import { SignIn } from '../support/pages/sign-in'
import { PASSWORD } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

const step = test.step
const OTHER = 'another-harbour-lantern'

test('a nurse changes her password: the old one opens nothing, the new one opens with and without a network (CRYP-09)', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(300_000)
  await server.addStudy(smallStudy, ['NL01'])
  await server.addPerson('nina', STUDY, 'nurse@NL01')

  const ward = await newDesk()
  const page = await ward.open()
  const [frame, signIn, form] = [new Frame(page), new SignIn(page), new Form(page)]
  const dialog = page.getByRole('dialog', { name: /Change password|Changer de mot de passe|Byt lösenord/ })
  const asked = async () => {
    await page.getByTitle(/^(You and this screen|Vous et cet écran)$/).click()
    await page.getByRole('menuitem', { name: /^(Change password|Changer de mot de passe)$/ }).click()
  }
  const fill = async (current: string, next: string, again = next) => {
    await dialog.getByLabel('Current password').fill(current)
    await dialog.getByLabel('New password').fill(next)
    await dialog.getByLabel('Once more').fill(again)
    await page.keyboard.press('Enter')
  }
  const isIn = (at = page) => expect(at.getByRole('navigation', { name: 'Main' })).toBeVisible({ timeout: 30_000 })

  const office = await newDesk({ viewport: { width: 1280, height: 720 }, colorScheme: 'dark' })
  const code = await step('she works on two computers', async () => {
    const second = await office.open()
    await new SignIn(second).firstTime('nina', PASSWORD)
    await new Frame(second).allSent()
    await keepScreen(second, 'password-before')
    await new Frame(second).lock()
    await signIn.firstTime('nina', PASSWORD)
    const enrolled = await new Participants(page).enrol()
    await frame.allSent()
    return enrolled
  })

  await step('without a network it says why it cannot be changed', async () => {
    await ward.goesOffline()
    await new Casebook(page).open('Vital signs', 'Screening')
    await form.enter('VITALS/SYSBP', '120')
    await frame.holds(1)
    await asked()
    await expect(dialog).toContainText('The server cannot be reached', { timeout: 30_000 })
    await expect(dialog.getByLabel('Current password')).toHaveCount(0)
    await keepScreen(page, 'password-offline')
    await ward.comesBack()
    await dialog.getByRole('button', { name: 'Try again' }).click()
    await expect(dialog.getByLabel('Current password')).toBeFocused({ timeout: 30_000 })
    await expectAccessible(page, 'changing the password')
    await keepScreen(page, 'password-asked')
  })

  await step('what is not right stands beside its field', async () => {
    await fill(PASSWORD, 'short')
    await expect(dialog.getByText('This is shorter than 12 characters.')).toBeVisible()
    await keepScreen(page, 'password-short')
    await fill(PASSWORD, OTHER, 'another-harbour-lanterm')
    await expect(dialog.getByText('This is not the same as above.')).toBeVisible()
    await fill(PASSWORD, PASSWORD)
    await expect(dialog.getByText('This is the password you have now.')).toBeVisible()
    await fill('not-her-password', OTHER)
    await expect(dialog.getByText(/That is not your password. 4 tries/)).toBeVisible({ timeout: 30_000 })
    await expect(dialog.getByLabel('Current password')).toBeFocused()
    await keepScreen(page, 'password-wrong')
  })

  await step('it is changed, and she works on', async () => {
    await expect(async () => {
      await fill(PASSWORD, OTHER)
      await expect(dialog.getByText('Your password is changed')).toBeVisible({ timeout: 10_000 })
    }).toPass({ timeout: 60_000 })
    await expectAccessible(page, 'a password that is changed')
    await keepScreen(page, 'password-changed')
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await expect(dialog).toHaveCount(0)
    await frame.allSent()
  })

  await step('the old one is refused, the new one opens, without a network too', async () => {
    await frame.lock()
    await signIn.password(PASSWORD)
    await expect(page.getByText(/That is not the password of Name of nina/)).toBeVisible({ timeout: 30_000 })
    await expect(page.getByRole('button', { name: 'Unlock' })).toBeEnabled({ timeout: 30_000 })
    await signIn.password(OTHER)
    await isIn()
    await frame.allSent()
    await frame.lock()
    await ward.goesOffline()
    await signIn.password(PASSWORD)
    await expect(page.getByText(/That is not the password of Name of nina/)).toBeVisible({ timeout: 30_000 })
    await expect(page.getByRole('button', { name: 'Unlock' })).toBeEnabled({ timeout: 30_000 })
    await signIn.password(OTHER)
    await isIn()
    await ward.comesBack()
    await frame.allSent()
  })

  await step('her other computer takes the new one', async () => {
    const second = office.page
    await new SignIn(second).password(OTHER)
    await isIn(second)
    await new Frame(second).allSent()
    await new Frame(second).goTo('Participants')
    await new Participants(second).open(code)
    await new Casebook(second).open('Vital signs', 'Screening')
    await expect(new Form(second).control('VITALS/SYSBP')).toHaveValue('120')
    await new Frame(second).lock()
    await new SignIn(second).password(PASSWORD)
    await expect(second.getByText(/That is not the password of Name of nina/)).toBeVisible({ timeout: 30_000 })
    await keepScreen(second, 'password-second-refused')
    await expect(second.getByRole('button', { name: 'Unlock' })).toBeEnabled({ timeout: 30_000 })
    await new SignIn(second).password(OTHER)
    await isIn(second)
    await new Frame(second).speak('Français')
    await second.getByTitle('Vous et cet écran').click()
    await keepScreen(second, 'password-menu-fr-dark')
    await second.getByRole('menuitem', { name: 'Changer de mot de passe' }).click()
    await expect(second.getByLabel('Mot de passe actuel')).toBeVisible({ timeout: 30_000 })
    await second.getByRole('dialog').getByRole('button', { name: 'Changer de mot de passe' }).click()
    await expectAccessible(second, 'changing the password in the dark', 'colours')
    await keepScreen(second, 'password-asked-fr-dark')
  })
})
