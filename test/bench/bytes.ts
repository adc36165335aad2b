import { chromium } from 'playwright-core'
import { findBrowser } from '../../scripts/ensure.mjs'
import { tell } from './figures'
import type { WardServer } from './server'

/** What a browser that was never here loads until the sign-in stands: worker, styles and fonts with it. */
export async function bytes(server: WardServer): Promise<void> {
  const executablePath = findBrowser()
  const browser = await chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    chromiumSandbox: process.getuid?.() !== 0,
  })
  try {
    const page = await browser.newPage()
    const loaded: Promise<{ readonly sent: number; readonly unpacked: number }>[] = []
    page.on('requestfinished', (request) => {
      const size = async () => {
        const { responseBodySize } = await request.sizes()
        const response = await request.response()
        return { sent: responseBodySize, unpacked: (await response?.body())?.length ?? 0 }
      }
      if (!request.url().includes('/api/')) loaded.push(size())
    })
    await page.goto(server.address)
    await page.getByLabel('Password').waitFor()
    await page.waitForLoadState('networkidle')
    const sizes = await Promise.all(loaded)
    for (const [metric, of] of [
      ['first load, as sent', 'sent'],
      ['first load, unpacked', 'unpacked'],
    ] as const)
      tell({
        bench: 'bytes',
        metric,
        value: sizes.reduce((sum, size) => sum + size[of], 0),
        unit: 'bytes',
        n: sizes.length,
      })
  } finally {
    await browser.close()
  }
}
