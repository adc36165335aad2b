import type { Decimal } from '../../quantity/decimal'
import { formula } from '../formula'
import { centimetres, kilograms } from '../ranges'

/** √(height × weight ÷ 3600), cm and kg to m². Mosteller RD. N Engl J Med 1987;317:1098. */
export const mosteller = (height: Decimal, weight: Decimal): Decimal => height.times(weight).dividedBy(3600).sqrt()

/** Body surface area as these trials use it. */
export const bsaMosteller = formula(
  {
    key: 'bsa_mosteller',
    inputs: ['height_cm', 'weight_kg'],
    expression: '√(height × weight ÷ 3600)',
    source: 'Mosteller RD. N Engl J Med 1987;317:1098',
  },
  (given) => ({
    value: mosteller(given.number('height_cm', centimetres), given.number('weight_kg', kilograms)),
    unit: 'm2',
  }),
)

/** Body surface area. DuBois D, DuBois EF. Arch Intern Med 1916;17:863-871. */
export const bsaDuBois = formula(
  {
    key: 'bsa_dubois',
    inputs: ['height_cm', 'weight_kg'],
    expression: '0.007184 × weight^0.425 × height^0.725',
    source: 'DuBois D, DuBois EF. Arch Intern Med 1916;17:863-871',
  },
  (given) => {
    const height = given.number('height_cm', centimetres)
    const weight = given.number('weight_kg', kilograms)
    return { value: weight.pow('0.425').times(height.pow('0.725')).times('0.007184'), unit: 'm2' }
  },
)
