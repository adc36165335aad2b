import { readFile } from 'node:fs/promises'
import { type Locator, type Page, expect } from '@playwright/test'

export interface ExportedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export type ExportKind = 'Casebooks, PDF' | 'Tables, CSV' | 'Complete copy' | 'ODM-XML 1.3.2' | 'ODM-XML 2.0'

/** Files for people and programs outside the app. */
export class Exports {
  constructor(private readonly page: Page) {}

  /** What will go, before it is made. */
  get preview(): Locator {
    return this.page.getByRole('complementary', { name: 'What' })
  }

  amount(of: 'Forms' | 'Values' | 'Queries'): Locator {
    return this.preview.getByRole('term').filter({ hasText: of }).locator('xpath=following-sibling::dd')
  }

  async show(list: 'Participants' | 'Visits' | 'Forms'): Promise<void> {
    await this.page.getByRole('tab', { name: new RegExp(`^${list}`) }).click()
  }

  /** Takes a participant, a visit or a form in, or leaves it out. */
  async toggle(name: string): Promise<void> {
    await this.page
      .getByRole('row')
      .filter({ has: this.page.getByRole('checkbox', { name: `Export ${name}` }) })
      .click()
  }

  /** Begins to make a file of everybody who is chosen. */
  async start(what: ExportKind): Promise<void> {
    await this.page.getByRole('radio', { name: what }).check()
    await this.page.getByRole('button', { name: /^Make the file/ }).click()
  }

  async stop(): Promise<void> {
    await this.page.getByRole('button', { name: /^Stop/ }).click()
  }

  /** What was asked for at the server, each with what came of it. */
  get atServer(): Locator {
    return this.page.getByRole('list', { name: 'Exports at the server' }).getByRole('listitem')
  }

  /** Has the server make a file of everything that is seen there. */
  async ask(what: ExportKind): Promise<void> {
    await this.page.getByRole('radio', { name: 'At the server' }).check()
    await this.page.getByRole('radio', { name: what }).check()
    await this.page.getByRole('button', { name: /^Ask the server/ }).click()
  }

  /** Fetches what the server has made, and takes it from the browser's downloads. */
  async fetch(): Promise<ExportedFile> {
    const saved = this.page.waitForEvent('download', { timeout: 60_000 })
    await this.atServer.getByRole('button', { name: 'Save…' }).click()
    const download = await saved
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
  }

  /** Makes a file of everybody who is chosen, and takes it from the browser's downloads. */
  async make(what: ExportKind): Promise<ExportedFile> {
    const saved = this.page.waitForEvent('download', { timeout: 60_000 })
    await this.start(what)
    const download = await saved
    const bytes = await readFile(await download.path())
    await expect(this.page.getByText('The file is in your downloads.')).toBeVisible()
    return { name: download.suggestedFilename(), bytes }
  }
}
