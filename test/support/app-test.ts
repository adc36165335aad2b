import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { type Page, test as base, expect } from '@playwright/test'
import { type Desk, type DeskOptions, newDesk } from './desk'
import { type TestServer, startTestServer } from './server'

const root = join(import.meta.dirname, '../..')

interface AppFixtures {
  /** Whether the server has the demonstration study with its people and participants, or nobody and nothing. */
  readonly demonstration: boolean
  /** The real server with the built app. */
  readonly server: TestServer
  /** A computer of its own on a line of its own to the server. */
  readonly newDesk: (look?: DeskOptions['look']) => Promise<Desk>
}

/** Tests of the whole app: a server, and as many computers as the story needs. */
export const test = base.extend<AppFixtures>({
  demonstration: [false, { option: true }],
  server: async ({ demonstration }, use) => {
    const server = await startTestServer({ rendererDir: join(root, 'out/renderer'), demo: demonstration })
    await use(server)
    await server.stop()
  },
  newDesk: async ({ playwright, launchOptions, server }, use) => {
    const desks: Desk[] = []
    await use(async (look) => {
      const options = { browser: playwright.chromium, launchOptions, server: server.address }
      const desk = await newDesk({ ...options, ...(look && { look }) })
      desks.push(desk)
      return desk
    })
    for (const desk of desks) await desk.remove()
  },
})

/** Keeps what the screen looks like, to be looked at by people. */
export async function keepScreen(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(root, 'test-output/screens', `${name}.png`), animations: 'disabled' })
}

/**
 * Nothing on the screen stands seriously in the way of people who use it without eyes, hands or full sight. In another
 * colour scheme only the colours are others.
 */
export async function expectAccessible(page: Page, name: string, only?: 'colours'): Promise<void> {
  const axe = new AxeBuilder({ page })
  const { violations } = await (only ? axe.withRules('color-contrast') : axe).analyze()
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  const said = grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  expect.soft(said, `${name}: what axe objects to`).toEqual([])
}

/** A screen as documentation has it: small, large, and in the dark; in none of them does it stand in anybody's way. */
export async function expectGoodLooks(page: Page, name: string): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 720 })
  await keepScreen(page, `${name}-small`)
  await page.setViewportSize({ width: 1440, height: 900 })
  await keepScreen(page, `${name}-light`)
  await expectAccessible(page, name)
  await page.emulateMedia({ colorScheme: 'dark' })
  await keepScreen(page, `${name}-dark`)
  await expectAccessible(page, `${name} in dark`, 'colours')
  await page.emulateMedia({ colorScheme: 'light' })
}
