import { hrefTo } from '../../renderer/app/paths'
import { type Desk, front } from './desk'
import { tellTimes } from './figures'
import { toList, typePassword, untilDrawn } from './screens'

/** A screenful of participants. */
const ROWS = { selector: '[role="grid"] tr[aria-rowindex]', count: 15 } as const
const ROUNDS = 5

/** How long the app keeps a list that nobody shows, and a little more. */
const FORGOTTEN = 11_000

/** Signing in with the network gone, and coming back to a list that is no longer in memory. */
export async function start(desks: readonly Desk[]): Promise<void> {
  const signIns = new Map(desks.map((desk): [Desk, number[]] => [desk, []]))
  const lists = new Map(desks.map((desk): [Desk, number[]] => [desk, []]))
  for (let round = 0; round < ROUNDS; round++) {
    for (const [desk, samples] of signIns) {
      const { page, ward } = desk
      await front(desk)
      await toList(page, ward)
      // The bench before this one may have looked for somebody; a list keeps its filter for who signs in again.
      await page.getByLabel('Filter by code').fill('')
      await page.getByRole('button', { name: 'Lock', exact: true }).click()
      await typePassword(page)
      samples.push(await untilDrawn(page, { event: 'keydown', ...ROWS }, () => page.keyboard.press('Enter')))
    }
    for (const { page } of desks)
      await page.evaluate(
        (to) => {
          location.hash = to
        },
        hrefTo({ screen: 'sync' }),
      )
    await desks[0]?.page.waitForTimeout(FORGOTTEN)
    for (const [desk, samples] of lists) {
      await front(desk)
      const link = desk.page.locator('a[href$="/participants"]').first()
      samples.push(await untilDrawn(desk.page, { event: 'click', ...ROWS }, () => link.click()))
    }
  }
  for (const [{ ward }, samples] of signIns)
    tellTimes('start', samples, `sign-in without network to the list, ${ward.participants} participants`)
  for (const [{ ward }, samples] of lists) tellTimes('start', samples, `list, ${ward.participants} participants`)
}
