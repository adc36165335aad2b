import type { StudyEventDef } from '#shared/study/schedule-definition'
import { StudyVersion } from '#shared/study/definition'
import { items } from './rule-study'

const form = (oid: string, defs: Readonly<Record<string, object>>, more: object = {}) => ({
  oid,
  title: { en: oid },
  groups: [{ oid: 'MAIN', items: items(defs) }],
  checks: [],
  ...more,
})

const found = (id: string, holds: string, severity: string, deviation?: string) => {
  const [item = '', code = ''] = id === 'X030' ? ['XOVR.XOVDEC', 'N'] : ['LATE', 'Y']
  const fine = code === 'N' ? 'Y' : 'N'
  const cases = { holds: { [item]: fine }, boundary: { [item]: fine }, fails: { [item]: code } }
  const on = id === 'X030' ? 'ECSTDTM' : 'LATE'
  return {
    id,
    severity,
    items: [on],
    holds,
    message: { en: `${id} does not hold.` },
    cases,
    ...(deviation && { deviation }),
  }
}

const cycle = {
  days: 56,
  before: 7,
  after: 7,
  rule: 'X004',
  floor: { days: 42, rule: 'X006' },
  limit: { days: 112, rule: 'X005' },
}

const event = (oid: string, more: Omit<Partial<StudyEventDef>, 'oid'>) => ({
  oid,
  title: { en: oid },
  kind: 'scheduled',
  forms: ['SV'],
  ...more,
})

