import { nelmas } from '#forms/nelmas/study'
import { netRetreat } from '#forms/net-retreat/study'
import { wholeNetter2 } from '#forms/netter-2/whole-study'
import { reLuth } from '#forms/re-luth/study'
import { startNet } from '#forms/start-net/study'
import { contentOf } from '#shared/casebook/derive'
import { deviationsProposed } from '#shared/casebook/deviations'
import { FormPath } from '#shared/casebook/path'
import { coursesOf, journeyOf } from '#shared/casebook/phases'
import { scheduleOf } from '#shared/casebook/schedule'
import { PartialDate, daysBetween } from '#shared/partial-date'
import { compileStudy } from '#shared/study/compile'
import type { StudyVersion } from '#shared/study/definition'
import { describe, expect, test } from 'vitest'
import { Story, investigator, nurse } from '../support/story'

/** A participant as the forms tell of them, `EVENT/FORM/ITEM` by `EVENT/FORM/ITEM`; `EVENT` alone is the day of the visit. */
class Participant {
  private readonly study
  private readonly story

  constructor(version: StudyVersion) {
    this.study = compileStudy(version)
    this.story = new Story(this.study.id, version.study.id)
  }

  with(said: Readonly<Record<string, string>>): this {
    for (const [path, text] of Object.entries(said)) {
      const [event = '', form = 'SV', item = 'SVSTDTC'] = path.split('/')
      const { def, group } = this.study.item(form, item) ?? {}
      if (!this.study.event(event)?.forms.includes(form) || !group || !def) throw new Error(`nothing asks ${path}`)
      const unit = 'units' in def ? def.units?.[0]?.unit : undefined
      const entry = { state: 'value' as const, text, ...(unit !== undefined && { unit }) }
      const place = `${group.oid}${group.repeating ? ':0198c0de-0000-7000-8000-000000000001' : ''}/${item}`
      const at = FormPath.parse(`${event}/${form}`)
      this.story.enters(nurse, '2026-01-01T10:00:00Z', at, { [place]: entry }, { blind: true })
    }
    return this
  }

  /** The investigator signs a form as it stands. */
  signed(at: string): this {
    const form = FormPath.parse(at)
    const items = this.story.casebook().forms.get(form)?.items ?? new Map()
    const scopes = [{ scope: form, content: contentOf(form, items) }]
    const body = { kind: 'sign', meaning: 'data-correct', scopes, key: 'k', signature: 's' } as const
    this.story.says(investigator, '2026-01-01T10:00:00Z', body)
    return this
  }

  get planned() {
    return scheduleOf(this.study, this.story.casebook())
  }
  /** The days that visits are planned on, by code; of those asked. */
  on(...events: readonly string[]): Readonly<Record<string, string | undefined>> {
    const planned = this.planned
    return Object.fromEntries(events.map((event) => [event, planned.find((one) => one.event === event)?.target]))
  }
  /** Codes of what is planned and fits. */
  matching(pattern: RegExp): readonly string[] {
    return this.planned.map(({ event }): string => event).filter((event) => pattern.test(event))
  }
  get phases(): readonly string[] {
    return journeyOf(this.study, this.story.casebook()).stays.map(({ phase }) => phase)
  }
  /** Doses given in each course. */
  get given(): readonly (readonly [course: string, doses: number])[] {
    return coursesOf(this.study, this.story.casebook()).map(({ def, given }) => [def.oid, given.length] as const)
  }
  /** Days between two anchors. */
  days(from: string, to: string): number | undefined {
    const journey = journeyOf(this.study, this.story.casebook())
    const [a, b] = [journey.happened(from)?.day, journey.happened(to)?.day]
    return a && b && daysBetween(a, b).least
  }
  deviations(today: string): readonly string[] {
    return deviationsProposed(this.study, this.story.casebook(), today).map(({ id }) => id)
  }
}

const later = (day: string, days: number): string => PartialDate.parse(day)?.addDays(days).toString() ?? ''
/** Infusions on their days, as the visit and the form say. */
const infused = (given: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(given).flatMap(([event, day]) => [
      [event, day],
      [`${event}/EXLU/ECSTDTM`, `${day}T10:00:00+01:00`],
    ]),
  )

