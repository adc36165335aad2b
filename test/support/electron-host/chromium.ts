import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from 'playwright-core'
import { findBrowser } from '../../../scripts/ensure.mjs'

/** Electron understands this switch of Chromium too. */
const asked = process.argv.find((argument) => argument.startsWith('--user-data-dir='))?.slice('--user-data-dir='.length)

/** The folder of this profile: Chromium's own data and what stands for the keychain. */
export const profile = asked ?? mkdtempSync(join(tmpdir(), 'tracer-profile-'))
mkdirSync(profile, { recursive: true })

let opened: BrowserContext | undefined

/** The browser that shows the windows. There is one from the moment the app is ready. */
export function browser(): BrowserContext {
  if (!opened) throw new Error('electron stand-in: not before the app is ready')
  return opened
}

/** Starts the browser; returns the address at which a test may look over its shoulder. */
export async function openBrowser(): Promise<string> {
  const folder = join(profile, 'Chromium')
  const executablePath = findBrowser()
  opened = await chromium.launchPersistentContext(folder, {
    ...(executablePath !== undefined && { executablePath }),
    chromiumSandbox: process.getuid?.() !== 0,
    viewport: null,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      // Electron asks the app before a pop-up exists; Chromium would show it first and let it call home.
      '--block-new-web-contents',
      '--remote-debugging-port=0',
    ],
  })
  const [port = ''] = readFileSync(join(folder, 'DevToolsActivePort'), 'utf8').split('\n')
  return `http://127.0.0.1:${port}`
}

export const closeBrowser = async (): Promise<void> => opened?.close()
