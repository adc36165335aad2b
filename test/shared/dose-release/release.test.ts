import { netRetreat } from '#forms/net-retreat/study'
import { wholeNetter2 } from '#forms/netter-2/whole-study'
import { findingsOf } from '#shared/casebook/findings'
import { EventPath, FormPath, ItemPath } from '#shared/casebook/path'
import type { ChangeBody } from '#shared/change/change'
import { historyOf } from '#shared/clinical/dose-gate/gate-case'
import { lutetiumGate } from '#shared/clinical/dose-gate/lutetium'
import { conditionEvidence } from '#shared/dose-release/evidence'
import { gateRowsOf } from '#shared/dose-release/gate-rows'
import { proposedDeviation } from '#shared/dose-release/recorded'
import {
  type Choice,
  askGate,
  changedSince,
  decisionsOf,
  followsFrom,
  mayDecide,
  signableOf,
  stands,
} from '#shared/dose-release/release'
import { compileStudy } from '#shared/study/compile'
import { gatesOf } from '#shared/study/gates'
import { describe, expect, test } from 'vitest'
import { beforeSecondDose, key, netter2 as study, secondDose, typed } from '../../support/second-dose'
import { investigator, nurse, Story } from '../../support/story'
import { dose, results } from '../clinical/dose-gate/participant'

const at = '2026-02-28T09:00:00.000+01:00'
const form = (path: string) => FormPath.parse(path)

function inOrder(told: Parameters<typeof beforeSecondDose>[0] = {}): Story {
  const story = new Story(study.id, wholeNetter2.study.id)
  for (const [path, values] of beforeSecondDose(told)) story.enters(nurse, at, path, values)
  return story
}

const asked = (story: Story) => {
  const found = askGate(study, story.casebook(), secondDose)
  if (!found) throw new Error('no gate')
  return found
}

const inShort = (story: Story) => {
  const { decision, activityMbq, reasons } = asked(story).answer
  return [decision, activityMbq, ...reasons].filter(Boolean).join(' ')
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
    const lines = conditions.map(({ code, verdict }) => `${code} ${verdict}`)
    return { decision, activityMbq, reasons, missing, lines }
  }
  const day = (date: string, plt: string) => {
    const values = { HGB: ['120', 'g/L'], WBC: ['5.2', '10^9/L'], ANC: ['3.1', '10^9/L'], PLT: [plt, '10^9/L'] }
    const others = { CREAT: ['80', 'umol/L'], ALB: ['40', 'g/L'], WEIGHT: ['78', 'kg'] }
    const all = Object.entries({ ...values, ...others }).map(
      ([name, [value = '', unit = '']]) => [name, { value, unit }] as const,
    )
    return results(date, { ...Object.fromEntries(all), BILI: { value: '10', unit: 'umol/L', uln: '20' } })
  }
  const told = {
    study: '',
    arm: 'N2-L',
    phase: 'TREAT',
    anchors: { randomisation: '2025-12-29', planned_dose: secondDose.planned },
    judgements: {},
    rows: [
      { form: 'DM', items: { SEX: 'M', BRTHDAT: '1965-05-01' } },
      { ...dose('2026-01-05'), items: { ECSTDTM: '2026-01-05T10:00:00+01:00' } },
      ...day('2025-12-31', '180'),
      ...day('2026-02-27', '62'),
    ],
  }
  const story = inOrder({ platelets: '62', potassium: false })
  const read = gateRowsOf(study, story.casebook(), secondDose.planned)
  expect(answer(read.case)).toEqual(answer(told))
  expect(answer(read.case)).toMatchObject({ decision: 'HOLD', missing: ['LBC.K'] })
})

test('a contested result releases nothing, and is named', () => {
  const story = inOrder()
  story.enters(nurse, at, form('W8/LBC'), { [key('LBC', 'K')]: typed('6.9', 'mmol/L') }, { blind: true })
  expect(inShort(story)).toMatch(/^HOLD .*MISSING_LBC\.K/)
})

