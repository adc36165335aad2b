import { describe, expect, it } from 'vitest'
import { laboratoryFile, readFile } from '#shared/laboratory-file/laboratory-file'
import type { DayOrder } from '#shared/laboratory-file/days'
import { codesNamed } from '#shared/laboratory-file/names'
import { readResult } from '#shared/laboratory-file/numbers'
import { readRange } from '#shared/laboratory-file/ranges'
import type { Said, Wanted } from '#shared/laboratory-file/read-result'
import { delimitedRows } from '#shared/sheet/delimited'
import { studies } from '#forms/studies'

const [study] = studies
const wanted: readonly Wanted[] = (study?.forms ?? []).flatMap(({ oid: form, groups }) =>
  groups
    .filter(({ reference }) => reference)
    .flatMap(({ items }) =>
      items.flatMap((def): readonly Wanted[] =>
        def.type === 'decimal' && !def.limitOf ? [{ key: `${form}.${def.oid}`, def }] : [],
      ),
    ),
)

function read(
  text: string,
  { order, said = [] }: { order?: DayOrder; said?: readonly (readonly [number, Said])[] } = {},
) {
  const file = laboratoryFile([...delimitedRows(text)], wanted)
  return readFile(file, wanted, order, new Map(said)).map(
    ({ wanted: one, text: value, unit, range, day, fault, notes, found }) => ({
      ...{ line: found.line, is: one?.def.oid, value, unit, range, fault, notes },
      day: day.kind === 'day' ? day.day : day.kind,
    }),
  )
}

describe('the layouts that people have', () => {
  it('one result a line, with a head, French, from a spreadsheet', () => {
    const text = [
      'Laboratoire de biologie;;;;',
      'Analyse;Résultat;Unité;Valeurs de référence;Date de prélèvement',
      'Hémoglobine;7,4;g/dL;12,0 - 16,0;14/10/2026',
      'Plaquettes;150 000;/mm3;150 000 - 400 000;14/10/2026',
      'ASAT (TGO);31;UI/L;< 35;14/10/2026',
    ].join('\r\n')
    expect(read(text)).toEqual([
      {
        line: 3,
        is: 'HGB',
        value: '7,4',
        unit: 'g/dL',
        range: { low: '12,0', high: '16,0' },
        fault: undefined,
        notes: [],
        day: '2026-10-14',
      },
      {
        line: 4,
        is: 'PLT',
        value: '150000',
        unit: '/mm3',
        range: { low: '150000', high: '400000' },
        fault: undefined,
        notes: ['grouped'],
        day: '2026-10-14',
      },
      {
        line: 5,
        is: 'AST',
        value: '31',
        unit: 'U/L',
        range: { high: '35' },
        fault: undefined,
        notes: [],
        day: '2026-10-14',
      },
    ])
  })

  it('one line an analyte and a column a day', () => {
    const text =
      'Prov\tEnhet\tReferens\t2026-10-05\t2026-10-12\nB-Hb\tg/L\t117-153\t74\t81\nB-TPK\t10*9/L\t165-387\t\t240\nP-Kreatinin\tµmol/L\t<90\t70\t72\n'
    expect(read(text).map(({ is, value, unit, day }) => [is, value, unit, day])).toEqual([
      ['HGB', '74', 'g/L', '2026-10-05'],
      ['HGB', '81', 'g/L', '2026-10-12'],
      ['PLT', '240', '10^9/L', '2026-10-12'],
      ['CREAT', '70', 'µmol/L', '2026-10-05'],
      ['CREAT', '72', 'µmol/L', '2026-10-12'],
    ])
  })

  it('one sample a line and a column an analyte, units in the head', () => {
    const text = 'Date,Hb (g/dL),WBC (10^9/L),ALT\n2026-10-05,7.4,5.1,30 U/L\n2026-10-12,8.1,,31\n'
    expect(read(text).map(({ is, value, unit, day, fault }) => [is, value, unit, day, fault])).toEqual([
      ['HGB', '7.4', 'g/dL', '2026-10-05', undefined],
      ['WBC', '5.1', '10^9/L', '2026-10-05', undefined],
      ['ALT', '30', 'U/L', '2026-10-05', undefined],
      ['HGB', '8.1', 'g/dL', '2026-10-12', undefined],
      ['ALT', '31', undefined, '2026-10-12', 'no-unit'],
    ])
  })

  it('without a head, and as lines of words', () => {
    const words =
      'Sampled: 14 Oct 2026\nHemoglobin 12.4 g/dL (12.0 - 16.0)\nPlatelets: 240 10^9/L\nThe patient was fasting.\n'
    const short = (text: string) => read(text).map(({ is, value, unit, range, day }) => [is, value, unit, range, day])
    expect(short('Na\t140\tmmol/L\t135-145\nK\t4.2\tmmol/L\t3.5-5.1\n')).toEqual([
      ['NA', '140', 'mmol/L', { low: '135', high: '145' }, 'none'],
      ['K', '4.2', 'mmol/L', { low: '3.5', high: '5.1' }, 'none'],
    ])
    expect(short(words)).toEqual([
      ['HGB', '12.4', 'g/dL', { low: '12.0', high: '16.0' }, '2026-10-14'],
      ['PLT', '240', '10^9/L', undefined, '2026-10-14'],
    ])
  })
})

