import type { Page } from '@playwright/test'
import { build } from 'vite'
import type { Inside } from './look-inside.page'

let script: Promise<string> | undefined

/** Looks into the store of the device whose app this page shows, as someone who knows the password. */
export async function insideOf(page: Page, userName: string, password: string): Promise<Inside> {
  script ??= pageScript()
  // Evaluated rather than loaded: the page's own policy lets no script in that is not the app's.
  return page.evaluate<Inside>(
    `${await script}; inside.lookInside(${JSON.stringify(userName)}, ${JSON.stringify(password)})`,
  )
}

async function pageScript(): Promise<string> {
  const entry = new URL('look-inside.page.ts', import.meta.url).pathname
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'inside', fileName: 'inside' } },
  })
  const [output] = [built].flat()
  const [chunk] = output && 'output' in output ? output.output : []
  if (chunk?.type !== 'chunk') throw new Error('nothing was built')
  return chunk.code
}
