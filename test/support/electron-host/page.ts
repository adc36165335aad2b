import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { CDPSession, Page } from 'playwright-core'
import { z } from 'zod'
import { browser } from './chromium'
import { read, write } from './wire'

const bridge = readFileSync(new URL('bridge.page.js', import.meta.url), 'utf8')
  .trimStart()
  .replace(/^(\/\/.*\n)*;/, '')
const WORLD = 'preload'
const SEND = '__toMainProcess'

const FromPage = z.union([
  z.object({ hello: z.literal(true) }),
  z.object({ id: z.number(), channel: z.string(), args: z.array(z.unknown()) }),
])

/** A page of Chromium with the app's preload in a world of its own beside it. */
export interface ShownPage {
  readonly page: Page
  readonly devtools: CDPSession
  /** Passes an event of the main process to the preload; nothing happens before a preload has run. */
  readonly tell: (message: { channel: string; value: unknown }) => void
}

/** Opens a page and puts the preload into everything it will show. `answer` gets its calls. */
export async function showPage(
  preload: string,
  isTaken: (page: Page) => boolean,
  answer: (channel: string, args: readonly unknown[]) => Promise<object>,
): Promise<ShownPage> {
  const page =
    browser()
      .pages()
      .find((blank) => !isTaken(blank)) ?? (await browser().newPage())
  const devtools = await browser().newCDPSession(page)
  let world: number | undefined
  const tell = (message: object) => {
    if (world === undefined) return
    const expression = `__fromMainProcess(${JSON.stringify(write(message))})`
    // A page that is being left takes no more messages.
    devtools.send('Runtime.evaluate', { contextId: world, expression }).catch(() => undefined)
  }
  devtools.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    if (name !== SEND) return
    const message = FromPage.parse(read(payload))
    if ('hello' in message) world = executionContextId
    else
      void answer(message.channel, message.args).then((result) => {
        tell({ id: message.id, ...result })
      })
  })
  await devtools.send('Runtime.enable')
  await devtools.send('Page.enable')
  await devtools.send('Runtime.addBinding', { name: SEND, executionContextName: WORLD })
  const token = randomUUID()
  await devtools.send('Page.addScriptToEvaluateOnNewDocument', {
    source: inPageOnly(`(${bridge}).main("${token}")`),
  })
  await devtools.send('Page.addScriptToEvaluateOnNewDocument', {
    source: inPageOnly(`const send = globalThis.${SEND}; delete globalThis.${SEND};
      ((require) => { ${readFileSync(preload, 'utf8')}\n })((${bridge}).preload("${token}", send))`),
    worldName: WORLD,
  })
  return { page, devtools, tell }
}

/** Frames within the page, and the blank page before it, get no preload. */
const inPageOnly = (script: string) => `if (self === top && location.href !== 'about:blank') { ${script} }`
