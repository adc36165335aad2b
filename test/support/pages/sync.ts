import { readFile } from 'node:fs/promises'
import { type Locator, type Page, expect } from '@playwright/test'
import { Frame } from './frame'

/** The page that answers whether the work is safe. */
export class Sync {
  constructor(private readonly page: Page) {}

  async open(): Promise<void> {
    // Whoever has just signed in is on their way to a list: first that, then this.
    await expect(this.page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible()
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

  /** What the server can never take. */
  get refused(): Locator {
    return this.page.getByRole('region', { name: 'Could not be sent' })
  }

  /** Saves what waits, and takes the file from the browser's downloads. */
  async saveUnsent(): Promise<{ readonly name: string; readonly bytes: Buffer }> {
    const saved = this.page.waitForEvent('download')
    await this.page.getByRole('button', { name: 'Save as a file' }).click()
    const download = await saved
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
  }

  async takeIn({ name, buffer }: { readonly name: string; readonly buffer: Buffer }): Promise<void> {
    const file = { name, mimeType: 'application/octet-stream', buffer }
    await this.page.getByLabel('Choose a file').setInputFiles(file)
  }
}
