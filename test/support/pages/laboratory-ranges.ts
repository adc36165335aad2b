import { type Locator, type Page, expect } from '@playwright/test'

/** The reference ranges of the site's laboratories. */
export class LaboratoryRanges {
  constructor(private readonly page: Page) {}

  /** Types one range by its labels, and puts it in the table. */
  async add(cells: Readonly<Record<string, string>>): Promise<void> {
    const entry = this.page.getByRole('form', { name: 'New range' })
    if ((await entry.count()) === 0) await this.page.keyboard.press('n')
    for (const [label, text] of Object.entries(cells)) {
      const control = entry.getByLabel(label, { exact: true })
      if ((await control.evaluate((element) => element.tagName)) === 'SELECT')
        await control.selectOption({ label: text })
      else await control.fill(text)
    }
    await this.page.keyboard.press('Enter')
  }

  async closeEntry(): Promise<void> {
    await this.page.keyboard.press('Escape')
    await expect(this.page.getByRole('form', { name: 'New range' })).toHaveCount(0)
  }

  /** Chooses a file; what it would do is shown before anything is taken. */
  async importFile(name: string, text: string): Promise<Locator> {
    const file = { name, mimeType: 'text/csv', buffer: Buffer.from(text) }
    await this.page.getByLabel('Import a file').setInputFiles(file)
    return this.page.getByRole('dialog', { name: `Import ${name}` })
  }

  get rows(): Locator {
    return this.page.getByRole('grid', { name: 'Laboratory ranges' }).locator('tbody tr')
  }

  async save(): Promise<void> {
    await this.page.getByRole('button', { name: /^Save for the site/ }).click()
    await expect(this.page.getByText('Saved for the site')).toBeVisible()
  }
}
