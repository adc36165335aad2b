import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { hasLeft } from '#shared/casebook/whereabouts'
import { FormPath, ItemPath } from '#shared/casebook/path'
import { type Logged, RedactionPlace, refOf } from '#shared/change/change'
import { SiteId, type SubjectKey } from '#shared/ids'
import { REDACTED, targetOf } from '#shared/redaction/black-out'
import { placesOf } from '#shared/redaction/words-at'
import { STUDY } from '../support/small-study'
import { saying } from './inside-store'
import { type Colleague, NL01, type Trial, startTrial, texts } from './trial'

/** A participant moves from one hospital to another while people of both work, with and without a network. */

const NL02 = SiteId.parse('NL02')
const SYSBP = ItemPath.parse('SCR/VS/VITALS/SYSBP')
const VS = FormPath.parse('SCR/VS')
const NAME = 'Wilhelmina Achterberg'

let trial: Trial
let nora: Colleague
let nils: Colleague
let ines: Colleague
let mona: Colleague
vi.setConfig({ testTimeout: 240_000 })
beforeAll(async () => {
  trial = await startTrial(NL02, SiteId.parse('NL03'))
  nora = await trial.colleague('nora', 'nurse')
  nils = await trial.colleague('nils', 'nurse', NL02)
  ines = await trial.colleague('ines', 'investigator', NL02)
  mona = await trial.colleague('mona', 'data-manager', '*')
})
afterAll(() => trial.stop())

const exchange = async (...all: readonly Colleague[]) => {
  for (const who of all) await who.door.syncNow()
}
const moves = (subject: SubjectKey, to: SiteId, from = NL01) =>
  mona.asserts(subject, { kind: 'transfer', to, reason: 'moved house' }, from)
const lineOf = async (who: Colleague, site: SiteId, subject: SubjectKey) =>
  (await who.door.roster(STUDY, site)).find((line) => line.subject === subject)
const headsOf = async (who: Colleague, subject: SubjectKey) => [...texts((await who.item(subject, SYSBP))?.heads ?? [])]
const refused = async (who: Colleague) =>
  // With the list, which waits for what the background has to do.
  (await who.door.roster(STUDY, who.site).then(() => who.door.held())).map(({ change, receipt }) => [
    refOf(change),
    receipt?.reason,
  ])

test('the participant is at the other hospital with everything after the next exchange, offline too', async () => {
  const subject = await nora.enrols()
  await nora.enters(subject, SYSBP, '120')
  await exchange(nora, mona)
  // Said without a network, it waits: nothing has changed yet for anybody.
  mona.goesOffline()
  await moves(subject, NL02)
  expect(await lineOf(mona, NL01, subject)).not.toHaveProperty('movedTo')
  mona.comesBack()
  await exchange(mona, nora, nils, mona)

  expect(await lineOf(nora, NL01, subject)).toMatchObject({ movedTo: NL02, next: [], expiring: [], findings: 0 })
  expect(await lineOf(nils, NL02, subject)).toMatchObject({ site: NL02, code: 'NL01-001' })
  expect(await lineOf(nils, NL02, subject)).not.toHaveProperty('movedTo')
  nils.goesOffline()
  await nils.restarts()
  expect(await nils.sees(subject, SYSBP)).toMatchObject({ heads: ['120'], history: ['120'] })
  await nils.enters(subject, SYSBP, '130', 'measured again')
  nils.comesBack()
  await exchange(nils, nora, mona)

  // The hospital they left keeps what it recorded, and hears no more.
  expect(await headsOf(nora, subject)).toEqual(['120'])
  expect(hasLeft(await nora.casebook(subject), NL01)).toBe(true)
  expect(await headsOf(nils, subject)).toEqual(['130'])
  // Who reads both sees them once, as they stand where the participant is.
  expect(await mona.sees(subject, SYSBP)).toMatchObject({ heads: ['130'], history: ['120', '130'], contested: false })
  expect(await lineOf(mona, NL01, subject)).toMatchObject({ movedTo: NL02 })
  expect(await lineOf(mona, NL02, subject)).not.toHaveProperty('movedTo')
  const history = (who: Colleague) => who.casebook(subject).then(({ own, forms }) => [...own.log.keys(), ...(forms.get(VS)?.log.keys() ?? [])].sort()) // prettier-ignore
  expect(await history(mona)).toEqual(await history(nils))
})

