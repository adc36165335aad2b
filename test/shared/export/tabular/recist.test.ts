import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { netRetreat } from '#forms/net-retreat/study'
import { FormPath } from '#shared/casebook/path'
import type { Entry } from '#shared/change/change'
import { type Finding, type Target, type Visit, assessCourse } from '#shared/clinical/recist/course'
import { Decimal } from '#shared/quantity/decimal'
import { compileStudy } from '#shared/study/compile'
import { versionIdOf } from '#shared/study/definition'
import { Story, nurse } from '../../../support/story'
import { type DatasetFile, datasetsIn, exportOf, tabularTexts, textIn } from '../../../support/tabular-files'
import { hasReference, referenceCases } from '../../clinical/reference'

/** Courses that are entered on the forms, leave as data sets, and are then judged anew from the data sets alone. */

const NonTarget = z.enum(['CR', 'NON-CR/NON-PD', 'PD', 'NE']).nullable()
const Course = z.looseObject({
  case_id: z.string(),
  baseline: z.looseObject({
    targets: z.array(z.looseObject({ id: z.string(), lymph_node: z.boolean(), mm: z.number() })).min(1),
  }),
  visits: z.array(
    z.looseObject({
      day: z.number(),
      targets_mm: z.record(z.string(), z.union([z.number(), z.literal('TOO_SMALL'), z.null()])),
      non_target_response: NonTarget,
      new_lesion: z.boolean(),
    }),
  ),
})
type Course = z.output<typeof Course>

const nodes: Course = {
  case_id: 'a liver lesion and a node',
  baseline: {
    targets: [
      { id: 'T01', lymph_node: false, mm: 40 },
      { id: 'T02', lymph_node: true, mm: 20.5 },
    ],
  },
  visits: [
    { day: 56, targets_mm: { T01: 25, T02: 'TOO_SMALL' }, non_target_response: 'NON-CR/NON-PD', new_lesion: false },
    { day: 112, targets_mm: { T01: 24, T02: 9.9 }, non_target_response: 'CR', new_lesion: false },
    { day: 168, targets_mm: { T01: 24, T02: null }, non_target_response: 'CR', new_lesion: false },
    { day: 224, targets_mm: { T01: 29, T02: 12 }, non_target_response: 'PD', new_lesion: false },
  ],
}

const study = compileStudy(netRetreat)
const events = study.events.filter(({ kind, forms }) => kind === 'scheduled' && forms.includes('RSOV'))
const row = (n: number) => `0198c0de-0000-7000-8000-${String(n).padStart(12, '0')}`
const dayAfter = (days: number): string => new Date(Date.UTC(2024, 0, 10 + days)).toISOString().slice(0, 10)

const states = { CR: 'ABSENT', 'NON-CR/NON-PD': 'PRESENT', PD: 'UNEQUIVOCAL_PD', NE: 'NE' } as const

