import { type Locator, type Page } from '@playwright/test'

/** What is asked at a site. */
export class Queries {
  constructor(private readonly page: Page) {}

  async show(group: 'To answer' | 'Asked' | 'Answered' | 'Two values'): Promise<void> {
    await this.page.getByRole('button', { name: new RegExp(`^${group}`) }).click()
  }

  get lines(): Locator {
    return this.page
      .getByRole('grid', { name: 'Queries' })
      .getByRole('row')
      .filter({ has: this.page.getByRole('gridcell') })
  }
}