describe('NET RETREAT', () => {
  const randomised = (arm: string) =>
    new Participant(netRetreat).with({
      SCR: '2024-01-15',
      'SCR/ICF/DSSTDAT': '2024-01-15',
      'RAND/RAND/RANDDAT': '2024-02-01',
      'RAND/RAND/ARMCD': arm,
    })

  test('arm I: two cycles, the end of treatment, survival', () => {
    const one = randomised('NR1').with(infused({ L1: '2024-02-12', L2: '2024-04-08' }))
    expect(one.on('L2', 'L1-W4', 'L2-W6', 'EOT-L', 'IMG-12')).toEqual({
      L2: '2024-04-08',
      'L1-W4': '2024-03-11',
      'L2-W6': '2024-05-20',
      'EOT-L': '2024-06-03',
      'IMG-12': '2024-04-25',
    })
    expect(one.matching(/^E1|^E-W|^X|^SURV/)).toEqual([])
    one.with({ 'EOT-L': '2024-06-03', 'EOT-L/EOT/DSSTDAT': '2024-06-03', 'PD/PD/PDDAT': '2024-10-03' })
    expect(one.phases).toEqual(['SCREEN', 'TREAT', 'FOLLOW'])
    expect(one.given).toEqual([['MAIN', 2]])
    expect(one.matching(/^XSCR|^IMG-48|^XL/)).toEqual([])
    expect(one.matching(/^SURV/)[0]).toBe('SURV-24')
    expect(one.matching(/^SURV/).at(-1)).toBe('SURV-156')
  })

  test('arm II: everolimus, progression, crossover, second progression, with the dates that endpoints need', () => {
    const two = randomised('NR2').with({ E1: '2024-02-05' })
    expect(two.on('E-W2', 'E-W4', 'E-W8', 'E-W12')).toEqual({
      'E-W2': '2024-02-19',
      'E-W4': '2024-03-04',
      'E-W8': '2024-04-01',
      'E-W12': '2024-04-29',
    })
    expect(two.matching(/^L\d|^EOT-L/)).toEqual([])
    two.with({ 'PD/PD/PDDAT': '2024-09-15', 'PD/EOT/DSSTDAT': '2024-09-20' })
    expect(two.on('XSCR')).toEqual({ XSCR: '2024-10-13' })
    expect(two.matching(/^E-W36|^IMG-36|^XL/)).toEqual([])
    two.with({ XSCR: '2024-10-01', 'XSCR/XOVR/XOVDAT': '2024-10-02', 'XSCR/XOVR/XOVCRIT': 'Y' })
    // Decided, and not signed yet.
    expect(two.phases.at(-1)).toBe('FOLLOW')
    two.signed('XSCR/XOVR').with({ 'XSCR/XOVR/XOVPLAN': '2' })
    // Corrected since: signed again, or it does not stand.
    expect(two.phases.at(-1)).toBe('FOLLOW')
    two.signed('XSCR/XOVR').with(infused({ XL1: '2024-10-10' }))
    expect(two.phases).toEqual(['SCREEN', 'TREAT', 'FOLLOW', 'CROSS'])
    expect(two.on('XL2', 'XIMG-12')).toEqual({ XL2: '2024-12-05', 'XIMG-12': '2025-01-02' })
    two.with(infused({ XL2: '2024-12-05' })).with({ 'XPD/PD/PDDAT': '2025-05-20', 'XPD/EOT/DSSTDAT': '2025-05-21' })
    expect(two.phases.at(-1)).toBe('XFOLLOW')
    expect(two.given).toEqual([
      ['MAIN', 0],
      ['CROSSOVER', 2],
    ])
    expect([two.days('RAND', 'PD'), two.days('RAND', 'XPD'), two.days('PD', 'XPD'), two.days('PD', 'XL1')]).toEqual([
      227, 474, 247, 25,
    ])
    expect(two.matching(/^SURV/).at(-1)).toBe('SURV-156')
  })
})

