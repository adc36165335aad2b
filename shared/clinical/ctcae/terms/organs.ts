/** Liver, pancreas, kidney, muscle and thyroid. See `measured-terms.ts` for the source and the rules of reading. */
import {
  above,
  baseline,
  below,
  byBaseline,
  fixed,
  given,
  graded,
  lln,
  number,
  reach,
  uln,
  when,
  whenKnown,
  without,
  worstFirst,
  type MeasuredTerm,
} from '../criteria'
import * as scale from '../units'

const transaminase = (term: string): MeasuredTerm => ({
  term,
  worse: 'high',
  scale: scale.enzyme,
  criteria: byBaseline({ 4: '20.0', 3: '5.0', 2: '3.0' }, { is: '>=', times: '1.5' }),
})

const cholestaticEnzyme = (term: string): MeasuredTerm => ({
  term,
  worse: 'high',
  scale: scale.enzyme,
  criteria: byBaseline({ 4: '20.0', 3: '5.0', 2: '2.5' }, { is: '>=', times: '2.0' }),
})

const pancreaticEnzyme = (term: string): MeasuredTerm => ({
  term,
  worse: 'high',
  scale: scale.enzyme,
  criteria: worstFirst(
    reach(4, given('symptomatic'), when('value', '>', uln('5.0'))),
    above({ 3: uln('5.0') }),
    reach(3, given('symptomatic'), when('value', '>', uln('2.0'))),
    above({ 2: uln('1.5'), 1: uln() }),
  ),
})

export const liverAndPancreas: readonly MeasuredTerm[] = [
  transaminase('Alanine aminotransferase increased'),
  transaminase('Aspartate aminotransferase increased'),
  cholestaticEnzyme('Alkaline phosphatase increased'),
  cholestaticEnzyme('GGT increased'),
  {
    term: 'Blood bilirubin increased',
    worse: 'high',
    scale: scale.bilirubin,
    criteria: byBaseline({ 4: '10.0', 3: '3.0', 2: '1.5' }, { is: '>', times: '1.0' }),
  },
  pancreaticEnzyme('Lipase increased'),
  pancreaticEnzyme('Serum amylase increased'),
  { term: 'Pancreatic enzymes decreased', worse: 'low', scale: scale.pancreaticEnzyme, criteria: below({ 1: lln() }) },
  {
    term: 'Hypoalbuminemia',
    worse: 'low',
    scale: scale.albumin,
    criteria: below({ 3: fixed({ 'g/dL': '2', 'g/L': '20' }), 2: fixed({ 'g/dL': '3', 'g/L': '30' }), 1: lln() }),
  },
]

export const kidneyAndMuscle: readonly MeasuredTerm[] = [
  {
    term: 'Creatinine increased',
    worse: 'high',
    scale: scale.creatinine,
    // The higher of the two readings counts.
    criteria: worstFirst(
      above({ 4: uln('6.0'), 3: uln('3.0'), 2: uln('1.5'), 1: uln() }),
      reach(3, whenKnown('value', '>', baseline('3.0'))),
      reach(2, whenKnown('value', '>', baseline('1.5'))),
    ),
  },
  {
    term: 'Chronic kidney disease',
    worse: 'low',
    scale: scale.filtration,
    criteria: below({
      4: fixed({ 'mL/min/1.73m2': '15' }),
      3: fixed({ 'mL/min/1.73m2': '30' }),
      2: fixed({ 'mL/min/1.73m2': '60' }),
      1: lln(),
    }),
  },
  {
    term: 'Proteinuria',
    worse: 'high',
    scale: scale.urineProtein,
    criteria: worstFirst(
      graded(
        {
          3: fixed({ 'g/24 h': '3.5', dipstick: '4' }),
          2: fixed({ 'g/24 h': '1.0', dipstick: '2' }),
          1: fixed({ dipstick: '1' }),
        },
        (limit) => when('value', '>=', limit),
      ),
      // The limit says nothing of a dipstick: its zero keeps the criterion to collected urine.
      reach(1, when('value', '>', fixed({ 'g/24 h': '0' })), when('value', '>=', uln())),
    ),
  },
  {
    term: 'Urine output decreased',
    worse: 'low',
    scale: scale.volume,
    criteria: worstFirst(
      reach(4, when('value', '<', fixed({ mL: '240' })), when('duration', '>=', number('24'))),
      reach(3, when('value', '<', fixed({ mL: '80' })), when('duration', '>=', number('8'))),
    ),
  },
  {
    term: 'CPK increased',
    worse: 'high',
    scale: scale.enzyme,
    criteria: above({ 4: uln('10'), 3: uln('5'), 2: uln('2.5'), 1: uln() }),
  },
  { term: 'Blood lactate dehydrogenase increased', worse: 'high', scale: scale.enzyme, criteria: above({ 1: uln() }) },
  { term: 'Cardiac troponin I increased', worse: 'high', scale: scale.troponin, criteria: above({ 1: uln() }) },
  { term: 'Cardiac troponin T increased', worse: 'high', scale: scale.troponin, criteria: above({ 1: uln() }) },
  {
    term: 'Thyroid stimulating hormone increased',
    worse: 'high',
    scale: scale.thyrotropin,
    // Once treated it is reported as hypothyroidism.
    criteria: reach(1, when('value', '>', uln()), without('intervention_initiated')),
  },
]
