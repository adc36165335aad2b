import {
  calculated,
  code,
  codeList,
  date,
  datetime,
  decimal,
  defineForm,
  defineStudy,
  type Form,
  integer,
  multi,
  text,
  time,
} from '#forms/define'
import { design } from '#forms/netter-2/study'
import { FormDef, StudyVersion } from '#shared/study/definition'
import { expect, test } from 'vitest'

const pressure = {
  SYSBP: integer({
    label: { en: 'Systolic', fr: 'Systolique' },
    unit: 'mmHg',
    soft: ['80', '200'],
    hard: ['40', '300'],
  }),
  DIABP: integer({ label: { en: 'Diastolic', fr: 'Diastolique' }, unit: 'mmHg' }),
}
const title = { en: 'Blood pressure', fr: 'Pression artérielle' }
const message = { en: 'Diastolic is not below systolic.', fr: "La diastolique n'est pas inférieure à la systolique." }
const cases = {
  holds: { SYSBP: '120', DIABP: '80' },
  boundary: { SYSBP: '120', DIABP: '119' },
  fails: { SYSBP: '80', DIABP: '80' },
}

test('a form is plain data: items in the order written, each named by its key', () => {
  const form = defineForm({
    oid: 'BP',
    title,
    groups: { PRESSURE: { items: pressure } },
    checks: [{ id: 'BP-01', severity: 'H', items: ['DIABP', 'SYSBP'], holds: 'DIABP < SYSBP', message, cases }],
  })
  expect(form.def).toEqual({
    oid: 'BP',
    title,
    groups: [
      {
        oid: 'PRESSURE',
        items: [
          {
            type: 'integer',
            oid: 'SYSBP',
            label: { en: 'Systolic', fr: 'Systolique' },
            units: [{ unit: 'mmHg', factor: '1' }],
            soft: { low: '80', high: '200' },
            hard: { low: '40', high: '300' },
          },
          {
            type: 'integer',
            oid: 'DIABP',
            label: { en: 'Diastolic', fr: 'Diastolique' },
            units: [{ unit: 'mmHg', factor: '1' }],
          },
        ],
      },
    ],
    checks: [{ id: 'BP-01', severity: 'H', items: ['DIABP', 'SYSBP'], holds: 'DIABP < SYSBP', message, cases }],
  })
  expect(FormDef.parse(form.def)).toEqual(form.def)
})

test('a slip of the author does not compile', () => {
  defineForm({
    oid: 'BP',
    title,
    groups: { PRESSURE: { items: pressure } },
    checks: [
      // @ts-expect-error a check stands at an item that the form does not have
      { id: 'BP-01', severity: 'H', items: ['PULSE'], holds: 'true', message, cases },
      {
        id: 'BP-02',
        severity: 'H',
        items: ['SYSBP'],
        holds: 'true',
        message,
        // @ts-expect-error a case names an item that the form does not have
        cases: { holds: { SYSPB: '120' }, boundary: {}, fails: {} },
      },
      // @ts-expect-error a message without French
      { id: 'BP-03', severity: 'H', items: ['SYSBP'], holds: 'true', message: { en: 'No' }, cases },
    ],
  })
  // @ts-expect-error a form is named in lists by an item that it does not have
  defineForm({ oid: 'BP', title, nameItem: 'PULSE', groups: { PRESSURE: { items: pressure } } })
  // @ts-expect-error a label without French
  integer({ label: { en: 'Pulse' } })
  // @ts-expect-error a bound that is no number
  decimal({ label: title, soft: ['O', '1'] })
})

const sides = codeList('SIDE', { L: { en: 'Left', fr: 'Gauche' }, R: { en: 'Right', fr: 'Droite' } })

test('every type of item can be written, and its schema takes it', () => {
  const label = { en: 'Item', fr: 'Élément' }
  const { def } = defineForm({
    oid: 'ALL',
    title,
    groups: {
      ALL: {
        items: {
          TEXT: text({ label, maxLength: 200, lines: 3 }),
          WHOLE: integer({ label, hard: { low: '0' } }),
          NUMBER: decimal({ label, decimals: 1, soft: { high: '9.5' } }),
          DAY: date({ label, partial: true, future: true }),
          CLOCK: time({ label }),
          INSTANT: datetime({ label, missing: true }),
          ONE: code({ label, codeList: sides, display: 'radio' }),
          SOME: multi({ label, codeList: sides }),
          SUM: calculated({ label, expression: 'NUMBER + WHOLE', result: 'decimal' }),
        },
      },
    },
  })
  expect(FormDef.parse(def)).toEqual(def)
  expect(def.groups[0]?.items.map(({ type }) => type)).toEqual([
    'text',
    'integer',
    'decimal',
    'date',
    'time',
    'datetime',
    'code',
    'multi',
    'calculated',
  ])
})

const formWith = (list: ReturnType<typeof codeList>): Form =>
  defineForm({
    oid: 'ARM',
    title,
    groups: { ARM: { items: { SIDE: code({ label: { en: 'Arm', fr: 'Bras' }, codeList: list }) } } },
  })
const withForms = (...forms: readonly Form[]) =>
  defineStudy({ ...design, events: design.events.map((event) => ({ ...event, forms: [...event.forms, ...forms] })) })

test('a study has each form and each code list that its events use, once', () => {
  const study = withForms(formWith(sides))
  expect(study.forms.map(({ oid }) => oid)).toEqual(['SV', 'ICF', 'DM', 'VS', 'LBH', 'LBC', 'ARM', 'AE', 'CM'])
  expect(study.codeLists.filter(({ oid }) => oid === 'SIDE')).toEqual([sides])
  expect(StudyVersion.parse(study)).toEqual(study)
})

test('two code lists of one name are refused', () => {
  const others = codeList('SIDE', { B: { en: 'Both', fr: 'Les deux' } })
  const first = formWith(sides)
  const second = { ...formWith(others), def: { ...first.def, oid: 'LEG' } }
  expect(() => withForms(first, second)).toThrow('two different definitions are called SIDE')
})
