import { expect } from '@playwright/test'
import { test } from '../support/electron-host/desktop'
import { SignIn } from '../support/pages/sign-in'
import { PASSWORD, startTestServer } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

test('a locked screen is hidden from captures until somebody is let in again (ELEC-17)', async ({ launch }) => {
  test.setTimeout(180_000)
  const server = await startTestServer()
  try {
    await server.addStudy(smallStudy, ['NL01'])
    await server.addPerson('nina', STUDY, 'nurse@NL01')
    const app = await launch({ server: server.address })
    const page = await app.firstWindow()
    await app.evaluate(({ BrowserWindow }) => {
      const hidden: boolean[] = []
      Object.assign(globalThis, { hidden })
      for (const window of BrowserWindow.getAllWindows())
        window.setContentProtection = (on) => {
          hidden.push(on)
        }
    }, undefined)
    const hidden = () => app.evaluate(() => String(Reflect.get(globalThis, 'hidden')), undefined)
    const signIn = new SignIn(page)
    await signIn.firstTime('nina', PASSWORD)
    expect(await hidden()).toBe('false')

    // The computer is locked; then the person locks the app.
    await app.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'), undefined)
    await expect(page.getByRole('heading', { level: 1, name: 'Locked' })).toBeVisible()
    await expect.poll(hidden).toBe('false,true')
    await signIn.again('Name of nina', PASSWORD)
    await expect.poll(hidden).toBe('false,true,false')
    await page.getByRole('button', { name: 'Lock', exact: true }).click()
    await expect.poll(hidden).toBe('false,true,false,true')
  } finally {
    await server.stop()
  }
})
