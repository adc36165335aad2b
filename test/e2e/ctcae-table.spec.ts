import { expect } from '@playwright/test'
import { netter2 } from '#forms/netter-2/study'
import { expectAccessible, keepScreen, test } from '../support/app-test'
import { madeUpCode, madeUpRows, madeUpWords, tsv } from '../support/made-up-ctcae'
import { Administration } from '../support/pages/administration'
import { Casebook } from '../support/pages/casebook'
import { Form } from '../support/pages/form'
import { Frame } from '../support/pages/frame'
import { Participants } from '../support/pages/participants'
import { SignIn } from '../support/pages/sign-in'
import { Sync } from '../support/pages/sync'
import { PASSWORD, type TestServer, as } from '../support/server'

const step = test.step

test("an administrator loads NCI's table, and a nurse reads its words where there is no network", async ({
  server,
  newDesk,
}) => {
  test.setTimeout(180_000)
  const study = netter2.study.id
  await server.addStudy(netter2, ['NL01'])
  await server.addPerson('anna', study, 'nurse@NL01')
  await server.addPerson('rob', study, 'administrator@*')

  const ward = await newDesk()
  let page = await ward.open()
  const grade = (number: number) => new Form(page).item('EVENT/AETOXGR').locator('label').nth(number)

  const code = await step('without the table a nurse reads what the grades mean in general', async () => {
    await new SignIn(page).firstTime('anna', PASSWORD)
    const enrolled = await new Participants(page).enrol()
    await new Casebook(page).showLog('Adverse events')
    await new Casebook(page).add('New adverse event')
    const form = new Form(page)
    await form.enter('EVENT/AETERM', 'Blue lips')
    await form.enter('EVENT/AECTC', 'cyanosis')
    await expect(form.control('EVENT/AECTC')).toHaveValue('Cyanosis')
    await expect(grade(2)).toContainText('Moderate')
    await expect(grade(1)).toContainText('CTCAE has no grade 1 for this term.')
    await expect(form.item('EVENT/AETOXGR')).toContainText('NCI’s table is not loaded.')
    await new Frame(page).allSent()
    return enrolled
  })

  await step('an administrator sees what is wrong with a file, mends it, and loads it', async () => {
    const office = await newDesk()
    const desk = await office.open()
    const administration = new Administration(desk)
    await new SignIn(desk).firstTime('rob', PASSWORD)
    await expect(desk.getByText('NCI’s table is not loaded')).toBeVisible()
    await expectAccessible(desk, 'administration, nothing loaded')
    const bent = madeUpRows().map((row) => (row.term === 'Fatigue' ? { ...row, grade5: 'Death' } : row))
    await administration.choose('bent.tsv', tsv(bent))
    await expect(administration.says).toContainText('One cell is not as it should be')
    await expect(administration.faults).toHaveText(/Fatigue.*Grade 5.*does not have this grade: “Death”/)
    await keepScreen(desk, 'ctcae-1-fault')
    await expectAccessible(desk, 'administration, a file with a fault')
    await administration.chooseAnother()
    await administration.choose('whole.tsv', tsv(madeUpRows()))
    await expect(administration.says).toContainText('This is the CTCAE 5.0 table, whole')
    await keepScreen(desk, 'ctcae-2-preview')
    await expectAccessible(desk, 'administration, a whole table')
    await administration.load()
    await expect(desk.getByText('Name of rob').last()).toBeVisible()
    await keepScreen(desk, 'ctcae-3-loaded')
  })

  const open = async (event: string) => {
    await new Frame(page).goTo('Participants')
    await new Participants(page).open(code)
    await new Casebook(page).showLog('Adverse events')
    await new Casebook(page).openLine(event)
  }

  await step('her device fetches it, and has it when the network is gone and the app was closed', async () => {
    await new Sync(page).open()
    await new Sync(page).exchangeNow()
    await open('Blue lips')
    await expect(grade(2)).toContainText(madeUpWords('Cyanosis', 2))
    await ward.goesOffline()
    await ward.close()
    page = await ward.open()
    await new SignIn(page).again('Name of anna', PASSWORD)
    await open('Blue lips')
    await expect(grade(2)).toContainText(madeUpWords('Cyanosis', 2))
    await expect(new Form(page).item('EVENT/AETOXGR')).toContainText('NCI’s wording, CTCAE 5.0.')
  })

  await step('a term found by how people call it brings its code, in the same change', async () => {
    await new Casebook(page).back(code)
    await new Casebook(page).showLog('Adverse events')
    await new Casebook(page).add('New adverse event')
    const form = new Form(page)
    await form.enter('EVENT/AETERM', 'Always tired')
    await expect(form.control('EVENT/AECTC')).toBeFocused()
    await page.keyboard.type('tired')
    await page.keyboard.press('Enter')
    await expect(form.control('EVENT/AECTC')).toHaveValue('Fatigue')
    await expect(page.getByLabel('Code of the term')).toHaveText(madeUpCode('Fatigue'))
    await page.keyboard.press('3')
    await expect(grade(3).getByRole('radio')).toBeChecked()
    await expect(grade(3)).toContainText(madeUpWords('Fatigue', 3))
    await keepScreen(page, 'ctcae-4-grades')
    await expectAccessible(page, 'adverse event with its grades')
    await ward.comesBack()
    await new Sync(page).open()
    await new Sync(page).exchangeNow()
    await new Frame(page).allSent()
    expect(await itemsWithCode(server)).toEqual([['AECTC', 'AECTCCD']])
  })
})

/** The items of each change that holds the code of a term. */
const itemsWithCode = (server: TestServer) =>
  as(server.adminUrl, async (admin) => {
    const { rows } = await admin.query<{ items: string[] }>(
      `SELECT (SELECT array_agg(split_part(item->>'path', '/', 4))
               FROM jsonb_array_elements(body::jsonb->'body'->'items') AS item) AS items
       FROM change WHERE body LIKE '%/AECTCCD"%'`,
    )
    return rows.map(({ items }) => items)
  })
