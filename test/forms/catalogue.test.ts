import { netRetreat } from '#forms/net-retreat/study'
import { wholeNetter2 } from '#forms/netter-2/whole-study'
import { findingsOf } from '#shared/casebook/findings'
import { layoutOf } from '#shared/casebook/layout'
import { FormPath } from '#shared/casebook/path'
import { compileStudy } from '#shared/study/compile'
import type { StudyVersion } from '#shared/study/definition'
import { readEntry } from '#shared/study/read-entry'
import { expect, test } from 'vitest'
import { nurse, Story } from '../support/story'
import { catalogueStudy } from './catalogue-study'

const study = compileStudy(catalogueStudy)
const today = '2026-06-01'
const at = '2026-06-01T09:00:00.000+02:00'
const first = '0198c0de-0000-7000-8000-000000000001'
const second = '0198c0de-0000-7000-8000-000000000002'

/** Items by form and name (`SCR/DM` and `SEX`, `1:PPACT` in a first row), as a nurse types them. */
type Told = Readonly<Record<string, Readonly<Record<string, string>>>>

function casebookOf(told: Told) {
  const story = new Story(study.id, catalogueStudy.study.id)
  for (const [path, values] of Object.entries(told)) {
    const oid = formOid(path)
    const entries = Object.entries(values).map(([name, text]) => {
      const [item = '', row] = name.split(':').reverse()
      const placed = study.item(oid, item)
      if (!placed) throw new Error(`no item ${oid}.${item}`)
      const codes = study.codeListOf(placed.def)?.codes.map(({ code }) => code) ?? []
      const read = readEntry(placed.def, { text }, { today, codes, zoneOffset: '+01:00' })
      if (!read.ok) throw new Error(`${item} cannot be ${text}: ${read.reason}`)
      const repeat = row === undefined ? '' : `:${row === '1' ? first : second}`
      return [`${placed.group.oid}${repeat}/${item}`, read.entry] as const
    })
    story.enters(nurse, at, FormPath.parse(path), Object.fromEntries(entries))
  }
  return story.casebook()
}

const formOid = (path: string): string => (path.split('/')[1] ?? '').split(':')[0] ?? ''

const laid = (told: Told, path: string) =>
  layoutOf(study, casebookOf(told), FormPath.parse(path))?.groups.flatMap(({ rows }) =>
    rows.flatMap(({ items }) => items),
  ) ?? []

/** The items of a form that are in sight; those that have to be answered with a star. */
const asked = (told: Told, path: string) =>
  laid(told, path)
    .filter(({ visible }) => visible)
    .map(({ def, required }) => `${def.oid}${required ? '*' : ''}`)

function says(told: Told, path: string, item: string): string | undefined {
  const entry = laid(told, path).find(({ def }) => def.oid === item)?.calculated
  return entry?.state === 'value' ? `${entry.text} ${entry.unit ?? ''}`.trim() : undefined
}

const raised = (told: Told, path: string) =>
  findingsOf(study, casebookOf(told), FormPath.parse(path), today)
    .map(({ check }) => check)
    .filter((check) => !check.startsWith('REQUIRED'))

test.each([
  ['PANCREAS', 'FOREGUT'],
  ['THYMUS', 'FOREGUT'],
  ['CAECUM', 'MIDGUT'],
  ['COLON_RIGHT', 'MIDGUT'],
  ['UNKNOWN_MIDGUT_LIKELY', 'MIDGUT'],
  ['COLON_LEFT', 'HINDGUT'],
  ['RECTUM', 'HINDGUT'],
  ['UNKNOWN', undefined],
  ['OTHER', undefined],
])('NET: a primary in %s comes from %s', (site, origin) => {
  expect(says({ 'SCR/NET': { PRIMSITE: site } }, 'SCR/NET', 'EMBRYO')).toBe(origin)
})

test.each([
  ['G1', '2.9', true],
  ['G1', '3', false],
  ['G2', '2.9', false],
  ['G2', '3', true],
  ['G2', '20', true],
  ['G2', '20.1', false],
  ['G3', '20', false],
  ['G3', '20.1', true],
  ['NEC', '20', false],
  ['NEC', '60', true],
])('X028: %s with a Ki-67 of %s fits: %s', (grade, ki67, fits) => {
  const found = raised({ 'SCR/NET': { NETGRADE: grade, KI67: ki67 } }, 'SCR/NET')
  expect(found).toEqual(fits ? [] : ['X028'])
})

const firstCycle = { '1:PPCYC': '1', '1:PPDAT': '2023-02-01', '1:PPACT': '7400' }
const secondCycle = { '2:PPCYC': '2', '2:PPDAT': '2023-03-29' }
const cycles: Told = { 'SCR/PPRRT': { ...firstCycle, ...secondCycle, '2:PPACT': '7.35 GBq', PPTOXONG: '0' } }

test('PPRRT: cycles are counted, their activity summed whatever its unit, their span measured', () => {
  expect(says(cycles, 'SCR/PPRRT', 'PPNCYC')).toBe('2')
  expect(says(cycles, 'SCR/PPRRT', 'PPCUM')).toBe('14750 MBq')
  expect(says(cycles, 'SCR/PPRRT', 'PPSPAN')).toBe('56 d')
})

