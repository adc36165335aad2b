import type { Page } from 'playwright-core'
import type { Browser } from './profile'
import { signIn } from './screens'
import { LARGE, SMALL, type Ward } from './server'

/** A nurse at work at a ward: signed in, everything stored, one window. */
export interface Desk {
  readonly ward: Ward
  readonly page: Page
}

/** Brings a desk's window to the front: what lies behind another draws nothing. */
export const front = ({ page }: Desk): Promise<void> => page.bringToFront()

/**
 * Both nurses at their desks, every screen of the app fetched. Benches measure at both in turn, so that what else the
 * machine does falls on both.
 */
export async function sitDown(browser: Browser): Promise<readonly Desk[]> {
  const desks: Desk[] = []
  for (const ward of [SMALL, LARGE]) {
    const page = await browser.open(ward)
    await signIn(page, ward)
    await page.getByRole('grid').waitFor()
    await page.waitForLoadState('networkidle')
    desks.push({ ward, page })
  }
  return desks
}
