import { type Page, expect } from '@playwright/test'
import { expectGoodLooks, keepScreen, test } from '../support/app-test'
import { Casebook } from '../support/pages/casebook'
import { Form } from '../support/pages/form'
import { Frame } from '../support/pages/frame'
import { Participants } from '../support/pages/participants'
import { SignIn } from '../support/pages/sign-in'
import { Sync } from '../support/pages/sync'
import { PASSWORD } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

const GONE = 'What Tracer kept in this browser is gone'
const PERHAPS = 'Did you use Tracer on this computer before?'

/** What a browser empties by itself when its disk is full, or all that somebody clears by hand. */
async function clear(page: Page, what: 'indexeddb,cache_storage' | 'all'): Promise<void> {
  const browser = await page.context().newCDPSession(page)
  await browser.send('Storage.clearDataForOrigin', { origin: new URL(page.url()).origin, storageTypes: what })
  await browser.detach()
  await page.reload()
}

test('a store that the browser cleared is told: on the sign-in screen and on the page of the exchange, until it was read (CRYP-13)', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(240_000)
  await server.addStudy(smallStudy, ['NL01'])
  await server.addPerson('ana', STUDY, 'nurse@NL01')
  const ward = await newDesk()
  const page = await ward.open()
  await expect(page.getByLabel('User name')).toBeVisible()
  await expect(page.getByText(GONE)).toHaveCount(0)
  await new SignIn(page).firstTime('ana', PASSWORD)
  await new Participants(page).enrol()
  const frame = new Frame(page)
  await frame.allSent()
  await page.context().route('**/api/sync/push', (route) => route.abort())
  await new Casebook(page).open('Vital signs', 'Screening')
  await new Form(page).enter('VITALS/SYSBP', '127')
  await frame.holds(1)

  await test.step('the large store alone is cleared', async () => {
    await clear(page, 'indexeddb,cache_storage')
    await page.context().unroute('**/api/sync/push')
    await expect(page.getByText(GONE)).toBeVisible()
    await expectGoodLooks(page, 'cleared-sign-in')
    await page.getByRole('button', { name: 'Français' }).click()
    await keepScreen(page, 'cleared-sign-in-french')
    await page.getByRole('button', { name: 'English' }).click()
    await new SignIn(page).firstTime('ana', PASSWORD)
    await new Sync(page).open()
    await expect(page.getByText(GONE)).toBeVisible()
    await expect(page.getByText('Entries that had not been sent are lost')).toBeVisible()
    await expect(page.getByText('The server last heard of the device that was here')).toBeVisible()
    await expectGoodLooks(page, 'cleared-sync')
    await page.getByRole('button', { name: 'I have read this' }).click()
    await expect(page.getByText(GONE)).toHaveCount(0)
    await page.reload()
    await expect(page.getByLabel('Password')).toBeVisible()
    await expect(page.getByText(GONE)).toHaveCount(0)
  })

  await test.step('everything is cleared: the server alone knows', async () => {
    await clear(page, 'all')
    await expect(page.getByLabel('User name')).toBeVisible()
    await expect(page.getByText(GONE)).toHaveCount(0)
    await new SignIn(page).firstTime('ana', PASSWORD)
    await new Sync(page).open()
    await expect(page.getByText(PERHAPS)).toBeVisible()
    await expect(page.getByText('If it was another computer, nothing has happened.')).toBeVisible()
    await expectGoodLooks(page, 'perhaps-cleared-sync')
    await page.reload()
    await expect(page.getByText(PERHAPS)).toBeVisible()
    await keepScreen(page, 'perhaps-cleared-sign-in')
  })
})
