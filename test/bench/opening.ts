import { median, tell, tellTimes } from './figures'
import { type Desk, front } from './desk'
import { asForm, find, formAddress, openRecord, putLink, toList, untilBothDrawn, untilDrawn } from './screens'
import { OPENED } from './server'
import { itemsInSight, typed } from './typed'

const ITEM = '[data-form] [data-item]'
const itemsOf = (count: number) => ({ event: 'click', selector: ITEM, count }) as const
const GRID = { event: 'click', selector: 'main td a[href*="/form/"]', count: 12 } as const

/** Participants whose opening only warms up. */
const WARM_UP = 4

interface Openings {
  /** A form of a participant nobody looked at, from a link: read, decrypted, folded, drawn as far as one sees of it. */
  readonly link: number[]
  /** A participant from the list: read, decrypted, folded, the grid drawn. */
  readonly casebook: number[]
  /** A form from its participant's open casebook: drawn as far as one sees of it. */
  readonly form: number[]
  /** The same two, with what lies below the window. */
  readonly wholeFromLink: number[]
  readonly whole: number[]
}

/** Opening the largest form, filled, and a casebook, for one participant after the other, at both desks in turn. */
export async function opening(desks: readonly Desk[]): Promise<void> {
  const measured = new Map(
    desks.map((desk): [Desk, Openings] => [desk, { link: [], casebook: [], form: [], wholeFromLink: [], whole: [] }]),
  )
  let seen = 1
  for (let number = 1; number <= OPENED; number++)
    for (const [desk, openings] of measured) {
      const { link, casebook, form } = await openOne(desk, number, seen)
      if (number <= WARM_UP) {
        seen = await itemsSeen(desk)
        continue
      }
      openings.link.push(link.part)
      openings.wholeFromLink.push(link.whole)
      openings.casebook.push(casebook)
      openings.form.push(form.part)
      openings.whole.push(form.whole)
    }
  for (const [{ ward }, { link, casebook, form, wholeFromLink, whole }] of measured) {
    tellTimes('open', link, `form from a link, ${ward.participants} participants`)
    tellTimes('open', wholeFromLink, `form from a link with all below, ${ward.participants} participants`)
    tellTimes('open', form, `form from its casebook, ${ward.participants} participants`)
    tellTimes('open', whole, `form from its casebook with all below, ${ward.participants} participants`)
    tellTimes('open', casebook, `casebook, ${ward.participants} participants`)
  }
  const [small, large] = [...measured.values()]
  if (!small || !large) return
  for (const [what, of] of [
    ['form from a link', 'link'],
    ['form from its casebook', 'form'],
    ['casebook', 'casebook'],
  ] as const)
    tell({
      bench: 'open',
      metric: `${what}, 5000 : 50`,
      value: median(large[of]) / median(small[of]),
      unit: 'ratio',
      n: large[of].length,
    })
}

/** How many items of the form that is open, from its first, lie in the window. */
const itemsSeen = ({ page }: Desk): Promise<number> =>
  page.$$eval(ITEM, (items) => items.filter((item) => item.getBoundingClientRect().top < window.innerHeight).length)

/** The form of one participant, and casebook and form of the one half the ward away: neither is in memory. */
async function openOne(desk: Desk, number: number, seen: number) {
  const { page, ward } = desk
  await front(desk)
  await toList(page, ward)
  const one = typed(number, ward.site)
  const items = itemsOf(itemsInSight(one, ward.site))
  const link = await putLink(page, formAddress(ward, one.subject, one.largest))
  const fromLink = await untilBothDrawn(page, itemsOf(seen), items, () => link.click())

  const other = typed(((number - 1 + OPENED / 2) % OPENED) + 1, ward.site)
  const row = await find(page, ward, other.code)
  const casebook = await untilDrawn(page, GRID, () => row.click())
  await page.getByRole('tab', { name: 'Adverse events' }).click()
  await openRecord(page)
  const form = await untilBothDrawn(page, itemsOf(seen), items, () => asForm(page).click())
  return { link: fromLink, casebook, form }
}
