import { randomUUID } from 'node:crypto'
import { type Page, expect } from '@playwright/test'
import { wholeNetter2 } from '#forms/netter-2/whole-study'
import { ItemPath } from '#shared/casebook/path'
import type { Entry } from '#shared/change/change'
import { SiteId, type StudyId, type StudyVersionId, SubjectCode, SubjectKey } from '#shared/ids'
import { expectAccessible, keepScreen, test } from '../support/app-test'
import { ELIGIBLE, eligibleStudy } from '../support/eligible-study'
import { Casebook } from '../support/pages/casebook'
import { Form } from '../support/pages/form'
import { Participants } from '../support/pages/participants'
import { SignIn } from '../support/pages/sign-in'
import { beforeSecondDose } from '../support/second-dose'
import { PASSWORD, type TestServer } from '../support/server'
import { wardDay } from '../support/ward-day'

const NL01 = SiteId.parse('NL01')
const CODE = 'NL01-001'

/** Enters somebody at the server, as a nurse at another computer would. */
async function known(
  server: TestServer,
  { study, version, by }: { readonly study: StudyId; readonly version: StudyVersionId; readonly by: string },
  said: readonly (readonly [string, Readonly<Record<string, string | Entry>>])[],
): Promise<void> {
  const device = server.device()
  const author = await device.signIn(by, PASSWORD, 'nurse')
  const subject = SubjectKey.parse(randomUUID())
  const where = { by: author, at: '2026-02-28T09:00:00.000+01:00', study, site: NL01, version, subject }
  device.assert({ ...where, body: { kind: 'enrol', code: SubjectCode.parse(CODE) } })
  for (const [form, values] of said)
    device.assert({
      ...where,
      body: {
        kind: 'value',
        items: Object.entries(values).map(([path, value]) => ({
          path: ItemPath.parse(`${form}/${path}`),
          bases: [],
          entry: typeof value === 'string' ? { state: 'value', text: value } : value,
        })),
      },
    })
  await device.push(author)
}

const sign = async (page: Page, act: string, password: string) => {
  await page.getByLabel('Your password').fill(password)
  await page.getByRole('button', { name: act }).click()
}

const signInDialog = async (page: Page, password: string) => {
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Your password').fill(password)
  await dialog.getByRole('button', { name: 'Sign eligibility' }).click()
  await expect(dialog).toHaveCount(0)
}

test('an investigator releases a dose without a network; a corrected value takes the release back; a nurse looks on', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(240_000)
  const study = wholeNetter2.study.id
  const version = await server.addStudy(wholeNetter2, ['NL01'])
  await server.addPerson('ida', study, 'investigator@NL01')
  await server.addPerson('ana', study, 'nurse@NL01')
  await known(server, { study, version, by: 'ana' }, beforeSecondDose())
  const desk = await newDesk()
  const page = await desk.open()
  await new SignIn(page).firstTime('ida', PASSWORD)
  await new Participants(page).open(CODE)
  await desk.goesOffline()

  await page.getByRole('link', { name: 'Week 8, Lutathera', exact: true }).click()
  // A password is typed before the day is set right: it stays, and so does the panel.
  const password = page.getByLabel('Your password')
  await password.fill('not it')
  await page.getByLabel('Planned for').fill('2.3.2026')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'May be given: 7400 MBq.' })).toBeVisible()
  await expect(page).toHaveURL(/2026-03-02/)
  await expect(password).toHaveValue('not it')
  await page.getByRole('button', { name: 'Sign release' }).click()
  await expect(page.getByText(/^That is not your password/)).toBeVisible()
  // Looking at the evidence takes longer than the pause after a mistyped password.
  const platelets = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Platelets' }) })
  await expect(platelets).toContainText('180')
  await expect(platelets).toContainText('3 days before')
  await keepScreen(page, 'dose-release')
  await expectAccessible(page, 'dose release')
  await sign(page, 'Sign release', PASSWORD)
  await expect(page.getByRole('status').filter({ hasText: 'The decision stands' })).toBeVisible()
  await keepScreen(page, 'dose-release-signed')

  await platelets.getByRole('link').click()
  const form = new Form(page)
  await form.enter('RESULTS/PLT', '70')
  await form.because('RESULTS/PLT', 'Typing slip')
  await page.goBack()
  await expect(page.getByRole('status').filter({ hasText: 'The decision is no longer valid' })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'Do not give this dose now.' })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Platelets, Week 8' })).toContainText('→ 70')
  await keepScreen(page, 'dose-release-fallen')
  await expectAccessible(page, 'dose release that fell')

  const other = await (await newDesk()).open()
  await new SignIn(other).firstTime('ana', PASSWORD)
  await new Participants(other).open(CODE)
  await other.getByRole('link', { name: 'Week 8, Lutathera', exact: true }).click()
  await expect(other.getByText('The investigator decides.')).toBeVisible()
  await expect(other.getByLabel('Your password')).toHaveCount(0)
  await new Casebook(other).back(CODE)
})

test('eligibility is signed without a network; a corrected value breaks the signature and says which criterion', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(180_000)
  const version = await server.addStudy(eligibleStudy(), ['NL01'])
  await server.addPerson('ida', ELIGIBLE, 'investigator@NL01')
  await server.addPerson('ana', ELIGIBLE, 'nurse@NL01')
  const today = wardDay()
  await known(server, { study: ELIGIBLE, version, by: 'ana' }, [
    ['SCR/SV', { 'VISIT/SVSTDTC': today }],
    ['SCR/NET', { 'DATA/NETGRADE': 'G2' }],
    ['SCR/PETF', { 'DATA/FDGPOS': 'Y' }],
    ['SCR/IE', { 'DATA/IE_RS_I02': 'Y' }],
  ])
  const desk = await newDesk()
  const page = await desk.open()
  await new SignIn(page).firstTime('ida', PASSWORD)
  await new Participants(page).open(CODE)
  await desk.goesOffline()
  await expect(page.getByText('is not signed, or has changed since')).toBeVisible()

  await page.getByRole('tab', { name: 'Eligibility' }).click()
  await page.getByRole('button', { name: 'Sign eligibility' }).click()
  await keepScreen(page, 'eligibility-sign')
  await expectAccessible(page, 'signing eligibility')
  await signInDialog(page, PASSWORD)
  await expect(page.getByRole('status').filter({ hasText: /^Signed by/ })).toBeVisible()
  await keepScreen(page, 'eligibility-signed')
  await page.getByRole('tab', { name: 'Schedule' }).click()
  await expect(page.getByText('is not signed, or has changed since')).toHaveCount(0)

  await new Casebook(page).open('NET', 'Screening')
  const form = new Form(page)
  await form.enter('DATA/NETGRADE', 'G3')
  await form.because('DATA/NETGRADE', 'Typing slip')
  await new Casebook(page).back(CODE)
  await page.getByRole('tab', { name: 'Eligibility' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'The signature is broken' })).toContainText('RS-E01')
  await expect(page.getByRole('button', { name: 'Sign again' })).toBeVisible()
  await keepScreen(page, 'eligibility-broken')
  await expectAccessible(page, 'a broken eligibility signature')
})
