import { plainUnit } from '../clinical/ctcae/units'
import type { UnitDef } from '../study/definition'

/** Ways of writing a unit that mean the same number of the same thing, beyond what `plainUnit` tidies. */
const alike: ReadonlyMap<string, string> = new Map([
  ...same('10^9/l', 'e9/l', '10(9)/l', 'x10(9)/l', '10e09/l', '10^9cells/l', 'giga/l', 'gpt/l', '/nl'),
  ...same('10^9/l', '10^3/ul', '10^3/mm3', 'k/ul', 'k/mm3', 'e3/ul', '1000/ul', '1000/mm3', 'thou/ul', 'milliers/mm3'),
  ...same('10^12/l', 'e12/l', '10(12)/l', 't/l', 'tera/l', '10^6/ul', '10^6/mm3'),
  ...same('/mm3', '/ul', '1/ul', '1/mm3', 'cells/ul', 'cells/mm3', 'cell/ul', '/cumm'),
  ...same('u/l', 'iu/l', 'ui/l', 'units/l', 'e/l'),
  ...same('ukat/l', 'mikrokat/l'),
  ...same('g/dl', 'g/100ml', 'g%'),
  ...same('mg/dl', 'mg/100ml', 'mg%'),
  ...same('meq/l', 'mval/l'),
  ...same('l/l', '1', 'fraction', 'andel'),
  ...same('umol/l', 'mikromol/l', 'umoll'),
  ...same('umol/24h', 'umol/d', 'umol/day', 'umol/24hr', 'umol/jour', 'umol/dygn'),
  ...same('mg/24h', 'mg/d', 'mg/day', 'mg/24hr', 'mg/jour', 'mg/dygn'),
  ...same('ratio', 'inr', ''),
  ...same('s', 'sec', 'secs', 'seconds', 'secondes', 'sek'),
])

function same(one: string, ...others: readonly string[]): readonly (readonly [string, string])[] {
  return others.map((other) => [other, one] as const)
}

/** As a name that two ways of writing one unit share. */
function bare(written: string): string {
  const plain = plainUnit(written)
  return alike.get(plain) ?? plain
}

/** The unit of the list that is meant, as the list writes it; undefined where it is another one. */
export const unitMeant = (written: string, units: readonly UnitDef[]): string | undefined =>
  (units.find(({ unit }) => unit === written) ?? units.find(({ unit }) => bare(unit) === bare(written)))?.unit

/** Whether a cell looks like a unit: what tells its column from the others. */
export const looksLikeUnit = (written: string): boolean =>
  /^(?:[x×]?10\S*\/\S+|%|ratio|inr|[a-zµμ]{1,5}\s?\/\s?\S.*|g%|sec?|\/mm3|\/[uµμ]l|mm\^?3)$/iu.test(written.trim())
