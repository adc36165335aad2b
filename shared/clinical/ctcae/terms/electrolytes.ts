/** Electrolytes, acidity and metabolism. See `measured-terms.ts` for the source and the rules of reading. */
import {
  above,
  below,
  fixed,
  given,
  lln,
  number,
  reach,
  uln,
  when,
  without,
  worstFirst,
  type MeasuredTerm,
} from '../criteria'
import * as scale from '../units'

const millimolar = (value: string) => fixed({ 'mmol/L': value })
const massOrMolar = (milligrams: string, millimoles: string) => fixed({ 'mg/dL': milligrams, 'mmol/L': millimoles })

export const electrolytes: readonly MeasuredTerm[] = [
  {
    term: 'Hyperkalemia',
    worse: 'high',
    scale: scale.potassium,
    criteria: worstFirst(
      above({ 4: millimolar('7.0'), 3: millimolar('6.0'), 2: millimolar('5.5') }),
      reach(2, given('intervention_initiated'), when('value', '>', uln())),
      above({ 1: uln() }),
    ),
  },
  {
    term: 'Hypokalemia',
    worse: 'low',
    scale: scale.potassium,
    criteria: worstFirst(
      below({ 4: millimolar('2.5'), 3: millimolar('3.0') }),
      reach(2, given('symptomatic'), when('value', '<', lln())),
      reach(2, given('intervention_initiated'), when('value', '<', lln())),
      below({ 1: lln() }),
    ),
  },
  {
    term: 'Hypernatremia',
    worse: 'high',
    scale: scale.sodium,
    criteria: worstFirst(
      above({ 4: millimolar('160'), 3: millimolar('155'), 2: millimolar('150') }),
      reach(2, given('intervention_initiated'), when('value', '>', uln())),
      above({ 1: uln() }),
    ),
  },
  {
    term: 'Hyponatremia',
    worse: 'low',
    scale: scale.sodium,
    criteria: worstFirst(
      below({ 4: millimolar('120'), 3: millimolar('125') }),
      reach(3, given('symptomatic'), when('value', '<', millimolar('130'))),
      below({ 2: millimolar('130'), 1: lln() }),
    ),
  },
  {
    term: 'Hypercalcemia',
    analyte: 'corrected calcium',
    worse: 'high',
    scale: scale.calcium,
    criteria: worstFirst(
      above({ 4: massOrMolar('13.5', '3.4'), 3: massOrMolar('12.5', '3.1'), 2: massOrMolar('11.5', '2.9') }),
      reach(2, given('symptomatic'), when('value', '>', uln())),
      above({ 1: uln() }),
    ),
  },
  {
    term: 'Hypercalcemia',
    analyte: 'ionized calcium',
    worse: 'high',
    scale: scale.ionizedCalcium,
    criteria: worstFirst(
      above({ 4: millimolar('1.8'), 3: millimolar('1.6'), 2: millimolar('1.5') }),
      reach(2, given('symptomatic'), when('value', '>', uln())),
      above({ 1: uln() }),
    ),
  },
  {
    term: 'Hypocalcemia',
    analyte: 'corrected calcium',
    worse: 'low',
    scale: scale.calcium,
    criteria: worstFirst(
      below({ 4: massOrMolar('6.0', '1.5'), 3: massOrMolar('7.0', '1.75'), 2: massOrMolar('8.0', '2.0') }),
      reach(2, given('symptomatic'), when('value', '<', lln())),
      below({ 1: lln() }),
    ),
  },
  {
    term: 'Hypocalcemia',
    analyte: 'ionized calcium',
    worse: 'low',
    scale: scale.ionizedCalcium,
    criteria: worstFirst(
      below({ 4: millimolar('0.8'), 3: millimolar('0.9'), 2: millimolar('1.0') }),
      reach(2, given('symptomatic'), when('value', '<', lln())),
      below({ 1: lln() }),
    ),
  },
  {
    term: 'Hypermagnesemia',
    worse: 'high',
    scale: scale.magnesium,
    criteria: above({ 4: massOrMolar('8.0', '3.30'), 3: massOrMolar('3.0', '1.23'), 1: uln() }),
  },
  {
    term: 'Hypomagnesemia',
    worse: 'low',
    scale: scale.magnesium,
    criteria: below({
      4: massOrMolar('0.7', '0.3'),
      3: massOrMolar('0.9', '0.4'),
      2: massOrMolar('1.2', '0.5'),
      1: lln(),
    }),
  },
  {
    term: 'Blood bicarbonate decreased',
    worse: 'low',
    scale: scale.sodium,
    criteria: reach(1, when('value', '<', lln()), without('intervention_initiated')),
  },
  {
    term: 'Acidosis',
    worse: 'low',
    scale: scale.acidity,
    most: { pH: '14' },
    criteria: below({ 3: number('7.3'), 1: lln() }),
  },
  {
    term: 'Alkalosis',
    worse: 'high',
    scale: scale.acidity,
    most: { pH: '14' },
    criteria: above({ 3: number('7.5'), 1: uln() }),
  },
]

export const metabolism: readonly MeasuredTerm[] = [
  {
    term: 'Hypoglycemia',
    worse: 'low',
    scale: scale.glucose,
    criteria: below({
      4: massOrMolar('30', '1.7'),
      3: massOrMolar('40', '2.2'),
      2: massOrMolar('55', '3.0'),
      1: lln(),
    }),
  },
  {
    term: 'Cholesterol high',
    worse: 'high',
    scale: scale.lipid,
    criteria: above({
      4: massOrMolar('500', '12.92'),
      3: massOrMolar('400', '10.34'),
      2: massOrMolar('300', '7.75'),
      1: uln(),
    }),
  },
  {
    term: 'Hypertriglyceridemia',
    worse: 'high',
    scale: scale.lipid,
    criteria: worstFirst(
      above({ 4: massOrMolar('1000', '11.4'), 3: massOrMolar('500', '5.7'), 2: massOrMolar('300', '3.42') }),
      reach(1, when('value', '>=', massOrMolar('150', '1.71'))),
    ),
  },
  {
    term: 'Hyperuricemia',
    worse: 'high',
    scale: scale.urate,
    criteria: worstFirst(reach(3, given('physiologic_consequences'), when('value', '>', uln())), above({ 1: uln() })),
  },
]
