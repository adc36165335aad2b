import { netter2 } from '#forms/netter-2/study'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { layoutOf } from '#shared/casebook/layout'
import { type FormPath, formPath, groupPath, itemPath } from '#shared/casebook/path'
import type { Change, ChangeBody, Logged } from '#shared/change/change'
import { DeviceId, type SiteId, UserId, streamId } from '#shared/ids'
import { isoDayPlus } from '#shared/partial-date'
import { compileStudy } from '#shared/study/compile'
import { type MadeUpParticipant, type Said, type Stage, participant } from '../support/participants'

export const study = compileStudy(netter2)

/** A participant of a bench, and the form of theirs that is opened and typed into. */
export interface Typed extends MadeUpParticipant {
  readonly largest: FormPath
}

/** What the event is called in which the largest form is filled. */
export const EVENT = 'Febrile neutropenia'

/**
 * A participant as someone typed them: one change an item, and a serious adverse event with every question of that form
 * open and three changes of grade, the largest form of the study.
 */
export function typed(number: number, site: SiteId): Typed {
  const made = participant(number, site)
  const last = made.said.at(-1)?.on ?? ''
  const largest = formPath({ oid: 'LOG' }, { oid: 'AE', repeat: rowName(number, 0) })
  return { ...made, largest, said: [...made.said.flatMap(oneByOne), ...seriousEvent(largest, number, last)] }
}

/** What a participant's casebook is folded from, as a device holds it once the server has it. */
export const logOf = ({ subject, said }: Typed, site: SiteId): readonly Logged[] =>
  said.map(({ on, body }, i): Logged => {
    const change: Change = {
      v: 1,
      device: DeviceId.parse('0198c0de-0000-7000-8000-0000000000d1'),
      n: i + 1,
      study: study.version.study.id,
      stream: streamId(study.version.study.id, site, 'data'),
      version: study.id,
      subject,
      author: UserId.parse('0198c0de-0000-7000-8000-0000000000a1'),
      role: 'nurse',
      claimedAt: `${on}T09:00:00.000+01:00`,
      zone: 'Europe/Amsterdam',
      boot: '0198c0de-0000-7000-8000-0000000000b1',
      mono: i,
      source: 'direct',
      body,
    }
    return { change, receipt: { seq: i + 1, committedAt: `${on}T08:00:00.000Z`, state: 'applied' } }
  })

/** How many items of the largest form are in sight. */
export function itemsInSight(one: Typed, site: SiteId): number {
  const layout = layoutOf(study, fold(logOf(one, site), emptyCasebook(one.subject)), one.largest)
  const rows = layout?.groups.flatMap((group) => group.rows) ?? []
  return rows.flatMap(({ items }) => items.filter(({ visible }) => visible)).length
}

/** How far the others have come: some of each stage. */
export const stageOf = (number: number): Stage => {
  const share = number % 10
  if (share === 0) return 'enrolled'
  return share < 3 ? 'SCR' : share < 5 ? 'W0' : 'W4'
}

const oneByOne = ({ on, body }: Said): readonly Said[] =>
  body.kind === 'value' ? body.items.map((item) => ({ on, body: { kind: 'value', items: [item] } })) : [{ on, body }]

function seriousEvent(form: FormPath, number: number, after: string): readonly Said[] {
  const begin = isoDayPlus(after, 3)
  const day = (later: number) => isoDayPlus(begin, later)
  const said = (group: string, item: string, text: string, repeat?: string): Said => {
    const path = itemPath(groupPath(form, { oid: group, ...(repeat !== undefined && { repeat }) }), item)
    const body: ChangeBody = { kind: 'value', items: [{ path, bases: [], entry: { state: 'value', text } }] }
    return { on: day(9), body }
  }
  const all = (group: string, values: Readonly<Record<string, string>>, repeat?: string) =>
    Object.entries(values).map(([item, text]) => said(group, item, text, repeat))
  return [
    ...all('EVENT', {
      AETERM: EVENT,
      AECTC: 'Sepsis',
      AETOXGR: '4',
      AESTDAT: begin,
      AESTTIM: '21:40',
      AEONGO: 'N',
      AEENDAT: day(9),
      AEENTIM: '08:00',
    }),
    ...['3', '4', '2'].flatMap((grade, i) =>
      all('GRADES', { AEGRDAT: day(3 * i), AEGRADE: grade }, rowName(number, i + 1)),
    ),
    ...all('SERIOUS', {
      AESER: 'Y',
      AESDTH: 'N',
      AESLIFE: 'Y',
      AESHOSP: 'Y',
      AESDISAB: 'N',
      AESCONG: 'N',
      AESMIE: 'N',
    }),
    ...all('CAUSE', {
      AEREL_LU: 'PROBABLE',
      AEACN_LU: 'DOSE_NOT_CHANGED',
      AEREL_AA: 'NOT_RELATED',
      AEREL_OCT: 'NOT_RELATED',
      AEACN_OCT: 'DOSE_NOT_CHANGED',
    }),
    ...all('OUTCOME', { AETRT: 'Y', AEOUT: 'RECOVERED' }),
  ]
}

/** A UUID of version 7 in form, one for each participant and place. */
const rowName = (number: number, place: number): string =>
  `01990000-${String(number).padStart(4, '0')}-7000-8000-00000000000${place}`