/** The course as it is entered, one visit after the other, and the rows of its data sets. */
async function exported({ baseline, visits }: Course) {
  const story = new Story(versionIdOf(netRetreat), netRetreat.study.id)
  let minute = 0
  const enters = (form: string, values: Readonly<Record<string, string | Entry>>) =>
    story.enters(nurse, new Date(Date.UTC(2025, 0, 1, 0, minute++)).toISOString(), FormPath.parse(form), values)
  const hasOther = visits.some(({ non_target_response }) => non_target_response !== null)
  const all = [
    {
      day: 0,
      targets_mm: Object.fromEntries(baseline.targets.map(({ id, mm }) => [id, mm])),
      non_target_response: hasOther ? ('NON-CR/NON-PD' as const) : null,
      new_lesion: false,
    },
    ...visits,
  ]
  for (const [i, { day, targets_mm, non_target_response, new_lesion }] of all.entries()) {
    const event = events[i]?.oid ?? ''
    const said = new Map<string, string | Entry>([['ASSESSMENT/TUBASE', i === 0 ? 'Y' : 'N']])
    for (const [n, { id, lymph_node }] of baseline.targets.entries()) {
      const size = targets_mm[id] ?? null
      const group = `TARGETS:${row(n + 1)}`
      const state =
        size === null ? 'NOT_EVALUABLE' : size === 'TOO_SMALL' ? size : size === 0 ? 'DISAPPEARED' : 'MEASURED'
      const values = {
        TULNKID: id,
        TULOC: lymph_node ? 'LYMPH_NODE' : 'LIVER',
        TUDAT: dayAfter(day),
        TUMETHOD: 'CT_CE',
      }
      for (const [item, text] of Object.entries({ ...values, TUNODAL: lymph_node ? 'Y' : 'N', TRSTAT: state }))
        said.set(`${group}/${item}`, text)
      if (state === 'MEASURED') said.set(`${group}/TRLDIAM`, { state: 'value', text: String(size), unit: 'mm' })
    }
    enters(`${event}/TUTL`, Object.fromEntries(said))
    const other = `NONTARGETS:${row(90)}`
    enters(`${event}/TUNT`, {
      'ASSESSMENT/TUNTYN': hasOther ? 'Y' : 'N',
      ...(non_target_response !== null && {
        ...{ [`${other}/TULNKID`]: 'NT01', [`${other}/TULOC`]: 'LYMPH_NODE', [`${other}/TUDAT`]: dayAfter(day) },
        ...{ [`${other}/TUMETHOD`]: 'CT_CE', [`${other}/TUSTAT`]: states[non_target_response] },
      }),
    })
    enters(`${event}/TUNL`, {
      'ASSESSMENT/TUNLYN': new_lesion ? 'Y' : 'N',
      ...(new_lesion && { [`NEWLES:${row(99)}/TULNKID`]: 'NL01', [`NEWLES:${row(99)}/EQUIVOCAL`]: 'N' }),
    })
    enters(`${event}/RSOV`, { 'ASSESSMENT/RSCOURSE': 'MAIN', 'ASSESSMENT/RSDAT': dayAfter(day) })
  }
  const files = await tabularTexts(exportOf(study, story.subject, story.log()), 'dataset-json')
  return { sets: datasetsIn(files.bytes), define: textIn(files.bytes.get('define.xml')) }
}

type Record_ = Readonly<Record<string, string>>

const rowsOf = (sets: ReadonlyMap<string, DatasetFile>, name: string): readonly Record_[] => {
  const set = sets.get(name)
  return (set?.rows ?? []).map((cells) =>
    Object.fromEntries((set?.columns ?? []).map(({ name: column }, i) => [column, String(cells[i] ?? '')])),
  )
}

const shortAxis = 'LPERP'

/** The course as whoever has nothing but the data sets reads it. */
function readBack(results: readonly Record_[], responses: readonly Record_[]) {
  const at = (group: string, test: string) =>
    results.filter((one) => one['TRLNKGRP'] === group && one['TRTESTCD'] === test)
  const [first = '', ...later] = [...new Set(results.map((one) => one['TRLNKGRP'] ?? ''))]
  const measured = ['LDIAM', shortAxis].flatMap((test) => at(first, test))
  const targets = measured.map((one): Target => ({
    id: one['TRLNKID'] ?? '',
    nodal: one['TRTESTCD'] === shortAxis,
    mm: new Decimal(one['TRSTRESN'] ?? ''),
  }))
  const said = (group: string, test: string): string =>
    responses.find((one) => one['RSLNKGRP'] === group && one['RSTESTCD'] === test)?.['RSSTRESC'] ?? ''
  const findingOf = (group: string, id: string): Finding => {
    const size = ['LDIAM', shortAxis].flatMap((test) => at(group, test)).find((one) => one['TRLNKID'] === id)
    if (size) return { mm: new Decimal(size['TRSTRESN'] ?? '') }
    const state = at(group, 'TUMSTATE').find((one) => one['TRLNKID'] === id)?.['TRSTRESC']
    return state === 'TOO SMALL' ? 'too-small' : state === 'DISAPPEARED' ? 'disappeared' : 'not-evaluable'
  }
  const visits = later.map((group): Visit => {
    const nonTarget = NonTarget.safeParse(said(group, 'NTRGRESP')).data ?? 'NA'
    const findings = new Map(targets.map(({ id }) => [id, findingOf(group, id)]))
    return { findings, nonTarget, newLesion: said(group, 'NEWLIND') === 'Y' }
  })
  return { targets, visits, later, said, sum: (group: string, test: string) => at(group, test)[0]?.['TRSTRESN'] }
}

