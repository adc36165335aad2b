import { type Page, expect, test } from '@playwright/test'
import { steps } from '#shared/casebook/path'
import { scheduleOf } from '#shared/casebook/schedule'
import { SiteId, SubjectKey } from '#shared/ids'
import { compileStudy } from '#shared/study/compile'
import type { StudyVersion } from '#shared/study/definition'
import { trials } from '#forms/studies'
import type { Script } from '../../../server/demo/script/script'
import type { Filled, Played } from '../../../server/demo/script/walk'
import type { Desk } from '../desk'
import { Casebook } from '../pages/casebook'
import { Frame } from '../pages/frame'
import { Participants } from '../pages/participants'
import { SignIn } from '../pages/sign-in'
import { Sync } from '../pages/sync'
import { PASSWORD, type TestServer } from '../server'
import { Investigator } from './investigator'
import { Participant } from './played'
import { Typist } from './typist'

const NL01 = SiteId.parse('NL01')

export interface Told {
  readonly server: TestServer
  readonly desk: Desk
  readonly study: StudyVersion
  /** The script of each arm that the server may draw, told so that the allocation falls on this day. */
  readonly scripts: Readonly<Record<string, (allocated: string) => Script>>
}

/** What the screen came to, beside what the script says. */
export interface Screened {
  readonly page: Page
  readonly arm: string
  readonly participant: Participant
  readonly typist: Typist
}

/**
 * One participant from consent to the end, typed into the app on the days of the script, which begins in the past so that
 * the server draws the arm today. What is signed is signed by an investigator at another computer.
 */
export async function throughTheScreen({ server, desk, study, scripts }: Told): Promise<Screened> {
  const today = new Date().toISOString().slice(0, 10)
  const id = study.study.id
  const compiled = compileStudy(study)
  const { version } = await publish(server, study)
  await server.addPerson('anna', id, 'nurse@NL01')
  await server.addPerson('pieter', id, 'investigator@NL01')
  await server.addPerson('root', id, 'administrator@*')
  const { token } = await server.device().signIn('root', PASSWORD, 'administrator')
  const plan = { method: 'blocks', sizes: [2], length: 4 }
  await server.call('POST', '/api/randomisation/lists', { version, plan }, token)
  await server.call('POST', '/api/randomisation/places', { study: id, site: NL01, open: true }, token)

  const page = await desk.open()
  await new SignIn(page).firstTime('anna', PASSWORD)
  const code = await new Participants(page).enrol()
  const typist = new Typist(page, compiled, code)
  const subject = SubjectKey.parse(/participants\/([0-9a-f-]{36})/.exec(page.url())?.[1])
  const investigator = await Investigator.signsIn(server, compiled, NL01, 'pieter')
  const exchange = async () => {
    await typist.toCasebook()
    const sync = new Sync(page)
    await sync.open()
    await sync.exchangeNow()
    await expect(sync.answer).toContainText('Everything entered on this device has reached the server.')
    await new Frame(page).goTo('Participants')
    await new Participants(page).open(code)
  }
  /** Work that another computer waits for, and that this one waits for afterwards. */
  const meanwhile = async (work: () => Promise<void>) => {
    await typist.allSent()
    await work()
    await exchange()
  }
  const fills = async (played: Played, filled: Filled) => {
    const { event, on, entered = on, confirms } = played.visit
    const form = steps(filled.path)[1]?.oid ?? ''
    if (form === 'EXLU')
      await meanwhile(async () =>
        expect(await investigator.releases(subject, event, on), `the dose of ${event}`).toBe(played.gate?.decision),
      )
    await typist.fills(played, filled, async () => {
      for (const [check, reason] of Object.entries(confirms?.[form] ?? {}))
        await meanwhile(() => investigator.confirms(subject, filled.path, check, reason, entered))
    })
  }
  const plays = async (visits: readonly Played[]) => {
    for (const played of visits)
      await test.step(`${played.visit.event}, ${played.visit.on}`, async () => {
        await typist.isOn(played.visit.entered ?? played.visit.on)
        for (const filled of played.forms) await fills(played, filled)
      })
  }

  // Until the draw every arm's script is the same.
  const [first] = Object.values(scripts)
  if (!first) throw new Error('no script')
  const told = new Participant(first(today))
  const draw = told.visits.findIndex(({ visit }) => visit.event === 'RAND')
  await plays(told.visits.slice(0, draw))
  const arm = await test.step('the server draws the arm', async () => {
    await typist.isOn(today)
    const { event = '' } = study.randomisation?.signed[0] ?? {}
    await meanwhile(() => investigator.signsEligibility(subject, event))
    return await new Casebook(page).randomise(study.arms.map(({ title }) => title.en))
  })
  const oid = study.arms.find(({ title }) => title.en === arm)?.oid ?? ''
  const script = scripts[oid]?.(today)
  if (!script) throw new Error(`no script for ${arm}`)
  const participant = new Participant(script)
  const [drawn, ...later] = participant.visits.slice(draw)
  if (drawn) await plays([{ ...drawn, forms: drawn.forms.filter(({ path }) => !path.endsWith('/RAND')) }])
  await plays(later)
  await typist.toCasebook()
  return { page, arm: oid, participant, typist }
}

/** All five studies, as they are: a server has more than one. */
async function publish(server: TestServer, study: StudyVersion) {
  for (const other of trials) if (other !== study) await server.addStudy(other, ['NL01'])
  return { version: await server.addStudy(study, ['NL01']) }
}

/** The visits on the screen are those of the script's casebook, in its order. */
export async function expectSameVisits({ page, participant: { study, casebook } }: Screened): Promise<void> {
  const planned = scheduleOf(study, casebook).filter(({ def }) => def.kind === 'scheduled')
  const columns = page.getByRole('table').first().locator('thead tr').nth(1).getByRole('columnheader')
  const shown = (await columns.allTextContents()).slice(1)
  expect(shown.length).toBe(planned.length)
  for (const [i, { def }] of planned.entries()) expect(shown[i]).toContain(def.oid)
}
