import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { PASSWORD } from '../../server/demo/accounts'
import { expectAccessible, keepScreen, test } from '../support/app-test'
import { AdverseEvents } from '../support/pages/adverse-events'
import { Casebook } from '../support/pages/casebook'
import { Form } from '../support/pages/form'
import { Frame } from '../support/pages/frame'
import { Participants } from '../support/pages/participants'
import { Review } from '../support/pages/review'
import { SignIn } from '../support/pages/sign-in'
import { Sync } from '../support/pages/sync'

test.use({ demonstration: true })

const wide = { width: 1440, height: 900 }
const narrow = { width: 1280, height: 720 }

/** The picture in the README is drawn anew only when asked for. */
const drawsReadme = process.env['TRACER_DRAW_README'] !== undefined

test('every screen of a nurse, in light, dark, small and in every language', async ({ newDesk }) => {
  test.setTimeout(360_000)
  const page = await (await newDesk()).open()
  const seen = new Screens(page)
  await seen.look('sign-in')
  await new SignIn(page).firstTime('nurse.nl01', PASSWORD)
  const [frame, participants, casebook] = [new Frame(page), new Participants(page), new Casebook(page)]
  await expect(participants.line('NL01-001')).toBeVisible()
  await frame.allSent()
  if (drawsReadme) await drawReadme(page)
  await seen.look('participants')
  await page.getByRole('button', { name: 'Enrol' }).first().click()
  await expect(page.getByRole('dialog').getByText(/^NL01-\d{3}$/)).toBeVisible()
  await seen.look('enrol', { address: false })
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  await seen.look('palette', { address: false })
  await page.keyboard.press('Escape')
  await participants.open('NL01-003')
  await expect(casebook.cell('Haematology', 'Screening')).toBeVisible()
  await seen.look('casebook')
  await casebook.showLog('Adverse events')
  await seen.look('casebook-log', { address: false })
  await casebook.showLog('Schedule')
  await casebook.open('Vital signs', 'Screening')
  await new Form(page).control('VITALS/WEIGHT').focus()
  await page.keyboard.press('Alt+h')
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('History')
  await seen.look('form-with-inspector')
  await page.locator('[data-item$="/BSA"]').getByRole('button', { name: 'How was this computed' }).click()
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText('√(height × weight ÷ 3600)')
  await seen.look('how-it-was-computed')
  await page.keyboard.press('Control+i')
  await casebook.back('NL01-003')
  await casebook.open('Haematology', 'Screening')
  await seen.look('laboratory')
  await frame.goTo('Adverse events')
  await expect(page.getByRole('grid')).toBeVisible()
  await seen.look('adverse-events-log')
  await frame.goTo('Queries')
  await seen.look('queries')
  await new Sync(page).open()
  await seen.look('sync')
  await seen.lookInOtherLanguages()
  await page.getByRole('button', { name: 'Verrouiller', exact: true }).click()
  await expect(page.getByLabel('Mot de passe')).toBeVisible()
  await seen.look('locked-in-french', { address: false })
})

test('every screen of an investigator and of a monitor', async ({ newDesk }) => {
  test.setTimeout(360_000)
  const desk = await newDesk()
  const page = await desk.open()
  const frame = new Frame(page)
  const investigator = new Screens(page)
  await new SignIn(page).firstTime('investigator.nl01', PASSWORD)
  await frame.allSent()
  await frame.goTo('Adverse events')
  const events = new AdverseEvents(page)
  await expect(events.queue.getByRole('button').first()).toBeVisible()
  await investigator.look('adverse-events-to-assess')
  await events.part('To sign').getByRole('button').first().click()
  await page.keyboard.press('s')
  await expect(page.getByLabel('Your password')).toBeVisible()
  await investigator.look('sign', { address: false })
  await page.keyboard.press('Escape')
  await investigator.lookInOtherLanguages()
  await frame.speak('English')

  await frame.handOver()
  await investigator.look('people-of-this-device', { address: false })
  await new SignIn(page).firstTime('monitor', PASSWORD)
  await frame.allSent()
  const monitor = new Screens(page)
  await new Participants(page).open('NL01-001')
  await expect(new Casebook(page).cell('Vital signs', 'Screening')).toBeVisible()
  await monitor.look('casebook-of-a-monitor')
  await new Casebook(page).open('Vital signs', 'Screening')
  await monitor.look('form-of-a-monitor')
  await frame.goTo('Exports')
  await monitor.look('exports')
  await page.getByRole('radio', { name: 'At the server' }).check()
  await expect(page.getByRole('heading', { name: 'Nothing asked for yet' })).toBeVisible()
  await monitor.look('exports-at-server-none', { address: false })
  await monitor.lookInOtherLanguages()
})

