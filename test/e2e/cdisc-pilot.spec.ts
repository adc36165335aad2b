import { expect, type Page } from '@playwright/test'
import { readCsv } from '#shared/export/csv'
import { SiteId } from '#shared/ids'
import { PublishAnswer } from '#shared/protocol'
import { textIn } from '#shared/study/definition'
import { compileStudy } from '#shared/study/compile'
import { measured, showUnit } from '#shared/study/show-entry'
import { addSite } from '../../server/people'
import { cdiscPilot, pilotVisits } from '../forms/cdisc-pilot-study'
import { test } from '../support/app-test'
import { type PilotSubject, type TypedValue, inSourceWords, pilotInput } from '../support/cdisc-pilot'
import { Casebook } from '../support/pages/casebook'
import { Exports } from '../support/pages/exports'
import { Form, type Shown } from '../support/pages/form'
import { Frame } from '../support/pages/frame'
import { Participants } from '../support/pages/participants'
import { SignIn } from '../support/pages/sign-in'
import { pdfText } from '../support/pdf-text'
import { PASSWORD, type TestServer } from '../support/server'
import { unzip } from '../support/unzip'

const SITE = SiteId.parse('US01')
const study = compileStudy(cdiscPilot)
const { origin, subjects, report } = pilotInput()
const step = test.step

test(`three subjects of the CDISC pilot (${origin}): typed offline, they are what others see and export`, async ({
  server,
  newDesk,
}, info) => {
  test.setTimeout(600_000)
  for (const { domain, rows, columns } of report)
    info.annotations.push({
      type: domain,
      description:
        `${rows.carried} rows carried, ${rows.left} left; ` +
        `${columns.carried.length} columns carried, ${columns.left.length} left: ${columns.left.join(' ')}`,
    })

  await step('a data manager publishes the study to a server that has never heard of it', () => publish(server))

  const ward = await newDesk()
  const codes: string[] = []
  await step('a nurse types them, without a network, and closes the app in between', async () => {
    let page = await ward.open()
    await new SignIn(page).firstTime('nurse', PASSWORD)
    await expect(page.getByText('CDISC pilot').first()).toBeVisible({ timeout: 20_000 })
    await ward.goesOffline()
    let waiting = 0
    for (const [index, subject] of subjects.entries()) {
      if (index > 0) {
        await ward.close()
        page = await ward.open()
        await new SignIn(page).again('Name of nurse', PASSWORD)
      }
      codes.push(await new Participants(page).enrol())
      for (const form of formsOf(subject)) await type(page, codes[index] ?? '', form)
      waiting += 1 + subject.values.length
      await new Frame(page).holds(waiting)
    }
    await ward.comesBack()
    await page.reload()
    await new SignIn(page).again('Name of nurse', PASSWORD)
    await new Frame(page).allSent()
  })

  const office = await newDesk()
  for (const reader of ['investigator', 'monitor'])
    await step(`the ${reader} sees each value as the source has it`, async () => {
      const page = await office.open()
      await new SignIn(page).firstTime(reader, PASSWORD)
      for (const [index, subject] of subjects.entries()) await compareShown(page, codes[index] ?? '', subject)
      if (reader === 'monitor') await compareExported(page, codes)
      await office.close()
    })
})

async function publish(server: TestServer): Promise<void> {
  const { id } = cdiscPilot.study
  await addSite(server.context, id, SITE, 'Site 701')
  await server.addPerson('data', id, 'data-manager@*')
  for (const role of ['nurse', 'investigator', 'monitor'] as const) await server.addPerson(role, id, `${role}@${SITE}`)
  const { token } = await server.device().signIn('data', PASSWORD, 'data-manager')
  const answer = await server.call('POST', '/api/study-versions', { version: cdiscPilot, sites: [SITE] }, token)
  expect(PublishAnswer.parse(answer.body).id).toBe(study.id)
}

/** One form to open, with what is typed into it. */
interface PilotForm {
  readonly event: string
  readonly form: string
  readonly repeatIndex: number | undefined
  readonly values: TypedValue[]
}

/** Values by the form they are typed on, in the order of entry. The visit's date is typed at the head of its next form. */
function formsOf({ values }: PilotSubject): readonly PilotForm[] {
  const forms: PilotForm[] = []
  let heading: TypedValue[] = []
  for (const value of values) {
    const { event, form, repeatIndex } = value
    if (form === 'SV') {
      heading = [value]
      continue
    }
    const last = forms.at(-1)
    if (last?.event === event && last.form === form && last.repeatIndex === repeatIndex) last.values.push(value)
    else forms.push({ event, form, repeatIndex, values: [...heading, value] })
    heading = []
  }
  return forms
}

const titleOf = (oid: string): string => textIn(study.form(oid)?.title ?? { en: oid }, 'en')
const visitOf = (oid: string): string => pilotVisits.find((visit) => visit.oid === oid)?.title.en ?? oid
const logs = {
  AE: { title: 'Adverse events', add: 'New adverse event' },
  CM: { title: 'Concomitant medication', add: 'New medication' },
} as const
const logOf = (form: string) => (form === 'AE' || form === 'CM' ? logs[form] : undefined)

async function type(page: Page, code: string, { event, form, values }: PilotForm): Promise<void> {
  const [casebook, paper] = [new Casebook(page), new Form(page)]
  const log = logOf(form)
  if (log) {
    await casebook.showLog(log.title)
    await casebook.add(log.add)
  } else await casebook.open(titleOf(form), visitOf(event))
  let rows = 0
  for (const { group, item, rowIndex, text, unit } of values) {
    if (rowIndex !== undefined && rowIndex >= rows) {
      await paper.addRow()
      rows = rowIndex + 1
    }
    await paper.enter(`${group}/${item}`, text, { row: rowIndex ?? 0, ...(unit !== undefined && { unit }) })
  }
  await casebook.back(code)
}

