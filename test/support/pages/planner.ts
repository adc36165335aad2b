import { type Locator, type Page, expect } from '@playwright/test'

/** A participant's visits by day, with what hangs on the one that is chosen. */
export class Planner {
  constructor(private readonly page: Page) {}

  async show(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Calendar' }).click()
    await expect(this.page.getByRole('grid', { name: 'Visits by day' })).toBeVisible()
  }

  line(visit: string): Locator {
    return this.page.getByRole('row', { name: new RegExp(`^${visit} `) })
  }

  /** What is said of the visit that is chosen. */
  panel(visit: string): Locator {
    return this.page.getByRole('complementary', { name: visit, exact: true })
  }

  async choose(visit: string): Promise<void> {
    if (await this.panel(visit).isHidden()) await this.line(visit).click()
    await expect(this.panel(visit)).toBeVisible()
  }

  async suppose(visit: string, day: string): Promise<void> {
    await this.choose(visit)
    await this.panel(visit).getByLabel('If it is on').fill(day)
  }

  async omit(visit: string, reason: string): Promise<void> {
    await this.choose(visit)
    await this.panel(visit).getByRole('button', { name: 'Did not take place' }).click()
    const dialog = this.page.getByRole('dialog', { name: 'The visit did not take place' })
    await dialog.getByLabel('Reason').fill(reason)
    await dialog.getByRole('button', { name: 'Not done', exact: true }).click()
    await expect(dialog).toBeHidden()
  }
}
