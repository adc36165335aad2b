import { type Locator, type Page, expect } from '@playwright/test'

/** The investigator's adverse events: what to assess, and the acts. */
export class AdverseEvents {
  constructor(private readonly page: Page) {}

  get queue(): Locator {
    return this.page.getByRole('navigation', { name: 'Adverse events to assess' })
  }

  /** The part of the queue with this title. */
  part(
    title: 'Serious' | 'Changed since the last look' | 'New, grade 3 or higher' | 'New' | 'To sign' | 'Accepted',
  ): Locator {
    return this.queue.getByRole('region', { name: title, exact: true })
  }

  async choose(term: string): Promise<void> {
    await this.queue.getByRole('button', { name: term }).click()
    await expect(this.detail(term)).toBeVisible()
  }

  detail(term: string): Locator {
    return this.page.getByRole('region', { name: term, exact: true })
  }

  async accept(): Promise<void> {
    await this.page.getByRole('button', { name: /^Accept/ }).click()
  }

  get timeline(): Locator {
    return this.page.locator('canvas')
  }

  /** Says by the keyboard how the event that is chosen is related to an agent. */
  async assess(relation: string, answer: string): Promise<void> {
    await this.page.keyboard.press('c')
    const form = this.page.getByRole('form', { name: 'Assess the cause' })
    await form.getByLabel(relation).selectOption({ label: answer })
    await this.page.keyboard.press('ControlOrMeta+Enter')
    await expect(this.page.getByText('Your assessment is saved.', { exact: false })).toBeVisible()
  }

  async ask(words: string): Promise<void> {
    await this.page.getByRole('button', { name: /^Ask/ }).click()
    const question = this.page.getByRole('form', { name: 'Ask about this event' })
    await question.getByLabel('What do you want to know?').fill(words)
    await question.getByRole('button', { name: /^Ask the site/ }).click()
    await expect(this.page.getByText('Asked.', { exact: false })).toBeVisible()
  }

  /** Opens the signature of what is chosen, and signs with a password. */
  async sign(password: string): Promise<void> {
    await this.page.getByRole('button', { name: /^Sign/ }).click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByLabel('Your password').fill(password)
    await dialog.getByRole('button', { name: 'Sign', exact: true }).click()
    await expect(dialog.getByText('One adverse event is signed.')).toBeVisible({ timeout: 30_000 })
    await dialog.getByRole('button', { name: 'Done' }).click()
  }
}
