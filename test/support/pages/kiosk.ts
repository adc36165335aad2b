import { type Locator, type Page, expect } from '@playwright/test'

/** The screen a participant has in hands. */
export class Kiosk {
  constructor(private readonly page: Page) {}

  async begin(): Promise<void> {
    await this.page.getByRole('button', { name: /^(Begin|Continue)$/ }).tap()
  }

  get question(): Locator {
    return this.page.getByRole('heading', { level: 1 })
  }

  async choose(answer: string): Promise<void> {
    await this.page.getByRole('radiogroup').locator(`input[value="${answer}"]`).tap()
    await expect(this.page.getByRole('radio', { checked: true })).toHaveValue(answer)
  }

  /** What was touched last is durable: the page may end now. */
  async stored(): Promise<void> {
    await expect(this.page.getByRole('radiogroup')).toHaveAttribute('aria-busy', 'false')
  }

  async next(): Promise<void> {
    await this.page.getByRole('button', { name: 'Next' }).tap()
  }

  async answer(...answers: readonly string[]): Promise<void> {
    for (const answer of answers) {
      await this.choose(answer)
      await this.next()
    }
  }

  /** What the answers are called, beside their numbers. */
  get answerWords(): Locator {
    return this.page.getByRole('radiogroup').locator('label')
  }

  async staffOpens(password: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Staff' }).tap()
    const dialog = this.page.getByRole('dialog', { name: 'Take the screen back' })
    await dialog.getByLabel(/^Password/).fill(password)
    await dialog.getByRole('button', { name: 'Open the app' }).tap()
  }
}
