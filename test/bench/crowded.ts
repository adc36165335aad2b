import { startNet } from '#forms/start-net/study'
import { type FormPath, formPath, groupPath, itemPath } from '#shared/casebook/path'
import type { ChangeBody, Logged } from '#shared/change/change'
import { DeviceId, SiteId, type SubjectKey, UserId, streamId } from '#shared/ids'
import { analytesIn } from '#shared/review/laboratory-lane'
import { isoDayPlus } from '#shared/partial-date'
import { compileStudy } from '#shared/study/compile'
import { readEntry } from '#shared/study/read-entry'
import { Chance } from '../support/chance'

/** One participant with as much as a timeline has to bear: 60 visits, 80 adverse events, 2,000 laboratory values. */

export const crowdedStudy = compileStudy(startNet)

const VISITS = 60
const EVENTS = 80
const MEDICINES = 40
const VALUES = 2_000
const FIRST = '2023-01-09'

const terms = [
  'Nausea',
  'Fatigue',
  'Vomiting',
  'Anemia',
  'Platelet count decreased',
  'Back pain',
  'Dyspnea',
  'Diarrhea',
]

export function crowded(seed: number): readonly ChangeBody[] {
  const chance = new Chance(seed)
  const bodies: ChangeBody[] = []
  const say = (form: FormPath, values: Readonly<Record<string, { readonly text: string; readonly unit?: string }>>) => {
    const oid = form.split('/')[1]?.split(':')[0] ?? ''
    const items = Object.entries(values).map(([item, typed]) => {
      const placed = crowdedStudy.item(oid, item)
      if (!placed) throw new Error(`no item ${oid}.${item}`)
      const codes = crowdedStudy.codeListOf(placed.def)?.codes.map(({ code }) => code)
      const read = readEntry(placed.def, typed, { today: '2030-01-01', zoneOffset: '+01:00', ...(codes && { codes }) })
      if (!read.ok) throw new Error(`${oid}.${item}: ${read.reason}`)
      return { path: itemPath(groupPath(form, { oid: placed.group.oid }), item), bases: [], entry: read.entry }
    })
    bodies.push({ kind: 'value', items })
  }
  const log = (oid: string) => formPath({ oid: 'LOG' }, { oid, repeat: chance.uuid() })
  const analytes = analytesIn(crowdedStudy).filter(({ form }) => form === 'LBH' || form === 'LBC')
  const visits = crowdedStudy.events
    .filter(({ kind, forms }) => kind === 'scheduled' && forms.includes('LBC'))
    .slice(0, VISITS)
  say(formPath({ oid: 'RAND' }, { oid: 'RAND' }), { RANDDAT: { text: isoDayPlus(FIRST, 7) } })
  let values = 0
  visits.forEach(({ oid, forms }, week) => {
    const day = isoDayPlus(FIRST, 14 * week)
    say(formPath({ oid }, { oid: 'SV' }), { SVOCCUR: { text: 'Y' }, SVSTDTC: { text: day } })
    for (const form of ['LBH', 'LBC'].filter((one) => forms.includes(one))) {
      const own = analytes.filter((one) => one.form === form).slice(0, Math.max(0, VALUES - values))
      values += own.length
      const results = own.map(({ def, units }) => {
        const low = 'soft' in def ? Number(def.soft?.low ?? '20') : 20
        const high = 'soft' in def ? Number(def.soft?.high ?? '60') : 60
        const text = def.type === 'integer' ? String(chance.whole(low, high)) : chance.decimal(low, high, 1)
        return [def.oid, { text, ...(units[0] && { unit: units[0].unit }) }] as const
      })
      say(formPath({ oid }, { oid: form }), { LBDAT: { text: day }, ...Object.fromEntries(results) })
    }
    if (forms.includes('EXLU'))
      say(formPath({ oid }, { oid: 'EXLU' }), {
        LUPRESC: { text: '7400', unit: 'MBq' },
        ECSTDTM: { text: `${day}T10:00` },
      })
  })
  for (let i = 0; i < EVENTS; i++) {
    const start = isoDayPlus(FIRST, chance.whole(0, 800))
    const term = chance.among(terms)
    const grade = String(chance.whole(1, 4))
    say(log('AE'), {
      ...{ AETERM: { text: term }, AECTC: { text: term }, AETOXGR: { text: grade }, AESTDAT: { text: start } },
      ...{ AEONGO: { text: 'N' }, AEENDAT: { text: isoDayPlus(start, chance.whole(2, 90)) }, AESER: { text: 'N' } },
    })
  }
  for (let i = 0; i < MEDICINES; i++) {
    const start = isoDayPlus(FIRST, chance.whole(0, 700))
    say(log('CM'), { CMTRT: { text: 'Ondansetron' }, CMSTDAT: { text: start }, CMONGO: { text: 'Y' } })
  }
  return bodies
}

/** The same as a log that one device wrote and the server committed. */
export const loggedFor = (subject: SubjectKey, bodies: readonly ChangeBody[]): readonly Logged[] =>
  bodies.map((body, i) => ({
    change: {
      v: 1,
      device: DeviceId.parse('0198c0de-0000-7000-8000-0000000000d1'),
      n: i + 1,
      study: crowdedStudy.version.study.id,
      stream: streamId(crowdedStudy.version.study.id, SiteId.parse('SE01'), 'data'),
      version: crowdedStudy.id,
      subject,
      author: UserId.parse('0198c0de-0000-7000-8000-0000000000a1'),
      role: 'nurse',
      claimedAt: '2026-05-01T09:00:00.000+02:00',
      zone: 'Europe/Stockholm',
      boot: '0198c0de-0000-7000-8000-0000000000b1',
      mono: i + 1,
      source: 'direct',
      body,
    },
    receipt: { seq: i + 1, committedAt: '2026-05-01T07:00:01.000Z', state: 'applied' },
  }))