test('PPRRT: an activity that nobody knows leaves the sum unsaid', () => {
  const told = { 'SCR/PPRRT': { ...firstCycle, ...secondCycle } }
  expect(says(told, 'SCR/PPRRT', 'PPCUM')).toBeUndefined()
  expect(says(told, 'SCR/PPRRT', 'PPNCYC')).toBe('2')
})

test('PPRRT: which toxicity is asked only while one is still there', () => {
  expect(asked(cycles, 'SCR/PPRRT')).not.toContain('PPTOXTERM*')
  expect(asked({ 'SCR/PPRRT': { PPTOXONG: '1' } }, 'SCR/PPRRT')).toContain('PPTOXTERM*')
})

test('PTX: how long a treatment lasted is said when both days are known', () => {
  const path = `LOG/PTX:${first}`
  expect(says({ [path]: { CMSTDAT: '2024-02-01', CMENDAT: '2024-03-01' } }, path, 'PTXDUR')).toBe('29 d')
  expect(says({ [path]: { CMSTDAT: '2024-02', CMENDAT: '2024-03-01' } }, path, 'PTXDUR')).toBeUndefined()
})

test.each([
  ['HIV', ['HIVVLDAT*', 'HIVVLUND*']],
  ['BRAIN_METS', ['BMTRTDAT*', 'BMSTABDAT*', 'STERSTOPDAT*']],
  ['MALIGNANCY', ['SECMALFREE*']],
  ['CARDIAC', ['NYHA']],
  ['GENERAL', []],
])('MH: %s asks %j', (category, more) => {
  const path = `LOG/MH:${first}`
  const always = ['MHTERM*', 'MHDECOD', 'MHCAT*', 'MHSTDAT*', 'MHONGO*', 'MHENDAT*']
  expect(asked({ [path]: { MHCAT: category, MHONGO: 'N' } }, path)).toEqual([...always, ...more])
})

test('MH: an end that nobody knows is consistent with being over', () => {
  const path = `LOG/MH:${first}`
  expect(raised({ [path]: { MHSTDAT: '2019', MHONGO: 'N', MHENDAT: 'UNK' } }, path)).toEqual([])
  expect(raised({ [path]: { MHSTDAT: '2019', MHONGO: 'Y', MHENDAT: '2020' } }, path)).toEqual(['MH-02'])
})

test.each([
  ['Y', ['RPDAT*', 'RPTIM', 'RPMETH*', 'RPORRES*', 'BRSTFEED']],
  ['U', ['RPDAT*', 'RPTIM', 'RPMETH*', 'RPORRES*', 'BRSTFEED']],
  ['N', []],
])('PREG: is asked of her whose childbearing potential is %s: %j', (potential, items) => {
  expect(asked({ 'SCR/DM': { SEX: 'F', CHILDPOT: potential } }, 'SCR/PREG')).toEqual(items)
})

test('PREG: a positive test gates, unless an ultrasound says otherwise', () => {
  const told = { RPDAT: '2026-01-20', RPMETH: 'URINE', RPORRES: 'POS' }
  const dm = { 'SCR/DM': { SEX: 'F', CHILDPOT: 'Y' } }
  expect(raised({ ...dm, 'SCR/PREG': told }, 'SCR/PREG')).toEqual(['X018'])
  const seen = { ...told, RPULTRA: 'NEG', RPULTRADAT: '2026-01-21' }
  expect(raised({ ...dm, 'SCR/PREG': seen }, 'SCR/PREG')).toEqual([])
})

test('X001: usual care may be older than consent, and only then is it asked', () => {
  const consent = { 'SCR/ICF': { ICFTYPE: 'MAIN', DSSTDAT: '2026-01-12' } }
  const before = { ...consent, 'SCR/ECG': { EGDAT: '2026-01-11' } }
  expect(raised(before, 'SCR/ECG')).toEqual(['X001'])
  expect(asked(before, 'SCR/ECG')).toContain('EGSOC')
  expect(raised({ ...consent, 'SCR/ECG': { EGDAT: '2026-01-11', EGSOC: 'Y' } }, 'SCR/ECG')).toEqual([])
  expect(asked({ ...consent, 'SCR/ECG': { EGDAT: '2026-01-12' } }, 'SCR/ECG')).not.toContain('EGSOC')
})

test('VS: the height is asked once', () => {
  expect(asked({}, 'C1/VS')).toContain('HEIGHT*')
  expect(asked({ 'SCR/VS': { HEIGHT: '170' } }, 'C1/VS')).toContain('HEIGHT')
})

test('ECG: the QTc of 420 ms at 75 a minute is 452.4 ms', () => {
  expect(says({ 'SCR/ECG': { EGQT: '420', EGHR: '75' } }, 'SCR/ECG', 'QTCF')).toBe('452.4 ms')
})

