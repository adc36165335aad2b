import { wholeNetter2 } from '#forms/netter-2/whole-study'
import { findingsOf } from '#shared/casebook/findings'
import { EventPath, FormPath } from '#shared/casebook/path'
import { historyOf } from '#shared/clinical/dose-gate/gate-case'
import { lutetiumGate } from '#shared/clinical/dose-gate/lutetium'
import { askGate, followsFrom, releasesOf } from '#shared/dose-release/release'
import { gateRowsOf } from '#shared/dose-release/gate-rows'
import { Decimal } from '#shared/quantity/decimal'
import { compileStudy } from '#shared/study/compile'
import { gatesOf } from '#shared/study/gates'
import { expect, test } from 'vitest'
import { investigator, nurse, Story } from '../../support/story'
import { dose, results } from '../clinical/dose-gate/participant'

const study = compileStudy(wholeNetter2)
const W0 = EventPath.parse('W0')
const W8 = EventPath.parse('W8')
const asked = { event: W8, agent: 'LU177', planned: '2026-03-02' } as const
const limits = (_: FormPath, item: string) => (item === 'BILI' ? { uln: new Decimal(20) } : {})
const at = '2026-02-28T09:00:00.000+01:00'
const form = (path: string) => FormPath.parse(path)
const typed = (text: string, unit: string) => ({ state: 'value', text, unit }) as const

/** A man of the Lutathera arm, one dose given, everything in order on the day of the second. */
function inOrder(told: { readonly platelets?: string; readonly potassium?: boolean } = {}): Story {
  const { platelets = '180', potassium = true } = told
  const story = new Story(study.id, wholeNetter2.study.id)
  const enters = (path: string, values: Parameters<Story['enters']>[3]) => story.enters(nurse, at, form(path), values)
  enters('SCR/DM', { 'PERSON/SEX': 'M', 'PERSON/BRTHDAT': '1965-05-01' })
  enters('RAND/RAND', { [key('RAND', 'ARMCD')]: 'N2-L', [key('RAND', 'RANDDAT')]: '2025-12-29' })
  enters(`${W0}/EXLU`, {
    [key('EXLU', 'LUCOURSE')]: 'MAIN',
    [key('EXLU', 'ECSTDTM')]: '2026-01-05T10:00:00+01:00',
  })
  for (const [event, day, plt] of [
    ['SCR', '2025-12-31', '180'],
    ['W8', '2026-02-27', platelets],
  ] as const) {
    enters(`${event}/VS`, { 'MEASURED/VSDAT': day, 'VITALS/WEIGHT': typed('78', 'kg') })
    enters(`${event}/LBH`, {
      [key('LBH', 'LBDAT')]: day,
      [key('LBH', 'HGB')]: typed('120', 'g/L'),
      [key('LBH', 'WBC')]: typed('5.2', '10^9/L'),
      [key('LBH', 'ANC')]: typed('3.1', '10^9/L'),
      [key('LBH', 'PLT')]: typed(plt, '10^9/L'),
    })
    enters(`${event}/LBC`, {
      [key('LBC', 'LBDAT')]: day,
      [key('LBC', 'CREAT')]: typed('80', 'umol/L'),
      [key('LBC', 'BILI')]: typed('10', 'umol/L'),
      [key('LBC', 'ALB')]: typed('40', 'g/L'),
      ...(potassium && { [key('LBC', 'K')]: typed('4.2', 'mmol/L') }),
    })
  }
  return story
}

function key(oid: string, item: string): string {
  const group = study.item(oid, item)?.group.oid
  if (group === undefined) throw new Error(`no item ${oid}.${item}`)
  return `${group}/${item}`
}

const inShort = (story: Story) => {
  const answer = askGate(study, story.casebook(), asked, limits)?.answer
  return answer && [answer.decision, answer.activityMbq, ...answer.reasons].filter(Boolean).join(' ')
}

test.each([
  ['180', 'RELEASED 7400'],
  ['75', 'RELEASED 7400'],
  ['74', 'HOLD PLT HELD_THROMBOCYTOPENIA'],
])('platelets of %s on the day: %s', (platelets, answer) => {
  expect(inShort(inOrder({ platelets }))).toBe(answer)
})

