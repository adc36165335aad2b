import { type Locator, type Page, expect } from '@playwright/test'

/** What was ever said at a site, or at every site of a study. */
export class Trail {
  constructor(private readonly page: Page) {}

  async open(): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: /^Audit trail/ })
      .click()
    await expect(this.page.getByRole('heading', { level: 1, name: 'Audit trail' })).toBeVisible()
  }

  async reach(of: RegExp): Promise<void> {
    await this.page.getByRole('group', { name: 'Whose trail' }).getByRole('button', { name: of }).click()
  }

  async narrow(by: 'Participant' | 'Who' | 'What was done', to: string): Promise<void> {
    await this.page.getByRole('combobox', { name: by, exact: true }).selectOption({ label: to })
  }

  async look(word: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Word, person or item' }).fill(word)
  }

  async clear(): Promise<void> {
    await this.page.getByRole('button', { name: 'Clear' }).click()
  }

  get lines(): Locator {
    return this.page
      .getByRole('grid', { name: 'Audit trail' })
      .getByRole('row')
      .filter({ has: this.page.getByRole('gridcell') })
  }

  line(text: string): Locator {
    return this.lines.filter({ hasText: text })
  }

  /** The line that is chosen, every word of it. */
  get entry(): Locator {
    return this.page.getByRole('region', { name: 'The entry' })
  }
}
