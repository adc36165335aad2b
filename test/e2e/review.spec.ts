import { type Page, expect } from '@playwright/test'
import { StudyVersion } from '#shared/study/definition'
import { expectAccessible, keepScreen, test } from '../support/app-test'
import { AdverseEvents } from '../support/pages/adverse-events'
import { Casebook } from '../support/pages/casebook'
import { Form } from '../support/pages/form'
import { Frame } from '../support/pages/frame'
import { Participants } from '../support/pages/participants'
import { Queries } from '../support/pages/queries'
import { Review } from '../support/pages/review'
import { SignIn } from '../support/pages/sign-in'
import { Sync } from '../support/pages/sync'
import { PASSWORD } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

const step = test.step

const text = (oid: string, en: string) => ({ oid, type: 'text', label: { en } })
const serious = { oid: 'AESER', type: 'code', codeList: 'NY', display: 'radio', label: { en: 'Serious' } }

const related = { oid: 'AEREL_LU', type: 'code', codeList: 'REL', display: 'radio', label: { en: 'Related to Lu-177' } }
const started = { oid: 'AESTDAT', type: 'date', label: { en: 'Start' } }
const once = (oid: string, en: string) => ({ oid, type: 'datetime', label: { en }, once: true })

/** Adverse events that somebody calls serious or not, and the report of those that are. */
const study = StudyVersion.parse({
  ...smallStudy,
  events: smallStudy.events.map((event) => (event.oid === 'LOG' ? { ...event, forms: ['AE', 'SAE'] } : event)),
  forms: [
    ...smallStudy.forms.map((form) =>
      form.oid === 'AE'
        ? { ...form, groups: [{ oid: 'EVENT', items: [text('AETERM', 'Term'), serious, started, related] }] }
        : form,
    ),
    {
      ...{ oid: 'SAE', title: { en: 'Serious report' }, repeating: true, nameItem: 'SAENO', checks: [] },
      groups: [
        {
          oid: 'REPORT',
          items: [
            ...[text('SAENO', 'Number'), text('SAEVER', 'Version'), text('SAETERM', 'Event')],
            { ...text('SAEAELINK', 'Its event'), link: { forms: ['AE'] } },
            ...[once('SAEAWARE', 'The site knew at'), once('SAESENT', 'Sent at')],
            text('SAENARR', 'Narrative'),
          ],
        },
      ],
    },
  ],
  safety: {
    suspects: [{ code: 'LU', name: { en: 'Lu-177' }, relation: 'AEREL_LU' }],
    marks: [{ oid: 'SEPSIS', kind: 'special-interest', title: { en: 'Infection' }, when: 'AETERM == "Sepsis"' }],
    report: { form: 'SAE', hours: 24 },
  },
  codeLists: [
    {
      oid: 'REL',
      codes: [
        { code: 'NOT_RELATED', text: { en: 'Not related' } },
        { code: 'POSSIBLE', text: { en: 'Possible' } },
      ],
    },
    {
      oid: 'NY',
      codes: [
        { code: 'Y', text: { en: 'Yes' } },
        { code: 'N', text: { en: 'No' } },
      ],
    },
  ],
})

const events = [
  ['Nausea', 'N'],
  ['Fatigue', 'N'],
  ['Sepsis', 'Y'],
] as const

