import { formula } from '../formula'

/** QT interval corrected for the heart rate. Fridericia LS. Acta Med Scand 1920;53:469-486. */
export const qtcf = formula(
  {
    key: 'qtcf',
    inputs: ['qt_ms', 'heart_rate_bpm'],
    expression: 'QT ÷ ∛RR, RR = 60 ÷ heart rate',
    source: 'Fridericia LS. Acta Med Scand 1920;53:469-486',
  },
  (given) => {
    const qt = given.number('qt_ms', { unit: 'ms', from: 1, to: 2000 })
    const rate = given.number('heart_rate_bpm', { unit: '/min', from: 1, to: 500 })
    // ∛(rate ÷ 60) is 1 ÷ ∛RR, and exact wherever the root is.
    const factor = given.step('inverse_cube_root_of_rr', rate.dividedBy(60).cbrt())
    return { value: qt.times(factor), unit: 'ms' }
  },
)
