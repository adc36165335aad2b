import { type Locator, type Page, expect } from '@playwright/test'

/** What stands around every screen: places on the left, on top where one is, whether it is safe, and who one is. */
export class Frame {
  constructor(private readonly page: Page) {}

  async goTo(
    screen: 'Participants' | 'Adverse events' | 'Queries' | 'Review' | 'Laboratory ranges' | 'Exports',
  ): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: new RegExp(`^${screen}`) })
      .click()
    await expect(this.page.getByRole('heading', { level: 1 }).first()).toBeVisible()
  }

  /** Whether the work is safe, as the bar on top says. A way to the page that says more. */
  get exchange(): Locator {
    return this.page.locator('a[href="#/sync"]')
  }

  /** Waits until everything entered has reached the server, and what the server has is here. */
  async allSent(): Promise<void> {
    await expect(this.exchange).toContainText(/All sent.*last contact/, { timeout: 30_000 })
  }

  /** Waits until so many changes are stored here and are not sent. */
  async holds(changes: number): Promise<void> {
    await expect(this.exchange).toContainText(`${changes} on this device`)
  }

  get trail(): Locator {
    return this.page.getByRole('navigation', { name: 'You are here' })
  }

  async lock(): Promise<void> {
    await this.page.getByRole('button', { name: 'Lock', exact: true }).click()
  }

  async handOver(): Promise<void> {
    await this.page.getByRole('button', { name: 'Hand over to another person' }).click()
  }

  async speak(language: 'English' | 'Français' | 'Svenska'): Promise<void> {
    await this.page.getByTitle(/^(You and this screen|Vous et cet écran|Du och din skärm)$/).click()
    await this.page.getByRole('menuitemradio', { name: language }).click()
    await this.page.keyboard.press('Escape')
    await expect(this.page.getByRole('menu')).toHaveCount(0)
  }
}