test('without the limit of the laboratory nobody knows about bilirubin', () => {
  expect(asked(inOrder({ limit: false })).answer).toMatchObject({ decision: 'HOLD', missing: ['LBC.BILI'] })
})

test('each condition says where its value stands, also one that does not count any more', () => {
  const story = inOrder({ potassium: false })
  story.enters(nurse, at, form('SCR/LBC'), { [key('LBC', 'K')]: typed('4.0', 'mmol/L') })
  const { answer, rows } = asked(story)
  const where = (code: string) => {
    const found = answer.conditions.find((condition) => condition.code === code)
    const looked = { items: found?.items ?? [], seen: found?.trace.inputs ?? [] }
    return conditionEvidence(study, rows.sources, secondDose.planned, looked)
  }
  expect(where('PLT')).toMatchObject([{ path: `W8/LBH/${key('LBH', 'PLT')}`, text: '180', day: '2026-02-27' }])
  expect(where('K')).toMatchObject([{ path: `SCR/LBC/${key('LBC', 'K')}`, text: '4.0', day: '2025-12-31' }])
})

describe('what an investigator may decide', () => {
  test.each([
    ['RELEASED', ['RELEASED', 'REDUCED', 'HOLD', 'STOP']],
    ['REDUCED', ['REDUCED', 'HOLD', 'STOP']],
    ['HOLD', ['HOLD', 'STOP']],
    ['STOP', ['STOP']],
  ] as const)('the gate says %s: %j', (gate, may) => expect(mayDecide(gate)).toEqual(may))

  const decided = (choice: Choice | undefined, told = {}) => {
    const signable = signableOf(asked(inOrder(told)), choice)
    return typeof signable === 'string'
      ? signable
      : [signable.decision, signable.amount?.value, signable.otherwise?.reason].filter(Boolean).join(' ')
  }
  test.each([
    ['as the gate says', undefined, 'RELEASED 7400'],
    ['the same in as many words', { decision: 'RELEASED' }, 'RELEASED 7400'],
    ['less, with a reason', { decision: 'REDUCED', amount: '3700', reason: 'Frail.' }, 'REDUCED 3700 Frail.'],
    ['less, without one', { decision: 'REDUCED', amount: '3700' }, 'reason'],
    ['less, with a blank one', { decision: 'REDUCED', amount: '3700', reason: ' ' }, 'reason'],
    ['reduced to all of it', { decision: 'REDUCED', amount: '7400', reason: 'x' }, 'amount'],
    ['reduced to more', { decision: 'REDUCED', amount: '7401', reason: 'x' }, 'amount'],
    ['reduced to nothing', { decision: 'REDUCED', amount: '0', reason: 'x' }, 'amount'],
    ['reduced to no number', { decision: 'REDUCED', amount: 'half', reason: 'x' }, 'amount'],
    ['released, less of it', { decision: 'RELEASED', amount: '3700', reason: 'x' }, 'amount'],
    ['held', { decision: 'HOLD', reason: 'Fever.' }, 'HOLD Fever.'],
    ['held without a reason', { decision: 'HOLD' }, 'reason'],
    ['stopped', { decision: 'STOP', reason: 'Wishes to stop.' }, 'STOP Wishes to stop.'],
  ] as const)('%s', (_, choice, outcome) => expect(decided(choice)).toBe(outcome))

  test('a dose that the gate holds cannot be released, whatever the reason', () => {
    const held = { platelets: '74' }
    expect(decided({ decision: 'RELEASED', reason: 'It is fine.' }, held)).toBe('freer-than-gate')
    expect(decided({ decision: 'REDUCED', amount: '100', reason: 'A little.' }, held)).toBe('freer-than-gate')
    expect(decided(undefined, held)).toBe('HOLD')
  })
})

function signs(story: Story, choice?: Choice, when = at): Extract<ChangeBody, { kind: 'dose-release' }> {
  const signable = signableOf(asked(story), choice)
  if (typeof signable === 'string') throw new Error(signable)
  const body = { kind: 'dose-release', ...signable, key: 'k', signature: 'c2ln' } as const
  story.says(investigator, when, body)
  return body
}

