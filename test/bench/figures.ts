import { availableParallelism, loadavg } from 'node:os'

/** One measured number, one line on standard output. */
export interface Figure {
  readonly bench: string
  readonly metric: string
  readonly value: number
  readonly unit: 'ms' | 'bytes' | 'ratio' | 'per s' | 'count'
  /** How many measurements the number stands for. */
  readonly n: number
}

/** Prints a figure to three significant digits, whole numbers as they are. Everything else a bench says goes to `note`. */
export function tell({ bench, metric, value, unit, n }: Figure): void {
  const shown = Number.isInteger(value) ? value : Number(value.toPrecision(3))
  console.log(JSON.stringify({ bench, metric, value: shown, unit, n }))
}

/** Says on standard error what is going on. */
export const note = (text: string): void => console.error(text)

/** Other work on the machine makes figures worse: who reads them should know of it. */
export const noteLoad = (when: string): void =>
  note(`${when}: load ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores`)

/** The value that a share of the samples does not exceed (nearest rank). */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  if (value === undefined) throw new Error('nothing was measured')
  return value
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5)

/** Tells the median and the 95th percentile of durations in milliseconds. */
export function tellTimes(bench: string, samples: readonly number[], what = ''): void {
  for (const [name, share] of [
    ['p50', 0.5],
    ['p95', 0.95],
  ] as const)
    tell({
      bench,
      metric: what === '' ? name : `${what} ${name}`,
      value: quantile(samples, share),
      unit: 'ms',
      n: samples.length,
    })
}
