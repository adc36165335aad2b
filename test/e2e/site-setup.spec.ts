import { expect } from '@playwright/test'
import { eq5dForm } from '#forms/common/questionnaires'
import { startNet } from '#forms/start-net/study'
import { expectAccessible, keepScreen, test } from '../support/app-test'
import { madeUpPack } from '../support/made-up-pack'
import { Casebook } from '../support/pages/casebook'
import { Form } from '../support/pages/form'
import { Frame } from '../support/pages/frame'
import { Kiosk } from '../support/pages/kiosk'
import { LaboratoryRanges } from '../support/pages/laboratory-ranges'
import { Participants } from '../support/pages/participants'
import { SignIn } from '../support/pages/sign-in'
import { PASSWORD } from '../support/server'

test.use({ demonstration: false })

const step = test.step
const header = 'laboratory,analyte,unit,sex,age_from,age_below,valid_from,valid_to,lln,uln'
const HGB = { 'Lower limit': '120', 'Upper limit': '160' }

test('a study is made ready: words, lists and sites by an administrator, ranges by the site', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(240_000)
  const study = startNet.study.id
  await server.addStudy(startNet, ['NL01'])
  await server.addPerson('anna', study, 'nurse@NL01')
  await server.addPerson('rob', study, 'administrator@*')

  await step('the administrator loads licensed words, after those that do not fit', async () => {
    const page = await (await newDesk()).open()
    await new SignIn(page).firstTime('rob', PASSWORD)
    const pack = madeUpPack(eq5dForm.def)
    const choose = (name: string, value: object) =>
      page
        .getByLabel('Choose a pack')
        .last()
        .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(value)) })
    await choose('bent.json', { ...pack, items: { ...pack.items, EQ_XX: { en: 'What?' } } })
    await expect(page.getByText('The questionnaire has no question EQ_XX.')).toBeVisible()
    await keepScreen(page, 'wording-1-refused')
    await page.getByRole('button', { name: 'Choose another file' }).click()
    await choose('whole.json', pack)
    await expect(page.getByText('6 of 6 questions').first()).toBeVisible()
    await page.getByRole('button', { name: /^Load for everyone/ }).click()
    await expect(page.getByText('The pack is loaded')).toBeVisible()

    await page.getByRole('row', { name: /^NL01/ }).getByRole('button', { name: 'Open' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Open' }).click()
    await expect(page.getByRole('row', { name: /^NL01/ })).toContainText('Name of rob')
    await page.getByRole('button', { name: 'Seal a new list' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Block sizes, drawn at random').fill('3')
    await dialog.getByRole('button', { name: 'Seal it' }).click()
    await expect(dialog.getByText('Whole multiples of 2, parted by commas.')).toBeVisible()
    await dialog.getByLabel('Block sizes, drawn at random').fill('4, 6')
    await dialog.getByLabel('Places in each stratum').fill('20')
    await keepScreen(page, 'randomisation-1-seal')
    await dialog.getByRole('button', { name: 'Seal it' }).click()
    await expect(page.getByRole('cell', { name: 'The same' })).toBeVisible()
    await page.getByRole('heading', { name: 'Randomisation' }).scrollIntoViewIfNeeded()
    await keepScreen(page, 'randomisation-2-sealed')
    await expectAccessible(page, 'administration of randomisation and words')
    await page.setViewportSize({ width: 1280, height: 720 })
    await page.emulateMedia({ colorScheme: 'dark' })
    await new Frame(page).speak('Français')
    await keepScreen(page, 'randomisation-3-dark-french')
    await expectAccessible(page, 'administration in dark', 'colours')
  })

  const desk = await newDesk({ hasTouch: true })
  const page = await desk.open()
  await new SignIn(page).firstTime('anna', PASSWORD)
  const code = await new Participants(page).enrol()

  await step('a nurse keeps the ranges of her laboratory', async () => {
    await new Frame(page).goTo('Laboratory ranges')
    await expect(page.getByText('No ranges yet')).toBeVisible()
    const ranges = new LaboratoryRanges(page)
    const local = { Laboratory: 'Own hospital', Analyte: 'Haemoglobin', Sex: 'Women' }
    await ranges.add({ ...local, ...HGB, 'Valid from': '2026-02-01' })
    await ranges.add({ ...local, 'Lower limit': '12', 'Upper limit': '15', 'Valid from': '2025-01-01' })
    await expect(page.getByText('No result lies there. Is the unit right?')).toBeVisible()
    await keepScreen(page, 'ranges-1-fault')
    await ranges.closeEntry()
    await ranges.rows.nth(1).click()
    await page.getByRole('form').getByLabel('Lower limit').fill('115')
    await page.getByRole('form').getByLabel('Upper limit').fill('150')
    await page.keyboard.press('Enter')
    const refused = await ranges.importFile(
      'bent.csv',
      `${header}\nLOCAL,PLT,10^9/L,,,,2026-01-01,,150,40x\nLOCAL,HGB,g/L,F,,,2026-02-01,,1,300`,
    )
    await expect(refused.getByText('2 lines are not as they should be')).toBeVisible()
    await expect(refused.getByRole('row').nth(1)).toContainText('Upper limit: “40x”')
    await keepScreen(page, 'ranges-2-refused')
    await page.keyboard.press('Escape')
    const good = await ranges.importFile('good.csv', `${header}\nLOCAL,PLT,10^9/L,,,,2026-01-01,,150,400`)
    await good.getByRole('button', { name: 'Put it in the table' }).click()
    await expect(ranges.rows).toHaveCount(3)
    await ranges.save()
    await keepScreen(page, 'ranges-3-saved')
    await expectAccessible(page, 'laboratory ranges')
  })

  await step('without a network results get the limits of the day, and others only when she says so', async () => {
    await desk.goesOffline()
    await new Frame(page).goTo('Participants')
    await new Participants(page).open(code)
    const [casebook, form] = [new Casebook(page), new Form(page)]
    await casebook.open('Demographics', 'Screening')
    await form.fill({ 'PERSON/BRTHDAT': '1961-01-13', 'PERSON/SEX': 'F' })
    await casebook.back(code)
    await casebook.open('Haematology', 'Screening')
    await form.fill({ 'SAMPLE/LBDAT': '2026-03-10', 'SAMPLE/LBLAB': 'LOCAL', 'RESULTS/HGB': '118' })
    const limits = page.getByLabel('Limits of Haemoglobin')
    await expect(limits).toHaveValue('120–160')
    await form.enter('SAMPLE/LBDAT', '2026-01-10')
    await expect(page.getByText('The laboratory has other limits for one result here')).toBeVisible()
    await expect(limits).toHaveValue('120–160')
    await keepScreen(page, 'ranges-4-revised')
    await expectAccessible(page, 'laboratory grid with revised limits')
    await page.getByRole('button', { name: 'Use the laboratory’s limits' }).click()
    await expect(limits).toHaveValue('115–150')
    await expect(page.getByText('The laboratory has other limits')).toHaveCount(0)
    await casebook.back(code)
  })

  await step('the participant reads the licensed words in the language chosen, staff the profile', async () => {
    await new Casebook(page).open('EQ-5D-5L', 'Screening')
    await page.getByRole('button', { name: 'Hand to participant' }).tap()
    const kiosk = new Kiosk(page)
    await kiosk.begin()
    await expect(kiosk.question).toHaveText('How is the weather at EQ_MO?')
    await expect(kiosk.answerWords.nth(1)).toContainText('Cloudy')
    await expect(page.getByText('Made up for a test, nobody’s licence')).toBeVisible()
    await expect(page.getByText('Read this question on your sheet')).toHaveCount(0)
    await keepScreen(page, 'wording-2-kiosk')
    await expectAccessible(page, 'kiosk with licensed words')
    await page.getByRole('button', { name: 'Français' }).tap()
    await expect(kiosk.question).toHaveText('Quel temps à EQ_MO ?')
    await page.getByRole('button', { name: 'Svenska' }).tap()
    await expect(kiosk.question).toHaveText('Dimension 1')
    await page.getByRole('button', { name: 'English' }).tap()
    await kiosk.answer('2', '1', '1', '3')
    await kiosk.choose('1')
    await kiosk.stored()
    await kiosk.staffOpens(PASSWORD)
    await expect(page.getByText('21131')).toBeVisible()
    await keepScreen(page, 'wording-3-scores')
  })
})
