import { expect } from '@playwright/test'
import { expectAccessible, keepScreen, test } from '../support/app-test'
import { amendedVersion, firstVersion } from '../support/amended-study'
import { Form } from '../support/pages/form'
import { Frame } from '../support/pages/frame'
import { Participants } from '../support/pages/participants'
import { SignIn } from '../support/pages/sign-in'
import { Sync } from '../support/pages/sync'
import { PASSWORD } from '../support/server'
import { wardDay } from '../support/ward-day'

test('a data manager publishes an amendment and records its approval; the site consents, rehearses and moves', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(240_000)
  const { id } = firstVersion.study
  await server.addStudy(firstVersion, ['NL01'])
  await server.addPerson('nia', id, 'nurse@NL01')
  await server.addPerson('dora', id, 'data-manager@*')

  const desk = await newDesk()
  const ward = await desk.open()
  await new SignIn(ward).firstTime('nia', PASSWORD)
  const code = await new Participants(ward).enrol()

  const office = await (await newDesk()).open()
  await new SignIn(office).firstTime('dora', PASSWORD)
  await office.getByRole('link', { name: 'Study versions' }).click()
  await office.getByRole('button', { name: /Publish a version/ }).click()
  const dialog = office.getByRole('dialog')
  await dialog.getByLabel('Choose a file').setInputFiles({
    name: 'amendment.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(amendedVersion)),
  })
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(office.getByText('Waist', { exact: true })).toBeVisible()
  await expect(office.getByText('50 – 150', { exact: true })).toBeVisible()
  await keepScreen(office, 'versions-difference')
  await expectAccessible(office, 'versions-difference')
  await office.getByRole('tab', { name: 'Sites' }).click()
  await office.getByRole('button', { name: 'Record approval' }).click()
  await office.getByRole('dialog').getByRole('button', { name: 'Record approval' }).click()
  await expect(office.getByRole('dialog')).toBeHidden()
  await expect(office.getByRole('button', { name: 'Record approval' })).toBeHidden()
  const consents = office.getByRole('region', { name: 'Consents to this version' })
  await consents.getByRole('button', { name: /^NL01/ }).click({ trial: true })
  await expect(consents.getByRole('row').filter({ hasText: code })).toContainText('not yet')
  await expect(consents).toContainText('0 of 1 participant has consented')
  await keepScreen(office, 'versions-sites')
  await expectAccessible(office, 'versions-sites')

  await ward.reload()
  await new SignIn(ward).password(PASSWORD)
  await ward.getByRole('link', { name: 'Participants' }).click()
  await ward.getByText(code).first().click()
  await ward.getByRole('link', { name: 'Record the new consent' }).click()
  await expect(ward.getByText('version 2.0')).toBeVisible()
  await desk.goesOffline()
  const form = new Form(ward)
  await form.enter('MAIN/SIGNED', wardDay())
  await form.enter('MAIN/KIND', 'AGAIN')
  await ward.getByRole('button', { name: /Complete/ }).click()
  await ward.getByRole('link', { name: 'Study versions' }).click()
  await ward.getByRole('tab', { name: 'Rehearsal' }).click()
  await ward.getByRole('button', { name: code }).click()
  await expect(ward.getByText('Visits that come')).toBeVisible()
  await keepScreen(ward, 'versions-rehearsal')
  await expectAccessible(ward, 'versions-rehearsal')
  await ward.getByRole('button', { name: `Move ${code}` }).click()
  await expect(ward.getByText('One participant moved to 2.0.')).toBeVisible()

  await desk.comesBack()
  await new Frame(ward).allSent()
  await ward.getByRole('tab', { name: 'Sites' }).click()
  const given = ward.getByRole('region', { name: 'Consents to this version' })
  await expect(given).toContainText('1 of 1 participant has consented')
  await expect(given.getByRole('row').filter({ hasText: code })).toContainText('2.0')
  await office.getByRole('link', { name: 'Participants' }).click()
  await new Sync(office).open()
  await new Sync(office).exchangeNow()
  await office.getByRole('link', { name: 'Study versions' }).click()
  await office.getByRole('button', { name: /^2\.0/ }).click()
  await office.getByRole('tab', { name: 'Sites' }).click()
  await expect(consents).toContainText('1 of 1 participant has consented')
  await expect(consents.getByRole('row').filter({ hasText: code })).not.toContainText('not moved yet')
  await keepScreen(office, 'versions-consents')
})