const standing = (story: Story) => {
  const casebook = story.casebook()
  return decisionsOf(study, casebook).map((one) => stands(study, casebook, one))
}

test('a release stands until something it rests on changes, or is added to the time before the dose', () => {
  const later = inOrder()
  const body = signs(later)
  expect(standing(later)).toEqual([true])
  later.enters(nurse, at, form('W8/EXLU'), { [key('EXLU', 'ECSTDTM')]: '2026-03-02T10:00:00+01:00' })
  later.enters(nurse, at, form('W12/LBH'), { [key('LBH', 'LBDAT')]: '2026-03-30' })
  expect(standing(later)).toEqual([true])
  later.enters(nurse, at, form('W8/LBH'), { [key('LBH', 'PLT')]: typed('70', '10^9/L') })
  expect(standing(later)).toEqual([false])
  expect(changedSince(study, later.casebook(), body)).toEqual([`W8/LBH/${key('LBH', 'PLT')}`])

  const added = inOrder()
  signs(added)
  added.enters(nurse, at, form('UNS/LBH'), { [key('LBH', 'LBDAT')]: '2026-03-01' })
  expect(standing(added)).toEqual([false])
})

test.each([
  ['a short-acting analogue', 'OCTREOTIDE_SC', '2026-03-02T07:00:00+01:00'],
  ['a long-acting analogue', 'OCTREOTIDE_LAR', '2026-03-02T08:00:00+01:00'],
  ['one the day before', 'OCTREOTIDE_LAR', '2026-03-01T08:00:00+01:00'],
])('a release falls by what its gate asks about, begun on that very day: %s', (_, drug, start) => {
  const story = inOrder()
  signs(story)
  story.enters(nurse, at, form('LOG/EXOCT:0198c0de-0000-7000-8000-0000000000e2'), {
    [key('EXOCT', 'ECTRT')]: drug,
    [key('EXOCT', 'ECSTDTM')]: start,
  })
  expect(standing(story)).toEqual([false])
})

test('of two decisions about a dose the later one speaks, and both are kept', () => {
  const story = inOrder()
  signs(story)
  signs(story, { decision: 'HOLD', reason: 'Fever.' })
  expect(standing(story)).toEqual([false, true])
  signs(story)
  expect(standing(story)).toEqual([false, false, true])
})

test('a stop holds for the doses that follow in its course, until it is decided anew', () => {
  const story = inOrder()
  signs(story, { decision: 'STOP', reason: 'Wishes to stop.' })
  const W16 = { ...secondDose, event: EventPath.parse('W16'), planned: '2026-04-27' }
  const reasons = () => askGate(study, story.casebook(), W16)?.answer
  expect(reasons()?.decision).toBe('STOP')
  expect(reasons()?.reasons).toContain('STOPPED_BY_INVESTIGATOR')
  expect(inShort(story)).toBe('RELEASED 7400')
  signs(story)
  expect(reasons()?.reasons).not.toContain('STOPPED_BY_INVESTIGATOR')
})

test('what is signed follows from the casebook, or it does not count', () => {
  const story = inOrder()
  const casebook = story.casebook()
  const body = signs(story)
  const [first, ...others] = body.conditions
  if (!first) throw new Error('no condition')
  expect(followsFrom(study, casebook, body)).toBe(true)
  expect(followsFrom(study, casebook, { ...body, amount: { value: '9000', unit: 'MBq' } })).toBe(false)
  expect(followsFrom(study, casebook, { ...body, evidence: body.evidence.slice(1) })).toBe(false)
  expect(followsFrom(study, casebook, { ...body, decision: 'REDUCED' })).toBe(false)
  expect(followsFrom(study, casebook, { ...body, conditions: others })).toBe(false)
  const seen = [{ name: 'PLT', value: '300', unit: '10^9/L' }]
  expect(followsFrom(study, casebook, { ...body, conditions: [{ ...first, seen }, ...others] })).toBe(false)
  expect(followsFrom(study, inOrder({ platelets: '74' }).casebook(), body)).toBe(false)

  const held = inOrder({ platelets: '74' })
  const hold = signs(held)
  expect(followsFrom(study, held.casebook(), hold)).toBe(true)
  const gate = { decision: 'RELEASED', amount: { value: '7400', unit: 'MBq' }, reason: 'Fever.' } as const
  expect(followsFrom(study, held.casebook(), { ...hold, otherwise: gate })).toBe(false)
})

