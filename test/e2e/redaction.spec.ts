import { randomUUID } from 'node:crypto'
import { type Page, expect } from '@playwright/test'
import { ChangeBody } from '#shared/change/change'
import { SiteId, SubjectKey } from '#shared/ids'
import { expectAccessible, keepScreen, test } from '../support/app-test'
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
const NAME = 'Wilhelmina Achterberg'

test('a name typed by mistake: corrected at the ward, asked about by the investigator, blacked out by the data manager (GCP-26, PRIV-06)', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(300_000)
  await server.addStudy(smallStudy, ['NL01'])
  await server.addPerson('anna', STUDY, 'nurse@NL01')
  await server.addPerson('pieter', STUDY, 'investigator@NL01')
  await server.addPerson('dirk', STUDY, 'data-manager@NL01')
  const [ward, office] = [await newDesk(), await newDesk()]
  const nurse = await ward.open()
  const desk = await office.open()
  const showHistory = async (page: Page): Promise<void> => {
    await new Form(page).control('EVENT/AETERM').focus()
    await page.keyboard.press('Alt+h')
    await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('History')
  }
  const openEvent = async (page: Page, code: string): Promise<void> => {
    await new Frame(page).goTo('Participants')
    await new Participants(page).open(code)
    await new Casebook(page).showLog('Adverse events')
    await new Casebook(page).openLine('Nausea')
    await showHistory(page)
  }

  const code = await step('the nurse types a name, and corrects the value', async () => {
    await new SignIn(nurse).firstTime('anna', PASSWORD)
    const enrolled = await new Participants(nurse).enrol()
    const [casebook, form] = [new Casebook(nurse), new Form(nurse)]
    await casebook.showLog('Adverse events')
    await casebook.add('New adverse event')
    await form.enter('EVENT/AETERM', `Nausea, ${NAME}`)
    await form.enter('EVENT/AETERM', 'Nausea')
    await new Frame(nurse).allSent()
    await showHistory(nurse)
    await expect(nurse.getByText(NAME).first()).toBeVisible()
    await expect(nurse.getByRole('button', { name: 'Black out…' })).toHaveCount(0)
    return enrolled
  })

  await step('the investigator asks for it where it stands', async () => {
    await new SignIn(desk).firstTime('pieter', PASSWORD)
    await openEvent(desk, code)
    await desk.getByRole('button', { name: 'Black out…' }).click()
    const dialog = desk.getByRole('dialog')
    await expect(dialog.getByRole('checkbox', { name: NAME })).toBeChecked()
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click()
    await expect(dialog.getByText('Say why it should go.')).toBeVisible()
    await keepScreen(desk, 'black-out-ask')
    await expectAccessible(desk, 'asking to black out')
    await dialog.getByLabel('Why').fill('The name of the participant')
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click()
    await expect(desk.getByText('Asked to be blacked out')).toBeVisible()
    await keepScreen(desk, 'black-out-waits')
    await new Frame(desk).allSent()
    await new Frame(desk).goTo('Review')
    await new Review(desk).show('To decide')
    await expect(desk.getByText('You asked for this')).toBeVisible()
    await expect(desk.getByRole('button', { name: 'Black out for good' })).toHaveCount(0)
  })

  await step('the data manager approves it', async () => {
    await new Frame(desk).handOver()
    await new SignIn(desk).firstTime('dirk', PASSWORD)
    await new Frame(desk).goTo('Review')
    await new Review(desk).show('To decide')
    await expect(new Review(desk).line('to be blacked out')).toHaveCount(1)
    await expect(desk.getByRole('region', { name: 'To be blacked out' })).toContainText(NAME)
    await keepScreen(desk, 'black-out-decide')
    await expectAccessible(desk, 'deciding what is blacked out')
    await desk.getByLabel('Why').fill('A name indeed')
    await desk.getByRole('button', { name: 'Black out for good' }).click()
    await new Frame(desk).allSent()
    await expect(desk.getByText('Nothing waits for a decision')).toBeVisible()
  })

  await step('the history says that something was blacked out, on every device, and no longer what', async () => {
    await openEvent(desk, code)
    await expect(desk.getByText('Two people had personal data blacked out here.')).toBeVisible()
    await expect(desk.getByText(NAME)).toHaveCount(0)
    await keepScreen(desk, 'black-out-done')
    // What was decided a moment ago is on its way once it is seen here; the nurse asks after it has arrived.
    await new Frame(desk).allSent()
    await new Sync(nurse).open()
    await new Sync(nurse).exchangeNow()
    await openEvent(nurse, code)
    await expect(nurse.getByText('Two people had personal data blacked out here.')).toBeVisible({ timeout: 30_000 })
    await expect(nurse.getByText(NAME)).toHaveCount(0)
  })
})

