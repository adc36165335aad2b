import { describe, expect, test } from 'vitest'
import { netter2 } from '#forms/netter-2/study'
import { type RangeFaultCode, faultsIn } from '#shared/reference/range-faults'
import { readRangeFile, writeRangeFile } from '#shared/reference/range-file'
import { compileStudy } from '#shared/study/compile'
import type { RangeOfLaboratoryDef } from '#shared/study/limits-definition'

const study = compileStudy(netter2)

const bare: RangeOfLaboratoryDef = { laboratory: 'LOCAL', item: 'HGB', unit: 'g/L', from: '2026-01-01' }
const hgb: RangeOfLaboratoryDef = { ...bare, low: '120', high: '160' }

describe('what a range cannot say', () => {
  test.each<[string, RangeOfLaboratoryDef, readonly RangeFaultCode[]]>([
    ['a whole range', hgb, []],
    ['one side alone', { ...bare, high: '160' }, []],
    ['a lower limit of 0, as laboratories write it', { ...hgb, item: 'ALT', unit: 'U/L', low: '0', high: '40' }, []],
    ['a laboratory that the form does not list', { ...hgb, laboratory: 'NOWHERE' }, ['unknown-laboratory']],
    ['a result that no form has', { ...hgb, item: 'NOPE' }, ['unknown-analyte']],
    ['a limit of another result', { ...hgb, item: 'HGBNRLO' }, ['unknown-analyte']],
    ['a unit that is not reported', { ...hgb, unit: 'pg' }, ['unknown-unit']],
    ['no limit', bare, ['no-limit']],
    ['a negative limit', { ...hgb, low: '-1' }, ['negative']],
    ['equal limits', { ...hgb, low: '160' }, []],
    ['a lower limit one step above the upper', { ...hgb, low: '160.1' }, ['reversed']],
    // Haemoglobin lies from 20 to 250 g/L.
    ['limits of the other unit', { ...hgb, low: '12', high: '16' }, ['impossible']],
    ['an upper limit on the lowest that can be', { ...hgb, low: '12', high: '20' }, []],
    ['an upper limit on the highest that can be', { ...hgb, high: '250' }, []],
    ['an upper limit above it', { ...hgb, high: '250.1' }, ['impossible']],
    ['the same in its own unit', { ...hgb, unit: 'g/dL', low: '12', high: '25.1' }, ['impossible']],
    ['no age', { ...hgb, fromAge: 65, belowAge: 65 }, ['no-age']],
    ['one year of age', { ...hgb, fromAge: 64, belowAge: 65 }, []],
    ['one day', { ...hgb, until: '2026-01-01' }, []],
    ['an end before its beginning', { ...hgb, until: '2025-12-31' }, ['ends-before']],
  ])('%s', (_, range, codes) => expect(faultsIn(study, [range]).map(({ why }) => why)).toEqual(codes))
})

describe('two ranges that could hold for one sample', () => {
  const adults = { ...hgb, fromAge: 18, belowAge: 65 }
  test.each<[string, RangeOfLaboratoryDef, RangeOfLaboratoryDef, boolean]>([
    ['the same twice', hgb, hgb, true],
    ['women and men', { ...hgb, sex: 'F' }, { ...hgb, sex: 'M' }, false],
    ['women and everybody', { ...hgb, sex: 'F' }, hgb, true],
    ['ages that meet', adults, { ...hgb, fromAge: 65 }, false],
    ['ages that overlap by a year', adults, { ...hgb, fromAge: 64 }, true],
    ['another unit', hgb, { ...hgb, unit: 'g/dL', low: '12', high: '16' }, false],
    ['another laboratory', hgb, { ...hgb, laboratory: 'CENTRAL' }, false],
    ['the next day', { ...hgb, until: '2026-01-31' }, { ...hgb, from: '2026-02-01' }, false],
    ['a day of both', { ...hgb, until: '2026-02-01' }, { ...hgb, from: '2026-02-01' }, true],
    ['a later one for the same people, which ends the open one', hgb, { ...hgb, from: '2026-02-01' }, false],
    ['a later one for some of them', hgb, { ...hgb, sex: 'F', from: '2026-02-01' }, true],
  ])('%s', (_, first, second, overlap) =>
    expect(faultsIn(study, [first, second])).toEqual(overlap ? [{ at: 1, why: 'overlap', other: 0 }] : []),
  )
})

describe('a file of ranges', () => {
  const header = 'laboratory;analyte;unit;sex;age_from;age_below;valid_from;valid_to;lln;uln'
  const read = (...lines: readonly string[]) => readRangeFile(study, [header, ...lines].join('\r\n'))

  test('is read as laboratories write it: codes or labels, decimal commas, units however they are spelled', () => {
    expect(
      read(
        'Own hospital;haemoglobin;G/DL;women;18;;2026-01-01;;12,0;16,0',
        'LOCAL;HGB;g/dL;M;18;;2026-01-01;;13.5;17.5',
        '',
      ),
    ).toEqual({
      kind: 'ranges',
      faults: [],
      read: [
        { line: 2, range: { ...hgb, unit: 'g/dL', sex: 'F', fromAge: 18, low: '12', high: '16' } },
        { line: 3, range: { ...hgb, unit: 'g/dL', sex: 'M', fromAge: 18, low: '13.5', high: '17.5' } },
      ],
    })
  })

  test('says of each cell that cannot be read where it stands', () => {
    expect(read('LOCAL;HGB;g/L;;;;2026-01-01;;120;160', ';HGB;g/L;X;old;;1.2.2026;;12O;160')).toMatchObject({
      faults: [
        { line: 3, column: 'laboratory', found: '' },
        { line: 3, column: 'sex', found: 'X' },
        { line: 3, column: 'age_from', found: 'old' },
        { line: 3, column: 'valid_from', found: '1.2.2026' },
        { line: 3, column: 'lln', found: '12O' },
      ],
      read: [{ line: 2 }],
    })
  })

  test('without its columns is none', () => {
    expect(readRangeFile(study, 'a,b,c\n1,2,3')).toEqual({
      kind: 'not-ranges',
      missing: ['laboratory', 'analyte', 'unit', 'valid_from', 'lln', 'uln'],
    })
  })

  test('that was written is read to the same ranges', () => {
    const ranges = [hgb, { ...hgb, sex: 'F' as const, fromAge: 18, belowAge: 65, until: '2026-06-30', low: '115.5' }]
    expect(readRangeFile(study, writeRangeFile(ranges))).toMatchObject({
      faults: [],
      read: ranges.map((range) => ({ range })),
    })
  })
})
