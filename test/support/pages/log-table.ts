import { type Locator, type Page, expect } from '@playwright/test'

/** The records of a log in one table. A cell is named by its row, from 0, and its item. */
export class LogTable {
  constructor(private readonly page: Page) {}

  get grid(): Locator {
    return this.page.getByRole('grid')
  }

  /** Every line with a record; the free one at the end is none. */
  get records(): Locator {
    return this.page.locator('[data-record]:has([data-open])')
  }

  cell(row: number, item: string): Locator {
    return this.page.locator('[data-record]').nth(row).locator(`[data-cell$="/${item}"]`)
  }

  async goTo(row: number, item: string): Promise<void> {
    await this.cell(row, item).click()
    await expect(this.grid).toBeFocused()
  }

  /** Types answers from the cell one is at to the right; an empty one is passed over. */
  async type(answers: readonly string[]): Promise<void> {
    for (const answer of answers) {
      await this.page.keyboard.type(answer)
      await this.page.keyboard.press('Tab')
    }
  }

  /** Pastes what a spreadsheet put on the clipboard. */
  async paste(rows: readonly (readonly string[])[]): Promise<void> {
    const text = rows.map((cells) => cells.join('\t')).join('\n')
    await this.grid.evaluate((grid, pasted) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', pasted)
      grid.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, text)
  }

  /** What stands in the cells of an item, row by row. */
  async column(item: string): Promise<readonly string[]> {
    return await this.records.locator(`[data-cell$="/${item}"] [data-said]`).allTextContents()
  }
}
