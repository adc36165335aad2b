import { readFile } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { expect } from '@playwright/test'
import { ChangeBody } from '#shared/change/change'
import { readCsv } from '#shared/export/csv'
import { SiteId, StreamId, SubjectKey, streamParts } from '#shared/ids'
import { siteBookOf } from '#shared/review/closing'
import { expectAccessible, keepScreen, test } from '../support/app-test'
import { Frame } from '../support/pages/frame'
import { Review } from '../support/pages/review'
import { SignIn } from '../support/pages/sign-in'
import { Trail } from '../support/pages/trail'
import { PASSWORD, as } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

const step = test.step
const NAME = 'Wilhelmina Achterberg'

test('the trail of a site and of the study: read offline, narrowed, saved, and a name in a reason blacked out from there (GCP-02, GCP-26)', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(300_000)
  const version = await server.addStudy(smallStudy, ['NL01', 'SE01'])
  await server.addPerson('anna', STUDY, 'nurse@NL01')
  await server.addPerson('chloe', STUDY, 'nurse@SE01')
  await server.addPerson('pieter', STUDY, 'investigator@NL01')
  await server.addPerson('dirk', STUDY, 'data-manager@*')
  const ward = server.device()
  const says = (by: Awaited<ReturnType<typeof ward.signIn>>, at: string, site: string, subject: string, body: object) =>
    ward.assert({
      ...{ by, at, study: STUDY, site: SiteId.parse(site), version },
      ...{ subject: SubjectKey.parse(subject), body: ChangeBody.parse(body) },
    })
  const nurse = await ward.signIn('anna', PASSWORD, 'nurse')
  const chloe = await ward.signIn('chloe', PASSWORD, 'nurse')
  const manager = await ward.signIn('dirk', PASSWORD, 'data-manager')
  // More than a screen has at first, so that older lines come as somebody scrolls.
  for (let n = 1; n <= 150; n++) {
    const subject = randomUUID()
    const code = `NL01-${String(n).padStart(3, '0')}`
    says(nurse, '2026-03-10T10:00:00.000+01:00', 'NL01', subject, { kind: 'enrol', code })
    const asleep = { kind: 'status', form: 'SCR/VS', bases: [], status: 'not-done', reason: `Asleep ${n}` }
    says(nurse, '2026-03-12T10:00:00.000+01:00', 'NL01', subject, asleep)
  }
  await ward.push(nurse)
  says(chloe, '2026-03-13T10:00:00.000+01:00', 'SE01', randomUUID(), { kind: 'enrol', code: 'SE01-001' })
  await ward.push(chloe)
  const frozen = { kind: 'lock', scope: '', bases: [], closing: 'frozen', reason: `${NAME} asked for a copy` }
  says(manager, '2026-03-14T10:00:00.000+01:00', 'NL01', siteBookOf(STUDY, SiteId.parse('NL01')), frozen)
  await ward.push(manager)

  const place = await newDesk()
  const desk = await place.open()
  const trail = new Trail(desk)

  await step('the data manager reads it without the network, the newest first', async () => {
    await new SignIn(desk).firstTime('dirk', PASSWORD)
    await new Frame(desk).allSent()
    await new Frame(desk).goTo('Participants')
    await expect(desk.getByRole('link', { name: /^Participants/ })).toContainText('150', { timeout: 60_000 })
    await place.goesOffline()
    await trail.open()
    await expect(trail.lines.first()).toContainText(`${NAME} asked for a copy`)
    await expect(trail.entry).toContainText('Site NL01')
    await keepScreen(desk, 'trail-site')
    await expectAccessible(desk, 'the trail of a site')
  })

  await step('older lines come as they scroll, to the first of all', async () => {
    await expect(desk.getByText(/200 entries; \d+ of 151 casebooks/)).toBeVisible()
    await desk.keyboard.press('End')
    await expect(desk.getByText('301 entries, all there are')).toBeVisible()
    await desk.keyboard.press('End')
    await expect(trail.line('NL01-001').last()).toBeVisible()
  })

  await step('it is narrowed to whose, who, what, when and a word', async () => {
    await trail.narrow('Participant', 'NL01-007')
    await expect(trail.lines).toHaveCount(2)
    await trail.clear()
    await trail.narrow('Participant', 'Site NL01 itself')
    await expect(trail.lines).toHaveCount(1)
    await trail.clear()
    await trail.look('asleep 42')
    await expect(trail.lines).toHaveCount(1)
    await expect(trail.lines).toContainText('NL01-042')
    await trail.clear()
    await trail.narrow('Who', 'Name of dirk')
    await expect(trail.lines).toHaveCount(1)
    await trail.clear()
    await desk.getByLabel('From', { exact: true }).fill('2026-03-11')
    await desk.getByLabel('To', { exact: true }).fill('2026-03-12')
    await expect(desk.getByText('150 entries, all there are')).toBeVisible()
    await trail.clear()
    await trail.look('no such word anywhere')
    await expect(desk.getByText('No entry like that')).toBeVisible()
    await desk.getByRole('button', { name: 'Show everything' }).click()
  })

  await step('the whole study has the other site too, and is saved as it is narrowed', async () => {
    await trail.reach(/^The study/)
    await trail.look('SE01')
    await expect(trail.lines).toHaveCount(1)
    await trail.clear()
    await trail.look('asleep 42')
    await expect(trail.lines).toHaveCount(1)
    await keepScreen(desk, 'trail-study')
    const downloading = desk.waitForEvent('download')
    await desk.getByRole('button', { name: 'Save as CSV' }).click()
    const download = await downloading
    const { rows, columns } = readCsv('trail', await readFile(await download.path(), 'utf8'))
    expect(rows).toHaveLength(1)
    expect(rows[0]?.[columns.indexOf('SUBJID')]).toBe('NL01-042')
    expect(rows[0]?.[columns.indexOf('REASON')]).toBe('Asleep 42')
    await expect(desk.getByText('The file is in your downloads.')).toBeVisible()
    await trail.clear()
    await trail.reach(/^Site NL01/)
    // That it was taken is in the trail itself.
    await expect(trail.line('Audit trail, CSV')).toHaveCount(1)
    await desk.getByRole('button', { name: 'Close' }).click()
  })

  await place.comesBack()
  await new Frame(desk).allSent()

  await step('a name in the reason of the site’s own book is asked about from there', async () => {
    await trail.narrow('What was done', 'freeze and lock')
    await trail.line(NAME).click()
    await desk.getByRole('button', { name: 'Black out…' }).click()
    const dialog = desk.getByRole('dialog')
    await expect(dialog.getByRole('checkbox', { name: NAME })).toBeChecked()
    await dialog.getByLabel('Why').fill('The name of a participant')
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click()
    await expect(desk.getByText('Asked to be blacked out')).toBeVisible()
    await new Frame(desk).allSent()
  })

  await step('that the records of both sites were looked at and saved is known', async () => {
    const noted = () =>
      as(server.adminUrl, async (owner) => {
        const { rows } = await owner.query<{ stream: string; kind: string }>('SELECT stream, kind FROM access_entry')
        return [
          ...new Set(rows.map(({ stream, kind }) => `${streamParts(StreamId.parse(stream)).site} ${kind}`)),
        ].sort()
      })
    await expect.poll(noted).toEqual(['NL01 opened', 'NL01 saved', 'SE01 opened', 'SE01 saved'])
  })

  await step('the investigator of the site approves it, and nothing shows the name any longer', async () => {
    await new Frame(desk).handOver()
    await new SignIn(desk).firstTime('pieter', PASSWORD)
    await new Frame(desk).goTo('Review')
    await new Review(desk).show('To decide')
    await expect(desk.getByRole('region', { name: 'To be blacked out' })).toContainText(NAME)
    await keepScreen(desk, 'trail-black-out-decide')
    await desk.getByLabel('Why').fill('A name indeed')
    await desk.getByRole('button', { name: 'Black out for good' }).click()
    await new Frame(desk).allSent()
    await trail.open()
    // An investigator of one site has one site to look at.
    await expect(desk.getByRole('group', { name: 'Whose trail' })).toHaveCount(0)
    await trail.narrow('What was done', 'freeze and lock')
    await expect(trail.lines).toHaveCount(1)
    await expect(trail.entry).toContainText('Why: Blacked out')
    await expect(desk.getByText(NAME)).toHaveCount(0)
  })
})
