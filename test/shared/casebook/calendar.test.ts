import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deviationsProposed } from '#shared/casebook/deviations'
import { freshnessOf } from '#shared/casebook/freshness'
import { FormPath } from '#shared/casebook/path'
import { coursesOf, journeyOf } from '#shared/casebook/phases'
import { type PlannedEvent, dueState, scheduleOf } from '#shared/casebook/schedule'
import { isoDayPlus } from '#shared/partial-date'
import { compileStudy, problemsOf } from '#shared/study/compile'
import type { StudyVersion } from '#shared/study/definition'
import { calendarStudy } from '../../support/calendar-study'
import { Story, nurse, secondNurse } from '../../support/story'

const study = compileStudy(calendarStudy)
const at = '2026-01-01T10:00:00Z'

/** What forms say, by their path: `C1/SV/SVSTDTC`. */
function told(said: Readonly<Record<string, string>>): Story {
  const story = new Story(study.id, calendarStudy.study.id)
  for (const [path, text] of Object.entries(said)) {
    const [event = '', form = '', item = ''] = path.split('/')
    story.enters(nurse, at, FormPath.parse(`${event}/${form}`), { [`MAIN/${item}`]: text })
  }
  return story
}

const planned = (story: Story, event: string): PlannedEvent | undefined =>
  scheduleOf(study, story.casebook()).find((one) => one.event === event)
const names = (story: Story): readonly string[] => scheduleOf(study, story.casebook()).map(({ event }) => event)
const due = (story: Story, event: string, today: string) => {
  const one = planned(story, event)
  return one && dueState(one, today)
}
const proposed = (story: Story, today: string) =>
  deviationsProposed(study, story.casebook(), today).map(({ rule, event, why, days }) => [rule, event, why, days])

const consented = { 'SCR/SV/SVSTDTC': '2024-11-25', 'SCR/ICF/DSSTDAT': '2024-11-25' }
const inArm = (arm: 'A' | 'B') => ({ ...consented, 'RAND/RAND/RANDDAT': '2024-12-20', 'RAND/RAND/ARMCD': arm })
const withC1 = { ...inArm('A'), 'C1/SV/SVSTDTC': '2025-01-06', 'C1/EXLU/ECSTDTM': '2025-01-06T10:00+01:00' }

test('the study is sound', () => expect(problemsOf(calendarStudy)).toEqual([]))

describe('who comes to what', () => {
  test('before the arm is known nothing of any arm is planned', () => {
    expect(names(told(consented))).toEqual(['SCR', 'RAND', 'LOG'])
  })

  test('each arm has its own visits, and those of all', () => {
    const a = names(told(inArm('A')))
    expect(a).toEqual(expect.arrayContaining(['C1', 'C4-W4', 'IMG-12', 'PD', 'M24']))
    expect(a.filter((name) => /^(B|X|CAP)/.test(name))).toEqual([])
    const b = names(told(inArm('B')))
    expect(b).toEqual(expect.arrayContaining(['B0', 'B48', 'IMG-120']))
    expect(b.filter((name) => /^(C\d|X1)/.test(name))).toEqual([])
  })

  test('events that repeat together take turns', () => {
    const cycles = names(told(inArm('A'))).filter((name) => /^C[12]/.test(name))
    expect(cycles).toEqual(['C1', 'C1-H24', 'C1-W4', 'C2', 'C2-H24', 'C2-W4'])
    expect(study.event('C3-W4')?.epoch).toEqual({ en: 'Cycle 3' })
  })

  test.each([
    ['Y', 'A-CAP', true],
    ['N', 'A-ALONE', false],
  ])('FDG-PET %s decides the part %s of the arm', (positive, part, capecitabine) => {
    const story = told({ ...inArm('A'), 'SCR/PETF/FDGPOS': positive })
    expect(journeyOf(study, story.casebook()).assigned).toEqual({ arm: 'A', part })
    expect(names(story).includes('CAP')).toBe(capecitabine)
  })
})

