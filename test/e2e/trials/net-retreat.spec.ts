import { expect } from '@playwright/test'
import { netRetreat } from '#forms/net-retreat/study'
import { netRetreatEverolimus, netRetreatTreated } from '../../../server/demo/script/net-retreat'
import { test } from '../../support/app-test'
import { expectSameVisits, throughTheScreen } from '../../support/trials/through-the-screen'

test('NET RETREAT: from consent to the end, in the arm that the server draws', async ({ server, newDesk }) => {
  test.setTimeout(900_000)
  const screened = await throughTheScreen({
    server,
    desk: await newDesk(),
    study: netRetreat,
    scripts: { NR1: netRetreatTreated, NR2: netRetreatEverolimus },
  })
  await expectSameVisits(screened)
  expect(screened.participant.findings).toEqual([])
})
