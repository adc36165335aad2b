import { describe, expect, test } from 'vitest'
import { netRetreat } from '#forms/net-retreat/study'
import { FormPath } from '#shared/casebook/path'
import type { Entry } from '#shared/change/change'
import { compileStudy } from '#shared/study/compile'
import { versionIdOf } from '#shared/study/definition'
import { Story, investigator, nurse } from '../../../support/story'
import { type DatasetFile, datasetsIn, exportOf, readXpt, tabularTexts } from '../../../support/tabular-files'

const study = compileStudy(netRetreat)
const story = new Story(versionIdOf(netRetreat), netRetreat.study.id)
const at = (minute: number) => `2024-09-01T10:${String(minute).padStart(2, '0')}:00.000+02:00`
let minute = 0
const enters = (form: string, values: Readonly<Record<string, string | Entry>>, how = {}) =>
  story.enters(nurse, at(minute++), FormPath.parse(form), values, how)

const row = (n: number) => `0198c0de-0000-7000-8000-${String(n).padStart(12, '0')}`

/** Two targets at one assessment, each with its number, state and diameter. */
function scan(event: string, day: string, isBase: boolean, targets: readonly (readonly [string, string, string])[]) {
  const said = new Map<string, string | Entry>([['ASSESSMENT/TUBASE', isBase ? 'Y' : 'N']])
  for (const [i, [number, state, diameter]] of targets.entries()) {
    const group = `TARGETS:${row(i + 1)}`
    for (const [item, text] of [
      ['TULNKID', number],
      ['TULOC', 'LIVER'],
      ['TUDAT', day],
      ['TUMETHOD', 'CT_CE'],
      ['TUNODAL', 'N'],
      ['TRSTAT', state],
    ] as const)
      said.set(`${group}/${item}`, text)
    if (diameter !== '') said.set(`${group}/TRLDIAM`, { state: 'value', text: diameter, unit: 'mm' })
  }
  enters(`${event}/TUTL`, Object.fromEntries(said))
  enters(`${event}/TUNT`, { 'ASSESSMENT/TUNTYN': 'N' })
  enters(`${event}/TUNL`, { 'ASSESSMENT/TUNLYN': 'N' })
  enters(`${event}/RSOV`, { 'ASSESSMENT/RSCOURSE': 'MAIN', 'ASSESSMENT/RSDAT': day })
}
const withScans = study.events.filter(({ kind, forms }) => kind === 'scheduled' && forms.includes('RSOV'))
const [base = '', first = '', second = ''] = withScans.map(({ oid }) => oid)
scan(base, '2024-01-10', true, [
  ['T01', 'MEASURED', '40'],
  ['T02', 'MEASURED', '20.5'],
])
scan(first, '2024-04-10', false, [
  ['T01', 'MEASURED', '25'],
  ['T02', 'TOO_SMALL', ''],
])
scan(second, '2024-07-10', false, [
  ['T01', 'MEASURED', '31'],
  ['T02', 'MEASURED', '8'],
])

const event = (n: number) => `LOG/AE:${row(100 + n)}`
const death = { 'EVENT/AETERM': 'Sepsis', 'EVENT/AETOXGR': '5', 'TREATMENT/AEOUT': 'FATAL', 'SERIOUS/AESER': 'Y' }
const agents =
  study.form('AE')?.groups.flatMap((group) => group.items.map(({ oid }) => ({ group: group.oid, oid }))) ?? []
const asked = (prefix: string) => agents.filter(({ oid }) => oid.startsWith(prefix))
const outcome = agents.find(({ oid }) => oid === 'AEOUT')?.group ?? ''
enters(event(1), {
  ...Object.fromEntries(Object.entries(death).map(([key, value]) => [key.replace('TREATMENT', outcome), value])),
  'EVENT/AESTDAT': '2024-08-01',
  ...Object.fromEntries(asked('AEREL_').map(({ group, oid }) => [`${group}/${oid}`, 'NOT_RELATED'])),
})
enters(event(2), { 'EVENT/AETERM': 'Nausea', 'EVENT/AETOXGR': '2', 'EVENT/AESTDAT': '2024-03', 'SERIOUS/AESER': 'N' })
enters('DTH/DTH', { 'DEATH/DTHDAT': '2024-08-20' })

