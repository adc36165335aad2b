import type { Page } from 'playwright-core'
import { z } from 'zod'

/** What the browser's own tracing says about one stretch of work, as far as it is looked at here. Microseconds. */
const TraceEvent = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.number(),
  tid: z.number(),
  ts: z.number(),
  dur: z.number().default(0),
  /** Of `dur`, what the thread really ran: other programs on the machine are not in it. */
  tdur: z.number().default(0),
  args: z.object({ data: z.object({ type: z.string().optional() }).optional() }),
})
type TraceEvent = z.output<typeof TraceEvent>

/** Everything the main thread did because of one key: from the task that brought the key down to the next key. */
export interface KeyWork {
  /** Milliseconds on the clock, and of them those on the processor. */
  readonly wall: number
  readonly cpu: number
}

/** The main thread's work for each key pressed during `work`, in their order: scripts, style, layout, paint, all of it. */
export async function workPerKey(page: Page, work: () => Promise<void>): Promise<readonly KeyWork[]> {
  const events = await traced(page, work)
  const keys = events.filter(({ name, args }) => name === 'EventDispatch' && args.data?.type === 'keydown')
  const [first] = keys
  if (!first) throw new Error('the trace has no key')
  const tasks = events
    .filter(({ name, pid, tid }) => name === 'RunTask' && pid === first.pid && tid === first.tid)
    .sort((a, b) => a.ts - b.ts)
  const starts = keys.map((key) => tasks.findLast(({ ts }) => ts <= key.ts)?.ts ?? key.ts).sort((a, b) => a - b)
  return starts.map((start, i) => {
    const end = starts[i + 1] ?? Infinity
    const own = tasks.filter(({ ts }) => ts >= start && ts < end)
    const sum = (of: 'dur' | 'tdur') => own.reduce((total, task) => total + task[of], 0) / 1_000
    return { wall: sum('dur'), cpu: sum('tdur') }
  })
}

async function traced(page: Page, work: () => Promise<void>): Promise<readonly TraceEvent[]> {
  const client = await page.context().newCDPSession(page)
  const events: TraceEvent[] = []
  client.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value) {
      const read = TraceEvent.safeParse(event)
      if (read.success) events.push(read.data)
    }
  })
  await client.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'] },
  })
  await work()
  const complete = new Promise((resolve) => client.once('Tracing.tracingComplete', resolve))
  await client.send('Tracing.end')
  await complete
  await client.detach()
  return events
}
