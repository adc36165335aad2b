import { type Page, expect } from '@playwright/test'
import { everolimusLaboratory } from '#forms/common/laboratory-panels'
import { defineStudy } from '#forms/define'
import { design } from '#forms/netter-2/study'
import { expectAccessible, keepScreen, test } from '../support/app-test'
import { Casebook } from '../support/pages/casebook'
import { Form } from '../support/pages/form'
import { Frame } from '../support/pages/frame'
import { Participants } from '../support/pages/participants'
import { SignIn } from '../support/pages/sign-in'
import { PASSWORD } from '../support/server'

const study = defineStudy({
  ...design,
  events: design.events.map((event) =>
    event.oid === 'SCR' ? { ...event, forms: [...event.forms, everolimusLaboratory] } : event,
  ),
})

/** A whole panel as a laboratory prints it, in the order of the grids: 30 values. */
const panels = [
  {
    form: 'Haematology',
    first: 'HGB',
    values: ['130', '0.41', '5.4', '3.1', '1.6', '0.42', '0.15', '0.03', '240'],
  },
  {
    form: 'Biochemistry',
    first: 'NA',
    values: '140 4.2 103 2.31 1.1 0.85 74 5.6 5.1 9 24 27 88 40 190 41 70'.split(' '),
  },
  { form: 'Laboratory for everolimus', first: 'GLUC', values: ['5.1', '4.8', '1.2', '5.4'] },
]

/** A report as a French laboratory writes one: a unit left out, a result that no form asks for, days of either order. */
const report = [
  'Analyse;Résultat;Unité;Valeurs de référence;Date',
  'Kaliémie;4,2;mmol/L;3,5 - 5,1;06/10/2026',
  'P-Kreatinin;74;;60-105;06/10/2026',
  'ASAT;< 5;UI/L;< 35;06/10/2026',
  'Troponine;12;ng/L;< 14;06/10/2026',
]

