import { describe, expect, test } from 'vitest'
import { startNet } from '#forms/start-net/study'
import { layoutOf } from '#shared/casebook/layout'
import { FormPath, itemOf } from '#shared/casebook/path'
import type { Entry } from '#shared/change/change'
import { scoreEortc } from '#shared/clinical/quality-of-life/eortc'
import { type Instrument, qlqC30, qlqGiNet21 } from '#shared/clinical/quality-of-life/instruments'
import { compileStudy } from '#shared/study/compile'
import { Story, nurse } from '../support/story'

const study = compileStudy(startNet)
const AT = '2026-03-12T10:00:00.000+01:00'

/** The scores that a form shows for these answers. */
function scoresOf(form: 'QLQ' | 'GIN' | 'EQ5', answers: Readonly<Record<string, string | Entry>>) {
  const path = FormPath.parse(`SCR/${form}`)
  const story = new Story(study.id)
  story.enters(nurse, AT, path, { 'ANSWERED/QSSTAT': 'DONE' })
  story.enters(nurse, AT, path, answers)
  const rows = layoutOf(study, story.casebook(), path)?.groups.find(({ def }) => def.oid === 'SCORES')?.rows ?? []
  return new Map(rows.flatMap(({ items }) => items).map((item) => [itemOf(item.path), item.calculation]))
}

const answered = (instrument: Instrument, prefix: string, answer: (question: number, highest: number) => number) =>
  Object.fromEntries(
    instrument.items.flatMap(({ from, to, highest }) =>
      Array.from({ length: to - from + 1 }, (_, i) => [
        `QUESTIONS/${prefix}_${String(from + i).padStart(2, '0')}`,
        String(answer(from + i, highest)),
      ]),
    ),
  )

describe.each([
  ['QLQ', 'C30', qlqC30],
  ['GIN', 'GIN', qlqGiNet21],
] as const)('%s', (form, prefix, instrument) => {
  const answer = (question: number, highest: number) => ((question * 7) % highest) + 1

  test('every scale is the one of the scoring engine, with its trace', () => {
    const expected = scoreEortc(instrument, (question) => {
      const range = instrument.items.find(({ from, to }) => from <= question && question <= to)
      return answer(question, range?.highest ?? 0)
    })
    if (!expected.ok) throw new Error('the engine refuses the answers')
    const shown = scoresOf(form, answered(instrument, prefix, answer))
    expect(shown.size).toBe(expected.scores.size)
    for (const [code, score] of expected.scores) {
      const calculation = shown.get(`${prefix}_${code.toUpperCase()}`)
      if (!score.ok || !calculation?.computed.ok) throw new Error(`${code} has no score`)
      expect(calculation.computed.value.toString()).toBe(score.value.toString())
      expect(calculation.computed.trace.inputs.length).toBeGreaterThan(0)
    }
  })
})

test('a scale needs half of its questions, the summary all of its scales', () => {
  const physical = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`QUESTIONS/C30_0${i + 1}`, '2']))
  expect(scoresOf('QLQ', physical(3)).get('C30_PF')?.entry).toMatchObject({ text: '66.7' })
  const few = scoresOf('QLQ', physical(2)).get('C30_PF')
  expect(few?.computed).toMatchObject({ ok: false, refusal: { reason: 'too-few-answers' } })
  expect(scoresOf('QLQ', physical(5)).get('C30_SUMMARY')?.computed).toMatchObject({ ok: false })
})

test('what does not apply is no answer: the scale goes by the others', () => {
  const none: Entry = { state: 'missing', code: 'NA' }
  const scores = scoresOf('GIN', { 'QUESTIONS/GIN_39': none, 'QUESTIONS/GIN_40': '3', 'QUESTIONS/GIN_46': '2' })
  expect(scores.get('GIN_TR')?.entry).toMatchObject({ text: '50.0' })
  expect(scores.get('GIN_SX')?.computed.ok).toBe(false)
})

test.each([
  [{ MO: '1', SC: '2', UA: '3', PD: '4', AD: '5' }, '12345'],
  [{ MO: '1', SC: '2', UA: '3', AD: '5' }, '12395'],
  [{}, undefined],
])('the profile of %j is %s', (levels, profile) => {
  const told = Object.fromEntries(Object.entries(levels).map(([name, level]) => [`QUESTIONS/EQ_${name}`, level]))
  const { entry } = scoresOf('EQ5', told).get('EQ_PROFILE') ?? {}
  expect(entry?.state === 'value' ? entry.text : undefined).toBe(profile)
})