/** A study that has one of everything a calendar can meet: arms, a part of an arm, crossover, cycles, hours, ends. */
export const calendarStudy = StudyVersion.parse({
  format: 1,
  study: { id: 'NCT00000008', name: 'CALENDAR', title: { en: 'A study to plan visits in' } },
  name: '1.0',
  arms: [
    { oid: 'A', title: { en: 'Radioligand' } },
    { oid: 'A-CAP', of: 'A', title: { en: 'with capecitabine' }, when: { form: 'PETF', when: 'FDGPOS == "Y"' } },
    { oid: 'A-ALONE', of: 'A', title: { en: 'alone' } },
    { oid: 'B', title: { en: 'Control' } },
  ],
  assignment: { form: 'RAND', arm: 'ARMCD' },
  phases: [
    { oid: 'SCREEN', title: { en: 'Screening' } },
    {
      oid: 'TREAT',
      title: { en: 'Treatment' },
      baseline: 'SCR',
      course: { oid: 'MAIN', form: 'EXLU', item: 'ECSTDTM', most: 4 },
    },
    {
      oid: 'CROSS',
      title: { en: 'Crossover' },
      baseline: 'XSCR',
      course: { oid: 'CROSSOVER', form: 'EXLU', item: 'ECSTDTM', most: 2 },
    },
  ],
  moves: [
    { from: ['SCREEN'], to: 'TREAT', on: 'RAND' },
    { from: ['TREAT'], to: 'CROSS', arms: ['B'], on: 'XOVR' },
  ],
  anchors: [
    { oid: 'CONSENT', event: 'SCR', form: 'ICF', item: 'DSSTDAT' },
    { oid: 'RAND', form: 'RAND', item: 'RANDDAT' },
    { oid: 'PD', form: 'PD', item: 'PDDAT', phase: 'TREAT' },
    { oid: 'LASTDOSE', form: 'EXLU', item: 'ECSTDTM', which: 'last' },
    { oid: 'KIDNEY', form: 'DOSIM', when: 'KIDPROJ > 30' },
    { oid: 'XOVR', event: 'XSCR', form: 'XOVR', item: 'XOVDAT', when: 'XOVDEC == "Y"' },
    { oid: 'DEATH', form: 'DTH', item: 'DTHDAT' },
  ],
  ends: ['DEATH'],
  events: [
    event('SCR', {
      phases: ['SCREEN'],
      target: { anchor: 'CONSENT', days: 0, before: 0, after: 28 },
      valid: { days: 28, for: 'RAND', rule: 'SCREENED' },
      forms: ['SV', 'ICF', 'LB', 'PETF'],
    }),
    event('RAND', { phases: ['SCREEN', 'TREAT'], forms: ['SV', 'RAND'] }),
    event('C{n}', {
      arms: ['A'],
      phases: ['TREAT'],
      epoch: { en: 'Cycle {n}' },
      repeat: { from: 1, to: 4 },
      until: ['PD', 'KIDNEY'],
      target: [
        { occurrence: 'first', anchor: 'RAND', days: 14, before: 14, after: 14 },
        { occurrence: 'later', event: 'C{before}', ...cycle },
      ],
      fresh: [{ form: 'LB', item: 'LBDAT', days: 14, rule: 'X008' }],
      forms: ['SV', 'LB', 'EXLU'],
    }),
    event('C{n}-H24', {
      arms: ['A'],
      phases: ['TREAT'],
      epoch: { en: 'Cycle {n}' },
      repeat: { from: 1, to: 4 },
      until: ['PD'],
      target: {
        event: 'C{n}',
        hours: 24,
        hoursBefore: 6,
        hoursAfter: 6,
        form: 'EXLU',
        item: 'ECSTDTM',
        clock: { form: 'DOSIM', item: 'DOSDTM' },
      },
      forms: ['SV', 'DOSIM'],
    }),
    event('C{n}-W4', {
      arms: ['A'],
      phases: ['TREAT'],
      epoch: { en: 'Cycle {n}' },
      repeat: { from: 1, to: 4 },
      until: ['PD'],
      target: { event: 'C{n}', days: 28, before: 3, after: 3 },
      forms: ['SV', 'LB'],
    }),
    event('CAP', {
      arms: ['A-CAP'],
      phases: ['TREAT'],
      target: { event: 'C1', days: 0, before: 0, after: 0 },
    }),
    event('B{n}', {
      arms: ['B'],
      phases: ['TREAT'],
      epoch: { en: 'Control' },
      repeat: { from: 0, to: 48, step: 4 },
      until: ['PD'],
      target: { anchor: 'RAND', days: 7, each: { days: 7 }, before: 3, after: 3 },
    }),
    event('IMG-{n}', {
      phases: ['TREAT'],
      epoch: { en: 'Imaging' },
      repeat: { from: 12, to: 120, step: 12 },
      until: ['PD'],
      target: { anchor: 'RAND', days: 0, each: { days: 7 }, before: 7, after: 7 },
      inARow: { missed: 2, rule: 'X026' },
    }),
    event('PD', { phases: ['TREAT'], forms: ['SV', 'PD'] }),
    event('XSCR', {
      arms: ['B'],
      phases: ['TREAT', 'CROSS'],
      target: { anchor: 'PD', days: 28, before: 28, after: 28 },
      forms: ['SV', 'XOVR'],
    }),
    event('X1', {
      phases: ['CROSS'],
      target: { anchor: 'XOVR', days: 7, before: 7, after: 7 },
      forms: ['SV', 'EXLU'],
    }),
    event('M{n}', {
      phases: ['TREAT', 'CROSS'],
      repeat: { from: 6, to: 24, step: 6 },
      target: { anchor: 'RAND', days: 0, each: { months: 1 }, before: 14, after: 14 },
    }),
    { oid: 'UNS', title: { en: 'Unscheduled' }, kind: 'unscheduled', forms: ['SV', 'LB'] },
    { oid: 'LOG', title: { en: 'Throughout' }, kind: 'log', forms: ['DTH', 'DV'] },
  ],
  forms: [
    form('SV', { SVOCCUR: { type: 'code', codeList: 'NY' }, SVSTDTC: { type: 'date' } }, { domain: 'SV' }),
    form('ICF', { DSSTDAT: { type: 'date' } }),
    form('LB', { LBDAT: { type: 'date' } }),
    form('PETF', { FDGPOS: { type: 'code', codeList: 'NY' } }),
    form('RAND', { RANDDAT: { type: 'date' }, ARMCD: { type: 'code', codeList: 'ARM' } }),
    form(
      'EXLU',
      { ECSTDTM: { type: 'datetime' }, LATE: { type: 'code', codeList: 'NY' } },
      {
        checks: [found('X005-LATE', 'LATE != "Y"', 'D', 'DOSING'), found('X030', 'XOVR.XOVDEC != "N"', 'H')],
      },
    ),
    form('DOSIM', { DOSDTM: { type: 'datetime' }, KIDPROJ: { type: 'decimal' } }),
    form('PD', { PDDAT: { type: 'date' } }),
    form('XOVR', { XOVDAT: { type: 'date' }, XOVDEC: { type: 'code', codeList: 'NY' } }),
    form('DTH', { DTHDAT: { type: 'date', partial: true } }),
    form(
      'DV',
      {
        ...Object.fromEntries(['DVTERM', 'DVCHECK', 'DVACT', 'DVLINK'].map((oid) => [oid, { type: 'text' }])),
        DVSTDAT: { type: 'date' },
        ...Object.fromEntries(['DVCAT', 'DVSEV', 'DVSRC'].map((oid) => [oid, { type: 'code', codeList: oid }])),
      },
      { domain: 'DV', repeating: true, nameItem: 'DVTERM' },
    ),
  ],
  codeLists: [
    { oid: 'NY', codes: ['Y', 'N'].map((code) => ({ code, text: { en: code } })) },
    { oid: 'ARM', codes: ['A', 'B'].map((code) => ({ code, text: { en: code } })) },
    ...Object.entries({
      DVCAT: ['VISIT_WINDOW', 'DOSING', 'MISSING_ASSESSMENT'],
      DVSEV: ['MINOR', 'MAJOR'],
      DVSRC: ['AUTO', 'MANUAL'],
    }).map(([oid, codes]) => ({ oid, codes: codes.map((code) => ({ code, text: { en: code } })) })),
  ],
  visitDate: { form: 'SV', item: 'SVSTDTC' },
  signing: [],
})
