import { expect, test } from 'vitest'
import { tidyUnit } from '#shared/quantity/unit-spelling'

test.each([
  ['10⁹/L', '10^9/L'],
  ['x10*9/l', '10^9/L'],
  ['10e9/L', '10^9/L'],
  // A raised digit that a form or a font has lost.
  ['109/L', '10^9/L'],
  ['1012/l', '10^12/L'],
  ['100/uL', '100/uL'],
  ['µmol/l', 'umol/L'],
  ['μmol/litre', 'umol/L'],
  ['mcmol/L', 'umol/L'],
  ['microkat/L', 'ukat/L'],
  ['10*3/mcL', '10^3/uL'],
  ['[IU]/L', 'IU/L'],
  ['{ratio}', 'ratio'],
  ['mL/min/1,73 m^2', 'mL/min/1.73m2'],
  ['gm/dl', 'g/dL'],
])('%s is written %s', (written, tidy) => {
  expect(tidyUnit(written)).toBe(tidy)
})

test('only the litre may be written both ways', () => {
  expect(tidyUnit('mCi')).not.toBe(tidyUnit('MCi'))
  expect(tidyUnit('G/L')).not.toBe(tidyUnit('g/L'))
})