test('three adverse events from the ward to the lock: entered, signed, verified, asked about, corrected, signed again (P11-11, P11-13, P11-15, GCP-11, GCP-12, GCP-13, GCP-14)', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(300_000)
  await server.addStudy(study, ['NL01'])
  await server.addPerson('anna', STUDY, 'nurse@NL01')
  await server.addPerson('pieter', STUDY, 'investigator@NL01')
  await server.addPerson('ingrid', STUDY, 'monitor@NL01')
  await server.addPerson('dirk', STUDY, 'data-manager@NL01')
  const [ward, office] = [await newDesk(), await newDesk()]
  const nurse = await ward.open()
  const desk = await office.open()
  const hands = async (to: string, known = false): Promise<void> => {
    await new Frame(desk).handOver()
    if (known) await new SignIn(desk).again(`Name of ${to}`, PASSWORD)
    else await new SignIn(desk).firstTime(to, PASSWORD)
  }
  const openEvent = async (page: Page, code: string, term: string): Promise<void> => {
    await new Frame(page).goTo('Participants')
    await new Participants(page).open(code)
    await new Casebook(page).showLog('Adverse events')
    await new Casebook(page).openLine(term)
  }

  const code = await step('the nurse enters three of them without a network, one serious', async () => {
    await new SignIn(nurse).firstTime('anna', PASSWORD)
    const enrolled = await new Participants(nurse).enrol()
    await new Frame(nurse).allSent()
    await ward.goesOffline()
    const [casebook, form] = [new Casebook(nurse), new Form(nurse)]
    for (const [term, isSerious] of events) {
      await casebook.showLog('Adverse events')
      await casebook.add('New adverse event')
      await form.fill({ 'EVENT/AETERM': term, 'EVENT/AESER': isSerious, 'EVENT/AESTDAT': '2026-03-02' })
      await form.complete()
      await casebook.back(enrolled)
    }
    await ward.comesBack()
    await exchanges(nurse)
    return enrolled
  })

  await step('the investigator accepts and signs them on a second device, the serious one first', async () => {
    await new SignIn(desk).firstTime('pieter', PASSWORD)
    await new Frame(desk).goTo('Adverse events')
    const review = new AdverseEvents(desk)
    await expect(review.part('Serious')).toContainText('Sepsis')
    await review.choose('Sepsis')
    await expect(review.timeline).toHaveAttribute('data-drawn', /\/AE:/)
    await expect(review.detail('Sepsis')).toContainText('Infection special interest')
    await expect(review.detail('Sepsis')).toContainText('Sepsis: report within 23 h')
    await review.assess('Related to Lu-177', 'Possible')
    await keepScreen(desk, 'adverse-events-workbench')
    await expectAccessible(desk, 'the workbench of adverse events')
    for (const [term] of events.toReversed()) {
      await review.choose(term)
      await review.accept()
      await expect(review.part('To sign')).toContainText(term)
    }
    await desk.keyboard.press('t')
    await expect(desk.getByRole('row', { name: /Any adverse event/ })).toContainText('1 (100 %)')
    await keepScreen(desk, 'adverse-events-tables')
    await desk.keyboard.press('Escape')
    await new Frame(desk).goTo('Review')
    await expect(new Review(desk).line('ready')).toHaveCount(3)
    await keepScreen(desk, 'review-to-sign')
    await desk.getByRole('button', { name: 'Sign all 3 ready' }).click()
    await signs(desk)
    await expect(desk.getByText('Nothing waits for a signature')).toBeVisible()
    await new Frame(desk).allSent()
  })

  await step('the serious one is reported: begun bound to it, and when it was sent stands', async () => {
    await new Frame(desk).goTo('Adverse events')
    await desk.getByRole('button', { name: 'Show accepted events' }).click()
    await new AdverseEvents(desk).choose('Sepsis')
    await desk.getByRole('button', { name: 'Begin the report' }).click()
    const form = new Form(desk)
    await expect(form.control('REPORT/SAEVER')).toHaveValue('1')
    await form.enter('REPORT/SAESENT', '2026-03-02T10:00')
    await expect(form.control('REPORT/SAESENT')).not.toBeEditable()
    await expect(desk.getByText(/Sepsis: reported/)).toBeVisible()
    await form.enter('REPORT/SAENARR', 'Fever, then shock.')
    await keepScreen(desk, 'serious-report')
    await new Frame(desk).allSent()
  })

  await step('a follow-up shows what it changed, and the report before it stays as it was (E2B-03)', async () => {
    const form = new Form(desk)
    await desk.getByRole('button', { name: 'Follow-up report' }).click()
    await expect(form.control('REPORT/SAEVER')).toHaveValue('2')
    await expect(form.control('REPORT/SAESENT')).toHaveValue('')
    await form.enter('REPORT/SAENARR', 'Fever, then shock. Recovered.')
    const changed = desk.getByRole('table', { name: 'Changed since version 1' })
    await expect(changed.getByRole('row', { name: /^Narrative/ }).getByRole('cell')).toHaveText([
      'Fever, then shock.',
      'Fever, then shock. Recovered.',
    ])
    await keepScreen(desk, 'serious-follow-up')
    await expectAccessible(desk, 'a follow-up report')
    await desk.getByRole('link', { name: 'Initial, version 1' }).click()
    await expect(form.control('REPORT/SAEVER')).toHaveValue('1')
    await expect(form.control('REPORT/SAENARR')).toHaveValue('Fever, then shock.')
    await expect(form.control('REPORT/SAESENT')).not.toBeEditable()
    await new Frame(desk).allSent()
  })

  await step('the monitor verifies one and asks about it', async () => {
    await hands('ingrid')
    await openEvent(desk, code, 'Nausea')
    await new Review(desk).verifyForm()
    await new Form(desk).control('EVENT/AETERM').focus()
    await desk.keyboard.press('Alt+q')
    await desk.getByLabel('Ask about this item').fill('The chart says vomiting.')
    await desk.getByRole('button', { name: 'Ask', exact: true }).click()
    await expect(desk.getByText('The chart says vomiting.')).toBeVisible()
    await keepScreen(desk, 'review-verified-form')
    await expectAccessible(desk, 'a form that a monitor verifies')
    await new Frame(desk).allSent()
  })

  await step('the nurse answers and corrects', async () => {
    await exchanges(nurse)
    await new Frame(nurse).goTo('Queries')
    await expect(new Queries(nurse).lines).toHaveCount(1, { timeout: 30_000 })
    await nurse.getByPlaceholder('Answer').fill('Right, I have corrected it.')
    await nurse
      .getByRole('button', { name: /^Answer/ })
      .last()
      .click()
    await new Queries(nurse).show('Answered')
    await expect(new Queries(nurse).lines).toHaveCount(1)
    await keepScreen(nurse, 'review-queries')
    await openEvent(nurse, code, 'Nausea')
    await new Form(nurse).enter('EVENT/AETERM', 'Vomiting')
    await new Form(nurse).because('EVENT/AETERM', 'Source was misread')
    await new Frame(nurse).allSent()
  })

  await step('what was verified is shown beside what stands now, and one key verifies it again', async () => {
    await exchanges(desk)
    await new Frame(desk).goTo('Review')
    await new Review(desk).show('Changed since verified')
    const changed = new Review(desk).line('Vomiting')
    await expect(changed).toContainText('Nausea', { timeout: 30_000 })
    await desk.keyboard.press('v')
    await expect(desk.getByText('Nothing has changed since it was verified')).toBeVisible()
    await new Frame(desk).goTo('Queries')
    await new Queries(desk).show('Answered')
    await desk.getByRole('button', { name: 'Close', exact: true }).click()
    await expect(new Queries(desk).lines).toHaveCount(0)
    await new Frame(desk).allSent()
  })

  await step('the monitor takes the casebook along, and brings it back', async () => {
    await new Frame(desk).goTo('Review')
    await new Review(desk).show('Travel pack')
    await desk.getByRole('button', { name: 'Choose all' }).click()
    await desk.getByRole('button', { name: /^Take along \(1\)/ }).click()
    await expect(desk.getByText('1 casebook of NL01 is along')).toBeVisible({ timeout: 30_000 })
    await keepScreen(desk, 'review-travel-pack')
    await expectAccessible(desk, 'casebooks to take along')
    await desk.getByRole('button', { name: /^Bring back/ }).click()
    await expect(desk.getByText('Everything has arrived.')).toBeVisible({ timeout: 30_000 })
  })

  await step('the signature is broken, and renewed', async () => {
    await hands('pieter', true)
    await new Frame(desk).goTo('Review')
    await expect(new Review(desk).line('Vomiting')).toContainText('sign again')
    await keepScreen(desk, 'review-sign-again')
    await new Frame(desk).goTo('Adverse events')
    await new AdverseEvents(desk).choose('Vomiting')
    await new AdverseEvents(desk).accept()
    await new Frame(desk).goTo('Review')
    await desk.getByRole('button', { name: 'Sign the one that is ready' }).click()
    await signs(desk)
    await new Frame(desk).allSent()
  })

  await step('the data manager locks the participant, and the nurse reads on', async () => {
    await hands('dirk')
    await new Frame(desk).goTo('Review')
    await new Review(desk).show('Freeze and lock')
    await desk.keyboard.press('ArrowDown')
    await new Review(desk).close('Lock')
    await expect(new Review(desk).line(code)).toContainText('locked')
    await keepScreen(desk, 'review-locked')
    await expectAccessible(desk, 'freeze and lock')
    await new Frame(desk).allSent()
    await exchanges(nurse)
    await openEvent(nurse, code, 'Vomiting')
    await expect(nurse.getByText(/^Locked by Name of dirk/)).toBeVisible({ timeout: 30_000 })
    await expect(new Form(nurse).control('EVENT/AETERM')).not.toBeEditable()
    // Both signatures stand there, the renewed one and the one that was broken, each with what was meant by it.
    const signed = nurse.getByText(
      /signed by Name of pieter, investigator, \d{1,2} \w{3} \d{4} \d\d:\d\d \(UTC[+-]\d\d:\d\d\)/,
    )
    await expect(signed).toHaveCount(2)
    await expect(nurse.getByText('I have reviewed this adverse event and accept it as recorded.')).toHaveCount(2)
    await nurse.getByText('One signature no longer holds').click()
    await expect(nurse.getByText('it no longer holds')).toBeVisible()
    await keepScreen(nurse, 'signatures-of-a-form')
    await expectAccessible(nurse, 'signatures of a form')
  })
})

/** Sends what waits and fetches what others did. */
async function exchanges(page: Page): Promise<void> {
  const sync = new Sync(page)
  await sync.open()
  await sync.exchangeNow()
  await expect(sync.answer).toContainText('Everything entered on this device has reached the server.')
}

async function signs(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Your password').fill(PASSWORD)
  await dialog.getByRole('button', { name: 'Sign', exact: true }).click()
  await dialog.getByRole('button', { name: 'Done' }).click({ timeout: 30_000 })
}
