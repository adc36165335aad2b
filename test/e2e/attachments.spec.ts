import { expect } from '@playwright/test'
import { sha256OfBytes } from '#shared/canonical-json'
import { Manifest } from '#shared/export/manifest'
import { PullAnswer } from '#shared/protocol'
import { expectAccessible, keepScreen, test } from '../support/app-test'
import { Attachments, drawStrip } from '../support/pages/attachments'
import { Casebook } from '../support/pages/casebook'
import { Exports } from '../support/pages/exports'
import { Frame } from '../support/pages/frame'
import { Participants } from '../support/pages/participants'
import { SignIn } from '../support/pages/sign-in'
import { PASSWORD } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'
import { unzip } from '../support/unzip'

const step = test.step
const TITLE = 'ECG before cycle 1'
const SECRET = 'Name of a patient in what a scanner notes'

/** The same photograph with a comment beside its picture, as cameras and scanners write them. */
function noted(jpeg: Buffer): Buffer {
  const words = Buffer.from(SECRET)
  const length = Buffer.from([0, 0])
  length.writeUInt16BE(words.length + 2)
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xfe]), length, words, jpeg.subarray(2)])
}

test('a strip is blacked out and added without a network; sent later, another person sees it on another device', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(600_000)
  await server.addStudy(smallStudy, ['NL01'])
  await server.addPerson('ana', STUDY, 'nurse@NL01')
  await server.addPerson('mona', STUDY, 'monitor@NL01')
  const ward = await newDesk()
  const page = await ward.open()
  const [frame, attachments] = [new Frame(page), new Attachments(page)]
  await new SignIn(page).firstTime('ana', PASSWORD)
  await frame.allSent()
  await ward.goesOffline()

  const code = await step('what cannot be blacked out is refused in one sentence', async () => {
    const enrolled = await new Participants(page).enrol()
    await new Casebook(page).open('Vital signs', 'Screening')
    await attachments.choose('report.png', 'image/png', Buffer.from('%PDF-1.7 of a report'))
    await expect(attachments.dialog.getByRole('status')).toContainText('A PDF cannot be blacked out here')
    await attachments.choose('scan.jpg', 'image/jpeg', Buffer.from('II*\0 a picture of another kind'))
    await expect(attachments.dialog.getByRole('status')).toContainText('This is no PNG or JPEG picture')
    return enrolled
  })

  await step('the name is drawn over, with the pointer and with the keys, and what is left is looked at', async () => {
    const strip = noted(await drawStrip(page, 'image/jpeg'))
    expect(strip.includes(SECRET)).toBe(true)
    await attachments.choose('Jansen 1961.jpg', 'image/jpeg', strip)
    await attachments.blackOut([0.005, 0.01], [0.45, 0.08])
    await attachments.dialog.getByRole('button', { name: 'Black out a part' }).click()
    const second = attachments.dialog.getByRole('button', { name: /^Blacked out part 2/ })
    await second.focus()
    for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Shift+ArrowDown')
    await expect(attachments.dialog.getByText('2 parts blacked out')).toBeVisible()
    await expect(attachments.dialog.getByRole('button', { name: 'Add to the form' })).toBeDisabled()
    await expectAccessible(page, 'blacking out')
    await keepScreen(page, 'attachment-blackout')
    await page.setViewportSize({ width: 1280, height: 720 })
    await keepScreen(page, 'attachment-blackout-1280')
    await page.emulateMedia({ colorScheme: 'dark' })
    await keepScreen(page, 'attachment-blackout-dark')
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize({ width: 1440, height: 900 })
    await attachments.add(TITLE)
    await expect(attachments.line(TITLE)).toContainText('not yet sent')
    await frame.holds(2)
    await keepScreen(page, 'attachment-line')
  })

  const dark = [0.2, 0.05] as const
  const light = [0.2, 0.15] as const
  await step('it opens here without a network, and after the app was closed', async () => {
    await ward.close()
    const again = await ward.open()
    await new SignIn(again).password(PASSWORD)
    await new Participants(again).open(code)
    await new Casebook(again).open('Vital signs', 'Screening')
    const [covered = 255, seen = 0] = await new Attachments(again).brightness(TITLE, [dark, light])
    expect([covered < 12, seen > 150]).toEqual([true, true])
    await again.keyboard.press('Escape')
    await ward.comesBack()
    await new Frame(again).allSent()
    await expect(new Attachments(again).line(TITLE)).not.toContainText('not yet sent')
  })

  await step('nothing that identifies anybody reached the server', async () => {
    const { token } = await server.device().signIn('mona', PASSWORD, 'monitor')
    const { body } = await server.call('GET', `/api/sync/pull?stream=${STUDY}/NL01/data&after=0`, undefined, token)
    const [file] = PullAnswer.parse(body).rows.flatMap((row) =>
      'change' in row && row.change.body.kind === 'attach' ? row.change.body.file : [],
    )
    if (!file) throw new Error('no change names a file')
    expect(file).toMatchObject({ title: TITLE, type: 'image/jpeg', blackened: 2 })
    expect(JSON.stringify(body)).not.toContain('Jansen')
    for (const chunk of file.chunks) {
      const answer = await fetch(`${server.address}/api/sync/chunk?stream=${STUDY}/NL01/data&chunk=${chunk}`, {
        headers: { authorization: `Bearer ${token}` },
      })
      expect(Buffer.from(await answer.arrayBuffer()).includes(SECRET)).toBe(false)
    }
  })

  await step('a monitor opens it at another desk', async () => {
    const office = await (await newDesk()).open()
    await new SignIn(office).firstTime('mona', PASSWORD)
    await new Participants(office).open(code)
    await new Casebook(office).open('Vital signs', 'Screening')
    const theirs = new Attachments(office)
    await expect(theirs.part.getByRole('button', { name: 'Add a picture' })).toHaveCount(0)
    const [covered = 255, seen = 0] = await theirs.brightness(TITLE, [dark, light])
    expect([covered < 12, seen > 150]).toEqual([true, true])
    await expect(theirs.dialog.getByRole('button', { name: 'Take away' })).toHaveCount(0)
    await expectAccessible(office, 'a picture')
    await keepScreen(office, 'attachment-shown')
  })

  await step('who added it takes it away with a reason; it stays in the history', async () => {
    const { page: nurse } = ward
    await new Frame(nurse).speak('Français')
    const part = nurse.getByRole('region', { name: 'Pièces jointes' })
    await part.getByRole('button', { name: TITLE }).click()
    const dialog = nurse.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Retirer' }).click()
    await dialog.getByLabel('Pourquoi est-elle retirée ?').fill('Autre participant')
    await keepScreen(nurse, 'attachment-take-away-fr')
    await dialog.getByRole('button', { name: 'Retirer' }).click()
    await expect(part).toContainText('Retirée par Name of ana')
    await keepScreen(nurse, 'attachment-line-fr')
  })
})

