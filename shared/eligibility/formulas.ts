import type { Formula } from '../clinical/formula'
import { qtcf as qtcfFormula } from '../clinical/ecg/qtcf'
import { cockcroftGaultMgDl, cockcroftGaultUmol } from '../clinical/renal/clearance'
import { capa, lmr18, mdrd as mdrdFormula, meanOfLmr18AndCapa as meanFormula } from '../clinical/renal/filtration'
import { type PartialDate, yearsBetween } from '../partial-date'
import type { Decimal } from '../quantity/decimal'
import type { PartialNumber } from '../quantity/partial-number'
import { Unknown } from '../rules/environment'
import { among } from './rows'
import type { Sample } from './sample'

/**
 * The formulas that criteria name, on what was sampled. Age is in completed years on the day of the sample; where only
 * the year of birth is known the figure lies between those of both ages. Nothing is rounded.
 */

const UMOL = 'umol/L'

/** mL/min by Cockcroft and Gault, in the unit the creatinine was reported in. */
export function cockcroftGault(creatinine: Sample, weight: Sample, sex: string, birth: PartialDate): PartialNumber {
  const kilograms = weight.exactly(() => 'kg')
  const unitOf = (unit: string | undefined) => (unit === 'mg/dL' ? unit : UMOL)
  return among(
    creatinine.exactly(unitOf).flatMap(({ value, unit }) =>
      agesOn(creatinine, birth).flatMap((age_years) =>
        kilograms.map((weight) => {
          const person = { age_years, weight_kg: weight.value, sex }
          return unit === UMOL
            ? figure(cockcroftGaultUmol, { ...person, creatinine_umol_l: value })
            : figure(cockcroftGaultMgDl, { ...person, creatinine_mg_dl: value })
        }),
      ),
    ),
  )
}

/** mL/min/1.73 m² by the MDRD equation. */
export const mdrd = (creatinine: Sample, sex: string, birth: PartialDate): PartialNumber =>
  among(
    creatinine
      .exactly((unit) => (unit === 'mg/dL' ? unit : UMOL))
      .flatMap(({ value, unit }) =>
        agesOn(creatinine, birth).map((age_years) =>
          figure(mdrdFormula, { age_years, sex, creatinine: value, creatinine_unit: unit }),
        ),
      ),
  )

/** mL/min/1.73 m², the mean of LMR18 and CAPA. Two estimates that lie far apart are flagged. */
export function meanOfLmr18AndCapa(
  creatinine: Sample,
  cystatin: Sample,
  sex: string,
  birth: PartialDate,
  differPct: PartialNumber,
): PartialNumber {
  const cystatins = cystatin.exactly(() => 'mg/L')
  return among(
    creatinine
      .exactly(() => UMOL)
      .flatMap((creatinineValue) =>
        agesOn(creatinine, birth).flatMap((age_years) =>
          cystatins.map((cystatinValue) => {
            const given = {
              age_years,
              sex,
              creatinine_umol_l: creatinineValue.value,
              cystatin_c_mg_l: cystatinValue.value,
            }
            const mean = figure(meanFormula, given)
            const apart = figure(lmr18, given).minus(figure(capa, given)).abs()
            if (differPct.exact && apart.times(100).greaterThan(mean.times(differPct.exact)))
              creatinine.log.flags.add('filtration-estimates-differ')
            return mean
          }),
        ),
      ),
  )
}

/** Milliseconds, by Fridericia. */
export const qtcf = (interval: PartialNumber, rate: PartialNumber): PartialNumber =>
  among([figure(qtcfFormula, { qt_ms: exact(interval), heart_rate_bpm: exact(rate) })])

function agesOn({ date }: Sample, birth: PartialDate): readonly number[] {
  if (!date?.exact) throw Unknown.undecided
  const { least, most } = yearsBetween(birth, date)
  return least === most ? [most] : [least, most]
}

function figure<Name extends string>(formula: Formula<Name>, given: Readonly<Record<Name, unknown>>): Decimal {
  const computed = formula.compute(given)
  if (!computed.ok) throw Unknown.undecided
  return computed.value.value
}

function exact({ exact: value }: PartialNumber): Decimal {
  if (!value) throw Unknown.undecided
  return value
}
