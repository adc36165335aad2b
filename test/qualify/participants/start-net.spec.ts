import { expect } from '@playwright/test'
import { test } from '../../support/app-test'
import { startNet } from '../../support/trials/courses'
import { expectAsTold, expectOver, throughTheScreen } from '../../support/trials/through-the-screen'

test('START-NET: cycles until the next would bring the kidneys above 30 Gy, follow-up, death', async ({
  server,
  newDesk,
}) => {
  const screened = await throughTheScreen(server, await newDesk(), startNet, {
    'C1-DEC': async (page) => await expect(page.getByRole('columnheader', { name: /^Cycle 2/ }).first()).toBeVisible(),
    'C2-DEC': async (page) => await expect(page.getByRole('columnheader', { name: /^Cycle 3/ })).toHaveCount(0),
  })
  expectAsTold(screened)
  await expectOver(screened)
})
