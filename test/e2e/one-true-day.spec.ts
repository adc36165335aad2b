import { expect } from '@playwright/test'
import { netter2 } from '#forms/netter-2/study'
import { readCsv } from '#shared/export/csv'
import { pdfText } from '../support/pdf-text'
import { PASSWORD, type TestServer, as } from '../support/server'
import { unzip } from '../support/unzip'
import { keepScreen, test } from '../support/app-test'
import { AdverseEvents } from '../support/pages/adverse-events'
import { Casebook } from '../support/pages/casebook'
import { Exports } from '../support/pages/exports'
import { Form } from '../support/pages/form'
import { Frame } from '../support/pages/frame'
import { Participants } from '../support/pages/participants'
import { SignIn } from '../support/pages/sign-in'
import { Sync } from '../support/pages/sync'

const step = test.step

/** Changes that the nurse makes without a network. */
const ENTERED = 61

test('one true day of a research nurse, from the first sign-in to what others see', async ({ server, newDesk }) => {
  test.setTimeout(360_000)
  const study = netter2.study.id
  await server.addStudy(netter2, ['NL01'])
  await server.addPerson('anna', study, 'nurse@NL01')
  await server.addPerson('pieter', study, 'investigator@NL01')
  await server.addPerson('ingrid', study, 'monitor@NL01')

  const ward = await newDesk()
  let page = await ward.open()
  const on = () => ({
    frame: new Frame(page),
    participants: new Participants(page),
    casebook: new Casebook(page),
    form: new Form(page),
    sync: new Sync(page),
  })

  const code = await step('she signs in for the first time, online, and enrols a participant', async () => {
    await keepScreen(page, 'day-01-first-sign-in')
    await new SignIn(page).firstTime('anna', PASSWORD)
    await keepScreen(page, 'day-02-nobody-yet')
    const enrolled = await on().participants.enrol()
    expect(enrolled).toBe('NL01-001')
    await on().frame.allSent()
    return enrolled
  })

  await step('the network goes; she enters the screening visit', async () => {
    await ward.goesOffline()
    const { casebook, form, frame } = on()
    await casebook.open('Visit', 'Screening')
    await form.fill({ 'VISIT/SVOCCUR': 'Y', 'VISIT/SVSTDTC': 't' })
    await form.complete()
    await casebook.back(code)
    await casebook.open('Informed consent', 'Screening')
    await form.fill({
      'CONSENT/ICFTYPE': 'MAIN',
      'CONSENT/DSSTDAT': 't',
      'CONSENT/DSSTTIM': '930',
      'CONSENT/ICFVER': '3.1',
      'CONSENT/ICFVDAT': '12.1.26',
      'CONSENT/ICFLANG': 'dut',
      'CONSENT/ICFCOPY': 'Y',
      'MINOR/ICFMINOR': 'N',
    })
    await expect(form.control('CONSENT/ICFLANG')).toHaveValue('Dutch')
    await expect(form.control('CONSENT/DSSTTIM')).toHaveValue('09:30')
    await form.complete()
    await casebook.back(code)
    await casebook.open('Demographics', 'Screening')
    await form.fill({ 'PERSON/BRTHDAT': '1961-05', 'PERSON/SEX': 'M' })
    await expect(form.control('PERSON/BRTHDAT')).toHaveValue('May 1961')
    await form.complete()
    await keepScreen(page, 'day-03-demographics')
    await frame.holds(15)
  })

  await step('vital signs with both performance scales; what cannot be read is said and not stored', async () => {
    const { casebook, form } = on()
    await casebook.back(code)
    await casebook.open('Vital signs', 'Screening')
    await form.fill({
      'MEASURED/VSDAT': 't',
      'MEASURED/VSTIM': '9:45',
      'MEASURED/VSTPT': 'rou',
      'VITALS/HEIGHT': '172',
      'VITALS/WEIGHT': '74,5',
      'VITALS/SYSBP': '128',
    })
    await form.enter('VITALS/DIABP', 'about 80')
    await expect(form.item('VITALS/DIABP').getByRole('alert')).toContainText('This is not a number')
    await form.fill({ 'VITALS/DIABP': '82', 'VITALS/PULSE': '72', 'PERFORMANCE/ECOG': '1', 'PERFORMANCE/KPS': '90' })
    await keepScreen(page, 'day-04-vital-signs')
    await form.complete()
  })

  await step('she closes the app, opens it again without a network, and signs in', async () => {
    await ward.close()
    page = await ward.open()
    await keepScreen(page, 'day-05-sign-in-offline')
    await new SignIn(page).again('Name of anna', PASSWORD)
    await expect(on().participants.line(code)).toContainText(code)
    await keepScreen(page, 'day-06-participants-offline')
    await on().participants.open(code)
  })

  await step('haematology and biochemistry in the units of the laboratory; a correction asks why', async () => {
    const { casebook, form } = on()
    await casebook.open('Haematology', 'Screening')
    await form.fill({ 'SAMPLE/LBDAT': 't', 'SAMPLE/LBLAB': 'LOCAL' })
    await form.fill({ 'RESULTS/HGB': '7.4 mmol/L', 'RESULTS/HCT': '0.41', 'RESULTS/WBC': '5.4', 'RESULTS/ANC': '3.1' })
    await form.fill({ 'RESULTS/LYM': '1.6', 'RESULTS/PLT': '25' })
    await expect(form.item('RESULTS/PLT')).toContainText('25')
    await keepScreen(page, 'day-07-haematology')
    await casebook.back(code)
    await casebook.open('Vital signs', 'Screening')
    await form.enter('VITALS/WEIGHT', '75.4')
    await form.because('VITALS/WEIGHT', 'Typing slip')
    await expect(form.control('VITALS/WEIGHT')).toHaveValue('75.4')
    await keepScreen(page, 'day-08-weight-corrected')
    await casebook.back(code)
    await casebook.open('Biochemistry', 'Screening')
    await form.fill({ 'SAMPLE/LBDAT': 't', 'SAMPLE/LBLAB': 'LOCAL', 'RESULTS/CREAT': '88' })
    await casebook.back(code)
  })

  await step('an adverse event with its grade, and a medicine against the nausea', async () => {
    const { casebook, form } = on()
    await casebook.showLog('Adverse events')
    await casebook.add('New adverse event')
    await form.fill({
      'EVENT/AETERM': 'Thrombocytopenia',
      'EVENT/AECTC': 'Platelet count decreased',
      'EVENT/AETOXGR': '3',
      'EVENT/AESTDAT': 't',
      'EVENT/AEONGO': 'Y',
      'SERIOUS/AESER': 'N',
      'CAUSE/AEREL_LU': 'POSSIBLE',
      'CAUSE/AEREL_AA': 'NOT_RELATED',
      'CAUSE/AEREL_OCT': 'NOT_RELATED',
      'CAUSE/AEACN_LU': 'del',
      'CAUSE/AEACN_OCT': 'DOSE_NOT_CHANGED',
      'OUTCOME/AETRT': 'N',
      'OUTCOME/AEOUT': 'NOT_RECOVERED',
    })
    await keepScreen(page, 'day-09-adverse-event')
    await form.complete()
    await casebook.back(code)
    await casebook.showLog('Concomitant medication')
    await casebook.add('New medication')
    await form.fill({
      'MEDICINE/CMTRT': 'Ondansetron',
      'MEDICINE/CMINDC': 'Nausea',
      'DOSE/CMDOSE': '8',
      'DOSE/CMDOSU': 'mg',
      'DOSE/CMDOSFRQ': 'twice',
      'DOSE/CMROUTE': 'mouth',
      'COURSE/CMSTDAT': '2026-10',
      'COURSE/CMONGO': 'Y',
    })
    await form.complete()
    await casebook.back(code)
    await keepScreen(page, 'day-10-casebook')
  })

  await step('the network comes back: what waited empties out, and the server has all of it', async () => {
    const { sync, frame } = on()
    await frame.holds(ENTERED)
    await sync.open()
    await expect(sync.answer).toContainText(`Yes, on this device. ${ENTERED} changes have not been sent yet.`)
    await keepScreen(page, 'day-11-what-waits')
    await ward.comesBack()
    await sync.exchangeNow()
    await expect(sync.answer).toContainText('Everything entered on this device has reached the server.')
    await expect(page.getByText('Nothing waits on this device.')).toBeVisible()
    await keepScreen(page, 'day-12-all-sent')
    expect(await changesAt(server)).toEqual({ applied: ENTERED + 1 })
  })

  await step('on a second device the investigator asks, accepts and signs', async () => {
    const office = await newDesk()
    const desk = await office.open()
    await new SignIn(desk).firstTime('pieter', PASSWORD)
    await expect(new Participants(desk).line(code)).toBeVisible({ timeout: 20_000 })
    await new Frame(desk).goTo('Adverse events')
    const events = new AdverseEvents(desk)
    await expect(events.part('New, grade 3 or higher')).toContainText('Thrombocytopenia')
    await events.choose('Thrombocytopenia')
    await keepScreen(desk, 'day-13-to-assess')
    await events.ask('Were the platelets counted again?')
    await events.accept()
    await expect(events.part('To sign')).toContainText('Thrombocytopenia')
    await events.sign(PASSWORD)
    await expect(events.detail('Thrombocytopenia')).toContainText('signed')
    await keepScreen(desk, 'day-14-signed')
    await new Frame(desk).allSent()
    await office.close()
  })

  await step('the question and the signature reach the nurse', async () => {
    const { frame, sync, casebook, form } = on()
    await sync.exchangeNow()
    await frame.goTo('Queries')
    await expect(page.getByRole('row').filter({ hasText: 'Were the platelets counted again?' })).toBeVisible()
    await keepScreen(page, 'day-15-asked')
    await frame.goTo('Participants')
    await on().participants.open(code)
    await casebook.showLog('Adverse events')
    await casebook.openLine('Thrombocytopenia')
    await expect(form.control('EVENT/AETERM')).toHaveValue('Thrombocytopenia')
    await expect(form.item('EVENT/AETERM').getByText('signed', { exact: true })).toHaveCount(1)
  })

  await step('the monitor sees the casebook as it is, and cannot change it', async () => {
    const away = await newDesk()
    const desk = await away.open()
    await new SignIn(desk).firstTime('ingrid', PASSWORD)
    await new Participants(desk).open(code)
    const casebook = new Casebook(desk)
    await expect(casebook.cell('Vital signs', 'Screening')).toBeVisible()
    await keepScreen(desk, 'day-16-casebook-of-the-monitor')
    await casebook.open('Vital signs', 'Screening')
    const form = new Form(desk)
    await expect(form.control('VITALS/WEIGHT')).toHaveValue('75.4')
    await expect(form.control('VITALS/WEIGHT')).toHaveAttribute('readonly', '')
    expect(await form.read()).toEqual(
      new Map([
        ['VISIT/SVSTDTC', { text: expect.stringMatching(/^\d{1,2} \w{3} \d{4}$/) }],
        ['MEASURED/VSDAT', { text: expect.stringMatching(/^\d{1,2} \w{3} \d{4}$/) }],
        ['MEASURED/VSTIM', { text: '09:45' }],
        ['MEASURED/VSTPT', { text: 'Routine' }],
        ['VITALS/HEIGHT', { text: '172', unit: 'cm' }],
        ['VITALS/WEIGHT', { text: '75.4', unit: 'kg' }],
        ['VITALS/SYSBP', { text: '128', unit: 'mmHg' }],
        ['VITALS/DIABP', { text: '82', unit: 'mmHg' }],
        ['VITALS/PULSE', { text: '72', unit: '/min' }],
        ['VITALS/TEMP', { text: '', unit: '°C' }],
        ['VITALS/RESP', { text: '', unit: '/min' }],
        ['VITALS/OXYSAT', { text: '', unit: '%' }],
        ['PERFORMANCE/ECOG', { text: '1 – light work only' }],
        ['PERFORMANCE/KPS', { text: '90 – minor signs of disease' }],
      ]),
    )
    await keepScreen(desk, 'day-17-form-of-the-monitor')

    await new Frame(desk).goTo('Exports')
    const exports = new Exports(desk)
    const casebookFile = await exports.make('Casebooks, PDF')
    await keepScreen(desk, 'day-18-exported')
    expect(casebookFile.name).toMatch(/\.pdf$/)
    const paper = pdfText(casebookFile.bytes).join('\n')
    for (const line of [`Participant ${code}`, 'Weight 75.4 kg', 'Haemoglobin 7.4 mmol/L', 'Birth date May 1961'])
      expect(paper).toContain(line)
    const tables = unzip((await exports.make('Tables, CSV')).bytes)
    expect(cells(tables, 'VS', ['SUBJID', 'WEIGHT', 'WEIGHT_UNIT', 'KPS'])).toEqual([[code, '75.4', 'kg', '90']])
    expect(cells(tables, 'AE', ['AETERM', 'AETOXGR', 'AEREL_LU'])).toEqual([['Thrombocytopenia', '3', 'POSSIBLE']])
    expect(cells(tables, 'CM', ['CMTRT', 'CMDOSE', 'CMSTDAT'])).toEqual([['Ondansetron', '8', '2026-10']])
  })
})

/** Some columns of an exported table, row by row. */
function cells(tables: ReadonlyMap<string, Uint8Array>, name: string, columns: readonly string[]) {
  const table = readCsv(name, new TextDecoder().decode(tables.get(`${name}.csv`)))
  return table.rows.map((row) => columns.map((column) => row[table.columns.indexOf(column)]))
}

/** How many changes the server has, by what became of them. */
async function changesAt({ adminUrl }: TestServer): Promise<Record<string, number>> {
  const { rows } = await as(adminUrl, (owner) =>
    owner.query<{ state: string; count: number }>('SELECT state, count(*)::int AS count FROM change GROUP BY state'),
  )
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}