test('a whole laboratory panel by keyboard alone: the digits, and one key a value', async ({ server, newDesk }) => {
  test.setTimeout(180_000)
  await server.addStudy(study, ['NL01'])
  await server.addPerson('anna', study.study.id, 'nurse@NL01')
  const page = await (await newDesk()).open()
  const [casebook, form] = [new Casebook(page), new Form(page)]
  await new SignIn(page).firstTime('anna', PASSWORD)
  const code = await new Participants(page).enrol()

  await test.step('30 values, with at most two keys each besides their digits', async () => {
    let [keys, digits, values] = [0, 0, 0]
    for (const panel of panels) {
      await casebook.open(panel.form, 'Screening')
      await form.fill({ 'SAMPLE/LBDAT': '2026-09-01' })
      await form.control('RESULTS/' + panel.first).focus()
      const watched = await watch(page)
      for (const value of panel.values) {
        await page.keyboard.type(value)
        await page.keyboard.press('Enter')
      }
      const seen = await watched()
      keys += seen.keys
      digits += panel.values.join('').length
      values += panel.values.length
      await new Frame(page).allSent()
      const entered = [...(await form.read())].filter(([path]) => path.startsWith('RESULTS/'))
      expect(entered.slice(0, panel.values.length).map(([, { text }]) => text)).toEqual(panel.values)
      await casebook.back(code)
    }
    expect(values).toBe(30)
    expect(keys - digits).toBeLessThanOrEqual(2 * values)
  })

  await test.step('a key that is typed draws its own row alone', async () => {
    await casebook.open('Haematology', 'Screening')
    await form.control('RESULTS/WBC').focus()
    await new Frame(page).allSent()
    const watched = await watch(page)
    await page.keyboard.type('5')
    await expect(form.control('RESULTS/WBC')).toHaveValue('5.45')
    expect((await watched()).others).toEqual([])
    await page.keyboard.press('Escape')
  })

  await test.step('limits are one key away, and are told at once what they say of the value', async () => {
    await form.control('RESULTS/HGB').focus()
    await page.keyboard.press('Alt+l')
    await page.keyboard.type('120-160')
    await page.keyboard.press('Enter')
    await expect(form.control('RESULTS/HCT')).toBeFocused()
    await expect(page.getByLabel('Limits of Haemoglobin')).toHaveValue('120–160')
    await expect(form.item('RESULTS/HGB').locator('[title^="How was this computed"]')).toBeVisible()
    await casebook.back(code)
    await casebook.open('Visit', 'Cycle 1, day 1')
    await form.fill({ 'VISIT/SVSTDTC': '2026-09-08' })
    await casebook.back(code)
  })

  await test.step('a laboratory file is looked at line by line, and enters what is confirmed', async () => {
    await casebook.open('Biochemistry', 'Cycle 1, week 4')
    await page.getByRole('button', { name: 'From a laboratory file…' }).click()
    const dialog = page.getByRole('dialog')
    const line = (name: string) => dialog.getByRole('row', { name: new RegExp(`^Confirm ${name}`) })
    await dialog.locator('input[type="file"]').setInputFiles({
      name: 'results.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(report.join('\r\n')),
    })
    await expect(line('Potassium')).toContainText('Say above how days are written.')
    await dialog.getByRole('radio', { name: '6 Oct 2026' }).check()
    await expect(line('Troponine')).toContainText('No result of this visit has this name.')
    await expect(line('AST')).toContainText('Beyond what could be measured; kept with its sign.')
    await line('Creatinine').getByRole('combobox', { name: 'Unit' }).selectOption('µmol/L')
    await keepScreen(page, 'laboratory-file-light')
    await expectAccessible(page, 'laboratory file')
    await dialog.getByRole('checkbox', { name: 'Confirm Sample date' }).focus()
    for (let i = 0; i < 4; i++) await page.keyboard.press('Enter')
    await expect(dialog.getByRole('button', { name: 'Enter 4 lines' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await expect(form.control('RESULTS/K')).toHaveValue('4,2')
    await expect(form.control('RESULTS/CREAT')).toHaveValue('74')
    await expect(form.control('RESULTS/AST')).toHaveValue('<5')
    await expect(page.getByLabel('Limits of Potassium')).toHaveValue('3.5–5.1')
    await form.control('RESULTS/K').focus()
    await page.keyboard.press('Alt+h')
    await expect(page.getByText(/Laboratory file results\.csv, row 2 \(Kaliémie 4,2 mmol\/L\), SHA-256/)).toBeVisible()
    await page.keyboard.press('Control+i')
    await casebook.back(code)
  })

  await test.step('a worse grade than before treatment suggests an adverse event, and begins it when asked', async () => {
    await casebook.open('Haematology', 'Cycle 1, week 4')
    await form.fill({ 'SAMPLE/LBDAT': '2026-10-06', 'RESULTS/HGB': '95' })
    await form.control('RESULTS/HGB').focus()
    await page.keyboard.press('Alt+l')
    await page.keyboard.type('120-160')
    await page.keyboard.press('Enter')
    await expect(form.item('RESULTS/HGB')).toContainText('May be an adverse event: Anemia, grade 2.')
    await expect(form.item('RESULTS/HGB').getByRole('img', { name: '130, 95; limits 120–160' })).toBeVisible()
    await keepScreen(page, 'laboratory-grid-light')
    await expectAccessible(page, 'laboratory grid')
    await page.emulateMedia({ colorScheme: 'dark' })
    await keepScreen(page, 'laboratory-grid-dark')
    await expectAccessible(page, 'laboratory grid in dark', 'colours')
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize({ width: 1280, height: 720 })
    await new Frame(page).speak('Français')
    await expect(page.getByRole('heading', { name: 'Résultats', exact: true })).toBeVisible()
    await keepScreen(page, 'laboratory-grid-french')
    await new Frame(page).speak('English')
    await form.item('RESULTS/HGB').getByRole('button', { name: 'Begin the event' }).click()
    await expect(form.control('EVENT/AECTC')).toHaveValue('Anemia')
    await expect(form.item('EVENT/AETOXGR').locator('input[value="2"]')).toBeChecked()
    await new Frame(page).allSent()
  })
})

/** Counts the keys that are pressed, and names the rows that change while another one is typed in. */
async function watch(page: Page) {
  const seen = await page.evaluateHandle(() => {
    const rowOf = (node: Node | null): string | null | undefined =>
      (node instanceof Element ? node : node?.parentElement)?.closest('[data-item]')?.getAttribute('data-item')
    const told = { keys: 0, others: new Set<string>() }
    let typing = false
    addEventListener(
      'keydown',
      (event) => {
        told.keys++
        typing = event.key !== 'Enter'
      },
      true,
    )
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const row = rowOf(target)
        if (typing && row && row !== rowOf(document.activeElement)) told.others.add(row)
      }
    }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
    return told
  })
  return () => seen.evaluate(({ keys, others }) => ({ keys, others: [...others] }))
}
