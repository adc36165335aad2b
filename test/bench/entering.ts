import { type Desk, front } from './desk'
import { tellTimes } from './figures'
import { asForm, find, measured, openRecord } from './screens'
import { uiTexts } from '../../renderer/ui/texts'
import { typed } from './typed'
import { type KeyWork, watchMainThread } from './main-thread'
import type { Page, Worker } from 'playwright-core'

/** Between two keys of someone who types fast. */
const KEY_PAUSE = 100

/** What a key is for: it adds to what is typed, it ends it and has it stored, it gets to an item, or it only gets on. */
type KeyKind = 'types' | 'stores' | 'arrives' | 'other'

/** A keyboard whose every key is followed to the end of what the main thread does for it. */
interface Keys {
  press(key: string, kind: KeyKind, pause?: number): Promise<void>
  /** Puts the cursor into an item, as the key does that leaves the one before it; then looks what is asked there. */
  arrive(path: string, pause?: number): Promise<void>
}

/** The main thread's work for the keys of one kind that are pressed in `work`. */
async function workOf<Wanted extends KeyKind>(
  page: Page,
  wanted: readonly Wanted[],
  work: (keys: Keys) => Promise<void>,
): Promise<Readonly<Record<Wanted, readonly KeyWork[]>>>
async function workOf(page: Page, wanted: readonly KeyKind[], work: (keys: Keys) => Promise<void>) {
  const thread = await watchMainThread(page)
  const plain = plainKeys(page)
  const all: Record<KeyKind, KeyWork[]> = { types: [], stores: [], arrives: [], other: [] }
  const follow = async (kind: KeyKind, act: (pause?: number) => Promise<void>, pause?: number) => {
    if (wanted.includes(kind)) all[kind].push(await thread.during(() => act(KEY_PAUSE)))
    else await act(pause)
  }
  await work({
    press: (key, kind, pause) => follow(kind, (pause) => plain.press(key, kind, pause), pause),
    arrive: (path, pause) => follow('arrives', (pause) => plain.arrive(path, pause), pause),
  })
  return all
}

const plainKeys = (page: Page): Keys => ({
  async press(key, _, pause = KEY_PAUSE) {
    await page.keyboard.press(key)
    await page.waitForTimeout(pause)
  },
  async arrive(path, pause = KEY_PAUSE) {
    await focus(page, path)
    await page.waitForTimeout(pause)
  },
})

function tellWork(what: string, work: ReadonlyMap<Desk, readonly KeyWork[]>): void {
  for (const [{ ward }, each] of work) {
    const of = `${ward.participants} participants`
    tellTimes(
      'keystroke',
      each.map(({ wall }) => wall),
      `${what}, main thread, ${of}`,
    )
    tellTimes(
      'keystroke',
      each.map(({ cpu }) => cpu),
      `${what}, main thread without waiting for other programs, ${of}`,
    )
  }
}

/** Typing into every line of the largest form, filled; each item is put back as it was with Escape. */
export async function keystroke(desks: readonly Desk[]): Promise<void> {
  const typing = new Map(desks.map((desk): [Desk, KeyWork[]] => [desk, []]))
  const arriving = new Map(desks.map((desk): [Desk, KeyWork[]] => [desk, []]))
  for (const number of [1, 2, 3])
    for (const desk of desks) {
      await front(desk)
      await openEvent(desk, number)
      const { types, arrives } = await workOf(desk.page, ['types', 'arrives'], (keys) =>
        typeEverywhere(desk.page, keys),
      )
      // The first participant only warms up.
      if (number === 1) continue
      typing.get(desk)?.push(...types)
      arriving.get(desk)?.push(...arrives)
    }
  tellWork('a key typed', typing)
  tellWork('getting to an item', arriving)
}

async function typeEverywhere(page: Page, keys: Keys): Promise<void> {
  const paths = await page.$$eval('[data-form] input[data-entry], [data-form] textarea[data-entry]', (controls) =>
    controls.map(({ id }) => id),
  )
  for (const path of paths) {
    await keys.arrive(path)
    for (const key of textFor(path)) await keys.press(key, 'types')
    // Once closes the list of a choice, once more puts back what stood there.
    await keys.press('Escape', 'other')
    await keys.press('Escape', 'other')
  }
}

