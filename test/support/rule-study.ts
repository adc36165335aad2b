import { CheckDef, ItemDef, StudyVersion } from '#shared/study/definition'

const label = { en: 'Item' }

/** Items by oid, for studies made to try one thing. */
export const items = (defs: Readonly<Record<string, object>>): ItemDef[] =>
  Object.entries(defs).map(([oid, def]) => ItemDef.parse({ oid, label, ...def }))

export const check = (id: string, on: readonly string[], holds: string, cases?: CheckDef['cases'], severity = 'H') =>
  CheckDef.parse({
    id,
    severity,
    items: on,
    holds,
    message: { en: `${id} does not hold.` },
    cases: cases ?? { holds: {}, boundary: {}, fails: {} },
  })

const weightUnits = [
  { unit: 'kg', factor: '1' },
  { unit: 'lb', factor: '0.45359237' },
]

/** A study that has one of everything that rules, layout, findings and schedule can meet. */
export const ruleStudy = StudyVersion.parse({
  format: 1,
  study: { id: 'NCT00000009', name: 'RULES', title: { en: 'A study to try rules on' } },
  name: '1.0',
  arms: [],
  anchors: [{ oid: 'CONSENT', event: 'SCR', form: 'DM', item: 'ICFDAT' }],
  events: [
    { oid: 'SCR', title: { en: 'Screening' }, kind: 'scheduled', forms: ['SV', 'DM', 'VS'] },
    {
      oid: 'W4',
      title: { en: 'Week 4' },
      kind: 'scheduled',
      target: { anchor: 'CONSENT', days: 28, before: 3, after: 3 },
      forms: ['SV', 'VS'],
    },
    { oid: 'UNS', title: { en: 'Unscheduled' }, kind: 'unscheduled', forms: ['SV', 'VS'] },
    { oid: 'LOG', title: { en: 'Throughout' }, kind: 'log', forms: ['AE'] },
  ],
  forms: [
    {
      oid: 'SV',
      title: { en: 'Visit' },
      domain: 'SV',
      groups: [
        { oid: 'VISIT', items: items({ SVOCCUR: { type: 'code', codeList: 'NY' }, SVSTDTC: { type: 'date' } }) },
      ],
      checks: [],
    },
    {
      oid: 'DM',
      title: { en: 'Demographics' },
      groups: [
        {
          oid: 'MAIN',
          items: items({
            ICFDAT: { type: 'date', required: true },
            BRTHDAT: { type: 'date', partial: true },
            AGE: { type: 'calculated', expression: 'years(BRTHDAT, ICFDAT)', result: 'decimal', unit: 'years' },
            SEX: { type: 'code', codeList: 'SEX', required: true, missing: true },
            CHILDPOT: { type: 'code', codeList: 'NY', when: 'SEX == "F"', required: true },
            RACE: { type: 'multi', codeList: 'RACE' },
          }),
        },
      ],
      checks: [check('DM-01', ['BRTHDAT'], 'years(BRTHDAT, ICFDAT) >= 18')],
    },
    {
      oid: 'VS',
      title: { en: 'Vital signs' },
      groups: [
        {
          oid: 'MAIN',
          items: items({
            WEIGHT: {
              type: 'decimal',
              units: weightUnits,
              soft: { low: '40', high: '150' },
              hard: { low: '20', high: '350' },
            },
            HEIGHT: { type: 'decimal' },
            BMI: {
              type: 'calculated',
              expression: 'WEIGHT * 10000 / (HEIGHT * HEIGHT)',
              result: 'decimal',
              decimals: 1,
            },
            CRP: { type: 'decimal', soft: { low: '0', high: '10' } },
          }),
        },
        {
          oid: 'READS',
          repeating: true,
          items: items({
            SYSBP: { type: 'integer', required: true },
            DIABP: { type: 'integer', required: 'given(SYSBP)' },
            PULSEP: { type: 'calculated', expression: 'SYSBP - DIABP', result: 'decimal' },
          }),
        },
      ],
      checks: [
        check('VS-01', ['DIABP', 'SYSBP'], 'DIABP < SYSBP'),
        check('VS-02', ['WEIGHT'], 'size(READS) <= 2', undefined, 'I'),
        check('VS-03', ['WEIGHT'], 'DM.ICFDAT <= SV.SVSTDTC', undefined, 'S'),
      ],
    },
    {
      oid: 'AE',
      title: { en: 'Adverse event' },
      repeating: true,
      nameItem: 'AETERM',
      domain: 'AE',
      groups: [
        {
          oid: 'EVENT',
          items: items({
            AETERM: { type: 'text', required: true },
            AESTDAT: { type: 'date', partial: true },
            AEENDAT: { type: 'date', partial: true },
            AESER: { type: 'code', codeList: 'NY' },
          }),
        },
      ],
      checks: [check('AE-01', ['AEENDAT', 'AESTDAT'], 'AESTDAT <= AEENDAT')],
    },
  ],
  codeLists: [
    { oid: 'NY', codes: ['Y', 'N'].map((code) => ({ code, text: { en: code } })) },
    { oid: 'SEX', codes: ['M', 'F'].map((code) => ({ code, text: { en: code } })) },
    { oid: 'RACE', codes: ['A', 'B', 'C'].map((code) => ({ code, text: { en: code } })) },
  ],
  visitDate: { form: 'SV', item: 'SVSTDTC' },
  signing: [{ form: 'AE', meaning: 'reviewed-adverse-event' }],
})
