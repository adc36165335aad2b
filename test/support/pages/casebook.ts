import { type Locator, type Page, expect } from '@playwright/test'

/** Everything about one participant at a glance. */
export class Casebook {
  constructor(private readonly page: Page) {}

  /** The cell of a form at a visit; its name says how the form stands. */
  cell(form: string, visit: string): Locator {
    return this.page.getByRole('link', { name: `${form}, ${visit}: ` })
  }

  async open(form: string, visit: string): Promise<void> {
    await this.cell(form, visit).click()
    await expect(this.page.getByRole('heading', { level: 1, name: form })).toBeVisible()
  }

  async showLog(title: string): Promise<void> {
    await this.page.getByRole('tab', { name: new RegExp(`^${title}`) }).click()
  }

  /** The same of a log that may hold nothing yet, which stands beside the schedule alone. */
  async openLog(title: string): Promise<void> {
    const tab = this.page.getByRole('tab', { name: new RegExp(`^${title}`) })
    if ((await tab.count()) > 0) {
      await tab.click()
      return
    }
    await this.page
      .getByRole('complementary', { name: 'Logs' })
      .getByRole('button', { name: title, exact: true })
      .click()
  }

  /** Asks the server for an arm, once everything it rests on is there; says which of these it is. */
  async randomise(arms: readonly string[]): Promise<string> {
    const part = this.page.locator('section').filter({ has: this.page.getByRole('heading', { name: 'Randomisation' }) })
    await part.getByRole('button', { name: 'Randomise', exact: true }).click()
    await this.page.getByRole('dialog').getByRole('button', { name: 'Strata are right: randomise' }).click()
    const isArm = (text: string) => arms.find((arm) => text.includes(arm))
    await expect.poll(async () => isArm((await part.textContent()) ?? ''), { timeout: 30_000 }).toBeDefined()
    return isArm((await part.textContent()) ?? '') ?? ''
  }

  /** Opens a new record of the log that is shown, as a form of its own. */
  async add(button: string): Promise<void> {
    await this.page.getByRole('button', { name: new RegExp(`^${button}`) }).click()
    await this.page.keyboard.press('Alt+Enter')
    await this.asForm()
  }

  /** Opens a record of the log that is shown as a form, by what it says or by its place from 0. */
  async openLine(line: string | number): Promise<void> {
    const lines = this.page.locator('[data-record]:has([data-open])')
    await (typeof line === 'number' ? lines.nth(line) : lines.filter({ hasText: line })).locator('[data-open]').click()
    await this.asForm()
  }

  private async asForm(): Promise<void> {
    await this.page.getByRole('button', { name: 'As a form' }).click()
    await expect(this.page.getByRole('grid')).toHaveCount(0)
    await expect(this.page.locator('[data-form]')).toBeVisible()
  }

  /** The way back from a form, by the trail on top. */
  async back(code: string): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'You are here' })
      .getByRole('link', { name: code, exact: true })
      .click()
    await expect(this.page.getByRole('heading', { level: 1, name: code })).toBeVisible()
  }
}
