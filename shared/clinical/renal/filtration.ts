import { Decimal } from '../../quantity/decimal'
import { type Given, type Range, formula } from '../formula'
import { creatinineMgDl, creatinineUmolL, years } from '../ranges'
import { UMOL_L_PER_MG_DL } from './clearance'

/** Estimated glomerular filtration rates. None of them asks for ethnicity. */

const unit = 'mL/min/1.73m2'

const creatinineWritten = ['creatinine', 'creatinine_unit'] as const
type Creatinine = (typeof creatinineWritten)[number]

/** Creatinine in mg/dL, from either unit. */
function creatinineOf(given: Given<Creatinine>): Decimal {
  const written = given.text('creatinine_unit').replace(/[µμ]/, 'u')
  if (written === 'mg/dL') return given.number('creatinine', creatinineMgDl)
  if (written !== 'umol/L') return given.refuse('unknown-unit', 'creatinine_unit')
  const value = given.number('creatinine', creatinineUmolL)
  return given.step('creatinine_mg_dl', value.dividedBy(UMOL_L_PER_MG_DL), 'mg/dL')
}

/** Four-variable MDRD, IDMS-traceable creatinine, without the factor for ethnicity. Levey AS et al. Ann Intern Med 2006;145:247-254. */
export const mdrd = formula(
  {
    key: 'mdrd_175',
    inputs: ['age_years', 'sex', ...creatinineWritten],
    expression: '175 × SCr^−1.154 × age^−0.203 × 0.742 (F)',
    source: 'Levey AS et al. Ann Intern Med 2006;145:247-254',
  },
  (given) => {
    const age = given.number('age_years', { ...years, from: 1 })
    const female = given.isFemale('sex')
    given.rule(female ? 'female' : 'male')
    const fromCreatinine = given.step('creatinine_term', creatinineOf(given).pow('-1.154'))
    const fromAge = given.step('age_term', age.pow('-0.203'))
    return {
      value: fromCreatinine
        .times(fromAge)
        .times(175)
        .times(female ? '0.742' : '1'),
      unit,
    }
  },
)

/** CKD-EPI 2021 from creatinine. Inker LA et al. N Engl J Med 2021;385:1737-1749. */
export const ckdEpi2021 = formula(
  {
    key: 'ckd_epi_2021',
    inputs: ['age_years', 'sex', ...creatinineWritten],
    expression: '142 × min(SCr÷κ, 1)^α × max(SCr÷κ, 1)^−1.200 × 0.9938^age × 1.012 (F)',
    source: 'Inker LA et al. N Engl J Med 2021;385:1737-1749',
  },
  (given) => {
    const age = given.number('age_years', years)
    const female = given.isFemale('sex')
    const [kappa, alpha, factor] = female ? ['0.7', '-0.241', '1.012'] : ['0.9', '-0.302', '1']
    const ratio = given.step('creatinine_over_kappa', creatinineOf(given).dividedBy(kappa))
    const low = ratio.lessThanOrEqualTo(1)
    given.rule(`${female ? 'female' : 'male'}-creatinine-${low ? 'at-most' : 'above'}-kappa`)
    const fromCreatinine = given.step('creatinine_term', ratio.pow(low ? alpha : '-1.2'))
    const fromAge = given.step('age_term', new Decimal('0.9938').pow(age))
    return { value: fromCreatinine.times(fromAge).times(142).times(factor), unit }
  },
)

const cystatin: Range = { unit: 'mg/L', from: 0.01, to: 50 }

function adultYears(given: Given<'age_years'>): Decimal {
  const age = given.number('age_years', years)
  return age.lessThan(18) ? given.refuse('adults-only', 'age_years') : age
}

/** X of the Lund–Malmö equation: how much the creatinine tells, bent at 150 (F) or 180 (M) µmol/L. */
function lundMalmoX(creatinine: Decimal, female: boolean): Decimal {
  const [bend, top, slope] = female ? ['150', '2.50', '0.0121'] : ['180', '2.56', '0.00968']
  return creatinine.lessThan(bend)
    ? new Decimal(bend).minus(creatinine).times(slope).plus(top)
    : new Decimal(top).minus(creatinine.dividedBy(bend).ln().times('0.926'))
}

function lundMalmo(given: Given<'sex' | 'creatinine_umol_l'>, age: Decimal): Decimal {
  const female = given.isFemale('sex')
  const creatinine = given.number('creatinine_umol_l', creatinineUmolL)
  const bend = female ? 150 : 180
  given.rule(`${female ? 'female' : 'male'}-creatinine-${creatinine.lessThan(bend) ? 'below' : 'from'}-${bend}`)
  const x = given.step('x', lundMalmoX(creatinine, female))
  return x.minus(age.times('0.0158')).plus(age.ln().times('0.438')).exp()
}

/** 130 × cystatin C^−1.069 × age^−0.117 − 7; not positive, and then no filtration rate, where cystatin C is very high. */
function capaOf(given: Given<'cystatin_c_mg_l'>, age: Decimal): Decimal {
  const cystatinC = given.number('cystatin_c_mg_l', cystatin)
  const value = cystatinC.pow('-1.069').times(age.pow('-0.117')).times(130).minus(7)
  return value.greaterThan(0) ? value : given.refuse('not-positive', 'capa')
}

const lundMalmoExpression = 'exp(X − 0.0158 × age + 0.438 × ln(age))'
const capaExpression = '130 × CysC^−1.069 × age^−0.117 − 7'
const lundMalmoSource =
  'Björk J et al. Scand J Clin Lab Invest 2011;71:232-239; Nyman U et al. Clin Chem Lab Med 2014;52:815-824'
const capaSource = 'Grubb A et al. Clin Chem 2014;60:974-986'

/** Revised Lund–Malmö (LMR18) from creatinine, adults. Nyman U et al. Clin Chem Lab Med 2014;52:815-824. */
export const lmr18 = formula(
  {
    key: 'lmr18',
    inputs: ['age_years', 'sex', 'creatinine_umol_l'],
    expression: lundMalmoExpression,
    source: lundMalmoSource,
  },
  (given) => ({ value: lundMalmo(given, adultYears(given)), unit }),
)

/** CAPA from cystatin C, adults. Grubb A et al. Clin Chem 2014;60:974-986. */
export const capa = formula(
  { key: 'capa', inputs: ['age_years', 'cystatin_c_mg_l'], expression: capaExpression, source: capaSource },
  (given) => ({ value: capaOf(given, adultYears(given)), unit }),
)

/** Mean of LMR18 and CAPA, as START-NET asks for. */
export const meanOfLmr18AndCapa = formula(
  {
    key: 'egfr_mean_lmr18_capa',
    inputs: ['age_years', 'sex', 'creatinine_umol_l', 'cystatin_c_mg_l'],
    expression: `(LMR18 + CAPA) ÷ 2; LMR18 = ${lundMalmoExpression}; CAPA = ${capaExpression}`,
    source: `${lundMalmoSource}; ${capaSource}`,
  },
  (given) => {
    const age = adultYears(given)
    const byCreatinine = given.step('lmr18', lundMalmo(given, age), unit)
    const byCystatin = given.step('capa', capaOf(given, age), unit)
    return { value: byCreatinine.plus(byCystatin).dividedBy(2), unit }
  },
)
