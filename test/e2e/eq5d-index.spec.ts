import { expect } from '@playwright/test'
import { readCsv } from '#shared/export/csv'
import { expectAccessible, keepScreen, test } from '../support/app-test'
import { madeUpSet, madeUpSetFile, valuedStudy } from '../support/made-up-value-set'
import { documentId } from '#shared/reference/reference'
import { Casebook } from '../support/pages/casebook'
import { Exports } from '../support/pages/exports'
import { Form } from '../support/pages/form'
import { Frame } from '../support/pages/frame'
import { Participants } from '../support/pages/participants'
import { SignIn } from '../support/pages/sign-in'
import { Sync } from '../support/pages/sync'
import { PASSWORD } from '../support/server'
import { unzip } from '../support/unzip'

const step = test.step

test('a value set is loaded by the administrator; the form then shows the index with its proof, offline, and tables have it', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(240_000)
  const { id } = valuedStudy.study
  await server.addStudy(valuedStudy, ['NL01'])
  await server.addPerson('anna', id, 'nurse@NL01')
  await server.addPerson('rob', id, 'administrator@*')
  const ward = await newDesk()
  const page = await ward.open()
  const form = new Form(page)
  const index = page.locator('[data-derived="eq5d-index"]')
  const proof = page.getByRole('complementary', { name: 'Inspector' })

  const code = await step('without the set a nurse sees the profile and why there is no index', async () => {
    await new SignIn(page).firstTime('anna', PASSWORD)
    const enrolled = await new Participants(page).enrol()
    await new Casebook(page).open('EQ-5D-5L', 'Screening')
    await expect(index).toContainText('follows from the answers')
    await form.enter('ANSWERED/QSSTAT', 'DONE')
    for (const [item, level] of Object.entries({ EQ_MO: 2, EQ_SC: 1, EQ_UA: 3, EQ_PD: 4 }))
      await form.enter(`QUESTIONS/${item}`, String(level))
    await expect(index).toContainText('the set of values 5L:Testland is not loaded')
    await new Frame(page).allSent()
    return enrolled
  })

  await step('an administrator is told the line that cannot be read, mends it, and loads the set', async () => {
    const desk = await (await newDesk()).open()
    await new SignIn(desk).firstTime('rob', PASSWORD)
    const section = desk.getByRole('region', { name: 'Value sets for the EQ-5D-5L' })
    await expect(section).toContainText('No set is loaded.')
    const choose = (name: string, text: string) =>
      section
        .getByLabel('Choose a set')
        .last()
        .setInputFiles({ name, mimeType: 'text/tab-separated-values', buffer: Buffer.from(text) })
    await choose('bent.tsv', madeUpSetFile().replace('MO2\t-0.010', 'MO2\t-0,010'))
    await expect(section).toContainText('Line 9: -0,010 is no decimal number.')
    await keepScreen(desk, 'eq5d-set-refused')
    await section.getByRole('button', { name: 'Choose another file' }).click()
    await choose('set.tsv', madeUpSetFile())
    await expect(section).toContainText('This set can be used')
    await expectAccessible(desk, 'administration, a value set')
    await section.getByRole('button', { name: /^Load for everyone/ }).click()
    await expect(section).toContainText('The set is loaded')
    await expect(section.getByRole('row', { name: /^5L:Testland/ })).toContainText('Name of rob')
    await keepScreen(desk, 'eq5d-set-loaded')
  })

  await step('the form has the index at the next contact, and keeps it without the network', async () => {
    await new Sync(page).open()
    await new Sync(page).exchangeNow()
    await new Frame(page).goTo('Participants')
    await new Participants(page).open(code)
    await new Casebook(page).open('EQ-5D-5L', 'Screening')
    await expect(index).toContainText('a question was not answered')
    await ward.goesOffline()
    await form.enter('QUESTIONS/EQ_AD', '5')
    await expect(index).toContainText('0.891')
    await expect(index).toContainText('by 5L:Testland')
    await index.getByRole('button', { name: 'How was this computed' }).click()
    await expect(proof).toContainText('EQ-5D index')
    await expect(proof).toContainText('21345')
    for (const term of ['Full health', 'Mobility, level 2', 'Anxiety, depression, level 5'])
      await expect(proof).toContainText(term)
    await expect(proof).not.toContainText('StartValue')
    await expect(proof).toContainText(documentId(madeUpSet).slice(0, 16))
    await keepScreen(page, 'eq5d-index')
    await expectAccessible(page, 'the form with an index')
    await ward.comesBack()
  })

  await step('the tables have it as a derived value, and the manifest names the set', async () => {
    await new Frame(page).goTo('Exports')
    const files = unzip((await new Exports(page).make('Tables, CSV')).bytes)
    const text = (name: string) => new TextDecoder().decode(files.get(name))
    const { columns, rows } = readCsv('eq5d_index', text('eq5d_index.csv'))
    const cell = (name: string) => rows[0]?.[columns.indexOf(name)]
    expect(['PROFILE', 'INDEX', 'DERIVED', 'NOTDONE', 'VALUESET', 'VALUESETSHA256'].map(cell)).toEqual([
      ...['21345', '0.891', 'Y', '', '5L:Testland', documentId(madeUpSet)],
    ])
    expect(text('manifest.json')).toContain('EQ-5D value set 5L:Testland')
  })
})
