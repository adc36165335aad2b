import { type Page, expect } from '@playwright/test'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { netter2 } from '#forms/netter-2/study'
import { root } from '../../scripts/process.mjs'
import { test as base } from '../support/app-test'
import { Casebook } from '../support/pages/casebook'
import { Form } from '../support/pages/form'
import { Frame } from '../support/pages/frame'
import { Participants } from '../support/pages/participants'
import { SignIn } from '../support/pages/sign-in'
import { PASSWORD, as, startTestServer } from '../support/server'
import { wordsIn } from '../support/search'

/** Words that stand nowhere else in the world, and so betray where they come to lie. */
const TERM = 'Kanarienvogelfieber'
const MEDICINE = 'Zeisigtropfen forte'
const INDICATION = 'Stieglitzhusten'
const USER = 'rotkehlchen'
const PLANTED = 'Wintergoldhaehnchen'

interface Logs {
  /** What server and pages have said. */
  readonly logged: string[]
}

const test = base.extend<Logs>({
  // Playwright finds out what a fixture needs by the pattern of its first argument.
  // eslint-disable-next-line no-empty-pattern
  logged: async ({}, use) => use([]),
  server: async ({ logged }, use) => {
    const lines = new Writable({
      write(line, _, done) {
        logged.push(String(line))
        done()
      },
    })
    const log = pino({ level: 'trace' }, lines)
    const server = await startTestServer({ rendererDir: join(root, 'out/renderer'), log })
    await use(server)
    await server.stop()
  },
})

test('after a day of work no value, name or number can be read in the profile or in a log (PRIV-04, CRYP-03, CRYP-04)', async ({
  server,
  newDesk,
  logged,
}) => {
  test.setTimeout(240_000)
  await server.addStudy(netter2, ['NL01'])
  await server.addPerson(USER, netter2.study.id, 'nurse@NL01')
  const ward = await newDesk()
  const listen = (page: Page) => page.on('console', (message) => logged.push(message.text()))

  let page = await ward.open()
  listen(page)
  await new SignIn(page).firstTime(USER, PASSWORD)
  const code = await new Participants(page).enrol()
  await enterEvent(page)
  await new Casebook(page).back(code)
  await new Frame(page).allSent()
  await ward.goesOffline()
  await enterMedication(page)
  await new Frame(page).lock()
  await ward.close()

  // The next morning: signed in without a network, read, sent when it is back, and left without locking.
  page = await ward.open()
  listen(page)
  await new SignIn(page).again(`Name of ${USER}`, PASSWORD)
  await new Participants(page).open(code)
  await new Casebook(page).showLog('Concomitant medication')
  await expect(page.getByText(MEDICINE).first()).toBeVisible()
  await ward.comesBack()
  await page.reload()
  await new SignIn(page).again(`Name of ${USER}`, PASSWORD)
  await new Frame(page).allSent()
  // Answers of the server travel compressed: in the browser's cache no word of them could be searched for.
  const answers = `${new URL(page.url()).origin}/api/`
  await plant(page)
  await ward.close()

  const secrets = [TERM, MEDICINE, INDICATION, USER, `Name of ${USER}`, code, PASSWORD]
  expect(wordsIn(ward.profile, [...secrets, answers]), 'what can be read in the profile').toEqual([])
  expect(
    secrets.filter((word) => logged.join('\n').includes(word)),
    'what can be read in the logs',
  ).toEqual([])

  // The search finds what is there: in this profile, in the log, and the words did reach the server.
  expect(wordsIn(ward.profile, [PLANTED]).map(([word]) => word)).toContain(PLANTED)
  expect(logged.length).toBeGreaterThan(10)
  const changes = await as(server.adminUrl, (admin) => admin.query<{ all: string }>('SELECT * FROM change'))
  const stored = JSON.stringify(changes.rows)
  expect([TERM, MEDICINE, INDICATION, code].filter((word) => !stored.includes(word))).toEqual([])
})

async function enterEvent(page: Page): Promise<void> {
  const casebook = new Casebook(page)
  await casebook.showLog('Adverse events')
  await casebook.add('New adverse event')
  await new Form(page).enter('EVENT/AETERM', TERM)
}

async function enterMedication(page: Page): Promise<void> {
  const casebook = new Casebook(page)
  await casebook.showLog('Concomitant medication')
  await casebook.add('New medication')
  const form = new Form(page)
  await form.enter('MEDICINE/CMTRT', MEDICINE)
  await form.enter('MEDICINE/CMINDC', INDICATION)
  await new Frame(page).holds(2)
}

/** Leaves a word where a careless app would: in the local storage of another site. */
async function plant(page: Page): Promise<void> {
  const site = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end('<title>probe</title>'),
  )
  site.listen(0, '127.0.0.1')
  await once(site, 'listening')
  const { port } = site.address() as AddressInfo
  await page.goto(`http://127.0.0.1:${port}/`)
  await page.evaluate((word) => localStorage.setItem('probe', word), PLANTED)
  site.close()
}
