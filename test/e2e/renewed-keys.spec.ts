import { type Page, expect } from '@playwright/test'
import { addPerson } from '../../server/people'
import { expectGoodLooks, test } from '../support/app-test'
import { Casebook } from '../support/pages/casebook'
import { Form } from '../support/pages/form'
import { Frame } from '../support/pages/frame'
import { Participants } from '../support/pages/participants'
import { SignIn } from '../support/pages/sign-in'
import { PASSWORD } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

const step = test.step

test('an administrator renews the keys of a computer; two tabs of it read on, and it takes them into use once nobody works there', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(300_000)
  await server.addStudy(smallStudy, ['NL01'])
  await server.addPerson('ana', STUDY, 'nurse@NL01')
  await addPerson(server.context, { userName: 'root', name: 'Ruth Root', password: PASSWORD, administrator: true })
  const noted = async () =>
    (await server.context.store.pool.query(`SELECT FROM security_log WHERE kind = 'key-ended'`)).rowCount

  const ward = await newDesk()
  let page = await ward.open()
  await new SignIn(page).firstTime('ana', PASSWORD)
  await new Frame(page).allSent()
  await new Participants(page).enrol()
  await new Casebook(page).open('Vital signs', 'Screening')
  await new Form(page).enter('VITALS/SYSBP', '127')
  await new Frame(page).allSent()
  const form = page.url()

  const office = await (await newDesk()).open()
  await step('an administrator asks for it', async () => {
    await new SignIn(office).firstTime('root', PASSWORD)
    await office.getByRole('tab', { name: 'Devices' }).click()
    await office.getByRole('row', { name: /Name of ana/ }).click()
    await office.getByRole('button', { name: 'Renew its keys' }).click()
    await expectGoodLooks(office, 'renew-keys-dialog')
    await office.getByRole('dialog').getByRole('button', { name: 'Renew its keys' }).click()
    await expect(office.getByText('New keys are on their way.')).toBeVisible()
    await expect(office.getByRole('button', { name: 'Renew its keys' })).toHaveCount(0)
    await expectGoodLooks(office, 'keys-renewing')
  })

  const comesBack = async (to: Page) => {
    await to.goto(form)
    await to.reload()
    await new SignIn(to).password(PASSWORD)
    await expect(to.getByRole('navigation', { name: 'Main' })).toBeVisible({ timeout: 30_000 })
    await to.goto(form)
    await expect(new Form(to).control('VITALS/SYSBP')).toHaveValue('127', { timeout: 30_000 })
    await new Frame(to).allSent()
  }
  await step('with a tab open in which she works, another one changes nothing', async () => {
    await comesBack(page)
    const other = await page.context().newPage()
    await comesBack(other)
    expect(await noted()).toBe(0)
    await ward.close()
  })

  await step('opened again, the computer takes them into use and seals what it keeps anew', async () => {
    page = await ward.open()
    await expect(async () => {
      await comesBack(page)
      expect(await noted()).toBe(1)
    }).toPass({ timeout: 180_000, intervals: [5_000] })
  })

  await step('what is entered then is kept and sent as ever', async () => {
    await page.getByRole('link', { name: /^Participants/ }).click()
    await new Participants(page).enrol()
    await new Frame(page).allSent()
    await office.reload()
    await new SignIn(office).password(PASSWORD)
    await office.getByRole('tab', { name: 'Devices' }).click()
    await office.getByRole('row', { name: /Name of ana/ }).click()
    await expect(office.getByRole('button', { name: 'Renew its keys' })).toBeVisible()
    await expectGoodLooks(office, 'keys-renewed')
  })
})