test('what the old hospital entered without a network waits, and goes along once a data manager lets it count', async () => {
  const subject = await nora.enrols()
  await nora.enters(subject, SYSBP, '120')
  await exchange(nora, mona)
  nora.goesOffline()
  const late = await nora.enters(subject, SYSBP, '125', 'measured before they left')
  await moves(subject, NL02)
  await exchange(mona, nils)
  nora.comesBack()
  await exchange(nora, mona, nils)
  expect(await refused(nora)).toEqual([[refOf(late.change), 'subject-transferred']])
  expect(await refused(mona)).toEqual([[refOf(late.change), 'subject-transferred']])
  expect(await refused(nils)).toEqual([])
  expect(await headsOf(nils, subject)).toEqual(['120'])

  await mona.asserts(subject, {
    ...{ kind: 'release', target: refOf(late.change), scopes: [VS] },
    ...{ decision: 'release', reason: 'as in the source' },
  })
  await exchange(mona, nils, nora, mona)
  for (const who of [nils, mona, nora]) expect([who.userName, await headsOf(who, subject)]).toEqual([who.userName, ['125']]) // prettier-ignore
  for (const who of [nils, mona, nora]) expect(await refused(who)).toEqual([])
})

/** A name in a reason, and the value put right. */
async function slips(subject: SubjectKey): Promise<Logged> {
  const slip = await nora.enters(subject, SYSBP, '120', `told by ${NAME}`)
  await nora.enters(subject, SYSBP, '121', 'a name stood here')
  return slip
}

test('what two people agree to have blacked out leaves the devices of both hospitals', async () => {
  const subject = await nora.enrols()
  const { change } = await slips(subject)
  await exchange(nora, mona)
  await moves(subject, NL02)
  await exchange(mona, nils, ines, nora)
  for (const who of [nora, nils, mona]) expect(await saying(who, NAME)).not.toEqual([])
  const target = targetOf(change, placesOf(change).filter((place) => place === RedactionPlace.parse('items/0/reason'))) // prettier-ignore
  if (!target) throw new Error('nothing to black out')
  const asked = await mona.asserts(
    subject,
    { kind: 'redaction-request', targets: [target], scopes: [VS], reason: 'a name' },
    NL02,
  )
  await exchange(mona, ines)
  await ines.asserts(subject, {
    ...{ kind: 'redaction-decision', request: refOf(asked.change), scopes: [VS] },
    ...{ decision: 'approve', reason: 'a name indeed' },
  })
  await exchange(ines, nils, nora, mona)
  for (const who of [nora, nils, ines, mona]) {
    await vi.waitFor(async () => expect([who.userName, await saying(who, NAME)]).toEqual([who.userName, []]), 20_000)
    expect(await saying(who, REDACTED)).not.toEqual([])
    expect(await headsOf(who, subject)).toEqual(['121'])
  }
})

test('who comes back has one history, whichever of the two streams it was read from', async () => {
  const subject = await nora.enrols()
  await nora.enters(subject, SYSBP, '120')
  await exchange(nora, mona)
  await moves(subject, NL02)
  await exchange(mona, nils)
  await nils.enters(subject, SYSBP, '130', 'measured again')
  await exchange(nils, mona)
  await moves(subject, NL01, NL02)
  await exchange(mona, nora, nils, mona)
  expect(await lineOf(nora, NL01, subject)).not.toHaveProperty('movedTo')
  expect(await lineOf(nils, NL02, subject)).toMatchObject({ movedTo: NL01 })
  await nora.enters(subject, SYSBP, '140', 'measured again')
  await exchange(nora, mona, nils)
  expect(await nora.sees(subject, SYSBP)).toMatchObject({ heads: ['140'], history: ['120', '130', '140'] })
  expect(await mona.sees(subject, SYSBP)).toMatchObject({ heads: ['140'], history: ['120', '130', '140'] })
  expect(await headsOf(nils, subject)).toEqual(['130'])
})
