import { type Page, expect } from '@playwright/test'
import { randomInt } from 'node:crypto'
import { netter2 } from '#forms/netter-2/study'
import type { Logged } from '#shared/change/change'
import { test } from '../support/app-test'
import { Chance } from '../support/chance'
import type { Desk } from '../support/desk'
import { insideOf } from '../support/inside'
import type { Inside } from '../support/look-inside.page'
import { Casebook } from '../support/pages/casebook'
import { Form } from '../support/pages/form'
import { Frame } from '../support/pages/frame'
import { Participants } from '../support/pages/participants'
import { SignIn } from '../support/pages/sign-in'
import { PASSWORD } from '../support/server'

/** How often the browser is killed, and which kills these are: the same seed kills after the same delays. */
const KILLS = Number(process.env['TRACER_KILLS'] ?? 10)
const SEED = Number(process.env['TRACER_SEED'] ?? randomInt(2 ** 31))

const VISITS = ['Screening', 'Cycle 1, day 1', 'Cycle 1, week 4']
/** Participants enrolled without a network: a device that was just online has at least so many numbers. */
const ENROLLED_OFFLINE = 8

/** An item is being typed until it is left and then stored, which takes a moment on a busy machine. */
const STORING = 1_000

/**
 * Between two keys, in ms, in turns: as fast as the keyboard takes them, so that most kills meet a save, though several
 * items may be on their way then; and faster than any person, who has begun no third item before the first is stored.
 */
const PACES = [0, 40]

/** What is typed into the vital signs, in the order of the form: lowest value, highest, decimals. */
const ITEMS: Readonly<Record<string, readonly [from: number, to: number, decimals: number]>> = {
  'VITALS/HEIGHT': [150, 199, 0],
  'VITALS/WEIGHT': [50, 120, 1],
  'VITALS/SYSBP': [110, 160, 0],
  'VITALS/DIABP': [60, 95, 0],
  'VITALS/PULSE': [50, 110, 0],
  'VITALS/TEMP': [36, 39, 1],
  'VITALS/RESP': [10, 28, 0],
  'VITALS/OXYSAT': [90, 100, 0],
}

test(`the browser is killed ${KILLS} times during entry: value, log and outbox stay together (CRYP-12)`, async ({
  server,
  newDesk,
}, info) => {
  test.setTimeout(60_000 + KILLS * 30_000)
  const chance = new Chance(SEED)
  info.annotations.push({ type: 'kills', description: String(KILLS) }, { type: 'seed', description: String(SEED) })
  console.log(`kills: TRACER_SEED=${SEED}`)
  await server.addStudy(netter2, ['NL01'])
  await server.addPerson('anna', netter2.study.id, 'nurse@NL01')
  const ward = await newDesk()
  await new SignIn(await ward.open()).firstTime('anna', PASSWORD)
  await expect(ward.page.getByRole('button', { name: 'Enrol' }).first()).toBeVisible({ timeout: 30_000 })
  await ward.goesOffline()

  let before: Pick<Inside, 'log' | 'outbox'> = { log: [], outbox: [] }
  const outcomes: { readonly begun: number; readonly stored: number }[] = []
  const patience = new Map<number, number>()
  let code = ''
  let enrolled = 0
  for (let kill = 0; kill < KILLS; kill++) {
    const round = performance.now()
    const visit = VISITS[kill % VISITS.length] ?? ''
    if (kill % VISITS.length === 0) {
      if (enrolled === ENROLLED_OFFLINE) {
        before = await sendsEverything(ward)
        enrolled = 0
      }
      code = await new Participants(ward.page).enrol()
      enrolled++
    }
    await new Casebook(ward.page).open('Vital signs', visit)
    const pace = PACES[kill % PACES.length] ?? 0
    const typist = await startTyping(ward.page, answers(chance), pace)
    const began = performance.now()
    await Promise.race([wait(chance.fraction() * (patience.get(pace) ?? 1_500)), typist.done])
    // Kills are spread over the time that typing takes, as fast as this machine happens to be.
    if (typist.left.size > 2) patience.set(pace, ((performance.now() - began) / typist.left.size) * typist.answers.size)
    const killedAt = performance.now()
    await ward.kill()
    await typist.done

    await test.step(`kill ${kill + 1}, after ${typist.begun.length} of ${typist.answers.size} items`, async () => {
      const page = await ward.open()
      const after = await insideOf(page, 'anna', PASSWORD)
      expect(after.wrong, 'value, log, outbox and chain').toEqual([])
      expect(after.log.slice(0, before.log.length), 'nothing older has changed').toEqual(before.log)
      const fresh = valuesOf(after.log.slice(before.log.length))
      const newNumbers = after.log.slice(before.log.length).map(({ change }) => change.n)
      expect(after.outbox, 'all that is new waits to be sent').toEqual([...before.outbox, ...newNumbers])
      const typed = typist.begun.map((item): [string, string] => [item, typist.answers.get(item) ?? ''])
      expect(fresh, 'what is stored is what was typed, in that order').toEqual(typed.slice(0, fresh.length))
      expect(
        typist.marked.filter((item) => !fresh.some(([stored]) => stored === item)),
        'what the screen called stored is stored',
      ).toEqual([])
      const lost = typist.begun.slice(fresh.length)
      const long = lost.filter((item) => killedAt - (typist.left.get(item) ?? killedAt) > STORING)
      expect(long, 'nothing is lost but what is being typed').toEqual([])
      if (pace > 0) expect(lost.length, 'nothing is lost but what is being typed').toBeLessThanOrEqual(2)
      outcomes.push({ begun: typed.length, stored: fresh.length })
      before = after

      await new SignIn(page).again('Name of anna', PASSWORD)
      await new Frame(page).holds(after.outbox.length)
      await new Participants(page).open(code)
      await new Casebook(page).open('Vital signs', visit)
      expect(await shownIn(page), 'the form shows what is stored').toEqual(fresh)
      await new Casebook(page).back(code)
      if ((kill + 1) % VISITS.length === 0) await new Frame(page).goTo('Participants')
    })
    console.log(`kills: ${kill + 1}, all in ${seconds(round)} s, of which after the kill ${seconds(killedAt)} s`)
  }
  await sendsEverything(ward)
  const figures = outcomes.map(({ begun, stored }) => `${stored}/${begun}`).join(' ')
  info.annotations.push({ type: 'storedOfBegun', description: figures })
  console.log(`kills: items stored of items begun: ${figures}`)
})

