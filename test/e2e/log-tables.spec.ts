import { type Page, expect } from '@playwright/test'
import { medicalHistory } from '#forms/common/medical-history'
import { defineStudy } from '#forms/define'
import { design } from '#forms/netter-2/study'
import { expectAccessible, keepScreen, test } from '../support/app-test'
import { Casebook } from '../support/pages/casebook'
import { Form } from '../support/pages/form'
import { Frame } from '../support/pages/frame'
import { LogTable } from '../support/pages/log-table'
import { Participants } from '../support/pages/participants'
import { SignIn } from '../support/pages/sign-in'
import { PASSWORD } from '../support/server'

const study = defineStudy({
  ...design,
  events: design.events.map((event) =>
    event.oid === 'LOG' ? { ...event, forms: [...event.forms, medicalHistory] } : event,
  ),
})

test('a log is a table that is filled, pasted into and corrected by keyboard alone (GCP-06)', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(240_000)
  await server.addStudy(study, ['NL01'])
  await server.addPerson('anna', study.study.id, 'nurse@NL01')
  const desk = await newDesk()
  let page = await desk.open()
  await new SignIn(page).firstTime('anna', PASSWORD)
  const code = await new Participants(page).enrol()
  const log = () => new LogTable(page)

  await test.step('two medicines, typed cell after cell; Enter begins the next where the first began', async () => {
    await new Casebook(page).showLog('Concomitant medication')
    await page.getByRole('button', { name: /^New medication/ }).click()
    await log().type(['Ondansetron', 'Nausea', '8', 'mg', 'twice', 'mouth', '2026-03'])
    await page.keyboard.press('y')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Paracetamol')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Alt+ArrowDown')
    await expect(log().cell(1, 'CMINDC')).toContainText('Nausea')
    await expect(log().records).toHaveCount(2)
    expect(await log().column('CMTRT')).toEqual(['Ondansetron', 'Paracetamol'])
    expect(await log().column('CMSTDAT')).toEqual(['Mar 2026', ''])
    expect(await log().column('CMONGO')).toEqual(['Yes', ''])
  })

  await test.step('what is no date stays where it was typed, says so, and is let go', async () => {
    await log().goTo(1, 'CMSTDAT')
    await page.keyboard.type('31feb')
    await page.keyboard.press('Enter')
    await expect(log().cell(1, 'CMSTDAT')).toContainText('This is not a date.')
    await page.keyboard.press('Escape')
    await expect(log().grid).toBeFocused()
    await page.keyboard.type('UN')
    await page.keyboard.press('Enter')
    await expect(log().cell(1, 'CMSTDAT')).toContainText('Unknown')
  })

  await test.step('a key that is typed changes nothing but its own cell', async () => {
    await new Frame(page).allSent()
    await log().goTo(0, 'CMINDC')
    await page.keyboard.press('F2')
    const changed = await watch(page)
    await page.keyboard.type(' and more')
    await expect(log().cell(0, 'CMINDC').locator('input')).toHaveValue('Nausea and more'.slice(6))
    expect(await changed()).toEqual([])
    await page.keyboard.press('Escape')
  })

  await test.step('a spreadsheet is pasted whole or not at all', async () => {
    await page.getByRole('button', { name: /^New medication/ }).click()
    await log().paste([
      ['Ramipril', 'Hypertension', '5', 'mg', 'once daily'],
      ['Metformin', 'Diabetes', 'much', 'mg', 'twice daily'],
    ])
    await expect(page.getByText('cannot be taken. Nothing is pasted yet.')).toBeVisible()
    await expect(page.getByText('This is not a number.')).toBeVisible()
    await expect(log().records).toHaveCount(2)
    await keepScreen(page, 'log-paste-refused')
    await page.getByRole('button', { name: 'Paste nothing' }).click()
    await expect(log().records).toHaveCount(2)
    await log().paste([
      ['Ramipril', 'Hypertension', '5'],
      ['Metformin', 'Diabetes', '850'],
    ])
    await expect(page.getByText('6 cells were pasted.')).toBeVisible()
    expect(await log().column('CMTRT')).toEqual(['Ondansetron', 'Paracetamol', 'Ramipril', 'Metformin'])
  })

  await test.step('nothing of it is lost when the app is killed', async () => {
    await new Frame(page).allSent()
    await desk.close()
    page = await desk.open()
    await new SignIn(page).again('Name of anna', PASSWORD)
    await new Participants(page).open(code)
    await new Casebook(page).showLog('Concomitant medication')
    await expect(log().records).toHaveCount(4)
    expect(await log().column('CMDOSE')).toEqual(['8', '', '5', '850'])
  })

  await test.step('a value that someone relied on asks for its reason in the cell', async () => {
    await log().goTo(3, 'CMDOSE')
    await page.keyboard.type('1000')
    await page.keyboard.press('Enter')
    await expect(log().cell(3, 'CMDOSE')).toContainText('Why does')
    await page.keyboard.press('1')
    await page.keyboard.press('Enter')
    await expect(log().cell(3, 'CMDOSE').locator('[data-said]')).toHaveText('1000')
    await expect(log().grid).toBeFocused()
  })

  await test.step('a record goes with a reason, and is there when asked for', async () => {
    await log().goTo(2, 'CMTRT')
    await page.keyboard.press('Alt+Delete')
    await page.keyboard.press('1')
    await page.keyboard.press('Enter')
    await expect(log().records).toHaveCount(3)
    await page.getByRole('button', { name: /^Withdrawn/ }).click()
    await expect(log().records).toHaveCount(4)
    await expect(page.locator('[data-record]').filter({ hasText: 'Ramipril' })).toContainText('withdrawn')
    await page.getByRole('button', { name: /^Withdrawn/ }).click()
  })

  await test.step('an event: its term is found, its grade is one key, the finding stands at the cell', async () => {
    await new Casebook(page).showLog('Adverse events')
    await page.getByRole('button', { name: /^New adverse event/ }).click()
    await page.keyboard.type('Vomiting at night')
    await page.keyboard.press('Tab')
    await page.keyboard.type('vomit')
    await page.keyboard.press('Enter')
    await expect(log().cell(0, 'AECTC')).toContainText('Vomiting')
    await log().goTo(0, 'AETOXGR')
    await page.keyboard.press('4')
    await log().goTo(0, 'AESER')
    await page.keyboard.press('n')
    await log().goTo(0, 'AETOXGR')
    await expect(log().cell(0, 'AETOXGR')).toContainText('Is it really not serious?')
    await keepScreen(page, 'log-finding-at-cell')
    await page.keyboard.press('F2')
    await expect(log().cell(0, 'AETOXGR').getByRole('radio')).toHaveCount(5)
    await keepScreen(page, 'log-grades-at-cell')
    await page.keyboard.press('Escape')
  })

  await test.step('a medicine refers to the event it is for, and leads there', async () => {
    await new Frame(page).allSent()
    await new Casebook(page).showLog('Concomitant medication')
    await log().goTo(0, 'CMAELINK')
    await page.keyboard.type('vom')
    await keepScreen(page, 'log-link-chooser')
    await page.keyboard.press('Enter')
    await expect(log().cell(0, 'CMAELINK')).toContainText('Vomiting at night')
    await new Casebook(page).openLine('Ondansetron')
    const link = new Form(page).item('MEDICINE/CMAELINK')
    await expect(link.locator('[data-entry]')).toHaveValue(/^Vomiting at night/)
    await link.getByRole('button', { name: /^Open Vomiting/ }).click()
    await expect(new Form(page).control('EVENT/AETERM')).toHaveValue('Vomiting at night')
  })

  await test.step('it looks right in light, dark and French, with the rest of a record below', async () => {
    await new Casebook(page).back(code)
    await new Casebook(page).showLog('Adverse events')
    await log().goTo(0, 'AETERM')
    await page.keyboard.press('Alt+Enter')
    await expect(page.getByRole('region', { name: 'The rest of record 1' })).toBeVisible()
    await keepScreen(page, 'log-record-below')
    await expectAccessible(page, 'log with a record below')
    await page.keyboard.press('Escape')
    await new Casebook(page).showLog('Concomitant medication')
    await expect(log().records).toHaveCount(3)
    await keepScreen(page, 'log-light')
    await expectAccessible(page, 'log')
    await page.emulateMedia({ colorScheme: 'dark' })
    await keepScreen(page, 'log-dark')
    await expectAccessible(page, 'log in dark', 'colours')
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize({ width: 1280, height: 720 })
    await new Frame(page).speak('Français')
    await keepScreen(page, 'log-french')
  })
})

/** Names the cells that change while another one is typed in. */
async function watch(page: Page): Promise<() => Promise<readonly string[]>> {
  const seen = await page.evaluateHandle(() => {
    const cellOf = (node: Node | null): string | null | undefined =>
      (node instanceof Element ? node : node?.parentElement)?.closest('[data-cell]')?.getAttribute('data-cell')
    const others = new Set<string>()
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const cell = cellOf(target)
        if (cell && cell !== cellOf(document.activeElement)) others.add(cell)
      }
    }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
    return others
  })
  return () => seen.evaluate((others) => [...others])
}
