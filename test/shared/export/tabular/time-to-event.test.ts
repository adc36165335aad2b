import { describe, expect, test } from 'vitest'
import { netRetreat } from '#forms/net-retreat/study'
import { FormPath } from '#shared/casebook/path'
import { timesOf } from '#shared/export/tabular/time-to-event'
import { Told } from '#shared/export/tabular/subject'
import { compileStudy } from '#shared/study/compile'
import { versionIdOf } from '#shared/study/definition'
import { Story, nurse } from '../../../support/story'

const study = compileStudy(netRetreat)
type Facts = Readonly<Record<string, Readonly<Record<string, string>>>>

/** What NET RETREAT tells of somebody of the control arm, by parameter. */
function told(facts: Facts) {
  const story = new Story(versionIdOf(netRetreat), netRetreat.study.id)
  const all: Facts = { 'RAND/RAND': { 'ALLOCATION/RANDDAT': '2024-02-01', 'ALLOCATION/ARMCD': 'NR2' }, ...facts }
  for (const [form, values] of Object.entries(all))
    story.enters(nurse, '2025-06-01T10:00:00.000+02:00', FormPath.parse(form), values)
  const times = timesOf(new Told(study, { site: story.site, siteName: 'Rotterdam', casebook: story.casebook() }))
  return (code: string) => {
    const row = times.find((one) => one.get('PARAMCD') === code)
    return row && `${row.get('AVAL') ?? ''} ${row.get('CNSR') ?? ''} ${row.get('RULE') ?? ''}${row.get('ADTF') ?? ''}`
  }
}

const progressed = (on: string, course = 'MAIN') => ({ 'PROGRESSION/PDDAT': on, 'PROGRESSION/PDCOURSE': course })
const assessed = (on: string, course = 'MAIN') => ({ 'ASSESSMENT/RSDAT': on, 'ASSESSMENT/RSCOURSE': course })

describe('the worked example: progression, crossover, progression again', () => {
  const crossedOver = {
    'PD/PD': progressed('2024-09-15'),
    'XSCR/XOVR': { 'DECISION/XOVDAT': '2024-10-01' },
    'XPD/PD': progressed('2025-05-20', 'XO'),
  }
  test.each([
    ['PFS', '227 0 EVENT'],
    ['PFS2', '474 0 EVENT'],
    ['PPS', '247 0 EVENT'],
  ])('%s is %s', (code, expected) => expect(told(crossedOver)(code)).toBe(expected))

  test('without a crossover there is no second time', () => {
    const of = told({ 'PD/PD': progressed('2024-09-15') })
    expect([of('PFS'), of('PFS2'), of('PPS')]).toEqual(['227 0 EVENT', undefined, undefined])
  })
})

test.each<[string, Facts, string | undefined]>([
  ['nobody who was not randomised', { 'RAND/RAND': { 'ALLOCATION/ARMCD': 'NR2' } }, undefined],
  ['nothing seen since: the first day', {}, '0 1 NEVER SEEN: FIRST DAY'],
  ['no event: the last assessment', { 'SCR/RSOV': assessed('2024-05-01') }, '90 1 NO EVENT: LAST SEEN'],
  [
    'an assessment of another course does not count',
    { 'SCR/RSOV': assessed('2024-05-01', 'XO') },
    '0 1 NEVER SEEN: FIRST DAY',
  ],
  [
    'another treatment: the last assessment before it',
    {
      'SCR/RSOV': assessed('2024-05-01'),
      'PD/RSOV': assessed('2024-06-02'),
      'LOG/SUBTX:0198c0de-0000-7000-8000-000000000001': { 'TREATMENT/CMSTDAT': '2024-06-01' },
      'PD/PD': progressed('2024-07-01'),
    },
    '90 1 STOPPED: LAST SEEN BEFORE IT',
  ],
  [
    'an event on the day of the other treatment counts',
    {
      'LOG/SUBTX:0198c0de-0000-7000-8000-000000000001': { 'TREATMENT/CMSTDAT': '2024-07-01' },
      'PD/PD': progressed('2024-07-01'),
    },
    '151 0 EVENT',
  ],
  [
    'the day after it does not',
    {
      'LOG/SUBTX:0198c0de-0000-7000-8000-000000000001': { 'TREATMENT/CMSTDAT': '2024-07-01' },
      'PD/PD': progressed('2024-07-02'),
    },
    '0 1 STOPPED, NEVER SEEN: FIRST DAY',
  ],
  ['death is an event', { 'OUT/DTH': { 'DEATH/DTHDAT': '2024-03-01' } }, '29 0 EVENT'],
  ['a date in part counts as its first day, and that is marked', { 'PD/PD': progressed('2024-03') }, '29 0 EVENTD'],
])('PFS: %s', (_, facts, expected) => expect(told(facts)('PFS')).toBe(expected))
