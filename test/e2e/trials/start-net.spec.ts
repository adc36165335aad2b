import { expect } from '@playwright/test'
import { startNet } from '#forms/start-net/study'
import { startNetFixed, startNetPersonalised } from '../../../server/demo/script/start-net'
import { test } from '../../support/app-test'
import { expectSameVisits, throughTheScreen } from '../../support/trials/through-the-screen'

test('START-NET: from consent to the last cycle, by the kidneys or after four', async ({ server, newDesk }) => {
  test.setTimeout(1_200_000)
  const screened = await throughTheScreen({
    server,
    desk: await newDesk(),
    study: startNet,
    scripts: {
      'SN-C': startNetFixed,
      'SN-P1': (allocated) => startNetPersonalised(allocated, 'N', ['7.9', '7.9', '7.9']),
    },
  })
  await expectSameVisits(screened)
  expect(screened.participant.findings).toEqual([])
})