const textFor = (path: string): string => {
  if (path.endsWith('DAT')) return '12mar2026'
  if (path.endsWith('TIM')) return '14:30'
  return path.endsWith('AETERM') ? 'Neutropenic sepsis' : 'dose'
}

/** Puts the cursor into a control, with what stands there selected. */
const focus = (page: Page, path: string): Promise<void> =>
  page.evaluate((id) => {
    const control = document.getElementById(id)
    const target = control?.matches('input, textarea') ? control : control?.querySelector<HTMLElement>('input')
    target?.focus()
    if (target instanceof HTMLInputElement && target.type === 'text') target.select()
  }, path)

/** Opens the filled event of a participant, from their casebook. */
async function openEvent({ page, ward }: Desk, number: number): Promise<void> {
  const row = await find(page, ward, typed(number, ward.site).code)
  await row.click()
  await page.getByRole('tab', { name: 'Adverse events' }).click()
  await openRecord(page)
  await asForm(page).click()
  await page.locator('[data-form]').waitFor()
}

/** From the key that ends an item: until it is durable in the database, and until its mark says so. */
interface Saved {
  readonly durable: number
  readonly marked: number
}

/**
 * Entering a new event as a nurse does, item by item: into the empty form, then three times corrected in the filled one.
 * From the key that ends an item to the end of the strict transaction that holds it, encrypted and in the chain, and to the
 * mark that says it is on this device; in the last two rounds, traced instead, the main thread's work for that key.
 */
export async function save(desks: readonly Desk[]): Promise<void> {
  const saves = new Map(desks.map((desk): [Desk, Saved[]] => [desk, []]))
  const work = new Map(desks.map((desk): [Desk, KeyWork[]] => [desk, []]))
  for (const number of [4, 5, 6])
    for (const desk of desks) {
      const { page } = desk
      await front(desk)
      await newEvent(desk, number)
      const keys = plainKeys(page)
      const times = [...(await enterAll(page, keys, 0)), ...(await enterAll(page, keys, 1))]
      const { stores: traced } = await workOf(page, ['stores'], async (keys) => {
        await enterAll(page, keys, 2)
        await enterAll(page, keys, 3)
      })
      // The first participant only warms up.
      if (number === 4) continue
      saves.get(desk)?.push(...times)
      work.get(desk)?.push(...traced)
    }
  for (const [{ ward }, samples] of saves) {
    const of = `${ward.participants} participants`
    tellTimes(
      'save',
      samples.map(({ durable }) => durable),
      `durable, ${of}`,
    )
    tellTimes(
      'save',
      samples.map(({ marked }) => marked),
      `its mark is drawn, ${of}`,
    )
  }
  tellWork('a key that stores', work)
}

async function newEvent({ page, ward }: Desk, number: number): Promise<void> {
  const row = await find(page, ward, typed(number, ward.site).code)
  await row.click()
  await page.getByRole('tab', { name: 'Adverse events' }).click()
  await page.getByRole('button', { name: 'New adverse event' }).click()
  await page.keyboard.press('Alt+Enter')
  await asForm(page).click()
  await page.locator('[data-form] [data-item$="/EVENT/AETERM"]').waitFor()
}

/** What is typed into an item, in turn, so that each time is a change. A digit chooses the answer in that place. */
const ENTRIES: readonly (readonly [item: string, odd: string, even?: string])[] = [
  ['EVENT/AETERM', 'Sepsis', 'Septic shock'],
  ['EVENT/AETOXGR', '3', '4'],
  ['EVENT/AESTDAT', '12mar2026', '13mar2026'],
  ['EVENT/AESTTIM', '10:30', '11:45'],
  ['EVENT/AEONGO', '2'],
  ['EVENT/AEENDAT', '20mar2026', '21mar2026'],
  ['EVENT/AEENTIM', '08:15', '09:20'],
  ['SERIOUS/AESER', '1'],
  ['SERIOUS/AESDTH', '2'],
  ['SERIOUS/AESLIFE', '1', '2'],
  ['SERIOUS/AESHOSP', '1'],
  ['SERIOUS/AESDISAB', '1', '2'],
  ['SERIOUS/AESCONG', '2', '1'],
  ['SERIOUS/AESMIE', '1', '2'],
  ['CAUSE/AEREL_LU', '1', '2'],
  ['CAUSE/AEACN_LU', 'dose not', 'dose red'],
  ['CAUSE/AEREL_AA', '1', '2'],
  ['CAUSE/AEREL_OCT', '2', '1'],
  ['CAUSE/AEACN_OCT', 'dose not', 'dose red'],
  ['OUTCOME/AETRT', '1', '2'],
  ['OUTCOME/AEOUT', '1', '2'],
]

