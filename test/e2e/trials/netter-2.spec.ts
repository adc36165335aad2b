import { expect } from '@playwright/test'
import { wholeNetter2 } from '#forms/netter-2/whole-study'
import { netter2Control, netter2Lutathera } from '../../../server/demo/script/netter-2'
import { test } from '../../support/app-test'
import { expectSameVisits, throughTheScreen } from '../../support/trials/through-the-screen'

test('NETTER-2: from consent to the end of re-treatment, in the arm that the server draws', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(1_200_000)
  const screened = await throughTheScreen({
    server,
    desk: await newDesk(),
    study: wholeNetter2,
    scripts: { 'N2-C': netter2Control, 'N2-L': netter2Lutathera },
  })
  await expectSameVisits(screened)
  expect(screened.participant.findings).toEqual([])
})
