import { median, tell, tellTimes } from './figures'
import { type Desk, front } from './desk'
import { find, formAddress, putLink, toList, untilDrawn } from './screens'
import { OPENED } from './server'
import { EVENT, itemsInSight, typed } from './typed'

const itemsOf = (count: number) => ({ event: 'click', selector: '[data-form] [data-item]', count }) as const
const GRID = { event: 'click', selector: 'main td a[href*="/form/"]', count: 12 } as const

/** Participants whose opening only warms up. */
const WARM_UP = 4

interface Openings {
  /** A form of a participant nobody looked at, from a link: read, decrypted, folded, drawn. */
  readonly link: number[]
  /** A participant from the list: read, decrypted, folded, the grid drawn. */
  readonly casebook: number[]
  /** A form from its participant's open casebook: drawn. */
  readonly form: number[]
}

/** Opening the largest form, filled, and a casebook, for one participant after the other, at both desks in turn. */
export async function opening(desks: readonly Desk[]): Promise<void> {
  const measured = new Map(desks.map((desk): [Desk, Openings] => [desk, { link: [], casebook: [], form: [] }]))
  for (let number = 1; number <= OPENED; number++)
    for (const [desk, openings] of measured) {
      const { link, casebook, form } = await openOne(desk, number)
      if (number <= WARM_UP) continue
      openings.link.push(link)
      openings.casebook.push(casebook)
      openings.form.push(form)
    }
  for (const [{ ward }, { link, casebook, form }] of measured) {
    tellTimes('open', link, `form from a link, ${ward.participants} participants`)
    tellTimes('open', form, `form from its casebook, ${ward.participants} participants`)
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

/** The form of one participant, and casebook and form of the one half the ward away: neither is in memory. */
async function openOne(desk: Desk, number: number) {
  const { page, ward } = desk
  await front(desk)
  await toList(page, ward)
  const one = typed(number, ward.site)
  const items = itemsOf(itemsInSight(one, ward.site))
  const link = await putLink(page, formAddress(ward, one.subject, one.largest))
  const fromLink = await untilDrawn(page, items, () => link.click())

  const other = typed(((number - 1 + OPENED / 2) % OPENED) + 1, ward.site)
  const row = await find(page, ward, other.code)
  const casebook = await untilDrawn(page, GRID, () => row.click())
  await page.getByRole('tab', { name: 'Adverse events' }).click()
  const line = page.getByRole('row', { name: EVENT })
  const form = await untilDrawn(page, items, () => line.click())
  return { link: fromLink, casebook, form }
}
