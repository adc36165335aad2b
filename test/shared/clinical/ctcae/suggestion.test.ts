import { expect, test } from 'vitest'
import { gradeAnalyte, termsOfAnalyte } from '#shared/clinical/ctcae/analytes'
import { type OngoingEvent, suggest } from '#shared/clinical/ctcae/suggestion'
import { Decimal } from '#shared/quantity/decimal'

const amount = (value: string) => new Decimal(value)
const said = (item: string, value: string, unit: string, correctedFor: readonly string[] = []) =>
  gradeAnalyte(
    item,
    { value: { value: amount(value) }, unit, lln: amount('3.5'), uln: amount('5.1') },
    correctedFor,
  ).map(({ term, graded }) => `${term}: ${graded.ok ? String(graded.value) : graded.refusal.reason}`)

test('a result is graded in both directions', () => {
  expect(said('K', '5.8', 'mmol/L')).toEqual(['Hypokalemia: 0', 'Hyperkalemia: 2'])
  expect(said('K', '2.9', 'mmol/L')).toEqual(['Hypokalemia: 3', 'Hyperkalemia: 0'])
  expect(said('GLUC', '15', 'mmol/L')).toEqual(['Hypoglycemia: 0', 'Hyperglycemia: not-value-based'])
  expect(said('CYSC', '1.3', 'mg/L')).toEqual([])
})

test('total calcium is graded once it is corrected for albumin', () => {
  expect(said('CA', '2.95', 'mmol/L')).toEqual(['Hypocalcemia: missing', 'Hypercalcemia: missing'])
  expect(said('CA', '2.95', 'mmol/L', ['ALB'])).toEqual(['Hypocalcemia: 1', 'Hypercalcemia: 2'])
})

test.each(['HGB', 'WBC', 'LYM', 'NA', 'K', 'CA', 'PHOS', 'MG', 'GLUC', 'TEMP', 'WEIGHT'])(
  '%s has two directions',
  (item) => expect(termsOfAnalyte(item)).toHaveLength(2),
)

const term = 'Hyperkalemia'
const event: OngoingEvent = { id: 'AE-1', term: 'hyperkalemia', grade: 2 }

test.each([
  ['a new grade', { term, grade: 1 }, [], { kind: 'new-event', term, grade: 1 }],
  ['no worse than at baseline', { term, grade: 1, baselineGrade: 1 }, [], undefined],
  ['worse than at baseline', { term, grade: 2, baselineGrade: 1 }, [], { kind: 'new-event', term, grade: 2 }],
  ['the event says so already', { term, grade: 2 }, [event], undefined],
  ['a milder value ends nothing', { term, grade: 0 }, [event], undefined],
  ['worse than the event', { term, grade: 3 }, [event], { kind: 'change-grade', event: 'AE-1', term, from: 2, to: 3 }],
  [
    'an event without grade',
    { term, grade: 1 },
    [{ id: 'AE-2', term }],
    { kind: 'change-grade', event: 'AE-2', term, to: 1 },
  ],
  ['the worst of two events counts', { term, grade: 2 }, [{ id: 'AE-3', term, grade: 1 }, event], undefined],
  ['another term', { term: 'Anemia', grade: 2 }, [event], { kind: 'new-event', term: 'Anemia', grade: 2 }],
] as const)('%s', (_, result, ongoing, expected) => expect(suggest(result, ongoing)).toEqual(expected))
