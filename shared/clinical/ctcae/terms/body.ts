/** Measured on the participant rather than in a laboratory. See `measured-terms.ts` for the source and the rules of reading. */
import {
  above,
  below,
  fixed,
  given,
  graded,
  number,
  reach,
  when,
  whenKnown,
  without,
  worstFirst,
  type MeasuredTerm,
} from '../criteria'
import * as scale from '../units'

const mmHg = (pressure: string) => fixed({ mmHg: pressure })

export const measured: readonly MeasuredTerm[] = [
  {
    term: 'Electrocardiogram QT corrected interval prolonged',
    worse: 'high',
    scale: scale.milliseconds,
    criteria: worstFirst(
      above({ 3: fixed({ ms: '500' }), 2: fixed({ ms: '480' }) }),
      reach(3, whenKnown('rise', '>', fixed({ ms: '60' }))),
      reach(1, when('value', '>=', fixed({ ms: '450' }))),
    ),
  },
  {
    term: 'Ejection fraction decreased',
    worse: 'low',
    scale: scale.percent,
    most: { '%': '100' },
    // The drop is in points of ejection fraction.
    criteria: worstFirst(
      below({ 4: number('20'), 3: number('40') }),
      reach(3, whenKnown('fall', '>', number('19'))),
      reach(2, when('value', '<=', number('50'))),
      reach(2, whenKnown('fall', '>=', number('10'))),
    ),
  },
  {
    term: 'Hypertension',
    worse: 'high',
    scale: scale.pressure,
    criteria: worstFirst(
      above({ 3: mmHg('159'), 2: mmHg('139') }),
      reach(1, when('value', '>=', mmHg('120'))),
      reach(3, whenKnown('diastolic', '>', mmHg('99'))),
      reach(2, whenKnown('diastolic', '>', mmHg('89'))),
      reach(1, whenKnown('diastolic', '>=', mmHg('80'))),
    ),
  },
  {
    term: 'Fever',
    worse: 'high',
    scale: scale.temperature,
    criteria: worstFirst(
      reach(4, when('value', '>', fixed({ '°C': '40.0', '°F': '104.0' })), whenKnown('duration', '>', number('24'))),
      above({ 3: fixed({ '°C': '40.0', '°F': '104.0' }), 2: fixed({ '°C': '39.0', '°F': '102.2' }) }),
      reach(1, when('value', '>=', fixed({ '°C': '38.0', '°F': '100.4' }))),
    ),
  },
  {
    term: 'Hypothermia',
    worse: 'low',
    scale: scale.temperature,
    criteria: graded(
      {
        4: fixed({ '°C': '28', '°F': '82.4' }),
        3: fixed({ '°C': '32', '°F': '89.6' }),
        2: fixed({ '°C': '35', '°F': '95' }),
      },
      (limit) => when('value', '<=', limit),
    ),
  },
  {
    term: 'Hypoxia',
    worse: 'low',
    scale: scale.oxygen,
    most: { '%': '100' },
    criteria: worstFirst(
      reach(3, given('at_rest'), when('value', '<', fixed({ '%': '88' }))),
      reach(3, when('value', '<=', fixed({ mmHg: '55' }))),
      reach(2, when('value', '<', fixed({ '%': '88' }))),
    ),
  },
  {
    term: 'Weight gain',
    worse: 'high',
    scale: scale.weight,
    signed: ['%'],
    criteria: graded({ 3: '20', 2: '10', 1: '5' }, (change) => when('rise-percent', '>=', number(change))),
  },
  {
    term: 'Weight loss',
    worse: 'low',
    scale: scale.weight,
    signed: ['%'],
    criteria: graded({ 3: '20', 2: '10', 1: '5' }, (change) => when('fall-percent', '>=', number(change))),
  },
  {
    term: 'Obesity',
    worse: 'high',
    scale: scale.bodyMass,
    criteria: graded({ 4: '40', 3: '30', 2: '25' }, (index) => when('value', '>=', number(index))),
  },
  {
    term: 'Forced expiratory volume decreased',
    worse: 'low',
    scale: scale.percent,
    criteria: below({ 4: number('50'), 3: number('60'), 2: number('70'), 1: number('100') }),
  },
  {
    term: 'Vital capacity abnormal',
    worse: 'low',
    scale: scale.percent,
    criteria: worstFirst(below({ 3: number('50'), 2: number('75') }), reach(1, when('value', '<=', number('90')))),
  },
  {
    term: 'Carbon monoxide diffusing capacity decreased',
    worse: 'low',
    scale: scale.diffusion,
    // Against the lower limit at first, against the baseline once there is one.
    criteria: worstFirst(
      graded({ 3: '8', 2: '5' }, (units) => whenKnown('fall', '>', number(units))),
      reach(3, given('symptomatic'), whenKnown('fall', '>', number('5'))),
      reach(1, whenKnown('fall', '>=', number('3'))),
      reach(3, without('baseline_known'), when('shortfall', '>', number('8'))),
      reach(3, without('baseline_known'), given('symptomatic'), when('shortfall', '>', number('5'))),
      reach(2, without('baseline_known'), when('shortfall', '>', number('5'))),
      reach(1, without('baseline_known'), when('shortfall', '>=', number('3'))),
    ),
  },
  {
    term: 'Edema limbs',
    worse: 'high',
    scale: scale.percent,
    criteria: worstFirst(above({ 3: number('30'), 2: number('10') }), reach(1, when('value', '>=', number('5')))),
  },
  {
    term: 'Diarrhea',
    worse: 'high',
    scale: scale.stools,
    criteria: worstFirst(
      reach(3, when('rise', '>', number('6'))),
      reach(2, when('rise', '>=', number('4'))),
      reach(1, when('rise', '>', number('0'))),
    ),
  },
  {
    term: 'Osteoporosis',
    worse: 'low',
    scale: scale.score,
    signed: ['t-score'],
    criteria: worstFirst(below({ 2: number('-2.5') }), reach(1, when('value', '<=', number('-1')))),
  },
  {
    term: 'Oligospermia',
    worse: 'low',
    scale: scale.sperm,
    // None at all is azoospermia, another term.
    criteria: reach(1, when('value', '>', number('0')), when('value', '<', fixed({ '10^6/mL': '15' }))),
  },
]
