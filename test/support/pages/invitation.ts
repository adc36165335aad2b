import { type Page, expect } from '@playwright/test'

/** The page that an invitation opens. */
export class Invitation {
  constructor(private readonly page: Page) {}

  async accept(name: string, password: string): Promise<void> {
    await expect(this.page.getByRole('heading', { name: `Welcome, ${name}` })).toBeVisible()
    await this.page.getByLabel('Password').fill(password)
    await this.page.getByLabel('Once more').fill(password)
    await this.page.getByRole('button', { name: 'Set password' }).click()
  }
}
