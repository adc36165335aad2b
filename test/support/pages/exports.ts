import { readFile } from 'node:fs/promises'
import { type Page, expect } from '@playwright/test'

export interface ExportedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Files for people and programs outside the app. */
export class Exports {
  constructor(private readonly page: Page) {}

  /** Makes a file of everybody on the list, and takes it from the browser's downloads. */
  async make(what: 'Casebooks, PDF' | 'Tables, CSV' | 'Complete copy'): Promise<ExportedFile> {
    await this.page.getByRole('radio', { name: what }).check()
    const saved = this.page.waitForEvent('download', { timeout: 60_000 })
    await this.page.getByRole('button', { name: /^Make the file/ }).click()
    const download = await saved
    const bytes = await readFile(await download.path())
    await expect(this.page.getByText('The file is in your downloads.')).toBeVisible()
    return { name: download.suggestedFilename(), bytes }
  }
}
