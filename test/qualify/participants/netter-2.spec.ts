import { test } from '../../support/app-test'
import { netter2 } from '../../support/trials/courses'
import { expectAsTold, expectOver, throughTheScreen } from '../../support/trials/through-the-screen'

test('NETTER-2: octreotide alone, crossover at progression, Lutathera, the next progression, death', async ({
  server,
  newDesk,
}) => {
  const screened = await throughTheScreen(server, await newDesk(), netter2)
  expectAsTold(screened)
  await expectOver(screened, 'PD', 'XPD')
})
