import { type Page, expect } from '@playwright/test'

/** The screen before every other: who is here, and their password. */
export class SignIn {
  constructor(private readonly page: Page) {}

  /** Someone this device does not know yet. */
  async firstTime(userName: string, password: string): Promise<void> {
    const someoneElse = this.page.getByRole('radio', { name: 'Someone else' })
    await expect(this.page.getByLabel('Password')).toBeVisible()
    if ((await someoneElse.count()) > 0) await someoneElse.check()
    await this.page.getByLabel('User name').fill(userName)
    await this.enter(password)
  }

  /** Someone who has been here before, by their own name. */
  async again(name: string, password: string): Promise<void> {
    await this.page.getByRole('radio', { name }).check()
    await this.enter(password)
  }

  /** The password alone, by the person who is shown. */
  async password(password: string): Promise<void> {
    await this.page.getByLabel('Password').fill(password)
    await this.page.getByRole('button', { name: /^(Sign in|Unlock)$/ }).click()
  }

  async unlockIfLocked(password: string): Promise<void> {
    if ((await this.page.getByRole('heading', { level: 1, name: 'Locked' }).count()) > 0) await this.enter(password)
  }

  private async enter(password: string): Promise<void> {
    await this.password(password)
    // The password is stretched for as long as the machine needs.
    await expect(this.page.getByRole('navigation', { name: 'Main' })).toBeVisible({ timeout: 30_000 })
  }
}