test('a casebook is exported with the picture beside it, as it was added, without a network', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(300_000)
  await server.addStudy(smallStudy, ['NL01'])
  await server.addPerson('ana', STUDY, 'nurse@NL01')
  const ward = await newDesk()
  const page = await ward.open()
  const [frame, attachments, exports] = [new Frame(page), new Attachments(page), new Exports(page)]
  await new SignIn(page).firstTime('ana', PASSWORD)
  await frame.allSent()
  await ward.goesOffline()
  const code = await new Participants(page).enrol()
  await new Casebook(page).open('Vital signs', 'Screening')
  await attachments.choose('strip.jpg', 'image/jpeg', await drawStrip(page, 'image/jpeg'))
  await attachments.add(TITLE)

  await frame.goTo('Exports')
  const { name, bytes } = await exports.make('Casebooks, PDF')
  expect(name).toMatch(/\.zip$/)
  const files = unzip(bytes)
  const [picture, content] = [...files].find(([one]) => one.startsWith('attachments/')) ?? []
  expect(picture).toBe(`attachments/${code}/${sha256OfBytes(content ?? new Uint8Array()).slice(0, 32)}.jpg`)
  expect([...files.keys()].filter((one) => one.endsWith('.pdf'))).toEqual([`${code}.pdf`])
  const manifest = Manifest.parse(JSON.parse(new TextDecoder().decode(files.get('manifest.json'))))
  expect(manifest.notes?.join(' ')).not.toContain('not beside')
})
