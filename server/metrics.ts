import type { Store } from './store/database'

/** What a Prometheus server reads of this process: routes and codes, never a name, an address or a value. */
export interface Metrics {
  /** One answer: the route's pattern, its status, and how long it took. */
  answered(method: string, route: string, status: number, seconds: number): void
  /** Everything there is, in Prometheus' text format. */
  text(): string
}

/** Seconds, upper ends of the buckets. */
const BUCKETS = [0.01, 0.05, 0.1, 0.5, 1, 5, 30]

interface Route {
  readonly buckets: number[]
  count: number
  seconds: number
}

export function createMetrics(pool: Store['pool']): Metrics {
  const answers = new Map<string, number>()
  const routes = new Map<string, Route>()
  return {
    answered(method, route, status, seconds) {
      const counted = `method="${method}",route="${route}",status="${status}"`
      answers.set(counted, (answers.get(counted) ?? 0) + 1)
      const timed = `method="${method}",route="${route}"`
      const of = routes.get(timed) ?? { buckets: BUCKETS.map(() => 0), count: 0, seconds: 0 }
      of.count++
      of.seconds += seconds
      BUCKETS.forEach((end, i) => {
        if (seconds <= end) of.buckets[i] = (of.buckets[i] ?? 0) + 1
      })
      routes.set(timed, of)
    },
    text() {
      const lines = [
        ...head('tracer_answers_total', 'counter', 'Answers by route and status.'),
        ...[...answers].map(([labels, count]) => `tracer_answers_total{${labels}} ${count}`),
        ...head('tracer_answer_seconds', 'histogram', 'How long answers took.'),
        ...[...routes].flatMap(([labels, { buckets, count, seconds }]) => [
          ...BUCKETS.map((end, i) => `tracer_answer_seconds_bucket{${labels},le="${end}"} ${buckets[i] ?? 0}`),
          `tracer_answer_seconds_bucket{${labels},le="+Inf"} ${count}`,
          `tracer_answer_seconds_sum{${labels}} ${seconds}`,
          `tracer_answer_seconds_count{${labels}} ${count}`,
        ]),
        ...head('tracer_database_connections', 'gauge', 'Connections to the database, and calls that wait for one.'),
        `tracer_database_connections{state="open"} ${pool.totalCount}`,
        `tracer_database_connections{state="idle"} ${pool.idleCount}`,
        `tracer_database_connections{state="waited-for"} ${pool.waitingCount}`,
        ...head('process_resident_memory_bytes', 'gauge', 'Memory of this process.'),
        `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
        ...head('process_start_time_seconds', 'gauge', 'When this process began.'),
        `process_start_time_seconds ${Math.round(Date.now() / 1000 - process.uptime())}`,
      ]
      return `${lines.join('\n')}\n`
    },
  }
}

const head = (name: string, type: 'counter' | 'gauge' | 'histogram', help: string): readonly string[] => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} ${type}`,
]
