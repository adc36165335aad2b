import { type Locator, type Page, expect } from '@playwright/test'
import { Frame } from './frame'

/** The page that answers whether the work is safe. */
export class Sync {
  constructor(private readonly page: Page) {}

  async open(): Promise<void> {
    await new Frame(this.page).exchange.click()
    await expect(this.page.getByRole('heading', { level: 1, name: 'Is my work safe?' })).toBeVisible()
  }

  /** The answer in one sentence. */
  get answer(): Locator {
    return this.page.getByRole('status').first()
  }

  get waiting(): Locator {
    return this.page.getByRole('main').getByRole('listitem')
  }

  async exchangeNow(): Promise<void> {
    await this.page.getByRole('button', { name: /^Exchange now/ }).click()
  }
}
