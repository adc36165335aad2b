import { type Locator, type Page, expect } from '@playwright/test'

/** Everybody at a site, one line each. */
export class Participants {
  constructor(private readonly page: Page) {}

  line(code: string): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('link', { name: code, exact: true }) })
  }

  async open(code: string): Promise<void> {
    // A long list draws only the lines in sight.
    await this.page.getByLabel(/^(Filter by code|Filtrer par code)$/).fill(code)
    await this.page.getByRole('link', { name: code, exact: true }).click()
    await expect(this.page.getByRole('heading', { level: 1, name: code })).toBeVisible()
  }

  /** Enrols someone and opens their casebook; says under which number. */
  async enrol(): Promise<string> {
    await this.page.getByRole('button', { name: 'Enrol' }).first().click()
    const dialog = this.page.getByRole('dialog', { name: 'Enrol a participant' })
    const number = dialog.getByText(/^[A-Z]{2}\d{2}-\d{3}$/)
    const code = (await number.textContent()) ?? ''
    await dialog.getByRole('button', { name: 'Enrol', exact: true }).click()
    await expect(this.page.getByRole('heading', { level: 1, name: code })).toBeVisible()
    return code
  }
}