enters('SCR/VS', { 'MEASURED/VSTIM': { state: 'missing', code: 'ND', reason: 'Clock was broken' } })
enters('SCR/VS', { 'VITALS/SYSBP': { state: 'value', text: '300', unit: 'mmHg' } })
const changed = enters(
  'SCR/VS',
  { 'VITALS/SYSBP': { state: 'value', text: '212', unit: 'mmHg' } },
  { reason: 'Misread' },
)
const long = 'Measured again after rest, three times. '.repeat(12).trim()
const explains = (evidence: readonly (typeof changed)[], reason: string) =>
  story.says(investigator, at(minute++), {
    kind: 'confirm',
    form: FormPath.parse('SCR/VS'),
    check: 'RANGE.SYSBP',
    evidence: [...evidence],
    reason,
  })
explains([changed], 'At first')
explains([changed], long)

const source = exportOf(study, story.subject, story.log())
const files = await tabularTexts(source, 'dataset-json')
const sets = datasetsIn(files.bytes)

/** The rows of a set, by variable; what does not stand is empty. */
const rowsOf = (name: string): readonly Readonly<Record<string, string>>[] => {
  const set: DatasetFile | undefined = sets.get(name)
  return (set?.rows ?? []).map((cells) =>
    Object.fromEntries((set?.columns ?? []).map(({ name: column }, i) => [column, String(cells[i] ?? '')])),
  )
}

describe('tumours by RECIST 1.1 (DATA-04)', () => {
  const tumours = rowsOf('TU')
  const results = rowsOf('TR')
  const responses = rowsOf('RS').filter((one) => one['RSCAT'] === 'RECIST 1.1')
  const ofTest = (code: string) =>
    new Map(results.filter((one) => one['TRTESTCD'] === code).map((one) => [one['TRLNKGRP'], one['TRSTRESN']]))

  test('each tumour is identified and linked with what was measured of it', () => {
    expect(tumours.map((one) => [one['TUTESTCD'], one['TULNKID'], one['TUSTRESC']]).slice(0, 2)).toEqual([
      ['TUMIDENT', 'T01', 'TARGET'],
      ['TUMIDENT', 'T02', 'TARGET'],
    ])
    const known = new Set(tumours.map((one) => one['TULNKID']))
    const measured = results.filter((one) => one['TRTESTCD'] === 'LDIAM')
    expect(measured.map((one) => [one['TRLNKID'], one['TRLNKGRP'], one['TRSTRESN']])).toEqual([
      ['T01', base, '40'],
      ['T02', base, '20.5'],
      ['T01', first, '25'],
      ['T01', second, '31'],
      ['T02', second, '8'],
    ])
    for (const one of measured) expect(known).toContain(one['TRLNKID'])
  })

  test('sums and changes are what the diameters come to, worked out anew', () => {
    const counted = new Map<string, number>()
    for (const one of results.filter((each) => each['TRTESTCD'] === 'DIAMETER'))
      counted.set(one['TRLNKGRP'] ?? '', (counted.get(one['TRLNKGRP'] ?? '') ?? 0) + Number(one['TRSTRESN']))
    expect([...counted]).toEqual([
      [base, 60.5],
      [first, 30],
      [second, 39],
    ])
    for (const [group, sum] of counted) expect(Number(ofTest('SUMDIAM').get(group))).toBe(sum)
    expect(ofTest('PCBSD').get(first)).toBe((((30 - 60.5) * 100) / 60.5).toFixed(1))
    expect(ofTest('PCNSD').get(second)).toBe((((39 - 30) * 100) / 30).toFixed(1))
    expect(Number(ofTest('ACNSD').get(second))).toBe(39 - 30)
  })

  test('responses belong to the assessment that they follow from', () => {
    const said = (code: string) =>
      responses.filter((one) => one['RSTESTCD'] === code).map((one) => [one['RSLNKGRP'], one['RSSTRESC']])
    expect(said('TRGRESP')).toEqual(expect.arrayContaining([[first, 'PR'], [second, 'PD']])) // prettier-ignore
    expect(said('NTRGRESP')).toContainEqual([second, 'NA'])
    expect(said('NEWLIND')).toContainEqual([second, 'N'])
    expect(said('OVRLRESP')).toContainEqual([second, 'PD'])
  })

  test('the sets are related as wholes', () => {
    const whole = rowsOf('RELREC').filter((one) => one['USUBJID'] === '')
    expect(whole.map((one) => [one['RDOMAIN'], one['IDVAR'], one['RELTYPE'], one['RELID']])).toEqual([
      ['TU', 'TULNKID', 'ONE', 'TUTR'],
      ['TR', 'TRLNKID', 'MANY', 'TUTR'],
      ['RS', 'RSLNKGRP', 'ONE', 'RSTR'],
      ['TR', 'TRLNKGRP', 'MANY', 'RSTR'],
    ])
  })

  test('performance is no part of it', () =>
    expect(rowsOf('RS').filter((one) => one['RSCAT'] !== 'RECIST 1.1' && one['RSLNKGRP'] !== '')).toEqual([]))
})

