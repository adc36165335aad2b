import { test } from '../../support/app-test'
import { netRetreat } from '../../support/trials/courses'
import { expectAsTold, expectOver, throughTheScreen } from '../../support/trials/through-the-screen'

test('NET RETREAT: everolimus, crossover at progression, Lu-177, the second progression, death', async ({
  server,
  newDesk,
}) => {
  const screened = await throughTheScreen(server, await newDesk(), netRetreat)
  expectAsTold(screened)
  // The days that the second progression-free survival and the survival after progression are counted to and from.
  await expectOver(screened, 'PD', 'XPD')
})
