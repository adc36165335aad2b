import { expect } from '@playwright/test'
import { readdirSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { netter2 } from '#forms/netter-2/study'
import { test } from '../support/app-test'
import { insideOf } from '../support/inside'
import { Frame } from '../support/pages/frame'
import { Participants } from '../support/pages/participants'
import { SignIn } from '../support/pages/sign-in'
import { PASSWORD } from '../support/server'

test('a kill in the middle of a record costs that record, and nothing at the starts after it', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(180_000)
  await server.addStudy(netter2, ['NL01'])
  await server.addPerson('anna', netter2.study.id, 'nurse@NL01')
  const ward = await newDesk()
  await new SignIn(await ward.open()).firstTime('anna', PASSWORD)
  await new Participants(ward.page).enrol()
  await new Frame(ward.page).allSent()
  await ward.goesOffline()
  await ward.kill()
  tearJournal(ward.profile)

  // Chromium recovers what precedes the torn record, and goes on writing behind it.
  let page = await ward.open()
  await new SignIn(page).again('Name of anna', PASSWORD)
  await new Participants(page).enrol()
  await new Frame(page).holds(1)
  const { log } = await insideOf(page, 'anna', PASSWORD)
  await page.waitForTimeout(2_000)
  await ward.kill()

  page = await ward.open()
  const after = await insideOf(page, 'anna', PASSWORD)
  expect({ log: after.log, wrong: after.wrong }).toEqual({ log, wrong: [] })
})

/** Takes the end off the newest journal of the store, as if the last record had not been written out. */
function tearJournal(profile: string): void {
  const journals = readdirSync(profile, { recursive: true, encoding: 'utf8' })
    .filter((file) => /indexeddb\.leveldb.*\.log$/.test(file))
    .map((file) => join(profile, file))
    .sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs)
  const newest = journals.at(-1)
  if (newest === undefined) throw new Error('the store has no journal')
  truncateSync(newest, statSync(newest).size - 40)
}
