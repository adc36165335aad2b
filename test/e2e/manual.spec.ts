import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { version } from '../../scripts/stale.mjs'
import { expectAccessible, keepScreen, test } from '../support/app-test'
import { Frame } from '../support/pages/frame'
import { SignIn } from '../support/pages/sign-in'
import { PASSWORD } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

test('the app opens the manual of the role and its own release notes, without a network, and names its version and build (P11-10)', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(180_000)
  await server.addStudy(smallStudy, ['NL01'])
  await server.addPerson('ana', STUDY, 'nurse@NL01')
  const ward = await newDesk()
  const page = await ward.open()
  await new SignIn(page).firstTime('ana', PASSWORD)
  await new Frame(page).allSent()
  await ward.goesOffline()

  await page.getByRole('button', { name: 'Name of ana' }).click()
  await page.getByRole('menuitem', { name: 'Manual and release notes' }).click()
  const dialog = page.getByRole('dialog', { name: 'Manual and release notes' })
  await expect(dialog.getByRole('heading', { level: 1 })).toHaveText('Tracer for the research nurse')
  const built = readFileSync(join(import.meta.dirname, '../../out/built/renderer'), 'utf8')
  await expect(dialog.getByText(`Tracer ${version}, build ${built.slice(0, 12)}`)).toBeVisible()
  await expect(dialog.getByText(`${smallStudy.study.name}, form version ${smallStudy.name}`)).toBeVisible()
  await keepScreen(page, 'manual-light')
  await expectAccessible(page, 'manual')
  await page.setViewportSize({ width: 1280, height: 720 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await keepScreen(page, 'manual-small-dark')
  await expectAccessible(page, 'manual in dark', 'colours')

  await dialog.getByRole('tab', { name: 'Release notes' }).click()
  await expect(dialog.getByRole('heading', { level: 2, name: version })).toBeVisible()
  await keepScreen(page, 'release-notes')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})
