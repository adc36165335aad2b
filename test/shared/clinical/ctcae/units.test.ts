import { expect, test } from 'vitest'
import { plainUnit } from '#shared/clinical/ctcae/units'

test.each([
  ['10^9/l', ['10^9/L', '10⁹/L', '10*9/L', '10e9/L', '10E9/l', 'x10^9/L', '× 10⁹ / l', '10**9/L', 'G/L', '109/L']],
  ['10^3/ul', ['10^3/uL', '10^3/µL', '10³/μl', 'x 10^3/mcL', '10*3/uL']],
  ['/mm3', ['/mm3', '/mm³', '/mm^3', ' / mm3']],
  ['1000/ul', ['1000/uL']],
  ['g/l', ['g/L', 'g / l', 'g/litre']],
  ['mmhg', ['mmHg', 'mm Hg', 'mm[Hg]']],
  ['ukat/l', ['µkat/L', 'ukat/l', 'microkat/L']],
  ['inr', ['{INR}', 'INR']],
])('%s', (plain, written) => expect(written.map(plainUnit)).toEqual(written.map(() => plain)))