const courses = referenceCases('recist-sample.jsonl').flatMap((one) => Course.safeParse(one).data ?? [])

describe('sums, changes and responses are what the measurements in the data sets come to (DATA-04)', () => {
  test('the worked examples are there', () => expect(courses.length).toBe(hasReference('recist-sample.jsonl') ? 8 : 0))

  test.each([nodes, ...courses].map((one) => [one.case_id, one] as const))('%s', async (_, course) => {
    const { sets } = await exported(course)
    const { targets, visits, later, said, sum } = readBack(rowsOf(sets, 'TR'), rowsOf(sets, 'RS'))
    expect(targets.map(({ id, nodal, mm }) => [id, nodal, mm.toNumber()]).sort()).toEqual(
      course.baseline.targets.map(({ id, lymph_node, mm }) => [id, lymph_node, mm]).sort(),
    )
    const tenths = (value: Decimal | null | undefined) => value?.toDecimalPlaces(1).toNumber()
    const numberIn = (text: string | undefined) => (text === undefined ? undefined : Number(text))
    for (const [i, { sums, target, overall }] of assessCourse(targets, visits).entries()) {
      const group = later[i] ?? ''
      expect({
        sum: numberIn(sum(group, 'SUMDIAM')),
        fromBaseline: numberIn(sum(group, 'PCBSD')),
        fromNadir: numberIn(sum(group, 'PCNSD')),
        aboveNadir: numberIn(sum(group, 'ACNSD')),
        target: said(group, 'TRGRESP'),
        overall: said(group, 'OVRLRESP'),
      }).toEqual({
        sum: sums?.complete ? tenths(sums.sum) : undefined,
        fromBaseline: tenths(sums?.fromBaseline),
        fromNadir: tenths(sums?.fromNadir),
        aboveNadir: tenths(sums?.aboveNadir),
        target,
        overall,
      })
    }
  })
})

describe('a node is told as a node (DATA-04)', async () => {
  const { sets, define } = await exported(nodes)
  const results = rowsOf(sets, 'TR')
  const of = (...tests: readonly string[]) =>
    results
      .filter((one) => tests.includes(one['TRTESTCD'] ?? ''))
      .map((one) => [one['TRLNKID'], one['TRTESTCD'], one['TRTEST'], one['TRSTRESC'], one['TRDRVFL']])

  test('by its short axis, and nothing else by it', () => {
    expect(of('LDIAM').map(([id]) => id)).toEqual(['T01', 'T01', 'T01', 'T01', 'T01'])
    expect(of(shortAxis)).toEqual([
      ['T02', 'LPERP', 'Longest Perpendicular', '20.5', ''],
      ['T02', 'LPERP', 'Longest Perpendicular', '9.9', ''],
      ['T02', 'LPERP', 'Longest Perpendicular', '12', ''],
    ])
    // One name for each short name, as the standard asks.
    const names = new Map(results.map((one) => [one['TRTESTCD'], one['TRTEST']]))
    for (const one of results) expect(one['TRTEST']).toBe(names.get(one['TRTESTCD']))
  })

  test('pathological from a short axis of 10 mm on, and not at all where it was not assessed', () => {
    const state = (id: string) => of('LNSTATE').flatMap(([of, , , result]) => (of === id ? [result] : []))
    expect(state('T01')).toEqual([])
    expect(state('T02')).toEqual(['PATHOLOGICAL', 'NON-PATHOLOGICAL', 'NON-PATHOLOGICAL', 'PATHOLOGICAL'])
    expect(state('NT01')).toEqual([
      ...['PATHOLOGICAL', 'PATHOLOGICAL', 'NON-PATHOLOGICAL', 'NON-PATHOLOGICAL', 'PATHOLOGICAL'],
    ])
    expect(of('LNSTATE').every(([, , name, , derived]) => name === 'Lymph Node State' && derived === 'Y')).toBe(true)
  })

  test('what was answered about the lesion stays beside it, and the description names where results come from', () => {
    const asked = rowsOf(sets, 'SUPPTU').filter((one) => one['QNAM'] === 'TUNODAL')
    expect(asked.map((one) => one['QVAL'])).toEqual(Array.from({ length: 5 }, () => ['N', 'Y']).flat())
    expect(define).toContain('TUTL.TRLDIAM')
  })
})