describe('adverse events (DATA-05)', () => {
  const [sepsis, nausea] = rowsOf('AE')

  test('grade 5 is a fatal outcome and a death in the demographics', () => {
    expect([sepsis?.['AETOXGR'], sepsis?.['AEOUT'], sepsis?.['AESER'], sepsis?.['AESTDTC']]).toEqual([
      '5',
      'FATAL',
      'Y',
      '2024-08-01',
    ])
    expect([nausea?.['AETOXGR'], nausea?.['AEOUT'], nausea?.['AESTDTC']]).toEqual(['2', '', '2024-03'])
    const [person] = rowsOf('DM')
    expect([person?.['DTHFL'], person?.['DTHDTC']]).toEqual(['Y', '2024-08-20'])
  })

  test('the relation to each agent stands in the supplement, and in the variable where all are the same', () => {
    expect(asked('AEREL_').length).toBeGreaterThan(1)
    const each = rowsOf('SUPPAE').filter((one) => one['IDVARVAL'] === '1' && one['QNAM']?.startsWith('AEREL'))
    expect(each).toHaveLength(asked('AEREL_').length)
    expect(new Set(each.map((one) => one['QVAL']))).toEqual(new Set([sepsis?.['AEREL']]))
    expect(sepsis?.['AEREL']).not.toBe('')
    expect(nausea?.['AEREL']).toBe('')
  })
})

describe('comments', () => {
  const comments = rowsOf('CO')

  test('why a value is missing, why one was changed, what was said of a finding: once, of what stands', () =>
    expect(comments.map((one) => [one['COREF'], one['COVAL'], one['COEVAL']])).toEqual([
      ['Time measured: why missing', 'Clock was broken', 'CLINICAL RESEARCH COORDINATOR'],
      ['Systolic blood pressure: reason for change', 'Misread', 'CLINICAL RESEARCH COORDINATOR'],
      ['Finding RANGE.SYSBP: explanation', long, 'INVESTIGATOR'],
    ]))

  test('each refers to a record that is there', () => {
    for (const { RDOMAIN = '', IDVAR = '', IDVARVAL } of comments)
      expect(rowsOf(RDOMAIN).some((one) => one[IDVAR] === IDVARVAL)).toBe(true)
    const of = comments.find(({ COVAL }) => COVAL === 'Misread')
    expect(rowsOf('VS').find((one) => one['VSSEQ'] === of?.['IDVARVAL'])?.['VSTESTCD']).toBe('SYSBP')
    expect(comments.map((one) => one['COSEQ'])).toEqual(['1', '2', '3'])
    expect(of?.['CODTC']).toMatch(/^2024-09-01T10:\d\d:00$/)
  })

  test('in a transport file a long one goes on piece by piece', async () => {
    const { bytes } = await tabularTexts(source, 'xpt')
    const [, , explained] = await readXpt(bytes.get('co.xpt') ?? new Uint8Array())
    const more = await readXpt(bytes.get('suppco.xpt') ?? new Uint8Array())
    expect([explained?.['COVAL'], ...more.map((one) => one['QVAL'])].join('')).toBe(long)
  })
})
