import { expect, type Page } from '@playwright/test'
import { itemOf } from '#shared/casebook/path'
import { Change } from '#shared/change/change'
import { expectAccessible, keepScreen, test } from '../support/app-test'
import { Casebook } from '../support/pages/casebook'
import { Form } from '../support/pages/form'
import { Frame } from '../support/pages/frame'
import { Kiosk } from '../support/pages/kiosk'
import { Participants } from '../support/pages/participants'
import { SignIn } from '../support/pages/sign-in'
import { Sync } from '../support/pages/sync'
import { questionnaireStudy } from '../support/questionnaire-study'
import { as, PASSWORD, type TestServer } from '../support/server'

test.use({ demonstration: false })

const tablet = { width: 1180, height: 820 }

test('a participant answers by touch and without a network, cannot leave, and goes on after a restart', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(180_000)
  await server.addStudy(questionnaireStudy, ['NL01'])
  await server.addPerson('anna', questionnaireStudy.study.id, 'nurse@NL01')
  const desk = await newDesk({ viewport: tablet, hasTouch: true, locale: 'en-GB', timezoneId: 'Europe/Amsterdam' })
  const page = await desk.open()
  await new SignIn(page).firstTime('anna', PASSWORD)
  const code = await new Participants(page).enrol()
  await new Frame(page).allSent()
  await desk.goesOffline()

  await new Casebook(page).open('EQ-5D-5L', 'Screening')
  await page.getByRole('button', { name: 'Hand to participant' }).tap()
  const kiosk = new Kiosk(page)
  await expect(kiosk.question).toHaveText('Your questionnaire')
  await expectNothingElse(page, code)
  await look(page, 'start')

  await kiosk.begin()
  await expect(kiosk.question).toHaveText('Dimension 1')
  await look(page, 'question')
  await kiosk.answer('2', '1')
  await expect(kiosk.question).toHaveText('Dimension 3')
  await triesToLeave(page)
  await expect(kiosk.question).toHaveText('Dimension 3')
  await expectNothingElse(page, code)

  // One gentle question, once; then it is left out.
  await kiosk.next()
  await expect(page.getByRole('alert')).toHaveText('You have not answered this one. Go on without it?')
  await look(page, 'gentle')
  await page.getByRole('button', { name: 'Answer it' }).tap()
  await kiosk.next()
  await page.getByRole('button', { name: 'Go on without it' }).tap()
  await expect(kiosk.question).toHaveText('Dimension 4')
  await kiosk.choose('3')
  await kiosk.stored()

  // Started again without a network, only staff open it, and then at the kiosk where it was.
  await page.reload()
  await new SignIn(page).password(PASSWORD)
  await expect(kiosk.question).toHaveText('Your questionnaire', { timeout: 30_000 })
  await kiosk.begin()
  await expect(kiosk.question).toHaveText('Dimension 4')
  await expect(page.getByRole('radio', { checked: true })).toHaveValue('3')
  // Another mind after the pause.
  await kiosk.answer('4', '1')

  await expect(kiosk.question).toHaveText('Mark on the scale')
  await look(page, 'scale')
  const line = page.getByRole('slider')
  const box = await line.boundingBox()
  if (!box) throw new Error('the scale is not on the screen')
  await page.touchscreen.tap(box.x + box.width * 0.7, box.y + box.height / 2)
  await expect(page.getByRole('status')).toHaveText(/^Your mark: 7\d$/)
  await line.focus()
  await page.keyboard.press('Home')
  await page.getByRole('button', { name: 'One more' }).tap()
  await expect(page.getByRole('status')).toHaveText('Your mark: 1')
  await kiosk.next()
  await expect(kiosk.question).toHaveText('Part 1 of 2')
  await page.getByRole('button', { name: 'Français' }).tap()
  await page.getByRole('button', { name: 'Continuer' }).tap()
  await page.getByRole('button', { name: 'Commencer' }).tap()
  await expect(kiosk.question).toHaveText('Question 1 – Corps')
  await look(page, 'french')
  await page.getByRole('button', { name: 'English' }).tap()

  // A wrong password opens nothing.
  await kiosk.staffOpens('not-the-password')
  await expect(page.getByText(/^That is not your password/)).toBeVisible()
  await keepScreen(page, 'kiosk-staff')
  await page.keyboard.press('Escape')
  await expect(kiosk.question).toHaveText('Question 1 – Body')
  // The right one opens it; where it comes too soon after the wrong one, it says so and waits in its field.
  await kiosk.staffOpens(PASSWORD)
  await expect(async () => {
    const again = page.getByText(/^After a wrong password this computer waits/)
    if (await again.isVisible()) await page.getByRole('button', { name: 'Open the app' }).tap()
    await expect(page.getByRole('heading', { level: 1, name: 'QLQ-C30' })).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 15_000 })

  await desk.comesBack()
  const sync = new Sync(page)
  await sync.open()
  await sync.exchangeNow()
  await expect(sync.answer).toContainText('Everything entered on this device has reached the server.')
  await new Frame(page).goTo('Participants')
  await new Participants(page).open(code)
  await new Casebook(page).open('EQ-5D-5L', 'Screening')
  const form = new Form(page)
  for (const [item, value] of [
    ['MO', '2'],
    ['SC', '1'],
    ['PD', '4'],
    ['AD', '1'],
    ['VAS', '1'],
  ] as const)
    await expect(form.control(`QUESTIONS/EQ_${item}`)).toHaveValue(value)
  await expect(form.item('QUESTIONS/EQ_UA')).toContainText('Left out by the participant')

  expect(await answersAt(server)).toMatchObject({
    QSSTAT: ['DONE', 'DONE'],
    QSMODE: ['TABLET', 'TABLET'],
    QSCOMP: ['PATIENT', 'PATIENT'],
    QSLANG: ['en', 'fr'],
    EQ_MO: ['2'],
    EQ_SC: ['1'],
    EQ_UA: ['missing ND'],
    EQ_PD: ['3', '4'],
    EQ_AD: ['1'],
  })
})