declare global {
  interface Window {
    readonly itemIsMarked: (path: string) => Promise<void>
  }
}

interface Typist {
  readonly answers: ReadonlyMap<string, string>
  /** Items in whose control something was typed. */
  readonly begun: readonly string[]
  /** Items that were left for the next, and when. */
  readonly left: ReadonlyMap<string, number>
  /** Items that the screen has marked as stored on this device. */
  readonly marked: readonly string[]
  /** Resolves when all is typed, or when there is nothing left to type into. */
  readonly done: Promise<void>
}

/** Types one answer after the other, `pace` ms a key, and watches what the screen says of each. */
async function startTyping(page: Page, answers: ReadonlyMap<string, string>, pace: number): Promise<Typist> {
  const begun: string[] = []
  const left = new Map<string, number>()
  const marked: string[] = []
  await page.exposeFunction('itemIsMarked', (path: string) => {
    marked.push(path.split('/').slice(-2).join('/'))
  })
  await page.evaluate(() => {
    const told = new Set<string>()
    const look = () => {
      for (const mark of document.querySelectorAll('[data-item] [title="on this device"]')) {
        const path = mark.closest('[data-item]')?.getAttribute('data-item') ?? ''
        if (told.has(path)) continue
        told.add(path)
        void window.itemIsMarked(path)
      }
    }
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true })
  })
  const form = new Form(page)
  const type = async () => {
    for (const [item, answer] of answers) {
      await form.control(item).focus()
      begun.push(item)
      await page.keyboard.type(answer, { delay: pace })
      await page.keyboard.press('Enter')
      left.set(item, performance.now())
    }
  }
  // A typist whose browser is gone stops; what was typed by then is known.
  return { answers, begun, left, marked, done: type().catch(() => undefined) }
}

const answers = (chance: Chance): ReadonlyMap<string, string> =>
  new Map(Object.entries(ITEMS).map(([item, [from, to, decimals]]) => [item, chance.decimal(from, to, decimals)]))

/** Items and values of value changes, in the order of the log. */
const valuesOf = (log: readonly Logged[]): readonly [item: string, text: string][] =>
  log.flatMap(({ change: { body } }) =>
    body.kind === 'value'
      ? body.items.map(({ path, entry }): [string, string] => [
          path.split('/').slice(-2).join('/'),
          entry.state === 'value' ? entry.text : entry.state,
        ])
      : [],
  )

async function shownIn(page: Page): Promise<readonly [item: string, text: string][]> {
  const shown = await new Form(page).read()
  return [...shown].flatMap(([item, { text }]): [string, string][] =>
    item in ITEMS && text !== '' ? [[item, text]] : [],
  )
}

/** The network is back until everything has reached the server, and the device has new numbers for participants. */
async function sendsEverything(ward: Desk): Promise<Inside> {
  await ward.comesBack()
  await ward.close()
  const page = await ward.open()
  let refilled = false
  page.on('response', (answer) => {
    const { pathname } = new URL(answer.url())
    if (pathname === '/api/sync/push') refilled = false
    if (pathname === '/api/sync/hello') refilled = true
  })
  await new SignIn(page).again('Name of anna', PASSWORD)
  await new Frame(page).allSent()
  await expect.poll(() => refilled, 'new numbers came in place of those that were used').toBe(true)
  await ward.goesOffline()
  const inside = await insideOf(page, 'anna', PASSWORD)
  expect([inside.wrong, inside.outbox]).toEqual([[], []])
  return inside
}

const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(1)

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