const placeOf = ({ group, rowIndex, item }: TypedValue): string =>
  `${rowIndex === undefined ? group : `${group}[${rowIndex}]`}/${item}`

async function compareShown(page: Page, code: string, subject: PilotSubject): Promise<void> {
  const casebook = new Casebook(page)
  await new Frame(page).goTo('Participants')
  await new Participants(page).open(code)
  for (const { event, form, repeatIndex, values } of formsOf(subject)) {
    const log = logOf(form)
    if (log) {
      await casebook.showLog(log.title)
      await casebook.openLine(repeatIndex ?? 0)
    } else await casebook.open(titleOf(form), visitOf(event))
    const shown = await new Form(page).read()
    const where = `${code} ${event} ${form} ${repeatIndex ?? ''}`
    const seen = values.map((value) => inSourceWords(value, asStored(value, shown.get(placeOf(value)))))
    expect(seen, where).toEqual(values.map(({ source }) => source))
    const others = [...shown].filter(([place, { text }]) => text !== '' && !values.some((v) => placeOf(v) === place))
    // The head of every form of a visit shows the visit's date, also where another form's turn was it to be typed.
    expect(
      others.filter(([place]) => place !== 'VISIT/SVSTDTC').map(([place]) => place),
      where,
    ).toEqual([])
    await casebook.back(code)
  }
}

/** What is stored, told from what is shown of it. */
function asStored({ form, item, unit }: TypedValue, shown: Shown | undefined): { text: string; unit?: string } {
  const def = study.item(form, item)?.def
  if (!shown || !def) return { text: `nothing is shown of ${form}.${item}` }
  const list = study.codeListOf(def)
  const text = list ? list.codes.find((code) => textIn(code.text, 'en') === shown.text)?.code : fromDate(shown.text)
  const shownUnit = unit !== undefined && shown.unit === showUnit(unit) ? unit : shown.unit
  return { text: text ?? shown.text, ...(unit !== undefined && shownUnit !== undefined && { unit: shownUnit }) }
}

/** `3 Jan 2014` or `Jan 2014` as the source writes it; any other text as it is. */
function fromDate(shown: string): string {
  const [, day, month = '', year] = /^(?:(\d{1,2}) )?([A-Z][a-z]{2}) (\d{4})$/.exec(shown) ?? []
  const number = 'JanFebMarAprMayJunJulAugSepOctNovDec'.indexOf(month) / 3 + 1
  if (year === undefined) return shown
  return [year, String(number).padStart(2, '0'), ...(day === undefined ? [] : [day.padStart(2, '0')])].join('-')
}

async function compareExported(page: Page, codes: readonly string[]): Promise<void> {
  await new Frame(page).goTo('Exports')
  const exports = new Exports(page)
  const tables = unzip((await exports.make('Tables, CSV')).bytes)
  const casebooks = unzip((await exports.make('Casebooks, PDF')).bytes)
  for (const [index, { values }] of subjects.entries()) {
    const code = codes[index] ?? ''
    const exported = values.map((value) => inSourceWords(value, cellOf(tables, code, value)))
    expect(exported, `tables of ${code}`).toEqual(values.map(({ source }) => source))
    const expected = onPaper(values).toSorted()
    const lines = linesOf(casebooks.get(`${code}.pdf`) ?? new Uint8Array())
    expect(lines.filter((line) => expected.includes(line)).sort(), `casebook of ${code}`).toEqual(expected)
  }
}

/** Values as the casebook on paper writes them: a line an item, and a line for each row of a table. */
function onPaper(values: readonly TypedValue[]): readonly string[] {
  const lines = new Map<string, string>()
  for (const value of values) {
    const { event, form, repeatIndex, group, rowIndex, item, text, unit } = value
    const def = study.item(form, item)?.def
    const code = def && study.codeListOf(def)?.codes.find((each) => each.code === text)
    const words = code ? textIn(code.text, 'en') : unit === undefined ? text : measured(text, unit, 'en')
    const place = [event, form, repeatIndex, group, rowIndex ?? item].join('/')
    const before = lines.get(place) ?? (rowIndex === undefined && def ? textIn(def.label, 'en') : undefined)
    lines.set(place, before === undefined ? words : `${before} ${words}`)
  }
  return [...lines.values()]
}

/** The lines of a casebook on paper as far as the audit trail behind it, without codes, dates as the source has them. */
function linesOf(casebook: Uint8Array): readonly string[] {
  const lines = pdfText(casebook).join('\n').split('\n')
  return lines.slice(0, lines.indexOf('Audit trail')).map((line) =>
    line
      .replace(/ +/g, ' ')
      .replace(/ ?\[\w+\]/g, '')
      .replace(/(?:\d{1,2} )?[A-Z][a-z]{2} \d{4}$/, fromDate),
  )
}

function cellOf(tables: ReadonlyMap<string, Uint8Array>, code: string, value: TypedValue) {
  const { event, form, item, repeatIndex = 0, rowIndex, group } = value
  const name = rowIndex === undefined ? `${form}.csv` : `${form}_${group}.csv`
  const { columns, rows } = readCsv(name, new TextDecoder().decode(tables.get(name)))
  const at = (column: string) => columns.indexOf(column)
  const row = rows.filter((cells) => cells[at('SUBJID')] === code && cells[at('EVENT')] === event)[
    rowIndex ?? repeatIndex
  ]
  const unit = row?.[at(`${item}_UNIT`)]
  return { text: row?.[at(item)] ?? `${name} has no such row`, ...(unit !== undefined && { unit }) }
}
