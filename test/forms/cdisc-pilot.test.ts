import { StudyVersion } from '#shared/study/definition'
import { compileStudy } from '#shared/study/compile'
import { readEntry } from '#shared/study/read-entry'
import { describe, expect, test } from 'vitest'
import { cdiscPilot } from './cdisc-pilot-study'
import { inputOf, inSourceWords, pilotInput, type TypedValue } from '../support/cdisc-pilot'
import { madeUpRows } from '../support/cdisc-pilot-made-up'

const study = compileStudy(cdiscPilot)

/** What the application would store of a value, by the definition alone. */
function stored({ form, item, text, unit }: TypedValue) {
  const def = study.item(form, item)?.def
  if (!def) throw new Error(`${form}.${item} is not in the study`)
  const codes = study.codeListOf(def)?.codes.map(({ code }) => code)
  return readEntry(def, { text, ...(unit !== undefined && { unit }) }, { today: '2026-01-01', ...(codes && { codes }) })
}

const found = pilotInput()
const inputs = [
  [found.origin, found],
  ['made-up rows, always', inputOf(madeUpRows())],
] as const

test('the pilot study is a study version like any other', () => {
  expect(StudyVersion.parse(cdiscPilot)).toEqual(cdiscPilot)
})

describe.each(inputs)('three subjects from %s', (_, { subjects, report }) => {
  test('there are three, with something of everything and at most 120 values each', () => {
    expect(subjects).toHaveLength(3)
    for (const { values } of subjects) {
      expect(values.length).toBeGreaterThan(40)
      expect(values.length).toBeLessThanOrEqual(120)
      expect(new Set(values.map(({ form }) => form))).toEqual(new Set(['DM', 'SV', 'VS', 'LB', 'AE', 'CM']))
      expect(values.some(({ repeatIndex }) => repeatIndex === 1)).toBe(true)
      expect(values.some(({ rowIndex }) => rowIndex === 2)).toBe(true)
    }
  })

  test('every value is readable, is stored as typed, and comes back in the words of the source', () => {
    for (const value of subjects.flatMap(({ values }) => values)) {
      const read = stored(value)
      if (!read.ok || read.entry.state !== 'value') throw new Error(`${value.form}.${value.item}: ${value.text}`)
      const { text, unit } = read.entry
      expect({ text, unit }).toEqual({ text: value.text, unit: value.unit })
      expect(inSourceWords(value, { text, ...(unit !== undefined && { unit }) })).toEqual(value.source)
    }
  })

  test('no two values are meant for the same place', () => {
    for (const { values } of subjects) {
      const places = values.map(({ event, form, repeatIndex, group, rowIndex, item }) =>
        [event, form, repeatIndex, group, rowIndex, item].join('/'),
      )
      expect(new Set(places).size).toBe(places.length)
    }
  })

  test('what is not carried is counted', () => {
    expect(report.map(({ domain }) => domain)).toEqual(['DM', 'VS', 'LB', 'AE', 'CM'])
    for (const { rows, columns } of report) {
      expect(rows.carried).toBeGreaterThanOrEqual(3)
      expect(columns.carried.length).toBeGreaterThan(0)
      expect(columns.left.length).toBeGreaterThan(0)
    }
  })
})

test('a folder that is not there gives made-up rows, and says so', () => {
  expect(pilotInput('/nowhere').origin).toBe('made-up rows')
})
