/** Blood counts and coagulation. See `measured-terms.ts` for the source and the rules of reading. */
import {
  above,
  baseline,
  below,
  fixed,
  given,
  graded,
  lln,
  number,
  reach,
  uln,
  when,
  whenKnown,
  worstFirst,
  type MeasuredTerm,
} from '../criteria'
import * as scale from '../units'

const cells = (count: string) => fixed({ '10^9/L': count })

export const counts: readonly MeasuredTerm[] = [
  {
    term: 'Anemia',
    worse: 'low',
    scale: scale.haemoglobin,
    criteria: below({
      3: fixed({ 'g/dL': '8.0', 'mmol/L': '4.9', 'g/L': '80' }),
      2: fixed({ 'g/dL': '10.0', 'mmol/L': '6.2', 'g/L': '100' }),
      1: lln(),
    }),
  },
  {
    term: 'Hemoglobin increased',
    worse: 'high',
    scale: scale.haemoglobin,
    // The table gives the increase in g/dL; 2 g/dL are 1.2412 mmol/L.
    criteria: graded(
      {
        3: fixed({ 'g/dL': '4', 'g/L': '40', 'mmol/L': '2.4824' }),
        2: fixed({ 'g/dL': '2', 'g/L': '20', 'mmol/L': '1.2412' }),
        1: number('0'),
      },
      (limit) => when('excess', '>', limit),
    ),
  },
  { term: 'Leukocytosis', worse: 'high', scale: scale.cells, criteria: above({ 3: cells('100') }) },
  {
    term: 'White blood cell decreased',
    worse: 'low',
    scale: scale.cells,
    criteria: below({ 4: cells('1.0'), 3: cells('2.0'), 2: cells('3.0'), 1: lln() }),
  },
  {
    term: 'Neutrophil count decreased',
    worse: 'low',
    scale: scale.cells,
    criteria: below({ 4: cells('0.5'), 3: cells('1.0'), 2: cells('1.5'), 1: lln() }),
  },
  {
    term: 'Lymphocyte count decreased',
    worse: 'low',
    scale: scale.cells,
    criteria: below({ 4: cells('0.2'), 3: cells('0.5'), 2: cells('0.8'), 1: lln() }),
  },
  {
    term: 'Lymphocyte count increased',
    worse: 'high',
    scale: scale.cells,
    criteria: above({ 3: cells('20'), 2: cells('4') }),
  },
  {
    term: 'CD4 lymphocytes decreased',
    worse: 'low',
    scale: scale.cells,
    criteria: below({ 4: cells('0.05'), 3: cells('0.2'), 2: cells('0.5'), 1: lln() }),
  },
  {
    term: 'Platelet count decreased',
    worse: 'low',
    scale: scale.cells,
    criteria: below({ 4: cells('25.0'), 3: cells('50.0'), 2: cells('75.0'), 1: lln() }),
  },
  {
    term: 'Eosinophilia',
    worse: 'high',
    scale: scale.cells,
    criteria: reach(1, when('value', '>', uln()), when('value', '>', baseline('1'))),
  },
  { term: 'Methemoglobinemia', worse: 'high', scale: scale.methaemoglobin, criteria: above({ 2: uln() }) },
]

export const coagulation: readonly MeasuredTerm[] = [
  {
    term: 'Activated partial thromboplastin time prolonged',
    worse: 'high',
    scale: scale.clottingTime,
    criteria: above({ 3: uln('2.5'), 2: uln('1.5'), 1: uln() }),
  },
  {
    term: 'INR increased',
    worse: 'high',
    scale: scale.ratio,
    // On anticoagulation the higher of the two readings counts.
    criteria: worstFirst(
      above({ 3: number('2.5'), 2: number('1.5'), 1: number('1.2') }),
      reach(3, given('on_anticoagulation'), when('value', '>', baseline('2.5'))),
      reach(2, given('on_anticoagulation'), when('value', '>', baseline('1.5'))),
      reach(1, given('on_anticoagulation'), when('value', '>', baseline('1'))),
    ),
  },
  {
    term: 'Fibrinogen decreased',
    worse: 'low',
    scale: scale.fibrinogen,
    // The fall from baseline counts only once the value itself is abnormal.
    criteria: worstFirst(
      below({ 4: fixed({ 'g/L': '0.5', 'mg/dL': '50' }) }),
      below({ 4: lln('0.25'), 3: lln('0.5'), 2: lln('0.75'), 1: lln() }),
      reach(4, when('value', '<', lln()), whenKnown('fall-percent', '>=', number('75'))),
      reach(3, when('value', '<', lln()), whenKnown('fall-percent', '>=', number('50'))),
      reach(2, when('value', '<', lln()), whenKnown('fall-percent', '>=', number('25'))),
    ),
  },
  { term: 'Haptoglobin decreased', worse: 'low', scale: scale.haptoglobin, criteria: below({ 1: lln() }) },
]
