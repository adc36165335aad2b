import type { Page } from 'playwright-core'
import type { FormPath } from '#shared/casebook/path'
import type { SubjectKey } from '#shared/ids'
import { hrefTo } from '../../renderer/app/paths'
import { PASSWORD } from '../support/server'
import type { Ward } from './server'
import { EVENT, study as compiled } from './typed'

const study = compiled.version.study.id

/** Fills in what the sign-in asks for and goes in; the list of participants is on its way when this resolves. */
export async function signIn(page: Page, ward: Ward): Promise<void> {
  await page.getByLabel('Password').waitFor()
  const userName = page.getByLabel('User name')
  if (await userName.isVisible()) await userName.fill(ward.nurse)
  await typePassword(page)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Participants', level: 1 }).waitFor()
}

export const typePassword = (page: Page): Promise<void> => page.getByLabel('Password').fill(PASSWORD)

/** Goes to the list of participants, however deep the page is. */
export async function toList(page: Page, ward: Ward): Promise<void> {
  await page.evaluate(
    (to) => {
      location.hash = to
    },
    hrefTo({ screen: 'participants', study, site: ward.site }),
  )
  await page.getByRole('heading', { name: 'Participants', level: 1 }).waitFor()
}

/** Goes to the list and filters it down to one participant, whose row it gives. */
export async function find(page: Page, ward: Ward, code: string) {
  await toList(page, ward)
  const search = page.getByLabel('Filter by code')
  await search.fill(code)
  const row = page.getByRole('row', { name: code })
  await row.waitFor()
  return row
}

export const formAddress = (ward: Ward, subject: SubjectKey, form: FormPath): string =>
  hrefTo({ screen: 'form', study, site: ward.site, subject, form })

/** Puts a link to a form on the page, as the query inbox has one. */
export async function putLink(page: Page, href: string) {
  await page.evaluate((to) => {
    document.getElementById('bench-link')?.remove()
    const link = document.createElement('a')
    link.id = 'bench-link'
    link.href = to
    link.textContent = 'form'
    link.style.cssText = 'position: fixed; right: 0; bottom: 0; z-index: 9'
    document.body.append(link)
  }, href)
  return page.locator('#bench-link')
}

/** The largest record of a participant's adverse events, beside their table. */
export const openRecord = (page: Page): Promise<void> =>
  page.locator('[data-record]').filter({ hasText: EVENT }).locator('[data-open]').click()

/** What makes a record that is open beside its table a form of its own. */
export const asForm = (page: Page) => page.getByRole('button', { name: 'As a form' })

interface Wanted {
  /** The event that begins it: its own time stamp counts, not when this process heard of it. */
  readonly event: 'click' | 'keydown'
  /** What has to be in the page, and how often. */
  readonly selector: string
  readonly count: number
}

/** Milliseconds from the event that `act` causes to the end of the frame in which everything wanted is drawn. */
export async function untilDrawn(page: Page, wanted: Wanted, act: () => Promise<unknown>): Promise<number> {
  await page.evaluate(watch, { ...wanted, name: 'bench-drawn' })
  await act()
  return measured(page, 'drawn')
}

/** The same of a part and of the whole, which may come in the same frame or later. */
export async function untilBothDrawn(
  page: Page,
  part: Wanted,
  whole: Wanted,
  act: () => Promise<unknown>,
): Promise<{ readonly part: number; readonly whole: number }> {
  await page.evaluate(watch, { ...part, name: 'bench-part' })
  await page.evaluate(watch, { ...whole, name: 'bench-drawn' })
  await act()
  return { part: await measured(page, 'part'), whole: await measured(page, 'drawn') }
}

/** What a watcher in the page came to. One that waits in vain ends the bench. */
export async function measured(page: Page, what: 'part' | 'drawn' | 'stored' | 'painted'): Promise<number> {
  const milliseconds: unknown = await page.evaluate(async (name) => {
    const patience = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 20_000))
    const watched: unknown = Reflect.get(window, name)
    return Promise.race([watched, patience])
  }, `bench-${what}`)
  if (typeof milliseconds !== 'number') throw new Error(`nothing was ${what} within 20 s`)
  return milliseconds
}

/** Runs in the page. */
function watch({ event, selector, count, name }: Wanted & { readonly name: string }): void {
  const drawn = new Promise<number>((resolve) => {
    let from: number | undefined
    document.addEventListener(
      event,
      ({ timeStamp }) => {
        from = timeStamp
      },
      { capture: true, once: true },
    )
    const look = () => {
      if (from === undefined || document.querySelectorAll(selector).length < count) return
      const begun = from
      observer.disconnect()
      // A message sent in the frame is delivered once the frame's style, layout and paint are done.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(performance.now() - begun)
        port2.postMessage(undefined)
      })
    }
    const observer = new MutationObserver(look)
    observer.observe(document, { subtree: true, childList: true })
  })
  Reflect.set(window, name, drawn)
}
