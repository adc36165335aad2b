import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { LANGUAGES } from '../../renderer/ui/language'
import { root } from '../../scripts/process.mjs'

const Spoken = z.record(z.string(), z.string())
const Area = z.object({ namespace: z.string(), en: Spoken, fr: Spoken, sv: Spoken })

const screens = join(root, 'renderer')
const files = readdirSync(screens, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('texts.ts'))

const areasOf = async (file: string) => {
  const module: unknown = await import(join(screens, file))
  return Object.values(z.record(z.string(), z.unknown()).parse(module)).flatMap((one) => {
    const area = Area.safeParse(one)
    return area.success ? [area.data] : []
  })
}

const valuesIn = (text: string | undefined): readonly string[] =>
  [...(text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).sort()

test('every area of the screens is looked at', () => {
  expect(files.length).toBeGreaterThan(40)
})

test.each(files)('%s says in every language what it says in English, with the same values in it', async (file) => {
  const areas = await areasOf(file)
  expect(areas).not.toEqual([])
  for (const area of areas)
    for (const language of LANGUAGES)
      for (const [key, text] of Object.entries(area.en)) {
        const said = area[language][key]
        expect(said?.trim(), `${language} of ${key}`).toBeTruthy()
        expect(valuesIn(said), `${language} of ${key}`).toEqual(valuesIn(text))
      }
})
