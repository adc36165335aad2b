import { readFile } from 'node:fs/promises'
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

test('a data manager lists and saves who opened, printed and saved a record (PRIV-07, ELEC-17)', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(240_000)
  await server.addStudy(smallStudy, ['NL01'])
  await server.addPerson('nina', STUDY, 'nurse@NL01')
  await server.addPerson('dora', STUDY, 'data-manager@*')

  const code = await step('a nurse opens a record, goes on to a form, prints and exports it', async () => {
    const page = await (await newDesk()).open()
    const frame = new Frame(page)
    await new SignIn(page).firstTime('nina', PASSWORD)
    const enrolled = await new Participants(page).enrol()
    await new Casebook(page).open('Vital signs', 'Screening')
    await new Form(page).enter('VITALS/SYSBP', '120')
    // What prints the page, whatever asked for it, tells the page first.
    await page.pdf()
    await frame.goTo('Participants')
    await new Participants(page).open(enrolled)
    const saved = page.waitForEvent('download')
    await page.getByRole('heading', { level: 1, name: enrolled }).click()
    await page.keyboard.press('p')
    await saved
    await frame.goTo('Adverse events')
    await frame.allSent()
    await frame.exchange.click()
    await page.getByRole('button', { name: 'Exchange now' }).click()
    await frame.allSent()
    return enrolled
  })

  const desk = await (await newDesk({ viewport: { width: 1280, height: 720 } })).open()
  await step('a data manager reads the list, which tells of themself as well', async () => {
    await new SignIn(desk).firstTime('dora', PASSWORD)
    await new Participants(desk).open(code)
    await desk.getByRole('tab', { name: 'Access' }).click()
    const rows = desk.getByRole('row')
    const opened = rows.filter({ hasText: 'Opened' }).filter({ hasText: 'nina' })
    await expect(opened.filter({ hasText: 'This record' })).toHaveCount(1)
    await expect(opened.filter({ hasText: 'Records of the site' })).toHaveCount(1)
    await expect(rows.filter({ hasText: 'Printed' })).toHaveCount(1)
    await expect(rows.filter({ hasText: 'Saved a file' })).toHaveCount(1)
    await expectAccessible(desk, 'who looked at a record')
    await keepScreen(desk, 'access-list')
    await new Frame(desk).speak('Français')
    await keepScreen(desk, 'access-list-fr')
    await desk.emulateMedia({ colorScheme: 'dark' })
    await keepScreen(desk, 'access-list-dark')
    await desk.emulateMedia({ colorScheme: 'light' })
    await new Frame(desk).speak('English')
  })

  await step('and saves it', async () => {
    const saved = desk.waitForEvent('download')
    await desk.getByRole('button', { name: 'Save as CSV' }).click()
    const download = await saved
    expect(download.suggestedFilename()).toMatch(new RegExp(`^access-to-${code}-.*\\.csv$`))
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n')
    expect(lines[0]).toContain('participant,at,user_name,name,kind,of,platform,received_at')
    const said = lines.slice(1).map((line) => line.split(','))
    expect(said.map((cells) => [cells[2], cells[4], cells[6], cells[7]])).toEqual(
      expect.arrayContaining([
        [code, 'nina', 'opened', 'record'],
        [code, 'nina', 'printed', 'record'],
        [code, 'nina', 'saved', 'record'],
      ]),
    )
  })
})
