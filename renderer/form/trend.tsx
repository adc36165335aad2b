import { textIn } from '#shared/study/definition'
import { readingOf } from '#shared/quantity/units'
import { useTexts } from '../ui/language'
import styles from './form.module.css'
import { showLimits } from './limits'
import type { ItemView } from './scene'
import { formTexts } from './texts'

const WIDTH = 56
const HEIGHT = 18
const EDGE = 3
const MOST = 8

/**
 * The last results of an analyte and this one, in the unit of this one, over the band of its limits. Drawn from two
 * results on; those in other units are left out rather than drawn where they do not belong.
 */
export function Trend({ item }: { item: ItemView }) {
  const say = useTexts(formTexts)
  const { earlier, unit, limits } = item
  const now = item.state?.value ?? item.calculated
  const inUnit = [...earlier.map(({ entry }) => entry).toReversed(), ...(now ? [now] : [])].flatMap((entry) => {
    if (entry.state !== 'value' || entry.unit !== unit) return []
    const reading = readingOf(entry.text)
    return reading && !reading.qualifier ? [reading.value.toNumber()] : []
  })
  const values = inUnit.slice(-MOST)
  if (values.length < 2) return null
  const [lln, uln] = [limits.lln?.toNumber(), limits.uln?.toNumber()]
  const all = [...values, ...(lln === undefined ? [] : [lln]), ...(uln === undefined ? [] : [uln])]
  const [least, most] = [Math.min(...all), Math.max(...all)]
  const y = (value: number): number =>
    most === least ? HEIGHT / 2 : HEIGHT - EDGE - ((value - least) / (most - least)) * (HEIGHT - 2 * EDGE)
  const x = (at: number): number => EDGE + (at / (values.length - 1)) * (WIDTH - 2 * EDGE)
  const top = uln === undefined ? 0 : y(uln)
  const bottom = lln === undefined ? HEIGHT : y(lln)
  const last = values.at(-1) ?? 0
  return (
    <svg
      className={styles.trend}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={say('trend', {
        item: textIn(item.def.label, item.language),
        values: values.join(', '),
        limits: showLimits(limits, item.language) || '–',
      })}
    >
      {(lln !== undefined || uln !== undefined) && (
        <rect className={styles.trendBand} x={0} y={top} width={WIDTH} height={Math.max(1, bottom - top)} />
      )}
      <polyline className={styles.trendLine} points={values.map((value, at) => `${x(at)},${y(value)}`).join(' ')} />
      <circle className={styles.trendLast} cx={x(values.length - 1)} cy={y(last)} r={2} />
    </svg>
  )
}