describe('phases', () => {
  const progressed = { ...inArm('B'), 'PD/PD/PDDAT': '2025-05-20' }
  const crossed = { ...progressed, 'XSCR/XOVR/XOVDAT': '2025-06-10', 'XSCR/XOVR/XOVDEC': 'Y' }

  test('the gate form moves the participant on its day', () => {
    expect(journeyOf(study, told(crossed).casebook()).stays).toEqual([
      { phase: 'SCREEN', until: '2024-12-20' },
      { phase: 'TREAT', since: '2024-12-20', until: '2025-06-10', by: 'RAND/RAND' },
      { phase: 'CROSS', since: '2025-06-10', by: 'XSCR/XOVR' },
    ])
    expect(names(told(crossed))).toContain('X1')
  })

  test('a gate form that says no, and one of the other arm, move nobody', () => {
    const phase = (story: Story) => journeyOf(study, story.casebook()).stays.at(-1)?.phase
    expect(phase(told({ ...crossed, 'XSCR/XOVR/XOVDEC': 'N' }))).toBe('TREAT')
    expect(phase(told({ ...crossed, 'RAND/RAND/ARMCD': 'A' }))).toBe('TREAT')
  })

  test('each course counts its own doses', () => {
    const story = told({ ...crossed, 'X1/EXLU/ECSTDTM': '2025-06-17T10:00+02:00' })
    expect(coursesOf(study, story.casebook()).map(({ phase, given, def }) => [phase, given, def.most])).toEqual([
      ['TREAT', [], 4],
      ['CROSS', ['2025-06-17'], 2],
    ])
  })

  test('after progression the visits of treatment are planned no more; those before it stay', () => {
    const left = names(told(progressed))
    expect(left).toEqual(expect.arrayContaining(['B20', 'IMG-12', 'XSCR', 'M12']))
    expect(left).not.toContain('B24')
    expect(left).not.toContain('IMG-24')
  })

  test('what was entered after the end stays to be seen', () => {
    expect(names(told({ ...progressed, 'B24/SV/SVSTDTC': '2025-06-13' }))).toContain('B24')
  })

  test.each([
    ['2025-07-05', 'M6', true],
    // It could still have been made.
    ['2025-07-04', 'M6', false],
    // Known to the month: the participant may have lived to its last day.
    ['2025-07', 'M6', true],
    ['2025-06', 'M6', false],
  ])('after a death on %s, %s is planned: %s', (date, event, expected) => {
    expect(names(told({ ...inArm('A'), 'LOG/DTH/DTHDAT': date })).includes(event)).toBe(expected)
  })

  test('what had not been made when all ended is missed, and what hung on it is planned no more', () => {
    expect(due(told(withC1), 'C2', '2025-04-01')).toBe('overdue')
    expect(names(told(withC1))).toContain('C2-W4')
    const died = told({ ...withC1, 'LOG/DTH/DTHDAT': '2025-04-01' })
    expect(due(died, 'C2', '2025-04-01')).toBe('missed')
    expect(due(died, 'C1', '2025-04-01')).toBe('due')
    expect(names(died)).not.toContain('C2-W4')
  })

  test('a dose that would bring the kidneys beyond their limit ends the cycles, and only those', () => {
    const at30 = { ...withC1, 'C1-H24/SV/SVSTDTC': '2025-01-07', 'C1-H24/DOSIM/KIDPROJ': '30' }
    expect(names(told(at30))).toContain('C2')
    const stopped = names(told({ ...at30, 'C1-H24/DOSIM/KIDPROJ': '30.1' }))
    expect(stopped).not.toContain('C2')
    expect(stopped).not.toContain('C2-W4')
    expect(stopped).toEqual(expect.arrayContaining(['C1', 'C1-W4', 'IMG-12']))
  })
})