test('a name in a reason is asked about from the audit trail, one in a query from its thread (GCP-26, PRIV-06)', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(300_000)
  const version = await server.addStudy(smallStudy, ['NL01'])
  await server.addPerson('anna', STUDY, 'nurse@NL01')
  await server.addPerson('vera', STUDY, 'monitor@NL01')
  await server.addPerson('pieter', STUDY, 'investigator@NL01')
  await server.addPerson('dirk', STUDY, 'data-manager@NL01')
  const ward = server.device()
  const [nurse, monitor] = [
    await ward.signIn('anna', PASSWORD, 'nurse'),
    await ward.signIn('vera', PASSWORD, 'monitor'),
  ]
  const at = '2026-03-12T10:00:00.000+01:00'
  const place = { at, study: STUDY, site: SiteId.parse('NL01'), version, subject: SubjectKey.parse(randomUUID()) }
  const says = (by: typeof nurse, body: object) => ward.assert({ ...place, by, body: ChangeBody.parse(body) })
  says(nurse, { kind: 'enrol', code: 'NL01-001' })
  says(nurse, { kind: 'status', form: 'SCR/VS', bases: [], status: 'not-done', reason: `${NAME} was asleep` })
  says(monitor, {
    ...{ kind: 'query', query: randomUUID(), scope: 'SCR/VS', bases: [], move: 'open' },
    text: `Did ${NAME} come later?`,
  })
  await ward.push(nurse)

  const desk = await (await newDesk()).open()
  const ask = async (): Promise<void> => {
    await desk.getByRole('button', { name: 'Black out…' }).click()
    const dialog = desk.getByRole('dialog')
    await expect(dialog.getByRole('checkbox', { name: NAME })).toBeChecked()
    await dialog.getByLabel('Why').fill('The name of the participant')
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click()
    await expect(desk.getByText('Asked to be blacked out')).toBeVisible()
  }
  const trail = async (): Promise<void> => {
    await new Frame(desk).goTo('Participants')
    await new Participants(desk).open('NL01-001')
    await new Casebook(desk).showLog('Audit trail')
    await desk.getByRole('row').filter({ hasText: 'Not done' }).click()
  }

  await step('the investigator asks in both places', async () => {
    await new SignIn(desk).firstTime('pieter', PASSWORD)
    await trail()
    const entry = desk.getByRole('region', { name: 'The entry' })
    await expect(entry).toContainText(`Why: ${NAME} was asleep`)
    await keepScreen(desk, 'black-out-trail')
    await expectAccessible(desk, 'an entry of the trail')
    await ask()
    await new Frame(desk).goTo('Queries')
    await new Queries(desk).show('To answer')
    await expect(new Queries(desk).lines).toHaveCount(1)
    await keepScreen(desk, 'black-out-thread')
    await ask()
    await new Frame(desk).allSent()
  })

  await step('the data manager approves both, and neither place says it any longer', async () => {
    await new Frame(desk).handOver()
    await new SignIn(desk).firstTime('dirk', PASSWORD)
    await new Frame(desk).goTo('Review')
    await new Review(desk).show('To decide')
    for (const waiting of [2, 1]) {
      await expect(new Review(desk).line('to be blacked out')).toHaveCount(waiting)
      await desk.getByLabel('Why').fill('A name indeed')
      await desk.getByRole('button', { name: 'Black out for good' }).click()
    }
    await new Frame(desk).allSent()
    await trail()
    const entry = desk.getByRole('region', { name: 'The entry' })
    await expect(entry).toContainText('Why: Blacked out')
    await expect(entry.getByRole('button', { name: 'Black out…' })).toHaveCount(0)
    await expect(desk.getByText(NAME)).toHaveCount(0)
    await keepScreen(desk, 'black-out-trail-done')
    const about = 'reason: Vital signs, Screening · form status · Name of anna'
    await expect(desk.getByRole('row').filter({ hasText: 'decided on a redaction' }).first()).toBeVisible()
    await desk.getByRole('row').filter({ hasText: `approved: asked for a redaction · Name of pieter` }).first().click()
    await expect(entry).toContainText('Recorded as approve:')
    await keepScreen(desk, 'black-out-trail-decision')
    await desk.getByRole('row').filter({ hasText: about }).last().click()
    await expect(entry).toContainText(about)
    await keepScreen(desk, 'black-out-trail-request')
    await new Frame(desk).goTo('Queries')
    await expect(desk.getByText(NAME)).toHaveCount(0)
  })
})
