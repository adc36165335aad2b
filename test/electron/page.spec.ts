import { expect } from '@playwright/test'
import { test } from '../support/electron-host/desktop'

test('the app draws its first screen within the policy: nothing is refused, nothing fails (ELEC-03)', async ({
  page,
}) => {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.reload()
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  expect(complaints).toEqual([])
})
