import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { z } from 'zod'
import { version } from '../../scripts/stale.mjs'
import { expectAccessible, keepScreen, test } from '../support/app-test'
import { Frame } from '../support/pages/frame'
import { SignIn } from '../support/pages/sign-in'
import { Sync } from '../support/pages/sync'
import { PASSWORD } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

const Report = z.object({
  app: z.string(),
  build: z.string(),
  schema: z.number(),
  checks: z.array(z.object({ check: z.string(), result: z.string() })),
})

test('a new installation tries itself, says what it found, and saves it as a file (VAL-04)', async ({
  server,
  newDesk,
}) => {
  test.setTimeout(180_000)
  await server.addStudy(smallStudy, ['NL01'])
  await server.addPerson('ana', STUDY, 'nurse@NL01')
  const page = await (await newDesk()).open()
  await new SignIn(page).firstTime('ana', PASSWORD)
  await new Frame(page).allSent()
  await new Sync(page).open()
  const part = page.getByRole('region', { name: 'This installation' })
  await expect(part.getByRole('row')).toHaveCount(8)
  for (const good of ['What is stored can be read again', 'Worked cases come out as by hand', 'The clock agrees'])
    await expect(part.getByRole('row').filter({ hasText: good })).toContainText(/(?<!not )as it should be$/)
  await part.scrollIntoViewIfNeeded()
  await keepScreen(page, 'installation-light')
  await expectAccessible(page, 'installation')

  const download = page.waitForEvent('download')
  await part.getByRole('button', { name: 'Save the report' }).click()
  const saved = await download
  expect(saved.suggestedFilename()).toMatch(/^tracer-installation-\d{4}-\d\d-\d\d\.json$/)
  const report = Report.parse(JSON.parse(await readFile(await saved.path(), 'utf8')))
  expect(report.app).toBe(version)
  const results = new Map(report.checks.map(({ check, result }) => [check, result]))
  for (const check of ['storage', 'encryption', 'signing', 'engines', 'clock'])
    expect([check, results.get(check)]).toEqual([check, 'good'])

  await page.setViewportSize({ width: 1280, height: 720 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await part.scrollIntoViewIfNeeded()
  await keepScreen(page, 'installation-small-dark')
  await expectAccessible(page, 'installation in dark', 'colours')
})