test('what an investigator has to sign and to decide, the audit trail, and the casebook as it was', async ({
  newDesk,
}) => {
  test.setTimeout(360_000)
  const page = await (await newDesk()).open()
  const [frame, review] = [new Frame(page), new Review(page)]
  await new SignIn(page).firstTime('investigator.nl01', PASSWORD)
  await frame.allSent()
  const investigator = new Screens(page)
  await frame.goTo('Review')
  await review.show('To sign')
  await investigator.look('review-list-to-sign')
  await review.show('To decide')
  await investigator.look('review-list-to-decide', { address: false })
  await frame.goTo('Participants')
  await new Participants(page).open('NL01-002')
  await new Casebook(page).showLog('Audit trail')
  await expect(page.getByRole('grid', { name: 'Audit trail' })).toBeVisible()
  await investigator.look('audit-trail')
  await new Casebook(page).showLog('Then and now')
  await investigator.look('then-and-now')
  await investigator.lookInOtherLanguages()
})

test('what a monitor has to verify, to ask, to take along and to close', async ({ newDesk }) => {
  test.setTimeout(360_000)
  const page = await (await newDesk()).open()
  const [frame, review] = [new Frame(page), new Review(page)]
  await new SignIn(page).firstTime('monitor', PASSWORD)
  await frame.allSent()
  const monitor = new Screens(page)
  await frame.goTo('Review')
  for (const work of ['To verify', 'Changed since verified', 'Travel pack', 'Freeze and lock'] as const) {
    await review.show(work)
    await monitor.look(`review-list-${work.toLowerCase().replaceAll(' ', '-')}`, { address: work === 'To verify' })
  }
  await frame.goTo('Queries')
  await monitor.look('queries-of-a-monitor')
  await monitor.lookInOtherLanguages()
})

/** A casebook with something in every state, and back to the participants. */
async function drawReadme(page: Page): Promise<void> {
  await new Participants(page).open('NL01-007')
  await expect(new Casebook(page).cell('Haematology', 'Screening')).toBeVisible()
  await page.setViewportSize({ width: 1280, height: 560 })
  await page.screenshot({ path: join(import.meta.dirname, '../../docs/casebook.png') })
  await page.setViewportSize(wide)
  await new Frame(page).goTo('Participants')
}

/** Looks at screens as different people have them, and remembers the addresses to see them again in other languages. */
class Screens {
  private readonly addresses = new Map<string, string>()

  constructor(private readonly page: Page) {}

  /** In light and dark and on a small window; without `address` for what opens above a screen. */
  async look(name: string, { address = true } = {}): Promise<void> {
    const { page } = this
    await this.drawn()
    await keepScreen(page, `${name}-light`)
    await expectAccessible(page, name)
    await page.emulateMedia({ colorScheme: 'dark' })
    await keepScreen(page, `${name}-dark`)
    await expectAccessible(page, `${name} in dark`, 'colours')
    await page.emulateMedia({ colorScheme: 'light' })
    await this.fits(name)
    await page.setViewportSize(wide)
    if (address) this.addresses.set(name, new URL(page.url()).hash)
  }

  /** French last: what follows is said in it. */
  async lookInOtherLanguages(): Promise<void> {
    await this.lookIn('Svenska', 'swedish')
    await this.lookIn('Français', 'french')
  }

  private async lookIn(spoken: 'Svenska' | 'Français', called: string): Promise<void> {
    await new Frame(this.page).speak(spoken)
    for (const [name, hash] of this.addresses) {
      // Sign-in has no address of its own.
      if (hash.length < 3) continue
      await this.page.evaluate((to) => location.assign(to), hash)
      await this.drawn()
      await this.fits(`${name}-${called}`)
      await this.page.setViewportSize(wide)
    }
  }

  /** The smallest window that is promised holds the screen without scrolling sideways. */
  private async fits(name: string): Promise<void> {
    const { page } = this
    await page.setViewportSize(narrow)
    await keepScreen(page, `${name}-small`)
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect.soft(over, `${name}: pixels beyond a small window`).toBeLessThanOrEqual(0)
  }

  private async drawn(): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1 }).first()).toBeVisible()
    await expect(
      this.page.getByText(/^(Reading this device|Lecture de cet appareil|Läser den här enheten)$/),
    ).toHaveCount(0)
    await this.page.evaluate(async () => {
      await document.fonts.ready
    })
  }
}
