import { expect } from '@playwright/test'
import { PullAnswer } from '#shared/protocol'
import { test } from '../support/app-test'
import { Casebook } from '../support/pages/casebook'
import { Form } from '../support/pages/form'
import { Frame } from '../support/pages/frame'
import { Participants } from '../support/pages/participants'
import { SignIn } from '../support/pages/sign-in'
import { PASSWORD } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

const step = test.step

test('without a network one nurse hands over to another, who goes on; the audit says who did what, and all of it arrives (GCP-01, GCP-04)', async ({
  server,
  newDesk,
}) => {
  await server.addStudy(smallStudy, ['NL01'])
  const nurses = { ana: '', ben: '' }
  for (const name of ['ana', 'ben'] as const) nurses[name] = await server.addPerson(name, STUDY, 'nurse@NL01')
  const ward = await newDesk()
  const page = await ward.open()
  const [frame, signIn, form] = [new Frame(page), new SignIn(page), new Form(page)]
  const SYSTOLIC = 'VITALS/SYSBP'

  await step('both have signed in on this computer before', async () => {
    await signIn.firstTime('ben', PASSWORD)
    // What ben may work on comes with his first exchange; who hands over before it has none here.
    await frame.allSent()
    await frame.handOver()
    await signIn.firstTime('ana', PASSWORD)
    await frame.allSent()
    await frame.handOver()
  })

  await ward.goesOffline()
  const code = await step('the first signs in without a network and works', async () => {
    await signIn.again('Name of ana', PASSWORD)
    const enrolled = await new Participants(page).enrol()
    await new Casebook(page).open('Vital signs', 'Screening')
    await form.enter(SYSTOLIC, '120')
    await frame.holds(2)
    await frame.handOver()
    return enrolled
  })

  await step('the second signs in and goes on where she was', async () => {
    await signIn.again('Name of ben', PASSWORD)
    await new Participants(page).open(code)
    await new Casebook(page).open('Vital signs', 'Screening')
    await expect(form.control(SYSTOLIC)).toHaveValue('120')
    await form.enter(SYSTOLIC, '130')
    await form.because(SYSTOLIC, 'Misread')
    await frame.holds(3)
    await form.control(SYSTOLIC).focus()
    await page.keyboard.press('Alt+h')
    const inspector = page.getByRole('complementary', { name: 'Inspector' })
    await expect(inspector).toContainText('Name of ana')
    await expect(inspector).toContainText('Name of ben')
  })

  await step('back on the network everything reaches the server, each under its own name', async () => {
    await ward.comesBack()
    await frame.allSent()
    const { token } = await server.device().signIn('ana', PASSWORD, 'nurse')
    const { body } = await server.call('GET', `/api/sync/pull?stream=${STUDY}/NL01/data&after=0`, undefined, token)
    const rows = PullAnswer.parse(body).rows.flatMap((row) => ('change' in row ? row : []))
    expect(rows.map(({ change, receipt }) => [change.author, change.body.kind, receipt.state])).toEqual([
      [nurses.ana, 'enrol', 'applied'],
      [nurses.ana, 'value', 'applied'],
      [nurses.ben, 'value', 'applied'],
    ])
  })
})

test('who has tried too often on a shared computer keeps nobody else waiting', async ({ server, newDesk }) => {
  await server.addStudy(smallStudy, ['NL01'])
  for (const name of ['ana', 'ben']) await server.addPerson(name, STUDY, 'nurse@NL01')
  const page = await (await newDesk()).open()
  await page.getByLabel('User name').fill('ana')
  const waits = page.getByRole('button', { name: /^Try again in/ })
  for (let i = 1; i <= 6 && (await waits.count()) === 0; i++) {
    await new SignIn(page).password(`not her password ${i}`)
    await expect(page.getByLabel('Password')).toHaveValue('')
  }
  await expect(waits).toBeDisabled()
  await new SignIn(page).firstTime('ben', PASSWORD)
})