describe('ReLUTH', () => {
  const inRunIn = () =>
    new Participant(reLuth)
      .with({ INC: '2024-01-10', 'INC/ICF/DSSTDAT': '2024-01-08', 'REG/REG/REGDAT': '2024-01-22' })
      .with(infused({ R1: '2024-02-05', R2: '2024-04-01' }))
  const randomised = (arm: string) =>
    inRunIn().with({ EVR: '2024-05-06', 'RAND/RAND/RANDDAT': '2024-05-13', 'RAND/RAND/ARMCD': arm })

  test('before randomisation everyone has the run-in', () => {
    expect(inRunIn().matching(/^(R\d|EVR|RAND|M\d)/)).toEqual([
      ...['R1', 'R1-W4', 'R1-W6', 'R2', 'R2-W4', 'EVR', 'RAND'],
    ])
    expect(inRunIn().on('EVR')).toEqual({ EVR: '2024-05-06' })
  })

  test('progression after the run-in forbids randomisation, and the participant stays registered', () => {
    const one = inRunIn().with({ EVR: '2024-05-06', 'EVR/RSOV/OVRLRESP_INV': 'PD' })
    expect(one.matching(/^(RAND|R3|R4|M\d)/)).toEqual([])
    one.with({ 'RUNPD/PD/PDDAT': '2024-05-06', 'RUNPD/EOT/DSSTDAT': '2024-05-10' })
    expect(one.phases).toEqual(['INCLUSION', 'RUNIN', 'NOTRAND'])
    expect(one.given).toEqual([['RUNIN', 2]])
  })

  test('the experimental arm has two more cycles, counted from the second of the run-in', () => {
    const one = randomised('RL-EXP')
    expect(one.on('R3', 'R4', 'M2', 'M6')).toEqual({
      R3: '2024-05-27',
      R4: '2024-07-22',
      M2: '2024-07-13',
      M6: '2024-11-13',
    })
    one.with(infused({ R3: '2024-05-27', R4: '2024-07-22' })).with({ 'EOT/EOT/DSSTDAT': '2024-09-16' })
    expect(one.given).toEqual([
      ['RUNIN', 2],
      ['EXTRA', 2],
    ])
    expect(one.matching(/^M/)).toEqual(expect.arrayContaining(['M9', 'M24', 'M30', 'M120']))
    one.with({ 'PD/PD/PDDAT': '2025-06-01' })
    expect(one.phases.at(-1)).toBe('FOLLOW')
    expect(one.matching(/^M15|^SURV/)[0]).toBe('SURV-12')
  })

  test('the control arm is watched on the same calendar', () => {
    const one = randomised('RL-CTL')
    expect(one.matching(/^(R3|R4|EOT)/)).toEqual([])
    expect(one.on('M4')).toEqual({ M4: '2024-09-13' })
  })
})

describe('NELMAS', () => {
  const randomised = (arm: string) =>
    new Participant(nelmas).with({
      PREOP: '2025-01-20',
      'PREOP/ICF/DSSTDAT': '2025-01-20',
      'SURG/SURG/SURGDAT': '2025-02-03',
      SCR2: '2025-02-17',
      'RAND/RAND/RANDDAT': '2025-02-24',
      'RAND/RAND/ARMCD': arm,
    })

  test('arm B: the first dose is counted from surgery, the second from the first', () => {
    const one = randomised('NL-B')
    expect(one.planned.find(({ event }) => event === 'C1')).toMatchObject({
      from: '2025-03-03',
      target: '2025-03-17',
      to: '2025-03-31',
    })
    expect(one.matching(/^A\d/)).toEqual([])
    one.with(infused({ C1: '2025-04-01' }))
    expect(one.deviations('2025-04-02')).toContain('X036/C1')
    expect(one.on('C2', 'C1-W6')).toEqual({ C2: '2025-05-27', 'C1-W6': '2025-05-13' })
    one.with(infused({ C2: '2025-05-27' }))
    expect(one.matching(/^C2-/)).toEqual(['C2-W2', 'C2-W4', 'C2-W6', 'C2-W8', 'C2-W12', 'C2-W24'])
    expect(one.given).toEqual([['MAIN', 2]])
  })

  test('arm A: every three months to the end of study', () => {
    const one = randomised('NL-A')
    expect(one.matching(/^C\d/)).toEqual([])
    expect(one.matching(/^A\d/)).toHaveLength(12)
    expect(one.on('A3', 'A36', 'MRI-18', 'EOS')).toEqual({
      A3: '2025-05-24',
      A36: '2028-02-24',
      'MRI-18': '2026-08-24',
      EOS: '2028-02-24',
    })
    expect(one.matching(/^MRI/)).toHaveLength(8)
    expect(one.matching(/^BIO/)).toEqual(['BIO-6', 'BIO-12', 'BIO-36'])
    one.with({ EOS: '2028-02-24' })
    expect(one.phases.at(-1)).toBe('LATER')
    expect(one.matching(/^SURV/)).toEqual(['SURV-42', 'SURV-48', 'SURV-54', 'SURV-60'])
  })

  test('recurrence ends treatment and assessments', () => {
    const one = randomised('NL-B')
      .with(infused({ C1: '2025-03-17' }))
      .with({ 'PD/PD/PDDAT': '2025-05-01' })
    expect(one.matching(/^C2|^MRI-6|^EOS/)).toEqual([])
    expect(one.matching(/^SURV/)[0]).toBe('SURV-6')
  })
})

