import { type Page, expect, test } from '@playwright/test'
import type { Casebook as CasebookState } from '#shared/casebook/casebook'
import { emptyCasebook, fold, standingForms } from '#shared/casebook/fold'
import { journeyOf } from '#shared/casebook/phases'
import { dueState, scheduleOf } from '#shared/casebook/schedule'
import type { Logged } from '#shared/change/change'
import { SiteId, SubjectKey, streamId } from '#shared/ids'
import { PullAnswer } from '#shared/protocol'
import { compileStudy } from '#shared/study/compile'
import type { Answers, Script } from '../../../server/demo/script/script'
import { showDay } from '../../../renderer/ui/dates'
import type { Desk } from '../desk'
import { Casebook } from '../pages/casebook'
import { Frame } from '../pages/frame'
import { Participants } from '../pages/participants'
import { Planner } from '../pages/planner'
import { SignIn } from '../pages/sign-in'
import { PASSWORD, type TestServer } from '../server'
import { nextDrawIs } from './draws'
import { Participant } from './played'
import { Typist } from './typist'
import { wardDay } from '../ward-day'

const NL01 = SiteId.parse('NL01')

interface Screened {
  readonly page: Page
  /** The same script through the data layer. */
  readonly told: Participant
  /** What reached the server from the screen. */
  readonly arrived: CasebookState
}

/** What is to be seen in the casebook after a visit, by the code of the visit. */
export type Seen = Readonly<Record<string, (page: Page) => Promise<void>>>

/**
 * One participant from consent to the end, typed into the app by an investigator on the days of the script, who signs
 * there what is signed. `scriptOf` tells the script so that the allocation, if it comes to one, falls on a day: the
 * server draws on its own day, today. Nothing of the participant is prepared; that the arm of the script is the next one
 * to be drawn is.
 */
export async function throughTheScreen(
  server: TestServer,
  desk: Desk,
  scriptOf: (today: string) => Script,
  seen: Seen = {},
): Promise<Screened> {
  const today = wardDay()
  const script = scriptOf(today)
  const { study } = script
  const { id } = study.study
  const version = await server.addStudy(study, [NL01])
  await server.addPerson('ida', id, 'investigator@NL01')
  await server.addPerson('root', id, 'administrator@*')
  const told = new Participant(script)
  const draw: Answers = script.visits.find(({ event }) => event === 'RAND')?.unlike?.['RAND'] ?? {}
  const text = (item: string) => (typeof draw[item] === 'string' ? draw[item] : '')
  const drawn = study.arms.find(({ oid }) => oid === text('ARMCD'))
  if (drawn) {
    const levels = ['STRAT1', 'STRAT2', 'STRAT3'].map(text)
    await nextDrawIs(server, { study, version, site: NL01, arm: drawn.of ?? drawn.oid, levels })
  }

  const page = await desk.open()
  // A story of hundreds of steps is not to fail because one of them waited for a busy machine.
  page.setDefaultTimeout(240_000)
  await new SignIn(page).firstTime('ida', PASSWORD)
  const code = await new Participants(page).enrol()
  const subject = SubjectKey.parse(/participants\/([0-9a-f-]{36})/.exec(page.url())?.[1])
  const typist = new Typist(page, compileStudy(study), code)
  for (const played of told.visits)
    await test.step(`${played.visit.event}, ${played.visit.on}`, async () => {
      const { event } = played.visit
      if (event === 'RAND') {
        await typist.isOn(today)
        await typist.signsEligibility()
        expect(await new Casebook(page).randomise([drawn?.title.en ?? ''])).toBe(drawn?.title.en)
      }
      // What the draw brings stands there already: it is only completed.
      await typist.plays({ ...played, forms: played.forms.map((form) => (isDrawn(form.path) ? { ...form, typed: [] } : form)) }) // prettier-ignore
      if (!seen[event]) return
      await typist.toCasebook()
      await seen[event](page)
    })
  await typist.toCasebook()
  await new Frame(page).allSent()
  const forms = told.visits.flatMap((visit) => visit.forms)
  const answers = forms.reduce((sum, { typed }) => sum + typed.length, 0)
  const typed = { visits: told.visits.length, forms: forms.length, answers }
  for (const [type, count] of Object.entries(typed)) test.info().annotations.push({ type, description: String(count) })
  return { page, told, arrived: await atServer(server, script, subject) }
}

async function atServer(server: TestServer, { study }: Script, subject: SubjectKey): Promise<CasebookState> {
  const { token } = await server.device().signIn('ida', PASSWORD, 'investigator')
  const stream = encodeURIComponent(streamId(study.study.id, NL01, 'data'))
  const logged: Logged[] = []
  for (let after = 0, more = true; more;) {
    const path = `/api/sync/pull?stream=${stream}&after=${after}`
    const page = PullAnswer.parse((await server.call('GET', path, undefined, token)).body)
    for (const row of page.rows) if ('change' in row && row.change.subject === subject) logged.push(row)
    after += page.rows.length
    more = page.more
  }
  return fold(logged, emptyCasebook(subject))
}

/** Everything that the script says arrived as it says it; what the server drew is its own. */
export function expectAsTold({ told, arrived }: Screened): void {
  const { study, casebook, phases } = told
  expect(journeyOf(study, arrived).stays.map(({ phase }) => phase)).toEqual(phases)
  expect(statusesIn(arrived)).toEqual(statusesIn(casebook))
  expect(saidIn(arrived)).toEqual(saidIn(casebook))
}

const withoutIds = (path: string): string => path.replaceAll(/:[0-9a-f-]{36}/g, '')
const isDrawn = (path: string): boolean => path.startsWith('RAND/RAND')

const statusesIn = (casebook: CasebookState): readonly string[] =>
  standingForms(casebook)
    .flatMap(({ path, status }) => (status ? [`${withoutIds(path)} ${status.status}`] : []))
    .sort()

/** Every value, a point in time by the clock on the wall. */
const saidIn = (casebook: CasebookState): readonly string[] =>
  standingForms(casebook)
    .flatMap(({ items }) => [...items.values()])
    .flatMap(({ path, value }) => (value?.state === 'value' && !isDrawn(path) ? [[path, value.text] as const] : []))
    .map(([path, text]) => `${withoutIds(path)} ${text.replace(/(T\d\d:\d\d).*$/, '$1')}`)
    .sort()

/**
 * No visit is planned any more, only forms that were left out of those that took place may come; and the calendar says
 * when each of these visits took place.
 */
export async function expectOver({ page, told }: Screened, ...visits: readonly string[]): Promise<void> {
  const next = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Next', exact: true }) })
  const left = scheduleOf(told.study, told.casebook)
    .filter((planned) => planned.target !== undefined && dueState(planned, told.today) === 'due')
    .map(({ def }) => `${def.title.en}begun`)
    .slice(0, 4)
  await expect(next.getByRole('listitem')).toHaveText(left.length > 0 ? left : ['Nothing is planned.'])
  await new Planner(page).show()
  for (const event of visits) {
    const visit = told.visits.find((each) => each.visit.event === event)?.visit
    const title = told.study.event(event)?.title.en ?? ''
    const lines = page.getByRole('row', { name: new RegExp(`^${title} `) })
    await expect(lines.filter({ hasText: showDay(visit?.on ?? '', 'en', told.today) }).first()).toBeVisible()
  }
}
