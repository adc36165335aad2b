import { type PartialDate, yearsBetween } from '../../partial-date'
import { Decimal } from '../../quantity/decimal'
import { formula } from '../formula'

/**
 * Age in completed years on a date, the age that every formula here means. Born on 29 February: a year older on 1 March.
 * Of someone born in a month or a year it is said where no birthday lies in doubt.
 */
export const age = formula(
  {
    key: 'age',
    inputs: ['birth_date', 'on_date'],
    expression: 'completed calendar years',
    source: 'definition (CDISC AGE in YEARS)',
  },
  (given) => {
    const birth = given.date('birth_date')
    const on = given.day('on_date')
    if (on.isBefore(birth) === 'yes') given.refuse('before-birth', 'on_date')
    const { least, most } = yearsBetween(birth, on)
    if (least !== most) given.refuse('not-known-exactly', 'birth_date')
    return { value: new Decimal(most), unit: 'years' }
  },
)

/**
 * Calendar months completed from one day to another: the most months that, added to `from`, do not pass `to`. A month
 * that has no such day counts as complete on its last: 31 August to 28 February is six.
 */
export function completedMonths(from: PartialDate, to: PartialDate): number {
  // No month is longer than 31 days, so this begins at or before the answer.
  let months = Math.floor((to.first - from.first) / 31)
  while (from.addMonths(months + 1).first <= to.first) months += 1
  return months
}

/** Months completed between two days. */
export const monthsSince = formula(
  {
    key: 'completed_months',
    inputs: ['from_date', 'to_date'],
    expression: 'most months m with from + m ≤ to',
    source: 'definition',
  },
  (given) => {
    const from = given.day('from_date')
    const to = given.day('to_date')
    if (to.isBefore(from) === 'yes') given.refuse('out-of-range', 'to_date')
    return { value: new Decimal(completedMonths(from, to)), unit: 'months' }
  },
)

/** The day of a study or a course, counted from the day it began: that one is day 1. */
export const studyDay = formula(
  {
    key: 'study_day',
    inputs: ['from_date', 'on_date'],
    expression: 'on − from + 1',
    source: 'definition (CDISC study day)',
  },
  (given) => {
    const from = given.day('from_date')
    const on = given.day('on_date')
    // CDISC counts days before as −1, −2 …; here nothing has begun yet.
    if (on.isBefore(from) === 'yes') given.refuse('out-of-range', 'on_date')
    return { value: new Decimal(on.first - from.first + 1), unit: 'd' }
  },
)