describe('NETTER-2', () => {
  const randomised = (arm: string) =>
    new Participant(wholeNetter2).with({
      SCR: '2024-01-05',
      'SCR/ICF/DSSTDAT': '2024-01-05',
      'RAND/RAND/RANDDAT': '2024-01-20',
      'RAND/RAND/ARMCD': arm,
    })
  const retreated = { 'RSCR/RETX/XOVDAT': '2026-03-01', 'RSCR/RETX/XOVCRIT': 'Y' }

  test('Lutathera: four cycles, octreotide on the day after and then every four weeks, re-treatment', () => {
    const one = randomised('N2-L').with(infused({ W0: '2024-02-01' }))
    expect(one.on('W0-D2', 'W8', 'W12', 'W4', 'LAR-28', 'IMG-16', 'IMG-24', 'IMG-36')).toEqual({
      'W0-D2': '2024-02-02',
      W8: '2024-03-28',
      W12: '2024-04-25',
      W4: '2024-02-29',
      'LAR-28': '2024-08-15',
      'IMG-16': '2024-05-11',
      'IMG-24': '2024-07-06',
      'IMG-36': '2024-09-28',
    })
    expect(one.matching(/^D1$|^LAR-(8|24)$|^XSCR/)).toEqual([])
    one.with(infused({ W8: '2024-03-28', W16: '2024-05-23', W24: '2024-07-18' }))
    one.with({ 'PD/PD/PDDAT': '2026-02-01', 'EOT/EOT/DSSTDAT': '2026-02-05' })
    expect(one.on('RSCR')).toEqual({ RSCR: '2026-02-15' })
    one
      .with(retreated)
      .signed('RSCR/RETX')
      .with(infused({ RR1: '2026-03-10' }))
    expect(one.phases).toEqual(['SCREEN', 'TREAT', 'FOLLOW', 'RETREAT'])
    expect(one.on('RR2')).toEqual({ RR2: '2026-05-05' })
    expect(one.given).toEqual([
      ['MAIN', 4],
      ['RETREAT', 1],
    ])
    one.with({ 'REOT/EOT/DSSTDAT': '2026-11-01' })
    expect(one.phases.at(-1)).toBe('RFOLLOW')
    expect(one.matching(/^FU/).at(-1)).toBe('FU-60')
  })

  test.each([
    ['before its window', '2025-04-01', false],
    ['on the day it is due', '2025-04-10', false],
    ['on the last day of its window', '2025-04-17', false],
    ['the day after: it was missed', '2025-04-18', true],
  ])('treatment ends %s: the next dose', (_, ended, isMissed) => {
    const at = new Participant(wholeNetter2).with({
      'RAND/RAND/RANDDAT': '2025-02-03',
      'RAND/RAND/ARMCD': 'N2-L',
      W0: '2025-02-13',
      'EOT/EOT/DSSTDAT': ended,
    })
    expect([at.on('W8')['W8'] !== undefined, at.deviations('2025-07-01').includes('VISIT-MISSED/W8')]).toEqual([
      isMissed,
      isMissed,
    ])
  })

  test('control: octreotide every four weeks, crossover, re-treatment after it, each with its own counter', () => {
    const one = randomised('N2-C').with({ D1: '2024-01-22' })
    expect(one.on('W4', 'LAR-8', 'LAR-72')).toEqual({ W4: '2024-02-19', 'LAR-8': '2024-03-18', 'LAR-72': '2025-06-09' })
    expect(one.matching(/^W(0|8|12|16)/)).toEqual([])
    one
      .with({ 'PD/PD/PDDAT': '2024-10-01', 'EOT/EOT/DSSTDAT': '2024-10-05' })
      .with({ 'XSCR/XOVR/XOVDAT': '2024-10-15', 'XSCR/XOVR/XOVCRIT': 'Y' })
      .signed('XSCR/XOVR')
      .with(infused({ X1: '2024-10-25', X2: '2024-12-20', X3: '2025-02-14', X4: '2025-04-11' }))
      .with({ 'XPD/PD/PDDAT': '2026-02-10', 'XEOT/EOT/DSSTDAT': '2026-02-12', ...retreated })
      .signed('RSCR/RETX')
      .with(infused({ RR1: '2026-03-12', RR2: '2026-05-07' }))
    expect(one.phases).toEqual(['SCREEN', 'TREAT', 'FOLLOW', 'CROSS', 'XFOLLOW', 'XRETREAT'])
    expect(one.given).toEqual([
      ['MAIN', 0],
      ['CROSSOVER', 4],
      ['RETREAT_AFTER_XO', 2],
    ])
    expect(one.on('RR3')).toEqual({ RR3: '2026-07-02' })
  })
})

