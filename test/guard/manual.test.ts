import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { type Block, blocksOf } from '../../renderer/app/manual/blocks'
import { pages } from '../../renderer/app/manual/pages'
import { root } from '../../scripts/process.mjs'
import { version } from '../../scripts/stale.mjs'

const Spoken = z.object({ en: z.record(z.string(), z.string()) })
const screens = join(root, 'renderer')

/** Every English text of the screens. */
const said = new Set(
  (
    await Promise.all(
      readdirSync(screens, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('texts.ts'))
        .map(async (file) => z.record(z.string(), z.unknown()).parse(await import(join(screens, file)))),
    )
  )
    .flatMap((module) => Object.values(module))
    .flatMap((area) => Object.values(Spoken.safeParse(area).data?.en ?? {})),
)

const wordsIn = (block: Block) => (block.kind === 'list' ? block.items.flat() : block.words)
const textOf = (block: Block) =>
  wordsIn(block)
    .map(({ text }) => text)
    .join('')

test.each(Object.entries(pages))('the page %s that ships with the app is whole (P11-10)', async (_, load) => {
  const { default: page } = await load()
  const blocks = blocksOf(page)
  expect(blocks[0]?.kind).toBe('title')
  expect(blocks.filter(({ kind }) => kind === 'title')).toHaveLength(1)
  // What is drawn leaves no sign of how it was written.
  for (const block of blocks) expect(textOf(block)).not.toMatch(/^#|^[-*|] |\*\*|`|\]\(/)
})

test('what the manuals say in bold is what stands on the screens (P11-10)', async () => {
  const bold = await Promise.all(
    Object.values(pages).map(async (load) =>
      blocksOf((await load()).default)
        .flatMap(wordsIn)
        .flatMap(({ text, look }) => (look === 'strong' ? [text.replace(/\.$/, '')] : [])),
    ),
  )
  expect(bold.flat().length).toBeGreaterThan(30)
  expect(bold.flat().filter((text) => !said.has(text))).toEqual([])
})

test('the newest release notes are those of this version (P11-10)', () => {
  const [newest] = blocksOf(readFileSync(join(root, 'docs/release-notes.md'), 'utf8')).filter(
    ({ kind }) => kind === 'heading',
  )
  expect(newest && textOf(newest)).toBe(version)
})