/** What the server holds as answered by the participant, by item, in the order it was answered. */
async function answersAt(server: TestServer): Promise<Readonly<Record<string, readonly string[]>>> {
  const { rows } = await as(server.adminUrl, (admin) =>
    admin.query<{ body: string }>(`SELECT body FROM change WHERE state = 'applied' ORDER BY seq`),
  )
  const answers: Record<string, string[]> = {}
  for (const { body, source } of rows.map((row) => Change.parse(JSON.parse(row.body)))) {
    if (source !== 'participant' || body.kind !== 'value') continue
    for (const { path, entry } of body.items) {
      const said = entry.state === 'value' ? entry.text : entry.state === 'missing' ? `missing ${entry.code}` : ''
      answers[itemOf(path)] = [...(answers[itemOf(path)] ?? []), said]
    }
  }
  return answers
}

/** Nothing of the app and nobody's name or number is there. */
async function expectNothingElse(page: Page, code: string): Promise<void> {
  await expect(page.getByRole('navigation')).toHaveCount(0)
  await expect(page.getByRole('link')).toHaveCount(0)
  await expect(page.locator('body')).not.toContainText(code)
}

async function triesToLeave(page: Page): Promise<void> {
  for (const keys of ['Escape', 'Control+k', 'Control+ArrowDown', 'Control+i', 'Alt+ArrowLeft', 'Control+Enter', 'F1'])
    await page.keyboard.press(keys)
  await page.evaluate(() => window.history.back())
  await page.evaluate(() => window.history.go(-2))
  await page.evaluate(() => (window.location.hash = '#/sync'))
}

/** Large enough to read and to hit at arm's length, and nothing stands in anybody's way. */
async function look(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries({
    wide: { width: 1440, height: 900 },
    small: { width: 1280, height: 720 },
    tablet,
  })) {
    await page.setViewportSize(viewport)
    await keepScreen(page, `kiosk-${name}-${size}`)
    const outside = await page
      .locator('button:visible, [role="radiogroup"] label:visible, h1:visible')
      .evaluateAll(
        (parts, height) => parts.filter((part) => part.getBoundingClientRect().bottom > height).length,
        viewport.height,
      )
    expect.soft(outside, `${name} fits ${size}`).toBe(0)
  }
  const small = await page.locator('button:visible').evaluateAll((buttons) =>
    buttons.flatMap((button) => {
      const { width, height } = button.getBoundingClientRect()
      const size = Number.parseFloat(getComputedStyle(button).fontSize)
      return width < 64 || height < 64 || size < 24 ? [`${button.textContent} ${width}×${height} ${size}px`] : []
    }),
  )
  expect.soft(small, `${name}: too small to touch or read`).toEqual([])
  await expectAccessible(page, `kiosk ${name}`)
  await page.emulateMedia({ colorScheme: 'dark' })
  await keepScreen(page, `kiosk-${name}-dark`)
  await expectAccessible(page, `kiosk ${name} in dark`, 'colours')
  await page.emulateMedia({ colorScheme: 'light' })
}