const raised = (story: Story, path = 'W8/EXLU') =>
  findingsOf(study, story.casebook(), form(path), '2026-03-10')
    .filter(({ check }) => check.startsWith('DOSE-'))
    .map(({ check, severity, confirmation }) => `${check.slice(5)} ${severity}${confirmation ? ' answered' : ''}`)

const given = (start: string, more = {}) => ({ [key('EXLU', 'ECSTDTM')]: start, ...more })

test('a dose is not complete without a release that stands', () => {
  const story = inOrder()
  signs(story)
  story.enters(nurse, at, form('W8/EXLU'), given('2026-03-02T10:00:00+01:00'))
  expect(raised(story)).toEqual([])
  story.enters(nurse, at, form('W8/LBH'), { [key('LBH', 'PLT')]: typed('70', '10^9/L') })
  expect(raised(story)).toEqual(['RELEASE H'])
  story.says(nurse, at, { kind: 'status', form: form('W8/EXLU'), bases: [], status: 'complete' })
  expect(raised(story)).toEqual(['RELEASE S'])
})

test.each([
  ['on the day and in the amount released', {}, at, []],
  ['on another day', { start: '2026-03-03T10:00:00+01:00' }, at, ['RELEASE H']],
  ['signed after it began', {}, '2026-03-02T10:01:00.000+01:00', ['RELEASE H']],
  ['signed as it began', {}, '2026-03-02T10:00:00.000+01:00', []],
  ['less than released', { prescribed: '3700' }, at, ['RELEASE H']],
  ['held by the investigator', { choice: { decision: 'HOLD', reason: 'Fever.' } }, at, ['RELEASE H']],
  [
    'in the amount the investigator reduced it to',
    { prescribed: '3700', choice: { decision: 'REDUCED', amount: '3700', reason: 'Frail.' } },
    at,
    [],
  ],
] as const)('a dose %s', (_, told, when, findings) => {
  const {
    start = '2026-03-02T10:00:00+01:00',
    prescribed = '7400',
    choice,
  } = {
    ...{ start: undefined, prescribed: undefined, choice: undefined },
    ...told,
  }
  const story = inOrder()
  signs(story, choice, when)
  story.enters(nurse, at, form('W8/EXLU'), given(start, { [key('EXLU', 'LUPRESC')]: typed(prescribed, 'MBq') }))
  expect(raised(story)).toEqual(findings)
})

test('a dose that was given all the same is recorded, answered for by an investigator, and a deviation', () => {
  const story = inOrder()
  const EXLU = form('W8/EXLU')
  story.enters(nurse, at, EXLU, given('2026-03-02T10:00:00+01:00'))
  expect(raised(story)).toEqual(['RELEASE H'])
  const confirm = { kind: 'confirm' as const, form: EXLU, check: 'DOSE-RELEASE', evidence: [], reason: 'Given.' }
  story.says(nurse, at, confirm)
  expect(raised(story)).toEqual(['RELEASE H'])
  story.says(investigator, at, confirm)
  expect(raised(story)).toEqual(['RELEASE H answered', 'DEVIATION H'])

  const proposed = proposedDeviation(study, story.casebook(), EXLU, '0198c0de-0000-7000-8000-0000000000e1')
  expect(proposed?.values).toMatchObject({ DVCAT: 'DOSING', DVSTDAT: '2026-03-02', DVLINK: 'W8/EXLU' })
  if (!proposed) throw new Error('no form of deviations')
  const values = Object.entries(proposed.values).map(([item, text]) => [key('DV', item), text] as const)
  story.enters(nurse, at, proposed.form, Object.fromEntries(values))
  expect(raised(story)).toEqual(['RELEASE H answered'])
})

