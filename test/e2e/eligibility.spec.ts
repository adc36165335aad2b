import { expect } from '@playwright/test'
import { wholeNetter2 } from '#forms/netter-2/whole-study'
import { expectAccessible, keepScreen, test } from '../support/app-test'
import { Casebook } from '../support/pages/casebook'
import { Form } from '../support/pages/form'
import { Participants } from '../support/pages/participants'
import { SignIn } from '../support/pages/sign-in'
import { PASSWORD } from '../support/server'
import { wardDay } from '../support/ward-day'

test('eligibility says of each criterion how it stands, what that rests on and what is missing, without a network', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(180_000)
  await server.addStudy(wholeNetter2, ['NL01'])
  await server.addPerson('anna', wholeNetter2.study.id, 'nurse@NL01')
  const desk = await newDesk()
  const page = await desk.open()
  await new SignIn(page).firstTime('anna', PASSWORD)
  const code = await new Participants(page).enrol()
  await desk.goesOffline()

  const criterion = (id: string) => page.getByRole('listitem').filter({ has: page.getByText(id, { exact: true }) })
  const casebook = new Casebook(page)
  await page.getByRole('tab', { name: 'Eligibility' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Not decided yet' })).toBeVisible()
  await expect(criterion('N2-E02')).toContainText('unknown')
  await expect(criterion('N2-E09')).toContainText('judge')

  await page.getByRole('tab', { name: 'Schedule' }).click()
  const today = wardDay()
  await casebook.open('Haematology', 'Screening')
  const form = new Form(page)
  await form.enter('SAMPLE/LBDAT', today)
  await form.enter('RESULTS/HGB', '7.9', { unit: 'g/dL' })
  await casebook.back(code)
  await page.getByRole('tab', { name: 'Eligibility' }).click()
  const haemoglobin = page.getByRole('listitem').filter({ hasText: '7.9 g/dL' }).first()
  await expect(haemoglobin).toContainText('excludes')
  await expect(page.getByRole('status').filter({ hasText: 'Not eligible' })).toBeVisible()
  await keepScreen(page, 'eligibility')
  await expectAccessible(page, 'eligibility')

  await haemoglobin.getByRole('link', { name: /7\.9/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Haematology' })).toBeVisible()
})
