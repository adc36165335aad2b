import type { Host } from '#shared/host'
import { expect } from '@playwright/test'
import { readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '../support/electron-host/desktop'

declare global {
  interface Window {
    readonly tracerHost?: Host
    heard: string[]
    stopListening: (() => void) | undefined
  }
}

test('the page sees thirteen frozen calls of its host, and nothing of Node or Electron (ELEC-07)', async ({ page }) => {
  const seen = await page.evaluate(() => ({
    calls: Object.keys(window.tracerHost ?? {}).sort(),
    frozen: Object.isFrozen(window.tracerHost),
    leaked: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', '__toMainProcess', '__fromMainProcess'].filter(
      (name) => name in window,
    ),
  }))
  expect(seen).toEqual({
    calls: [
      'canSeal',
      'fuses',
      'onAway',
      'openExternal',
      'printToPdf',
      'recall',
      'remember',
      'saveFile',
      'seal',
      'setBadge',
      'setPrivate',
      'unseal',
      'version',
    ],
    frozen: true,
    leaked: [],
  })
})

test('the version names the desktop, and wrong arguments are refused in the main process', async ({ page }) => {
  expect(await page.evaluate(() => window.tracerHost?.version())).toMatchObject({ host: 'electron' })
  const refusal = await page.evaluate(async () => {
    const many = JSON.parse('"many"') as number
    return window.tracerHost?.setBadge(many).catch(String)
  })
  expect(refusal).toContain('setBadge: refused, wrong arguments')
})

test('what the keychain sealed it opens, also after the app was closed (ELEC-11)', async ({ launch }) => {
  const first = await launch()
  const sealed = await (await first.firstWindow()).evaluate(() => window.tracerHost?.seal('c2VjcmV0'))
  expect(sealed).toBeTruthy()
  expect(sealed).not.toContain('c2VjcmV0')
  await first.close()
  const page = await (await launch()).firstWindow()
  const opened = await page.evaluate(
    async (text) => [await window.tracerHost?.unseal(text ?? ''), await window.tracerHost?.unseal('Zm9yZWlnbg==')],
    sealed,
  )
  expect(opened).toEqual(['c2VjcmV0', undefined])
})

test('a Linux without a keychain is told so, and nothing is sealed there (ELEC-11)', async ({ launch }) => {
  test.skip(process.platform !== 'linux', 'elsewhere there always is a keychain')
  const app = await launch({ env: { ELECTRON_HOST_KEYRING: 'basic_text' }, args: ['--password-store=basic'] })
  const page = await app.firstWindow()
  const answers = await page.evaluate(async () => [
    await window.tracerHost?.canSeal(),
    await window.tracerHost?.seal('c2VjcmV0'),
  ])
  expect(answers).toEqual([false, undefined])
})

test('what is to be remembered lies sealed outside the profile and is the same when that is copied back (CRYP-06)', async ({
  launch,
  profile,
}) => {
  const outside = `${profile}-outside`
  const env = { XDG_CONFIG_HOME: outside }
  try {
    const first = await launch({ env })
    const page = await first.firstWindow()
    const answers = await page.evaluate(async () => [
      await window.tracerHost?.recall('tries-ana'),
      await window.tracerHost?.remember('tries-ana', 'three'),
      await window.tracerHost?.remember('tries-ana', 'four'),
      await window.tracerHost?.recall('tries-ana'),
      await window.tracerHost?.recall('tries-ben'),
      await window.tracerHost?.remember('../../elsewhere', 'x').catch(String),
    ])
    expect(answers.slice(0, 5)).toEqual([undefined, true, true, 'four', undefined])
    expect(answers[5]).toContain('wrong arguments')
    await first.close()
    if (process.platform === 'linux') {
      const [file = '', ...others] = readdirSync(join(outside, 'tracer-remembered'))
      expect(others).toEqual([])
      expect(readFileSync(join(outside, 'tracer-remembered', file), 'latin1')).not.toMatch(/ana|four/)
    }
    const again = await (await launch({ env })).firstWindow()
    expect(await again.evaluate(() => window.tracerHost?.recall('tries-ana'))).toBe('four')
  } finally {
    rmSync(outside, { recursive: true, force: true })
  }
})

test('a file goes where the person says, under the name of a file and not of a path', async ({
  page,
  running,
  profile,
}) => {
  const save = () =>
    page.evaluate(() => window.tracerHost?.saveFile('../../casebook.pdf', new Uint8Array([37, 80, 255])))
  await running.evaluate(({ dialog }) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: '' })
  }, undefined)
  expect(await save()).toBe(false)
  const chosen = join(profile, 'chosen.pdf')
  await running.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = (...args: unknown[]) => {
      Object.assign(globalThis, { offered: JSON.stringify(args.at(-1)) })
      return Promise.resolve({ canceled: false, filePath })
    }
  }, chosen)
  expect(await save()).toBe(true)
  expect([...readFileSync(chosen)]).toEqual([37, 80, 255])
  const offered = await running.evaluate(() => String(Reflect.get(globalThis, 'offered')), undefined)
  expect(offered).toContain('casebook.pdf')
  expect(offered).not.toContain('..')
})

test('the window prints to PDF', async ({ page }) => {
  const head = await page.evaluate(async () => [...((await window.tracerHost?.printToPdf()) ?? []).slice(0, 5)])
  expect(String.fromCharCode(...head)).toBe('%PDF-')
})

test('the page hears that the computer was locked, until it stops listening', async ({ page, running }) => {
  await page.evaluate(() => {
    window.heard = []
    window.stopListening = window.tracerHost?.onAway((why) => window.heard.push(why))
  })
  const heard = () => page.evaluate(() => window.heard)
  await running.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'), undefined)
  await running.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'), undefined)
  await expect.poll(heard).toEqual(['locked', 'suspended'])
  await page.evaluate(() => {
    window.stopListening?.()
  })
  await running.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'), undefined)
  await page.waitForTimeout(200)
  expect(await heard()).toEqual(['locked', 'suspended'])
})

test('only known sites open outside (ELEC-05)', async ({ page, running }) => {
  await running.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = (url) => Promise.resolve(void opened.push(url))
  }, undefined)
  const answers = await page.evaluate(async () => [
    await window.tracerHost?.openExternal('https://clinicaltrials.gov/study/NCT03972488'),
    await window.tracerHost?.openExternal('https://evil.test/'),
    await window.tracerHost?.openExternal('file:///etc/passwd'),
  ])
  expect(answers).toEqual([true, false, false])
  expect(await running.evaluate(() => JSON.stringify(Reflect.get(globalThis, 'opened')), undefined)).toBe(
    '["https://clinicaltrials.gov/study/NCT03972488"]',
  )
})
