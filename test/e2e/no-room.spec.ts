import { expect, type CDPSession, type Page } from '@playwright/test'
import { netter2 } from '#forms/netter-2/study'
import { keepScreen, test } from '../support/app-test'
import { insideOf } from '../support/inside'
import { Casebook } from '../support/pages/casebook'
import { Form } from '../support/pages/form'
import { Frame } from '../support/pages/frame'
import { LogTable } from '../support/pages/log-table'
import { Participants } from '../support/pages/participants'
import { SignIn } from '../support/pages/sign-in'
import { Sync } from '../support/pages/sync'
import { PASSWORD } from '../support/server'

const NO_ROOM = 'This device has no room to save this'

test('a disk without room takes nothing that was entered: it stays in sight, is said everywhere, and is saved when there is room (CRYP-13)', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(240_000)
  await server.addStudy(netter2, ['NL01'])
  await server.addPerson('anna', netter2.study.id, 'nurse@NL01')
  const ward = await newDesk()
  const page = await ward.open()
  await new SignIn(page).firstTime('anna', PASSWORD)
  const code = await new Participants(page).enrol()
  const frame = new Frame(page)
  const casebook = new Casebook(page)
  const form = new Form(page)
  await frame.allSent()
  await ward.goesOffline()
  await casebook.open('Vital signs', 'Screening')
  await form.enter('VITALS/SYSBP', '120')
  await frame.holds(1)

  const room = await roomOf(page)
  await room.gone()
  await form.enter('VITALS/DIABP', '80')
  await expect(form.item('VITALS/DIABP')).toContainText(NO_ROOM)
  await expect(form.control('VITALS/DIABP')).toHaveValue('80')
  await form.enter('PERFORMANCE/ECOG', '1')
  await expect(form.item('PERFORMANCE/ECOG')).toContainText(NO_ROOM)
  await expect(form.control('PERFORMANCE/ECOG')).toHaveValue(/light work only/)
  await expect(frame.exchange).toContainText('2 not saved')
  await keepScreen(page, 'no-room-form')

  // Another screen and back: nothing of it is gone, and nothing says that all is well.
  await new Sync(page).open()
  await expect(new Sync(page).answer).toContainText('No. 2 values could not be saved on this device.')
  await keepScreen(page, 'no-room-sync')
  await page.goBack()
  await expect(form.control('VITALS/DIABP')).toHaveValue('80')
  await expect(form.item('VITALS/DIABP')).toContainText(NO_ROOM)
  await expect(form.control('PERFORMANCE/ECOG')).toHaveValue(/light work only/)

  // One of a few answers in sight, and a reason for there being none, are no texts.
  await casebook.back(code)
  await casebook.open('Demographics', 'Screening')
  await form.enter('PERSON/SEX', 'F')
  await expect(form.item('PERSON/SEX')).toContainText(NO_ROOM)
  await casebook.back(code)
  await casebook.open('Demographics', 'Screening')
  await expect(form.control('PERSON/SEX').locator('input[value="F"]')).toBeChecked()

  // A record of a log that nobody could begin.
  await casebook.back(code)
  await casebook.openLog('Concomitant medication')
  const log = new LogTable(page)
  await log.goTo(0, 'CMTRT')
  await page.keyboard.type('Ramipril')
  await page.keyboard.press('Enter')
  await expect(log.cell(0, 'CMTRT')).toContainText('Ramipril')
  await expect(frame.exchange).toContainText('4 not saved')
  await frame.goTo('Participants')
  await new Participants(page).open(code)
  await casebook.openLog('Concomitant medication')
  await expect(log.cell(0, 'CMTRT')).toContainText('Ramipril')
  await keepScreen(page, 'no-room-log')

  // Who wants to lock is told what that would cost.
  await frame.lock()
  await expect(page.getByRole('dialog')).toContainText('4 values could not be saved')
  await keepScreen(page, 'no-room-lock')
  await page.getByRole('button', { name: 'Stay' }).click()

  // Corrected while there is no room, it is the correction that counts.
  await casebook.showLog('Schedule')
  await casebook.open('Vital signs', 'Screening')
  await form.enter('VITALS/DIABP', '85')
  await expect(form.item('VITALS/DIABP')).toContainText(NO_ROOM)

  await room.back()
  await frame.holds(5)
  await expect(form.item('VITALS/DIABP')).not.toContainText(NO_ROOM)
  const inside = await insideOf(page, 'anna', PASSWORD)
  expect(inside.wrong).toEqual([])

  await ward.comesBack()
  // By itself, however long the pauses between tries have become.
  await frame.allSent()
  await page.reload()
  await new SignIn(page).again('Name of anna', PASSWORD)
  await new Participants(page).open(code)
  await casebook.open('Vital signs', 'Screening')
  await expect(form.control('VITALS/SYSBP')).toHaveValue('120')
  await expect(form.control('VITALS/DIABP')).toHaveValue('85')
  await expect(form.control('PERFORMANCE/ECOG')).toHaveValue(/light work only/)
})

/** The room that this page's store has on its disk. */
async function roomOf(page: Page): Promise<{ gone(): Promise<void>; back(): Promise<void> }> {
  const client: CDPSession = await page.context().newCDPSession(page)
  const origin = new URL(page.url()).origin
  return {
    gone: async () => {
      await client.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
      // The browser believes what it last knew of the room for half a minute.
      await page.waitForTimeout(31_000)
    },
    back: async () => {
      await client.send('Storage.overrideQuotaForOrigin', { origin })
    },
  }
}