test('LBU: both estimates of the kidney and their mean, from the creatinine of the biochemistry', () => {
  const told = {
    'SCR/ICF': { ICFTYPE: 'MAIN', DSSTDAT: '2026-01-12' },
    'SCR/DM': { BRTHDAT: '1958-01-01', SEX: 'M' },
    'SCR/LBC': { LBDAT: '2026-02-01', CREAT: '105' },
    'SCR/LBU': { LBDAT: '2026-02-01', CYSC: '1.30' },
  }
  expect(says(told, 'SCR/LBU', 'EGFRLMR')).toMatch(/^58\.0 /)
  expect(says(told, 'SCR/LBU', 'EGFRCAPA')).toMatch(/^52\.9 /)
  expect(says(told, 'SCR/LBU', 'EGFRMEAN')).toMatch(/^55\.5 /)
})

test('X042: a creatinine typed in the unit of another laboratory is asked about (GCP-22)', () => {
  const told = {
    'SCR/LBC': { LBDAT: '2026-02-01', CREAT: '105' },
    'C1/LBC': { LBDAT: '2026-03-01', CREAT: '1.2' },
  }
  expect(raised(told, 'C1/LBC')).toContain('X042-CREAT')
  const converted = { ...told, 'C1/LBC': { LBDAT: '2026-03-01', CREAT: '1.2 mg/dL' } }
  expect(raised(converted, 'C1/LBC')).not.toContain('X042-CREAT')
})

test('CM: a medicine is asked about by name until it is marked', () => {
  const path = `LOG/CM:${first}`
  expect(raised({ [path]: { CMTRT: 'Itraconazole 100 mg' } }, path)).toEqual(['CM-CYP3A4-STRONG-INH'])
  const marked = { [path]: { CMTRT: 'Itraconazole 100 mg', CMFLAG: 'CYP3A4_STRONG_INH' } }
  expect(raised(marked, path)).toEqual([])
})

test('IE: eligible when every criterion is answered, none against it', () => {
  expect(says({ 'SCR/IE': { IE_CA_I01: 'Y' } }, 'SCR/IE', 'ELIGFL')).toBeUndefined()
  expect(says({ 'SCR/IE': { IE_CA_I01: 'Y', IE_CA_E01: 'N' } }, 'SCR/IE', 'ELIGFL')).toBe('Y')
  const against = { 'SCR/IE': { IE_CA_I01: 'Y', IE_CA_E01: 'Y' } }
  expect(says(against, 'SCR/IE', 'ELIGFL')).toBe('N')
  expect(asked(against, 'SCR/IE')).toContain('IE_CA_E01_COM*')
  expect(asked(against, 'SCR/IE')).not.toContain('IE_CA_I01_COM*')
})

test('IE: each occasion asks the criteria that decide then, and rests on them alone', () => {
  const on = (study: StudyVersion, occasion: string) => {
    const compiled = compileStudy(study)
    const story = new Story(compiled.id, study.study.id)
    const path = FormPath.parse('XSCR/IE')
    const enters = (item: string, text: string) =>
      story.enters(nurse, at, path, { [`${compiled.item('IE', item)?.group.oid ?? ''}/${item}`]: text })
    enters('IEPHASE', occasion)
    const items = () =>
      (layoutOf(compiled, story.casebook(), path)?.groups ?? []).flatMap(({ rows }) => rows.flatMap((row) => row.items))
    const open = items().filter(({ def, expected }) => expected && /_[A-Z]\d+[a-z]?$/.test(def.oid))
    for (const { def } of open) enters(def.oid, /_E\d+[a-z]?$/.test(def.oid) ? 'N' : 'Y')
    const eligible = items().find(({ def }) => def.oid === 'ELIGFL')?.calculated
    return [open.length, open[0]?.def.oid, eligible?.state === 'value' && eligible.text]
  }
  const counted = (study: StudyVersion, phase: string) =>
    study.eligibility?.criteria.filter(({ phases }) => phases.includes(phase)).length
  expect(on(wholeNetter2, 'RAND')).toEqual([counted(wholeNetter2, 'ENTRY'), 'IE_N2_I01a', 'Y'])
  expect(on(wholeNetter2, 'XOVR')).toEqual([5, 'IE_N2_X01', 'Y'])
  expect(on(wholeNetter2, 'RETX')).toEqual([5, 'IE_N2_R01', 'Y'])
  expect(on(netRetreat, 'XOVR')).toEqual([6, 'IE_NR_X01', 'Y'])
})

test('RAND: the part of the arm and the last day of the first dose follow', () => {
  const told = { 'SCR/RAND': { RANDDAT: '2026-02-01', ARMCD: 'B' } }
  expect(says(told, 'SCR/RAND', 'SUBARM')).toBe('B1')
  expect(says(told, 'SCR/RAND', 'FIRSTTRTBY')).toBe('2026-03-01')
})

test('a code that CDISC calls otherwise says how', () => {
  const codes = study.codeList('RPORRES')?.codes.map(({ code, submission }) => [code, submission])
  expect(codes).toEqual([
    ['NEG', 'NEGATIVE'],
    ['POS', 'POSITIVE'],
    ['INDET', 'INDETERMINATE'],
  ])
})
