import type { CDPSession, Page } from 'playwright-core'

/** Everything the main thread did because of one key: scripts, style, layout, paint, and whatever came after. */
export interface KeyWork {
  /** Milliseconds on the clock, and of them those on the processor: other programs on the machine are not in these. */
  readonly wall: number
  readonly cpu: number
}

/**
 * The browser's own count of how long the page's main thread was busy, by the clock and by the processor. It is read before
 * and after, not traced: writing a trace makes each key dearer by half.
 */
export async function watchMainThread(page: Page): Promise<{ during(act: () => Promise<void>): Promise<KeyWork> }> {
  const sessions = { wall: await session(page, 'timeTicks'), cpu: await session(page, 'threadTicks') }
  const busy = async (): Promise<KeyWork> => ({
    wall: await taskTime(sessions.wall),
    cpu: await taskTime(sessions.cpu),
  })
  return {
    async during(act) {
      const before = await busy()
      await act()
      const after = await busy()
      return { wall: after.wall - before.wall, cpu: after.cpu - before.cpu }
    },
  }
}

async function session(page: Page, timeDomain: 'timeTicks' | 'threadTicks'): Promise<CDPSession> {
  const client = await page.context().newCDPSession(page)
  await client.send('Performance.enable', { timeDomain })
  return client
}

async function taskTime(client: CDPSession): Promise<number> {
  const { metrics } = await client.send('Performance.getMetrics')
  const task = metrics.find(({ name }) => name === 'TaskDuration')
  if (!task) throw new Error('the browser does not count its tasks')
  return task.value * 1_000
}
