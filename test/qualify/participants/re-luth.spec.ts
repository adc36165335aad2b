import { expect } from '@playwright/test'
import { test } from '../../support/app-test'
import { reLuth } from '../../support/trials/courses'
import { expectAsTold, expectOver, throughTheScreen } from '../../support/trials/through-the-screen'

test('ReLUTH: progression after the run-in, never randomised, death', async ({ server, newDesk }) => {
  const screened = await throughTheScreen(server, await newDesk(), reLuth, {
    R2: async (page) => await expect(page.getByRole('columnheader', { name: /^RAND\b/ }).first()).toBeVisible(),
    EVR: async (page) => {
      await expect(page.getByRole('columnheader', { name: /^RAND\b/ })).toHaveCount(0)
      const part = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Randomisation' }) })
      await expect(part).toContainText('No scan after R2 shows that the disease has not progressed.')
      await expect(part.getByRole('button')).toHaveCount(0)
    },
  })
  expectAsTold(screened)
  await expectOver(screened)
})