describe('windows', () => {
  test('cycle 2 is counted from the day cycle 1 was given', () => {
    expect(planned(told(withC1), 'C2')).toMatchObject({
      from: '2025-02-24',
      target: '2025-03-03',
      to: '2025-03-10',
      floor: '2025-02-17',
      limit: '2025-04-28',
    })
  })

  test.each([
    ['2025-02-16', 'out-of-window', [['X006', 'C2', 'below-floor', 1]]],
    ['2025-02-17', 'out-of-window', [['X004', 'C2', 'early', 7]]],
    ['2025-02-23', 'out-of-window', [['X004', 'C2', 'early', 1]]],
    ['2025-02-24', 'due', []],
    ['2025-03-10', 'due', []],
    ['2025-03-11', 'out-of-window', [['X004', 'C2', 'late', 1]]],
    ['2025-04-28', 'out-of-window', [['X004', 'C2', 'late', 49]]],
    ['2025-04-29', 'out-of-window', [['X005', 'C2', 'past-limit', 1]]],
  ])('cycle 2 on %s is %s', (date, state, deviations) => {
    const story = told({ ...withC1, 'C2/SV/SVSTDTC': date })
    expect(due(story, 'C2', date)).toBe(state)
    expect(proposed(story, date).filter(([, event]) => event === 'C2')).toEqual(deviations)
  })

  test.each([
    ['2025-02-23', 'ahead'],
    ['2025-02-24', 'due'],
    ['2025-03-10', 'due'],
    ['2025-03-11', 'overdue'],
    ['2025-04-28', 'overdue'],
    ['2025-04-29', 'missed'],
  ])('cycle 2 that nobody gave is on %s %s', (today, state) => {
    expect(due(told(withC1), 'C2', today)).toBe(state)
  })

  test('what counts from a visit that is only planned moves with it, and is not yet due', () => {
    const c3 = planned(told(withC1), 'C3')
    expect(c3).toMatchObject({ target: '2025-04-28', projected: true })
    expect(due(told(withC1), 'C3', '2025-12-01')).toBe('ahead')
    expect(planned(told({ ...withC1, 'C2/SV/SVSTDTC': '2025-03-10' }), 'C3')).toMatchObject({ target: '2025-05-05' })
  })

  test('months end where the month does', () => {
    expect(planned(told({ ...inArm('A'), 'RAND/RAND/RANDDAT': '2024-08-31' }), 'M6')?.target).toBe('2025-02-28')
  })

  test('a visit that was left out, or overtaken by a later one of its epoch, is missed', () => {
    const left = told({ ...withC1, 'C1-W4/SV/SVOCCUR': 'N' })
    expect(due(left, 'C1-W4', '2025-02-10')).toBe('not-done')
    expect(proposed(left, '2025-02-10')).toEqual([['VISIT-MISSED', 'C1-W4', 'missed', undefined]])
    const overtaken = told({ ...inArm('A'), 'IMG-24/SV/SVSTDTC': '2025-06-06' })
    expect(due(overtaken, 'IMG-12', '2025-06-06')).toBe('missed')
    expect(due(told(inArm('A')), 'IMG-12', '2025-06-06')).toBe('overdue')
  })

  test('a contested date of randomisation plans nothing', () => {
    const story = told(inArm('A'))
    story.enters(secondNurse, at, FormPath.parse('RAND/RAND'), { 'MAIN/RANDDAT': '2024-12-21' }, { blind: true })
    expect(names(story)).toEqual(['SCR', 'RAND', 'LOG'])
  })
})

describe('hours', () => {
  // The clocks go forward in the night to 30 March 2025.
  const given = { ...withC1, 'C1/SV/SVSTDTC': '2025-03-29', 'C1/EXLU/ECSTDTM': '2025-03-29T10:00+01:00' }

  test('an hour is an hour when the clocks change', () => {
    expect(planned(told(given), 'C1-H24')?.at).toEqual({
      target: '2025-03-30T10:00+01:00',
      from: '2025-03-30T04:00+01:00',
      to: '2025-03-30T16:00+01:00',
    })
  })

  test.each([
    ['2025-03-30T04:59+02:00', 'early'],
    ['2025-03-30T05:00+02:00', undefined],
    ['2025-03-30T17:00+02:00', undefined],
    ['2025-03-30T17:01+02:00', 'late'],
  ])('a scan at %s is %s', (when, side) => {
    const story = told({ ...given, 'C1-H24/SV/SVSTDTC': '2025-03-30', 'C1-H24/DOSIM/DOSDTM': when })
    const own = deviationsProposed(study, story.casebook(), '2025-04-01').filter(({ event }) => event === 'C1-H24')
    expect(own.map(({ why }) => why)).toEqual(side === undefined ? [] : [side])
  })

  test('without the time of infusion the days it can touch are the window', () => {
    expect(planned(told({ ...inArm('A'), 'C1/SV/SVSTDTC': '2025-01-06' }), 'C1-H24')).toMatchObject({
      from: '2025-01-06',
      target: '2025-01-07',
      to: '2025-01-08',
    })
  })
})