test('a casebook and a case that say the same get the same answer', () => {
  const gate = gatesOf(wholeNetter2.gates, 'N2-L').lutetium
  if (!gate) throw new Error('no gate')
  const answer = (given: Parameters<typeof historyOf>[0]) => {
    const history = historyOf(given)
    if (history === 'planned_dose') throw new Error('no day')
    const { decision, activityMbq, reasons, missing, conditions } = lutetiumGate(history, gate)
    return {
      decision,
      activityMbq,
      reasons,
      missing,
      lines: conditions.map(({ code, verdict }) => `${code} ${verdict}`),
    }
  }
  const day = (date: string, plt: string) => {
    const values = { HGB: ['120', 'g/L'], WBC: ['5.2', '10^9/L'], ANC: ['3.1', '10^9/L'], PLT: [plt, '10^9/L'] }
    const others = { CREAT: ['80', 'umol/L'], ALB: ['40', 'g/L'], WEIGHT: ['78', 'kg'] }
    const all = Object.entries({ ...values, ...others }).map(
      ([name, [value = '', unit = '']]) => [name, { value, unit }] as const,
    )
    return results(date, { ...Object.fromEntries(all), BILI: { value: '10', unit: 'umol/L', uln: '20' } })
  }
  const rows = [
    { form: 'DM', items: { SEX: 'M', BRTHDAT: '1965-05-01' } },
    { ...dose('2026-01-05'), items: { ECSTDTM: '2026-01-05T10:00:00+01:00' } },
    ...day('2025-12-31', '180'),
    ...day('2026-02-27', '62'),
  ]
  const told = {
    study: '',
    arm: 'N2-L',
    phase: 'TREAT',
    anchors: { randomisation: '2025-12-29', planned_dose: asked.planned },
    judgements: {},
    rows,
  }
  const story = inOrder({ platelets: '62', potassium: false })
  const read = gateRowsOf(study, story.casebook(), { planned: asked.planned }, limits)
  expect(answer(read.case)).toEqual(answer(told))
  expect(answer(read.case)).toMatchObject({ decision: 'HOLD', missing: ['LBC.K'] })
})

test('a contested result releases nothing, and is named', () => {
  const story = inOrder()
  story.enters(nurse, at, form('W8/LBC'), { [key('LBC', 'K')]: typed('6.9', 'mmol/L') }, { blind: true })
  expect(inShort(story)).toMatch(/^HOLD .*MISSING_LBC\.K/)
})

test('without the limit of the laboratory nobody knows about bilirubin', () => {
  expect(askGate(study, inOrder().casebook(), asked)?.answer).toMatchObject({ decision: 'HOLD', missing: ['LBC.BILI'] })
})

function released(story: Story) {
  const signable = askGate(study, story.casebook(), asked, limits)?.signable
  if (!signable) throw new Error('nothing to sign')
  const body = { kind: 'dose-release', ...signable, key: 'k', signature: 'c2ln' } as const
  story.says(investigator, at, body)
  return body
}

const stands = (story: Story) => releasesOf(study, story.casebook(), W8).map((one) => one.stands)

test('a release stands until something it rests on changes, or is added to the time before the dose', () => {
  const later = inOrder()
  released(later)
  expect(stands(later)).toEqual([true])
  later.enters(nurse, at, form('W8/EXLU'), { [key('EXLU', 'ECSTDTM')]: '2026-03-02T10:00:00+01:00' })
  later.enters(nurse, at, form('W12/LBH'), { [key('LBH', 'LBDAT')]: '2026-03-30' })
  expect(stands(later)).toEqual([true])
  later.enters(nurse, at, form('W8/LBH'), { [key('LBH', 'PLT')]: typed('70', '10^9/L') })
  expect(stands(later)).toEqual([false])

  const added = inOrder()
  released(added)
  added.enters(nurse, at, form('UNS/LBH'), { [key('LBH', 'LBDAT')]: '2026-03-01' })
  expect(stands(added)).toEqual([false])
})

test('what is released follows from the casebook, or it does not count', () => {
  const story = inOrder()
  const casebook = story.casebook()
  const body = released(story)
  expect(followsFrom(study, casebook, body, limits)).toBe(true)
  expect(followsFrom(study, casebook, { ...body, amount: { value: '9000', unit: 'MBq' } }, limits)).toBe(false)
  expect(followsFrom(study, casebook, { ...body, evidence: body.evidence.slice(1) }, limits)).toBe(false)
  expect(followsFrom(study, casebook, { ...body, decision: 'REDUCED' }, limits)).toBe(false)
  expect(followsFrom(study, inOrder({ platelets: '74' }).casebook(), body, limits)).toBe(false)
})

const raised = (story: Story) =>
  findingsOf(study, story.casebook(), form('W8/EXLU'), '2026-03-10')
    .filter(({ check }) => check === 'DOSE-RELEASE')
    .map(({ severity, confirmation }) => `${severity}${confirmation ? ' answered' : ''}`)

test('a dose is not complete without a release; one that was given all the same says why', () => {
  const story = inOrder()
  const given = { [key('EXLU', 'ECSTDTM')]: '2026-03-02T10:00:00+01:00' }
  story.enters(nurse, at, form('W8/EXLU'), given)
  expect(raised(story)).toEqual(['H'])
  const confirm = {
    kind: 'confirm' as const,
    form: form('W8/EXLU'),
    check: 'DOSE-RELEASE',
    evidence: [],
    reason: 'Given.',
  }

  story.says(nurse, at, confirm)
  expect(raised(story)).toEqual(['H'])
  story.says(investigator, at, confirm)
  expect(raised(story)).toEqual(['H answered'])

  const other = inOrder()
  released(other)
  other.enters(nurse, at, form('W8/EXLU'), given)
  expect(raised(other)).toEqual([])
  other.enters(nurse, at, form('W8/LBH'), { [key('LBH', 'PLT')]: typed('70', '10^9/L') })
  expect(raised(other)).toEqual(['H'])
  other.says(nurse, at, { kind: 'status', form: form('W8/EXLU'), bases: [], status: 'complete' })
  expect(raised(other)).toEqual(['S'])
})