describe('doses in a log', () => {
  const INJECTION = 'LOG/EXOCT:0198c0de-0000-7000-8000-0000000000e2'
  const injected = (story: Story, start: string, drug = 'OCTREOTIDE_LAR', mg = '30') =>
    story.enters(nurse, at, form(INJECTION), {
      [key('EXOCT', 'ECTRT')]: drug,
      [key('EXOCT', 'ECSTDTM')]: start,
      [key('EXOCT', 'ECDOSE')]: typed(mg, 'mg'),
    })
  test.each([
    ['of the trial', '2026-02-06T10:00:00+01:00', 'OCTREOTIDE_LAR', '30', ['RELEASE H']],
    ['from before the trial', '2025-12-28T10:00:00+01:00', 'OCTREOTIDE_LAR', '30', []],
    ['on the day of entry', '2025-12-29T10:00:00+01:00', 'OCTREOTIDE_LAR', '30', ['RELEASE H']],
    ['of another drug', '2026-02-06T10:00:00+01:00', 'OCTREOTIDE_SC', '0.1', []],
    ['that was left out', '2026-02-06T10:00:00+01:00', 'OCTREOTIDE_LAR', '0', []],
  ])('an injection %s', (_, start, drug, mg, findings) => {
    const story = inOrder()
    injected(story, start, drug, mg)
    expect(raised(story, INJECTION)).toEqual(findings)
  })

  test('a release for the day of an injection is for it alone, and the injection does not break it', () => {
    const story = inOrder()
    const release = {
      event: EventPath.parse('LOG'),
      agent: 'OCTREOTIDE',
      planned: '2026-02-06',
      decision: 'RELEASED',
      amount: { value: '30', unit: 'mg' },
      conditions: [{ code: 'ARM', verdict: 'met' }],
    } as const
    const heads = gateRowsOf(study, story.casebook(), release.planned).evidence.map(({ path, heads: own }) => ({
      path: ItemPath.parse(path),
      heads: own.map(({ ref }) => ref),
    }))
    const body = { ...release, conditions: [...release.conditions], evidence: heads }
    story.says(investigator, '2026-02-05T09:00:00.000+01:00', {
      kind: 'dose-release',
      ...body,
      key: 'k',
      signature: 'c2ln',
    })
    injected(story, '2026-02-06T10:00:00+01:00')
    expect(raised(story, INJECTION)).toEqual([])
    injected(story, '2026-02-07T10:00:00+01:00')
    expect(raised(story, INJECTION)).toEqual(['RELEASE H'])
  })
})

test('a judgement is read from the casebook: a single no is the answer, a contested one is none', () => {
  const trial = compileStudy(netRetreat)
  const group = trial.item('MH', 'CHILD_PUGH_BENEFIT')?.group.oid ?? ''
  const story = new Story(trial.id, netRetreat.study.id)
  const [one, other] = ['e3', 'e4'].map((end) => form(`LOG/MH:0198c0de-0000-7000-8000-0000000000${end}`))
  const judged = () => gateRowsOf(trial, story.casebook(), '2026-03-02').case.judgements['CHILD_PUGH_BENEFIT']
  expect(judged()).toBeUndefined()
  if (one) story.enters(investigator, at, one, { [`${group}/CHILD_PUGH_BENEFIT`]: 'Y' })
  expect(judged()).toBe('Y')
  if (other) story.enters(investigator, at, other, { [`${group}/CHILD_PUGH_BENEFIT`]: 'N' })
  expect(judged()).toBe('N')
  if (other) story.enters(nurse, at, other, { [`${group}/CHILD_PUGH_BENEFIT`]: 'Y' }, { blind: true })
  expect(judged()).toBeUndefined()
})