describe('nothing is guessed', () => {
  const one = (line: string, rest = '', said: Said = {}) =>
    read(`Test;Result;Unit;Reference;Date\n${line}\n${rest}`, { said: [[0, said]] })[0]

  it.each([
    ['Hb glyc. xyz;5;%;;', 'unknown-analyte'],
    ['Creatinine, urine;5;mmol/L;;', 'unknown-analyte'],
    ['Ionised calcium;1.2;mmol/L;;', 'unknown-analyte'],
    ['Neutrophils %;55;%;;', 'unknown-analyte'],
    ['Neutrophils;55;%;;', 'other-unit'],
    ['Haemoglobin;12.4;mg/L;;', 'other-unit'],
    ['Haemoglobin;12.4;;;', 'no-unit'],
    ['Haemoglobin;12.4;g/L;;', 'impossible'],
    ['Haemoglobin;haemolysed;g/L;;', 'not-a-number'],
    ['Haemoglobin;124 (rerun);g/L;;', 'not-a-number'],
    ['Platelets;1,234;/mm3;;', 'two-numbers'],
    ['Haemoglobin;124;g/L;;03/04/2026', 'day-either'],
    ['Haemoglobin;124;g/L;;31/02/2026', 'day-unread'],
    ['Haemoglobin;124;g/L;;yesterday', 'day-unread'],
  ])('%s', (line, fault) => expect(one(line)?.fault).toBe(fault))

  it('what somebody said goes before what is open', () => {
    expect(one('Platelets;123,456;/mm3;;', '', { number: '123456' })).toMatchObject({
      value: '123456',
      fault: undefined,
    })
    expect(one('Haemoglobin;124;;;', '', { unit: 'g/L' })).toMatchObject({ unit: 'g/L', fault: undefined })
    expect(one('Hb of the day;124;g/L;;', '', { key: 'LBH.HGB' })).toMatchObject({ is: 'HGB', fault: undefined })
    const [day] = read('Hb;124;g/L\t\n'.replace('\t', ';03/04/2026'), { order: 'month-first' })
    expect(day).toMatchObject({ day: '2026-03-04', fault: undefined })
  })

  it('another number of the file tells what one alone does not', () => {
    expect(one('Platelets;123,456;/mm3;;', 'Haemoglobin;12.4;g/dL;;')).toMatchObject({
      value: '123456',
      notes: ['grouped'],
    })
    expect(one('Haemoglobin;9,123;g/dL;;', 'Kalium;4,2;mmol/L;;')).toMatchObject({ value: '9,123', notes: [] })
    expect(one('Haemoglobin;124;g/L;;03/04/2026', 'Kalium;4.2;mmol/L;;25/04/2026')).toMatchObject({ day: '2026-04-03' })
  })

  it('what a person should look at is said', () => {
    expect(one('CRP;< 0,6;mg/L;0-5;')).toMatchObject({ value: '<0,6', notes: ['beyond-detection'] })
    expect(one('Haemoglobin;74 L;g/L;see report;')).toMatchObject({ value: '74', notes: ['range-unread', 'flag-left'] })
    expect(one('Haemoglobin;230;g/L;;')).toMatchObject({ fault: undefined, notes: ['unusual'] })
  })
})

describe('names', () => {
  it.each([
    ['P-Kreatinin', ['CREAT']],
    ['fS-Glukos', ['GLUC']],
    ['γ-GT', ['GGT']],
    ['Créatinine (sang)', ['CREAT']],
    ['Polynucléaires neutrophiles', ['ANC']],
    ['Cl-', ['CL']],
    ['Na+', ['NA']],
    ['TP', ['PROT', 'PTPCT']],
    ['U-Kreatinin', []],
    ['', []],
  ])('%s', (name, codes) => expect(codesNamed(name)).toEqual(codes))
})

describe('numbers', () => {
  it.each([
    ['7.4', undefined, '7.4'],
    ['0,123', undefined, '0,123'],
    ['1 234,5', undefined, '1234,5'],
    ['1.234,5', undefined, '1234,5'],
    ['1,234,567', undefined, '1234567'],
    ['≤ 0.1', undefined, '<=0.1'],
    ['12,34,5', undefined, undefined],
    ['1.2.3', undefined, undefined],
    ['positive', undefined, undefined],
    ['1.234', '.', '1.234'],
    ['1.234', ',', '1234'],
  ] as const)('%s with %s for decimals', (written, mark, as) => {
    const read_ = readResult(written, mark)
    expect(read_.kind === 'number' ? read_.as : undefined).toBe(as)
  })
})

describe('ranges', () => {
  it.each([
    ['[130 ; 170] g/L', { low: '130', high: '170' }],
    ['N : 3,5 à 5,1', { low: '3,5', high: '5,1' }],
    ['inf à 5', { high: '5' }],
    ['> 60 mL/min', { low: '60' }],
    ['170-130', undefined],
    ['negative', undefined],
  ])('%s', (written, range) => expect(readRange(written, undefined)).toEqual(range))
})
