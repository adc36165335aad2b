import { type Locator, type Page, expect } from '@playwright/test'

/** What is done with what was entered: verified, signed, decided, closed. */
export class Review {
  constructor(private readonly page: Page) {}

  async show(
    work: 'To verify' | 'Changed since verified' | 'To sign' | 'To decide' | 'Freeze and lock' | 'Travel pack',
  ): Promise<void> {
    await this.page.getByRole('button', { name: new RegExp(`^${work}`) }).click()
  }

  /** The line that says so. */
  line(text: string): Locator {
    return this.page
      .getByRole('row')
      .filter({ has: this.page.getByRole('gridcell') })
      .filter({ hasText: text })
  }

  /** Verifies what stands in the form that is open. */
  async verifyForm(): Promise<void> {
    await this.page.getByRole('button', { name: /^Verify form/ }).click()
    await expect(this.page.getByText(/^(\d+) of \1 verified$/)).toBeVisible()
  }

  /** Closes the line that is chosen. */
  async close(act: 'Freeze' | 'Lock'): Promise<void> {
    // In the work itself: the app too can be locked, by a button that is there sooner.
    await this.page
      .getByRole('main')
      .getByRole('button', { name: new RegExp(`^${act}`) })
      .last()
      .click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByRole('button', { name: act, exact: true }).click()
    await expect(dialog).toHaveCount(0)
  }
}
