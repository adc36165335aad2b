import { expect } from '@playwright/test'
import { nelmas } from '#forms/nelmas/study'
import { isoDayPlus } from '#shared/partial-date'
import { nelmasFollowed, nelmasTreated } from '../../../server/demo/script/nelmas'
import { test } from '../../support/app-test'
import { expectSameVisits, throughTheScreen } from '../../support/trials/through-the-screen'

test('NELMAS: from consent before surgery to the end, in the arm that the server draws', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(900_000)
  const operated = (allocated: string) => isoDayPlus(allocated, -21)
  const screened = await throughTheScreen({
    server,
    desk: await newDesk(),
    study: nelmas,
    scripts: {
      'NL-A': (allocated) => nelmasFollowed(operated(allocated)),
      'NL-B': (allocated) => nelmasTreated(operated(allocated)),
    },
  })
  await expectSameVisits(screened)
  expect(screened.participant.findings).toEqual([])
})