describe('what expires', () => {
  test.each([
    ['2024-12-23', 'due'],
    ['2024-12-24', 'expired'],
  ])('screening of 25 November is on %s %s', (today, state) => {
    expect(due(told(consented), 'SCR', today)).toBe(state)
  })

  test.each([
    ['2024-12-23', []],
    ['2024-12-24', [['SCREENED', 'SCR', 'expired', undefined]]],
  ])('randomised on %s', (date, deviations) => {
    expect(proposed(told({ ...inArm('A'), 'RAND/RAND/RANDDAT': date }), '2025-01-05')).toEqual(deviations)
  })

  test.each([
    ['2024-12-22', 'stale'],
    ['2024-12-23', 'fresh'],
    ['2025-01-06', 'fresh'],
    // A sample of the day after proves nothing for the day itself.
    ['2025-01-07', 'missing'],
  ])('a sample of %s is %s for the dose of 6 January', (date, state) => {
    const story = told({ ...withC1, 'C1/LB/LBDAT': date })
    const c1 = planned(story, 'C1')
    expect(c1 && freshnessOf(study, story.casebook(), c1).map((one) => one.state)).toEqual([state])
    expect(proposed(story, '2025-01-07').map(([rule]) => rule)).toEqual(state === 'stale' ? ['X008'] : [])
  })
})

test('moving a cycle moves exactly what hangs on it, by as many days', () => {
  // No dose comes before its participant is randomised.
  const days = { min: -17, max: 60 }
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3 }), fc.integer(days), (cycle, by) => {
      const dates = ['2025-01-06', '2025-03-03', '2025-04-28']
      const given = (moved: number) =>
        Object.fromEntries(
          dates
            .slice(0, cycle)
            .map((date, i) => [`C${i + 1}/SV/SVSTDTC`, isoDayPlus(date, i + 1 === cycle ? moved : 0)]),
        )
      const targets = (moved: number) =>
        new Map(
          scheduleOf(study, told({ ...inArm('A'), ...given(moved) }).casebook()).map((one) => [one.event, one.target]),
        )
      const before = targets(0)
      const after = targets(by)
      expect([...after.keys()]).toEqual([...before.keys()])
      for (const [event, target] of after) {
        const was = before.get(event)
        const [, number] = /^C(\d)/.exec(event) ?? []
        const hangs = Number(number) > cycle || (Number(number) === cycle && event !== `C${cycle}`)
        expect([event, target]).toEqual([event, hangs && was !== undefined ? isoDayPlus(was, by) : was])
      }
    }),
    { numRuns: 40 },
  )
})

describe('a study that cannot be planned is not sound', () => {
  const broken = (change: (version: StudyVersion) => Partial<StudyVersion>) =>
    problemsOf({ ...calendarStudy, ...change(calendarStudy) })

  test.each<[string, (version: StudyVersion) => Partial<StudyVersion>, string]>([
    ['a phase nobody knows', () => ({ moves: [{ from: ['SCREEN'], to: 'HOME', on: 'RAND' }] }), 'unknown phase HOME'],
    ['an end nobody knows', () => ({ ends: ['LUNCH'] }), 'ends: unknown anchor LUNCH'],
    [
      'an anchor whose condition is no question',
      ({ anchors }) => ({ anchors: [...anchors, { oid: 'ODD', form: 'DOSIM', when: 'KIDPROJ' }] }),
      'anchor ODD: KIDPROJ is decimal, not bool',
    ],
    [
      'visits that count from each other',
      ({ events }) => ({
        events: [
          ...events,
          {
            oid: 'LOOP',
            title: { en: 'Loop' },
            kind: 'scheduled' as const,
            forms: ['SV'],
            target: { event: 'LOOP', days: 1, before: 0, after: 0 },
          },
        ],
      }),
      'event LOOP: counts from itself',
    ],
    [
      'two events of one code',
      ({ events }) => ({
        events: [...events, { oid: 'C3', title: { en: 'C3' }, kind: 'scheduled' as const, forms: ['SV'] }],
      }),
      'event C3 is there twice',
    ],
  ])('%s', (_, change, problem) => {
    expect(broken(change).join('\n')).toContain(problem)
  })
})