describe('START-NET', () => {
  const randomised = (arm: string, positive: string) =>
    new Participant(startNet).with({
      SCR: '2024-01-02',
      'SCR/ICF/DSSTDAT': '2024-01-02',
      'SCR/PETF/FDGPOS': positive,
      'RAND/RAND/RANDDAT': '2024-02-01',
      'RAND/RAND/ARMCD': arm,
    })
  /** Cycles ten weeks apart, of 7 500 MBq each, whose kidneys received as many Gy. */
  const dosed = (...gy: readonly string[]): Readonly<Record<string, string>> =>
    Object.fromEntries(
      gy.flatMap((dose, i) => {
        const day = later('2024-02-12', i * 70)
        const [cycle, start] = [`C${i + 1}`, `${day}T10:00:00+01:00`]
        return Object.entries({
          [cycle]: day,
          [`${cycle}/EXLU/CYCLENO`]: String(i + 1),
          [`${cycle}/EXLU/LUMEASACT`]: '7500',
          [`${cycle}/EXLU/LUMEASDTM`]: start,
          [`${cycle}/EXLU/ECSTDTM`]: start,
          [`${cycle}/EXLU/LURESACT`]: '0',
          [`${cycle}/EXLU/LURESDTM`]: start,
          [`${cycle}-DEC`]: later(day, 14),
          [`${cycle}-DEC/DOSIM/CYCLENO`]: String(i + 1),
          [`${cycle}-DEC/DOSIM/SINGLEKID`]: 'N',
          [`${cycle}-DEC/DOSIM/KIDGYL`]: dose,
          [`${cycle}-DEC/DOSIM/KIDGYR`]: dose,
          [`${cycle}-DEC/DOSIM/DOSSTAT`]: 'FINAL',
        })
      }),
    )

  test('fixed: four cycles every eight weeks, the same imaging, no dosimetry', () => {
    const one = randomised('SN-C', 'Y').with({ C1: '2024-02-12' })
    expect(one.matching(/^C\d$/)).toEqual(['C1', 'C2', 'C3', 'C4'])
    expect(one.on('C2', 'IMG-12', 'C4')).toEqual({ C2: '2024-04-08', 'IMG-12': '2024-04-25', C4: '2024-07-29' })
    expect(one.matching(/CAP|-H|-DEC|-W8/)).toEqual([])
  })

  test.each([
    ['SN-P', 'Y', ['C1-CAP', 'C2-CAP', 'C3-CAP', 'C4-CAP']],
    ['SN-P', 'N', []],
    ['SN-P2', 'N', ['C1-CAP', 'C2-CAP', 'C3-CAP', 'C4-CAP']],
    ['SN-P1', 'Y', []],
  ])('allocated to %s with FDG %s: capecitabine %o', (arm, positive, courses) => {
    expect(randomised(arm, positive).matching(/-CAP$/)).toEqual(courses)
  })

  test('scans are planned in hours after the infusion', () => {
    const one = randomised('SN-P', 'N').with(infused({ C1: '2024-02-12' }))
    expect(one.planned.find(({ event }) => event === 'C1-H96')?.at).toEqual({
      target: '2024-02-16T10:00+01:00',
      from: '2024-02-15T10:00+01:00',
      to: '2024-02-17T10:00+01:00',
    })
  })

  test('cycles go on every ten weeks until the next would bring the kidneys above 30 Gy', () => {
    const upTo = (...gy: readonly string[]) => randomised('SN-P', 'N').with(dosed(...gy))
    // 25.2 Gy and a last cycle of 4.5: the seventh would make 29.7.
    const goesOn = upTo('3.9', '4.2', '4.0', '4.1', '4.5', '4.5')
    expect(goesOn.on('C7')).toEqual({ C7: later('2024-02-12', 6 * 70) })
    // 25.9 Gy: it would make 30.4.
    const stops = upTo('3.9', '4.2', '4.4', '4.3', '4.6', '4.5')
    expect(stops.matching(/^C[7-9]/)).toEqual([])
    expect(stops.given).toEqual([['MAIN', 6]])
    expect(stops.on('EOT')).toEqual({ EOT: later('2024-02-12', 5 * 70 + 70) })
    stops.with({ 'EOT/EOT/DSSTDAT': '2025-04-01', 'EOT/EOT/DSDECOD': 'RENAL_DOSE_LIMIT' })
    expect(stops.phases.at(-1)).toBe('FOLLOW')
    expect(stops.on('FU-3', 'FU-18')).toEqual({ 'FU-3': '2025-07-01', 'FU-18': '2026-10-01' })
    stops.with({ 'OUT/DTH/DTHDAT': '2026-01-15' })
    // Month 9 could still have been called on the day of death.
    expect(stops.matching(/^FU/).at(-1)).toBe('FU-6')
  })
})
