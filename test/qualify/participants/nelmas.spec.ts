import { test } from '../../support/app-test'
import { nelmas } from '../../support/trials/courses'
import { expectAsTold, expectOver, throughTheScreen } from '../../support/trials/through-the-screen'

test('NELMAS: surgery, follow-up by the draw, recurrence, death', async ({ server, newDesk }) => {
  const screened = await throughTheScreen(server, await newDesk(), nelmas)
  expectAsTold(screened)
  await expectOver(screened)
})