/** Enters every item of the event on the screen once and gives how long each took to be stored. */
async function enterAll(page: Page, keys: Keys, round: 0 | 1 | 2 | 3): Promise<readonly Saved[]> {
  const store = dataWorker(page)
  await store.evaluate(watchLog)
  const first = await page.locator('[data-form] [data-item]').first().getAttribute('data-item')
  const event = /^[^/]+\/[^/]+/.exec(first ?? '')?.[0]
  if (event === undefined) throw new Error('no form is open')
  const times: Saved[] = []
  for (const [item, odd, even] of ENTRIES) {
    // What opens other questions stays as it is.
    if (round > 0 && even === undefined) continue
    const text = round % 2 === 0 ? odd : (even ?? odd)
    const path = `${event}/${item}`
    const radio = /^\d$/.test(text)
    // People look at a question before they answer it.
    await keys.arrive(path, 200 + Math.random() * 400)
    for (const key of radio ? '' : text) await keys.press(key, 'types', 20)
    await page.evaluate(watchMark, { path, mark: uiTexts.en.unsent })
    await keys.press(radio ? text : 'Enter', 'stores', 0)
    const marked = await measured(page, 'stored')
    times.push({ marked, durable: (await store.evaluate(lastStored)) - (await page.evaluate(lastKey)) })
  }
  return times
}

const dataWorker = (page: Page): Worker => {
  const worker = page.workers().find((one) => one.url().includes('worker'))
  if (!worker) throw new Error('nothing stores data at this desk')
  return worker
}

/**
 * Runs in the worker that stores: from now on it notes when a transaction that adds to the log is complete. Nothing in it
 * has a name of its own: the loader of these programs would wrap it in a helper of its own that no worker has.
 */
function watchLog(): void {
  if (Reflect.has(self, 'bench-stored')) return
  Reflect.set(self, 'bench-stored', 0)
  // eslint-disable-next-line @typescript-eslint/unbound-method -- applied to the very store it is called on
  const add = IDBObjectStore.prototype.add
  IDBObjectStore.prototype.add = function (...row) {
    if (this.name === 'log')
      this.transaction.addEventListener('complete', () =>
        Reflect.set(self, 'bench-stored', performance.timeOrigin + performance.now()),
      )
    return add.apply(this, row)
  }
}

/** Runs in the worker. */
const lastStored = (): number => Number(Reflect.get(self, 'bench-stored'))

/** Runs in the page. */
const lastKey = (): number => Number(Reflect.get(window, 'bench-key'))

/** Runs in the page. The mark of an earlier entry goes when the key ends this one; the one that comes then is meant. */
function watchMark({ path, mark }: { readonly path: string; readonly mark: string }): void {
  const stored = new Promise<number>((resolve) => {
    const marked = () => document.querySelector(`[data-item="${path}"] [title="${mark}"]`) !== null
    let from: number | undefined
    let gone = !marked()
    document.addEventListener(
      'keydown',
      ({ timeStamp }) => {
        from = timeStamp
        Reflect.set(window, 'bench-key', performance.timeOrigin + timeStamp)
      },
      { capture: true, once: true },
    )
    const look = () => {
      if (from === undefined) return
      if (!marked()) gone = true
      else if (gone) {
        observer.disconnect()
        resolve(performance.now() - from)
      }
    }
    const observer = new MutationObserver(look)
    observer.observe(document, { subtree: true, childList: true })
  })
  Reflect.set(window, 'bench-stored', stored)
}
