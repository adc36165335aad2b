import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { root } from '../../scripts/process.mjs'
import { requirements } from './requirements'
import { idsInSource } from './titles'

const known = new Map(requirements.map((requirement) => [requirement.id, requirement]))
const delivered = requirements.filter(({ state }) => state === 'delivered').map(({ id }) => id)

/** The requirements that the titles of the repository name, with the files they stand in. */
const inTitles = new Map<string, string[]>()
for (const file of readdirSync(`${root}test`, { recursive: true, encoding: 'utf8' })) {
  // Here a title may name what is made up.
  if (!/\.(test|spec)\.tsx?$/.test(file) || file.endsWith('matrix.test.ts')) continue
  for (const id of idsInSource(readFileSync(`${root}test/${file}`, 'utf8')))
    inTitles.set(id, [...(inTitles.get(id) ?? []), file])
}

test('every delivered requirement is named by a test (VAL-01)', () => {
  expect(delivered.filter((id) => !inTitles.has(id))).toEqual([])
})

test('every requirement that a title names is one (VAL-01)', () => {
  expect([...inTitles].filter(([id]) => !known.has(id))).toEqual([])
})

test('every requirement is there once, says in a few words what it asks and how grave it is (VAL-02)', () => {
  expect(known.size).toBe(requirements.length)
  for (const { id, asks, risk, endangers } of requirements) {
    const words = asks.split(' ').length
    expect([id, words > 2 && words <= 14]).toEqual([id, true])
    expect(['high', 'medium', 'low']).toContain(risk)
    expect(['safety', 'rights', 'data']).toContain(endangers)
  }
})

test('what is open says what is missing', () => {
  const open = requirements.filter((requirement) => requirement.state === 'open')
  expect(open.filter(({ why }) => why.length < 10)).toEqual([])
})

const checklist = new URL('../../../shared/standards/requirements.md', import.meta.url)

test.skipIf(!existsSync(checklist))(
  'the list has the requirements and priorities of the checklist (reference data)',
  () => {
    const asked = [...readFileSync(checklist, 'utf8').matchAll(/^\| ([A-Z0-9]+-[\d.x]+) \| ([123]) \|/gm)].map(
      ([, id, priority]) => [id, Number(priority)],
    )
    expect(asked.length).toBeGreaterThan(100)
    expect(requirements.map(({ id, priority }) => [id, priority])).toEqual(asked)
  },
)
