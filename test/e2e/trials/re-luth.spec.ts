import { expect } from '@playwright/test'
import { reLuth } from '#forms/re-luth/study'
import { isoDayPlus } from '#shared/partial-date'
import { reLuthTreated, reLuthWatched } from '../../../server/demo/script/re-luth'
import { test } from '../../support/app-test'
import { expectSameVisits, throughTheScreen } from '../../support/trials/through-the-screen'

test('ReLUTH: registered, run-in, the arm that the server draws, to the end', async ({ server, newDesk }) => {
  test.setTimeout(900_000)
  const registered = (allocated: string) => isoDayPlus(allocated, -112)
  const screened = await throughTheScreen({
    server,
    desk: await newDesk(),
    study: reLuth,
    scripts: {
      'RL-CTL': (allocated) => reLuthWatched(registered(allocated)),
      'RL-EXP': (allocated) => reLuthTreated(registered(allocated)),
    },
  })
  await expectSameVisits(screened)
  expect(screened.participant.findings).toEqual([])
})
