import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from '@playwright/test'
import { netter2 } from '#forms/netter-2/study'
import { addPerson } from '../../server/people'
import { keepScreen, test } from '../support/app-test'
import { Casebook } from '../support/pages/casebook'
import { Form } from '../support/pages/form'
import { Frame } from '../support/pages/frame'
import { Participants } from '../support/pages/participants'
import { SignIn } from '../support/pages/sign-in'
import { Sync } from '../support/pages/sync'
import { PASSWORD } from '../support/server'
import { sixthStudy } from '../support/sixth-study'

const run = promisify(execFile)
const command = join(import.meta.dirname, '../../out/cli/publish.js')

/** What the command says, and with which status it ends. */
async function publishes(...args: readonly string[]): Promise<{ status: number; out: string; err: string }> {
  try {
    const { stdout, stderr } = await run(process.execPath, [command, ...args])
    return { status: 0, out: stdout.trim(), err: stderr.trim() }
  } catch (error) {
    const { code, stderr } = Object.assign({ code: -1, stderr: '' }, error)
    return { status: code, out: '', err: stderr.trim() }
  }
}

test('a study that is one file from elsewhere is published to a running server and entered on a device', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(300_000)
  const folder = await mkdtemp(join(tmpdir(), 'orbit-'))
  const file = async (name: string, content: unknown) => {
    const path = join(folder, name)
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
    return path
  }
  await server.addStudy(netter2, ['NL01'])
  await server.addPerson('anna', netter2.study.id, 'nurse@NL01')
  await addPerson(server.context, { userName: 'root', name: 'Root', password: PASSWORD, administrator: true })
  const credentials = await file('credentials.json', { userName: 'root', password: PASSWORD })
  const to = ['--to', server.address, '--credentials', credentials]
  const opening = [
    ...to,
    '--site',
    'NL07=Leiden',
    '--person',
    'anna=nurse@NL07',
    '--person',
    'root=administrator@*',
    '--trained',
    '2026-01-05',
  ]

  const desk = await newDesk()
  const page = await desk.open()
  await new SignIn(page).firstTime('anna', PASSWORD)
  await new Participants(page).enrol()

  await test.step('what is broken is refused, with where and why', async () => {
    const [first, ...others] = sixthStudy.forms
    const refused = async (name: string, content: unknown) => {
      const { status, err } = await publishes(await file(name, content), ...opening)
      return [status, err.replaceAll(`${folder}/`, '')]
    }
    expect(await refused('cut.json', '{"format": 1,')).toEqual([2, expect.stringContaining('cut.json: ')])
    const untyped = {
      ...sixthStudy,
      forms: [{ ...first, groups: [{ oid: 'VISIT', items: [{ oid: 'A' }] }] }, ...others],
    }
    expect(await refused('untyped.json', untyped)).toEqual([
      2,
      expect.stringMatching(/^untyped\.json: forms\.0\.groups\.0\.items\.0\.type: /),
    ])
    const unasked = { ...sixthStudy, anchors: [{ oid: 'CONSENT', form: 'NOWHERE', item: 'DSSTDAT' }] }
    expect(await refused('unasked.json', unasked)).toEqual([1, expect.stringMatching(/unasked\.json: .*NOWHERE/)])
    const asNurse = ['--to', server.address, '--site', 'NL07=Leiden', '--credentials']
    const nurse = await file('nurse.json', { userName: 'anna', password: PASSWORD })
    expect(await publishes(await file('orbit.json', sixthStudy), ...asNurse, nurse)).toMatchObject({
      status: 1,
      err: 'Only an administrator opens a study.',
    })
  })

  const version =
    await test.step('the administrator opens it; the running server and the nurse have it at once', async () => {
      const published = await publishes(await file('orbit.json', sixthStudy), ...opening)
      expect(published).toMatchObject({ status: 0, err: '' })
      const sync = new Sync(page)
      await sync.open()
      await sync.exchangeNow()
      // What somebody may do is theirs from their next sign-in on.
      await new Frame(page).handOver()
      await new SignIn(page).again('Name of anna', PASSWORD)
      await page.getByRole('button', { name: 'Study and site' }).click()
      await page.getByRole('menuitem', { name: /NL07/ }).click()
      return published.out
    })
  const again = await publishes(join(folder, 'orbit.json'), ...opening)
  expect(again).toMatchObject({ status: 1, err: expect.stringContaining('is open already') })

  const root = await server.device().signIn('root', PASSWORD, 'administrator')
  const plan = { method: 'blocks', sizes: [2], length: 10 }
  await server.call('POST', '/api/randomisation/lists', { version, plan }, root.token)
  const place = { study: sixthStudy.study.id, site: 'NL07', open: true }
  await server.call('POST', '/api/randomisation/places', place, root.token)

  await test.step('its forms are entered: conditions, a check that gates, a grid of results', async () => {
    const [casebook, form] = [new Casebook(page), new Form(page)]
    const code = await new Participants(page).enrol()
    await casebook.open('Visit', 'First visit')
    await form.fill({ 'VISIT/SVSTDTC': 't' })
    await form.complete()
    await casebook.back(code)
    await casebook.open('Agreement', 'First visit')
    await form.fill({ 'CONSENT/DSSTDAT': 't', 'CONSENT/COPY': 'Y' })
    await form.complete()
    await casebook.back(code)
    await casebook.open('About you', 'First visit')
    await form.fill({ 'PERSON/BRTHDAT': '1961-05', 'PERSON/SEX': 'F', 'PERSON/STAIRS': '0' })
    await expect(form.control('PERSON/REST')).toBeVisible()
    await form.fill({ 'PERSON/STAIRS': '51' })
    await expect(form.control('PERSON/REST')).toHaveCount(0)
    await expect(form.item('PERSON/STAIRS')).toContainText('More floors than a house has.')
    await form.fill({ 'PERSON/STAIRS': '3' })
    await form.complete()
    await casebook.back(code)
    await casebook.open('Blood count', 'First visit')
    await form.fill({ 'SAMPLE/LBDAT': 't', 'RESULTS/HGB': '94' })
    await form.fill({ 'RESULTS/WBC': '6.1', 'RESULTS/ANC': '3.8', 'RESULTS/PLT': '210' })
    await casebook.back(code)
    await page.getByRole('tab', { name: 'Eligibility' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'Not eligible' })).toBeVisible()
    await page.getByRole('tab', { name: 'Schedule' }).click()
    await casebook.open('Blood count', 'First visit')
    await form.fill({ 'RESULTS/HGB': '95' })
    await form.complete()
    await casebook.back(code)
    await casebook.open('May take part', 'First visit')
    await form.fill({ 'CRITERIA/IE_S6_I02': 'Y' })
    await form.complete()
    await casebook.back(code)
    await page.getByRole('tab', { name: 'Eligibility' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'Eligible' })).toBeVisible()
    await keepScreen(page, 'sixth-study-eligible')
    await page.getByRole('tab', { name: 'Schedule' }).click()
  })

  await test.step('the server draws the arm, the cycles of that arm are planned, and a dose waits for its gate', async () => {
    const [casebook, form] = [new Casebook(page), new Form(page)]
    expect(await casebook.randomise(['Every 8 weeks', 'Every 12 weeks'])).not.toBe('')
    for (const visit of ['Dose 1', 'Dose 2', 'Dose 3']) await expect(casebook.cell('Dose', visit)).toBeVisible()
    await casebook.open('Dose', 'Dose 1')
    await form.fill({ 'GIVEN/ECSTDTM': 't 930' })
    await expect(form.item('GIVEN/ECSTDTM')).toContainText('release')
    await keepScreen(page, 'sixth-study-dose')
    await new Frame(page).allSent()
  })
  await rm(folder, { recursive: true })
})
