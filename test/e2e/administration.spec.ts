import { expect } from '@playwright/test'
import { SiteId } from '#shared/ids'
import { addPerson, addSite } from '../../server/people'
import { SoundVersion } from '../../server/study/sound'
import { storeVersion } from '../../server/study/versions'
import { expectAccessible, keepScreen, test } from '../support/app-test'
import { Frame } from '../support/pages/frame'
import { Invitation } from '../support/pages/invitation'
import { SignIn } from '../support/pages/sign-in'
import { PASSWORD } from '../support/server'
import { smallStudy } from '../support/small-study'

const step = test.step

test('an administrator adds a site and invites its nurse, who sets a password and sees that site alone', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(180_000)
  const { context } = server
  const study = smallStudy.study.id
  const first = SiteId.parse('A1')
  await addSite(context, study, first, 'First')
  await context.store.db.transaction((tx) =>
    storeVersion(tx, { sound: SoundVersion.sure(smallStudy), sites: [first], at: context.now() }),
  )
  await addPerson(context, { userName: 'root', name: 'Ruth Root', password: PASSWORD, administrator: true })
  const office = await (await newDesk()).open()

  await step('adds a site', async () => {
    await new SignIn(office).firstTime('root', PASSWORD)
    await office.getByRole('tab', { name: 'Studies and sites' }).click()
    await office.getByRole('button', { name: 'Add a site' }).click()
    const dialog = office.getByRole('dialog')
    await dialog.getByLabel('Site').fill('b1')
    await dialog.getByLabel('Name').fill('Second')
    await dialog.getByLabel('Name').press('Enter')
    await expect(office.getByRole('row', { name: /B1 Second/ })).toBeVisible()
    await expectAccessible(office, 'studies and sites')
    await keepScreen(office, 'administration-studies')
  })

  const link = await step('invites its nurse', async () => {
    await office.getByRole('tab', { name: 'People' }).click()
    await office.getByRole('button', { name: 'Invite a person' }).click()
    const dialog = office.getByRole('dialog')
    await dialog.getByLabel('Name', { exact: true }).fill('Nina Nurse')
    await dialog.getByLabel('User name').fill('nina')
    await dialog.getByLabel('Role').selectOption('nurse')
    await dialog.getByLabel('Site').selectOption('B1')
    await dialog.getByRole('button', { name: 'Invite a person' }).click()
    await expect(dialog.getByText('Study, role, site, first day and day of training are needed.')).toBeVisible()
    await expectAccessible(office, 'inviting')
    await dialog.getByLabel('Trained on').fill(await dialog.getByLabel('From').inputValue())
    await dialog.getByRole('button', { name: 'Invite a person' }).click()
    await expect(dialog.getByRole('img', { name: 'The link as a picture for a phone' })).toBeVisible()
    await expectAccessible(office, 'an invitation')
    await keepScreen(office, 'administration-invitation')
    const shown = await dialog.getByText(/#\/invitation\//).innerText()
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect(office.getByRole('row', { name: /Nina Nurse nina Research nurse, B1/ })).toContainText('Invited')
    await expectAccessible(office, 'people')
    await keepScreen(office, 'administration-people')
    const today = await office.getByLabel('Access on').getAttribute('max')
    await office.getByRole('textbox', { name: 'Access on' }).fill(today ?? '')
    await expect(office.getByRole('row', { name: /Nina Nurse nina Research nurse/ })).toBeVisible()
    await keepScreen(office, 'administration-access')
    await office.getByRole('textbox', { name: 'Access on' }).fill('2020-01-01')
    await expect(office.getByText('1 person had access on 1 Jan 2020')).toBeVisible()
    await expect(office.getByRole('row', { name: /Ruth Root/ })).toContainText('Administers the server')
    await expectAccessible(office, 'access on a day')
    await office.getByRole('button', { name: 'Show now' }).click()
    return shown
  })

  await step('in an app without an address bar the link is pasted, or its file is chosen', async () => {
    const app = await (await newDesk()).open()
    await app.getByRole('button', { name: 'I have an invitation' }).click()
    await app.getByLabel('Link of your invitation').fill('https://tracer.example/#/participants')
    await app.getByRole('button', { name: 'Open', exact: true }).click()
    await expect(app.getByRole('alert')).toContainText('There is no invitation in this.')
    await expectAccessible(app, 'bringing an invitation')
    await keepScreen(app, 'sign-in-invitation')
    await app.getByLabel('Choose the file').setInputFiles({
      ...{ name: 'Nina-Nurse.tracer-invitation.txt', mimeType: 'text/plain' },
      buffer: Buffer.from(`${link}\n`),
    })
    await expect(app.getByRole('heading', { name: 'Welcome, Nina Nurse' })).toBeVisible()
  })

  await step('the nurse comes in by the link and sees her site and no other', async () => {
    const ward = await (await newDesk()).open()
    await ward.goto(link)
    await new Invitation(ward).accept('Nina Nurse', PASSWORD)
    await expect(ward.getByRole('heading', { name: 'First time on this device' })).toBeVisible()
    await new SignIn(ward).password(PASSWORD)
    await expect(new Frame(ward).trail).toContainText('B1', { timeout: 30_000 })
    await ward.getByRole('button', { name: 'Study and site' }).click()
    await expect(ward.getByRole('menuitem')).toHaveText([/B1/])
    expect(ward.url()).not.toContain('invitation')
  })

  await step('who administers cannot be given a role in data, and the screen says so before', async () => {
    await office.getByRole('row', { name: /Ruth Root/ }).click()
    await office.getByRole('button', { name: 'Delegate a role' }).click()
    const dialog = office.getByRole('dialog')
    await expect(dialog).toContainText('Who administers has no role in data')
    await expect(dialog.getByLabel('Role').getByRole('option')).toHaveText(['Choose', 'Administrator of a study'])
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await office.getByRole('tab', { name: 'Security log' }).click()
    await expect(office.getByRole('row', { name: /person-invited/ })).toContainText('Ruth Root')
    await office.getByRole('tab', { name: 'Devices' }).click()
    await expect(office.getByRole('row', { name: /Nina Nurse/ })).toContainText('Good')
  })
})
