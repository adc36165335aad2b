import { type Page, expect } from '@playwright/test'
import { StudyId } from '#shared/ids'
import { ward } from '../server/randomisation/ward'
import { expectAccessible, expectGoodLooks, keepScreen, test } from '../support/app-test'
import { Frame } from '../support/pages/frame'
import { Participants } from '../support/pages/participants'
import { SignIn } from '../support/pages/sign-in'
import { randomisedStudy } from '../support/randomised-study'
import { PASSWORD, type TestServer } from '../support/server'

const BLIND = StudyId.parse('NCT00000003')
const CODE = 'A1-0001'
const { step } = test
const ARMS = { CTL: 'Placebo infusion', 'PERS-A': 'Lutetium infusion' } as const

const blind = (() => {
  const study = randomisedStudy(
    {
      masking: { value: 'blind', from: 'record' },
      unblinded: { value: ['data-manager'], from: 'assumed', note: 'Who prepares the analysis.' },
      arms: { value: Object.keys(ARMS).map((arm) => ({ arm, parts: 1 })), from: 'record' },
    },
    BLIND,
  )
  return { ...study, arms: Object.entries(ARMS).map(([oid, en]) => ({ oid, title: { en } })) }
})()

test.use({ demonstration: false })

/** A study where two were randomised, each to one of the arms. */
async function twoAllocated(server: TestServer): Promise<void> {
  const version = await server.addStudy(blind, ['A1'])
  for (const grant of ['investigator@A1', 'monitor@A1', 'data-manager@*', 'administrator@*'] as const)
    await server.addPerson(grant.split('@')[0] ?? '', BLIND, grant)
  const { token } = await server.device().signIn('administrator', PASSWORD, 'administrator')
  const keeps = (path: string, body: object) => server.call('POST', `/api/randomisation/${path}`, body, token)
  await keeps('places', { study: BLIND, site: 'A1', open: true })
  await keeps('lists', { version, plan: { method: 'blocks', sizes: [2], length: 4 } })
  const bea = await ward(server, BLIND, version, 'investigator')
  for (const subject of [bea.candidate(), bea.candidate()]) await bea.asks(subject)
}

const openCasebook = async (page: Page, userName: string) => {
  await new SignIn(page).firstTime(userName, PASSWORD)
  await new Participants(page).open(CODE)
  await expect(page.getByText('Allocated, blind', { exact: true })).toBeVisible()
}

/** The arm as it is read out, which the rest of the screen must not say. */
const armIn = (page: Page) => page.getByRole('dialog').getByText(/^(Placebo|Lutetium) infusion$/)

test('an investigator breaks the blind of one participant; others see that, and the arm only who may (GCP-19)', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(240_000)
  await twoAllocated(server)
  const desk = await newDesk()
  const page = await desk.open()
  const dialog = page.getByRole('dialog')

  const arm = await step('an investigator says why, and sees the arm as long as they look', async () => {
    await openCasebook(page, 'investigator')
    await page.getByRole('button', { name: 'Break the blind' }).click()
    await dialog.getByRole('button', { name: 'Break the blind' }).click()
    await expect(dialog.getByText('Say why you have to know.')).toBeVisible()
    await dialog.getByLabel('Why you have to know').fill('Seizure after the infusion.')
    await dialog.getByLabel('Your password').fill('not it')
    await dialog.getByRole('button', { name: 'Break the blind' }).click()
    await expect(dialog.getByText(/^That is not your password/)).toBeVisible()
    await expectGoodLooks(page, 'unblinding')
    await page.waitForTimeout(1_500)
    await dialog.getByLabel('Your password').fill(PASSWORD)
    await dialog.getByRole('button', { name: 'Break the blind' }).click()
    await expect(armIn(page)).toBeVisible()
    await expectGoodLooks(page, 'unblinding-arm')
    const said = await armIn(page).innerText()
    await dialog.getByRole('button', { name: 'Close' }).first().click()
    await expect(page.getByText(/Blind broken by .*Seizure after the infusion\./)).toBeVisible()
    await expect(page.getByText(said)).toHaveCount(0)
    await keepScreen(page, 'unblinding-broken')
    await new Frame(page).speak('Français')
    await keepScreen(page, 'unblinding-broken-fr')
    await page.getByRole('button', { name: 'Montrer le bras' }).click()
    await expect(armIn(page)).toBeVisible()
    await keepScreen(page, 'unblinding-arm-fr')
    await dialog.getByRole('button', { name: 'Fermer' }).first().click()
    await new Frame(page).speak('English')
    return said
  })

  await step('without a network the arm is nowhere', async () => {
    await desk.goesOffline()
    await page.getByRole('button', { name: 'Show the arm' }).click()
    await expect(dialog.getByText('The server cannot be reached.')).toBeVisible()
    await expect(page.getByText(arm)).toHaveCount(0)
    await expectAccessible(page, 'an arm that cannot be asked for')
    await keepScreen(page, 'unblinding-offline')
  })

  await step('a monitor sees that the blind was broken, by whom and why, and nothing else', async () => {
    const other = await (await newDesk()).open()
    await openCasebook(other, 'monitor')
    await expect(other.getByText(/Blind broken by .*Seizure after the infusion\./)).toBeVisible()
    await expect(other.getByRole('button', { name: /Show the arm|Break the blind/ })).toHaveCount(0)
    await other.getByRole('tab', { name: 'Audit' }).click()
    await expect(other.getByRole('row').filter({ hasText: 'Seizure after the infusion.' })).toHaveCount(1)
    await expect(other.getByText(arm)).toHaveCount(0)
    await other.getByRole('link', { name: 'Alerts' }).click()
    await expect(other.getByRole('row').filter({ hasText: 'Blind broken' })).toContainText(CODE)
    await keepScreen(other, 'unblinding-alert')
    await new Frame(other).goTo('Exports')
    await expect(other.getByRole('tab', { name: 'Arms' })).toHaveCount(0)
  })

  await step('whom the study names lists the arms and saves them', async () => {
    const third = await (await newDesk()).open()
    await openCasebook(third, 'data-manager')
    await new Frame(third).goTo('Exports')
    await third.getByRole('tab', { name: 'Arms' }).click()
    await keepScreen(third, 'arms-not-asked')
    await third.getByRole('button', { name: 'Show all arms' }).click()
    await expect(third.getByRole('row').filter({ hasText: CODE })).toContainText(arm)
    for (const title of Object.values(ARMS))
      await expect(third.getByRole('row').filter({ hasText: title })).toHaveCount(1)
    await expectGoodLooks(third, 'arms')
    const saved = third.waitForEvent('download')
    await third.getByRole('button', { name: 'Save as CSV' }).click()
    expect((await saved).suggestedFilename()).toMatch(/^arms-NCT00000003-.*\.csv$/)
  })
})
