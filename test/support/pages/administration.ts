import { type Locator, type Page, expect } from '@playwright/test'

/** What is set up for everyone: NCI's CTCAE table. */
export class Administration {
  constructor(private readonly page: Page) {}

  /** Chooses a file with this text; what it holds is shown before anything is loaded. */
  async choose(name: string, text: string): Promise<void> {
    const file = { name, mimeType: 'text/tab-separated-values', buffer: Buffer.from(text) }
    await this.page.getByLabel('Choose a file').last().setInputFiles(file)
    await expect(this.page.getByRole('heading', { name })).toBeVisible()
  }

  /** What is said of the file that was chosen. */
  get says(): Locator {
    return this.page.getByRole('status')
  }

  /** The faults of the file, one row each. */
  get faults(): Locator {
    const section = this.page.locator('section[aria-labelledby="ctcae"]')
    return section.getByRole('row').filter({ has: this.page.getByRole('cell') })
  }

  async chooseAnother(): Promise<void> {
    await this.page.getByRole('button', { name: 'Choose another file' }).click()
  }

  async load(): Promise<void> {
    await this.page.getByRole('button', { name: /^Load for everyone/ }).click()
    await expect(this.says).toContainText('The table is loaded')
  }
}
