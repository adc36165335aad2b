import { netter2Lutetium } from '#forms/lutetium-gates'

/**
 * A sixth study as a sponsor would send it: one document with arms, randomisation, cycles of different rhythm, criteria, a
 * dose gate and a laboratory grid. Tests write it to a file outside the repository; nothing is built with it.
 */

const text = (en: string, fr: string) => ({ en, fr })
const yesNo = { type: 'code', codeList: 'YN', display: 'radio', required: true }
const result = (oid: string, name: string, unit: string) => [
  { oid, label: text(name, name), type: 'decimal', units: [{ unit, factor: '1' }], required: true, missing: true },
  ...(['low', 'high'] as const).map((side) => ({
    oid: `${oid}NR${side === 'low' ? 'LO' : 'HI'}`,
    label: text(`${name}, ${side} limit`, `${name}, limite`),
    type: 'decimal',
    units: [{ unit, factor: '1' }],
    limitOf: { item: oid, side },
  })),
]
const form = (oid: string, title: ReturnType<typeof text>, groups: object, more: object = {}) => ({
  ...{ oid, title, groups, checks: [] },
  ...more,
})
const phases = { kind: 'scheduled', phases: ['TREAT'], until: ['OFF'] }

export const sixthStudy = {
  format: 1,
  study: {
    id: 'NCT09990006',
    name: 'ORBIT',
    title: text('Cycles every 8 or every 12 weeks', 'Cycles toutes les 8 ou 12 semaines'),
  },
  name: '1.0',
  arms: [
    { oid: 'S6-8', title: text('Every 8 weeks', 'Toutes les 8 semaines'), hue: 'lutetium' },
    { oid: 'S6-12', title: text('Every 12 weeks', 'Toutes les 12 semaines'), hue: 'neutral' },
  ],
  assignment: { form: 'RAND', arm: 'ARMCD' },
  phases: [
    { oid: 'SCREEN', title: text('Before treatment', 'Avant traitement') },
    {
      oid: 'TREAT',
      title: text('Treatment', 'Traitement'),
      baseline: 'SCR',
      course: { oid: 'MAIN', form: 'EXLU', item: 'ECSTDTM', most: 3 },
    },
    { oid: 'FOLLOW', title: text('Follow-up', 'Suivi') },
  ],
  moves: [
    { from: ['SCREEN'], to: 'TREAT', on: 'RAND' },
    { from: ['TREAT'], to: 'FOLLOW', on: 'OFF' },
  ],
  anchors: [
    { oid: 'CONSENT', event: 'SCR', form: 'ICF', item: 'DSSTDAT' },
    { oid: 'RAND', form: 'RAND', item: 'RANDDAT' },
    { oid: 'OFF', form: 'EOT', item: 'DSSTDAT' },
  ],
  events: [
    {
      oid: 'SCR',
      title: text('First visit', 'Première visite'),
      kind: 'scheduled',
      phases: ['SCREEN'],
      target: { anchor: 'CONSENT', days: 0, before: 0, after: 21 },
      forms: ['SV', 'ICF', 'DM', 'LBH', 'IE'],
    },
    {
      oid: 'RAND',
      title: text('Draw', 'Tirage'),
      kind: 'scheduled',
      phases: ['SCREEN', 'TREAT'],
      forms: ['SV', 'RAND'],
    },
    {
      ...phases,
      oid: 'C{n}',
      title: text('Dose {n}', 'Dose {n}'),
      repeat: { from: 1, to: 3 },
      target: [
        { occurrence: 'first', anchor: 'RAND', days: 7, before: 7, after: 7 },
        { occurrence: 'later', arms: ['S6-8'], event: 'C{before}', days: 56, before: 7, after: 7 },
        { occurrence: 'later', arms: ['S6-12'], event: 'C{before}', days: 84, before: 7, after: 7 },
      ],
      forms: ['SV', 'LBH', 'EXLU'],
    },
    {
      ...phases,
      oid: 'C{n}-W2',
      title: text('Dose {n}, week 2', 'Dose {n}, semaine 2'),
      repeat: { from: 1, to: 3 },
      target: { event: 'C{n}', days: 14, before: 3, after: 3 },
      forms: ['SV', 'LBH'],
    },
    {
      oid: 'EOT',
      title: text('End', 'Fin'),
      kind: 'scheduled',
      phases: ['TREAT'],
      target: { event: 'C3', days: 56, before: 7, after: 7 },
      forms: ['SV', 'EOT'],
    },
    { oid: 'LOG', title: text('Throughout', 'Tout au long'), kind: 'log', forms: ['AE'] },
  ],
  forms: [
    form(
      'SV',
      text('Visit', 'Visite'),
      [
        {
          oid: 'VISIT',
          items: [{ oid: 'SVSTDTC', type: 'date', label: text('Date of visit', 'Date'), required: true }],
        },
      ],
      { domain: 'SV' },
    ),
    form('ICF', text('Agreement', 'Accord'), [
      {
        oid: 'CONSENT',
        items: [
          { oid: 'DSSTDAT', type: 'date', label: text('Signed on', 'Signé le'), required: true },
          { oid: 'COPY', label: text('Copy given', 'Copie remise'), ...yesNo },
        ],
      },
    ]),
    form(
      'DM',
      text('About you', 'Personne'),
      [
        {
          oid: 'PERSON',
          items: [
            { oid: 'BRTHDAT', type: 'date', partial: true, label: text('Born', 'Naissance'), required: true },
            { oid: 'SEX', type: 'code', codeList: 'SEX', display: 'radio', label: text('Sex', 'Sexe'), required: true },
            { oid: 'STAIRS', type: 'integer', label: text('Floors climbed', 'Étages'), required: true },
            {
              oid: 'REST',
              type: 'text',
              label: text('Why none', 'Pourquoi aucun'),
              when: 'STAIRS == 0',
              required: true,
            },
          ],
        },
      ],
      {
        checks: [
          {
            id: 'S6-01',
            severity: 'H',
            items: ['STAIRS'],
            holds: 'STAIRS <= 50',
            message: text('More floors than a house has.', 'Trop d’étages.'),
            cases: { holds: { STAIRS: '3' }, boundary: { STAIRS: '50' }, fails: { STAIRS: '51' } },
          },
        ],
      },
    ),
    form('LBH', text('Blood count', 'Hémogramme'), [
      { oid: 'SAMPLE', items: [{ oid: 'LBDAT', type: 'date', label: text('Taken on', 'Prélevé le'), required: true }] },
      {
        oid: 'RESULTS',
        layout: 'laboratory',
        items: [
          ...result('HGB', 'Haemoglobin', 'g/L'),
          ...result('WBC', 'Leucocytes', '10^9/L'),
          ...result('ANC', 'Neutrophils', '10^9/L'),
          ...result('PLT', 'Platelets', '10^9/L'),
        ],
      },
    ]),
    form('IE', text('May take part', 'Peut participer'), [
      { oid: 'CRITERIA', items: [{ oid: 'IE_S6_I02', label: text('Can lie still', 'Peut rester allongé'), ...yesNo }] },
    ]),
    form('RAND', text('Draw', 'Tirage'), [
      {
        oid: 'DRAWN',
        items: [
          { oid: 'STRAT1', type: 'code', codeList: 'SEX', display: 'radio', label: text('Sex', 'Sexe') },
          { oid: 'RANDDAT', type: 'date', label: text('Drawn on', 'Tiré le') },
          { oid: 'ARMCD', type: 'code', codeList: 'ARMS', display: 'radio', label: text('Arm', 'Bras') },
        ],
      },
    ]),
    form('EXLU', text('Dose', 'Dose'), [
      {
        oid: 'GIVEN',
        items: [
          { oid: 'ECSTDTM', type: 'datetime', label: text('Begun', 'Début'), required: true },
          {
            oid: 'LUPRESC',
            type: 'decimal',
            units: [{ unit: 'MBq', factor: '1' }],
            label: text('Prescribed', 'Prescrit'),
          },
        ],
      },
    ]),
    form('EOT', text('End', 'Fin'), [
      { oid: 'END', items: [{ oid: 'DSSTDAT', type: 'date', label: text('Ended on', 'Terminé le'), required: true }] },
    ]),
    form(
      'AE',
      text('Adverse event', 'Événement indésirable'),
      [{ oid: 'EVENT', items: [{ oid: 'AETERM', type: 'text', label: text('What', 'Quoi'), required: true }] }],
      { repeating: true, nameItem: 'AETERM', domain: 'AE' },
    ),
  ],
  codeLists: [
    {
      oid: 'YN',
      codes: [
        { code: 'Y', text: text('Yes', 'Oui') },
        { code: 'N', text: text('No', 'Non') },
      ],
    },
    {
      oid: 'SEX',
      codes: [
        { code: 'F', text: text('Female', 'Femme') },
        { code: 'M', text: text('Male', 'Homme') },
      ],
    },
    {
      oid: 'ARMS',
      codes: [
        { code: 'S6-8', text: text('Every 8 weeks', 'Toutes les 8 semaines') },
        { code: 'S6-12', text: text('Every 12 weeks', 'Toutes les 12 semaines') },
      ],
    },
  ],
  visitDate: { form: 'SV', item: 'SVSTDTC' },
  signing: [{ form: 'AE', meaning: 'reviewed-adverse-event' }],
  gates: {
    lutetium: [
      {
        form: 'EXLU',
        asks: { ...netter2Lutetium, arms: { value: { MAIN: ['S6-8', 'S6-12'] }, from: 'record' } },
      },
    ],
  },
  eligibility: {
    parameters: {
      labDays: { value: 21, from: 'record' },
      least: { value: [{ unit: 'g/L', value: '95' }], from: 'record' },
    },
    anchors: { consent: {}, enrolment: { today: true } },
    dates: { LBH: { date: 'LBDAT' } },
    phases: [{ oid: 'ENTRY', title: text('Entry', 'Entrée'), entry: 'enrolment', codes: ['SCR'] }],
    criteria: [
      {
        id: 'S6-E01',
        kind: 'exclusion',
        mode: 'computed',
        text: text('Haemoglobin below 95 g/L', 'Hémoglobine inférieure à 95 g/L'),
        phases: ['ENTRY'],
        rule: 'casebook.latest("LBH.HGB", days(labDays), entry).below(least)',
      },
      {
        id: 'S6-I02',
        kind: 'inclusion',
        mode: 'judgement',
        text: text('Can lie still for an hour', 'Peut rester allongé une heure'),
        phases: ['ENTRY'],
      },
    ],
  },
  randomisation: {
    masking: { value: 'open', from: 'record' },
    method: { value: 'blocks', from: 'record' },
    arms: {
      value: [
        { arm: 'S6-8', parts: 1 },
        { arm: 'S6-12', parts: 1 },
      ],
      from: 'record',
    },
    strata: [
      {
        from: 'record',
        value: {
          by: 'value',
          oid: 'SEX',
          title: text('Sex', 'Sexe'),
          value: 'DM.SEX',
          levels: [
            { code: 'F', title: text('Female', 'Femme') },
            { code: 'M', title: text('Male', 'Homme') },
          ],
        },
      },
    ],
    signed: [],
    needs: [
      {
        from: 'record',
        value: {
          oid: 'STILL',
          holds: 'IE.IE_S6_I02 == "Y"',
          message: text('Nobody said that they can lie still.', 'Position allongée non confirmée.'),
        },
      },
    ],
    records: {
      event: 'RAND',
      form: 'RAND',
      items: [
        { item: 'STRAT1', holds: { stratum: 'SEX' } },
        { item: 'RANDDAT', holds: 'date' },
        { item: 'ARMCD', holds: 'arm' },
      ],
    },
  },
}
