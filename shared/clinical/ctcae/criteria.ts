/**
 * What a criterion of CTCAE 5.0 asks of a measured value, as data: facts of the published table, in our own form.
 * `measured-terms.ts` lists them; `grade.ts` reads them; the screens draw bands from them.
 */
import type { Scale } from './units'

export type Grade = 0 | 1 | 2 | 3 | 4 | 5
export type ValueGrade = Exclude<Grade, 0 | 5>

/** What is compared: the value itself, or how far it is from another. */
export type Measure =
  | 'value'
  | 'diastolic'
  | 'duration'
  /** Over the upper limit, under the lower limit. */
  | 'excess'
  | 'shortfall'
  /** Above and below the baseline, in the unit reported or in percent of the baseline. */
  | 'rise'
  | 'fall'
  | 'rise-percent'
  | 'fall-percent'

export type Sign = '<' | '<=' | '>' | '>='

/** A threshold: a number for each unit that has one, or a multiple of a limit or of the baseline. */
export type Limit =
  | { readonly of: 'fixed'; readonly by: Readonly<Record<string, string>> }
  | { readonly of: 'number'; readonly is: string }
  | { readonly of: 'uln' | 'lln' | 'baseline'; readonly times: string }

/** What a criterion may ask besides the value. What was not said counts as no. */
export type Fact =
  | 'symptomatic'
  | 'on_anticoagulation'
  | 'physiologic_consequences'
  | 'intervention_initiated'
  | 'at_rest'
  | 'baseline_abnormal'
  | 'baseline_known'

export type Condition =
  | {
      readonly measure: Measure
      readonly is: Sign
      readonly limit: Limit
      /** The condition adds a way to reach the grade and is passed over when what it needs was not given. */
      readonly ifKnown?: true
    }
  | { readonly fact: Fact; readonly holds: boolean }

/** The grade is reached when all conditions hold. */
export interface Criterion {
  readonly grade: ValueGrade
  readonly all: readonly Condition[]
}

export interface MeasuredTerm {
  /** As printed in the table. */
  readonly term: string
  /** Which of two measurements, where one term grades both. */
  readonly analyte?: 'corrected calcium' | 'ionized calcium'
  readonly worse: 'high' | 'low'
  readonly scale: Scale
  /** Worst first; the first that is met decides. */
  readonly criteria: readonly Criterion[]
  /** Units in which a value below zero makes sense. */
  readonly signed?: readonly string[]
  /** No value can lie above. */
  readonly most?: Readonly<Record<string, string>>
}

type PerUnit = Readonly<Record<string, string>>
type ByGrade<T> = Readonly<Partial<Record<ValueGrade, T>>>

const grades: readonly ValueGrade[] = [4, 3, 2, 1]

/** One criterion for each grade that exists, worst first. */
export const graded = <T>(limits: ByGrade<T>, condition: (limit: T) => Condition): readonly Criterion[] =>
  grades.flatMap((grade) => {
    const limit = limits[grade]
    return limit === undefined ? [] : [{ grade, all: [condition(limit)] }]
  })

/** Criteria of several kinds for one term, worst first. */
export const worstFirst = (...lists: readonly (readonly Criterion[])[]): readonly Criterion[] =>
  lists.flat().toSorted((a, b) => b.grade - a.grade)

export const fixed = (by: PerUnit): Limit => ({ of: 'fixed', by })
export const number = (is: string): Limit => ({ of: 'number', is })
export const uln = (times = '1'): Limit => ({ of: 'uln', times })
export const lln = (times = '1'): Limit => ({ of: 'lln', times })
export const baseline = (times: string): Limit => ({ of: 'baseline', times })

export const when = (measure: Measure, is: Sign, limit: Limit): Condition => ({ measure, is, limit })
export const whenKnown = (measure: Measure, is: Sign, limit: Limit): Condition => ({
  measure,
  is,
  limit,
  ifKnown: true,
})
export const given = (fact: Fact): Condition => ({ fact, holds: true })
export const without = (fact: Fact): Condition => ({ fact, holds: false })
export const reach = (grade: ValueGrade, ...all: readonly Condition[]): readonly Criterion[] => [{ grade, all }]

export const above = (limits: ByGrade<Limit>): readonly Criterion[] =>
  graded(limits, (limit) => when('value', '>', limit))
export const below = (limits: ByGrade<Limit>): readonly Criterion[] =>
  graded(limits, (limit) => when('value', '<', limit))

/**
 * Multiples of the upper limit when the baseline was normal, of the baseline when it was above its limit. The first
 * grade of the baseline kind has an edge of its own: most begin at their multiple, bilirubin just above the baseline.
 */
export const byBaseline = (
  times: Readonly<Record<2 | 3 | 4, string>>,
  first: { readonly is: '>' | '>='; readonly times: string },
): readonly Criterion[] => {
  const multiples: ByGrade<string> = { ...times, 1: '1' }
  return worstFirst(
    graded(multiples, (multiple) => when('value', '>', uln(multiple))).map(({ grade, all }) => ({
      grade,
      all: [without('baseline_abnormal'), ...all],
    })),
    graded({ ...times }, (multiple) => when('value', '>', baseline(multiple))).map(({ grade, all }) => ({
      grade,
      all: [given('baseline_abnormal'), ...all],
    })),
    reach(1, given('baseline_abnormal'), when('value', first.is, baseline(first.times))),
  )
}
