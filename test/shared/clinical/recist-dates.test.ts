import { expect, test } from 'vitest'
import { type DatedAssessment, progressionDate, responseDate } from '#shared/clinical/recist/dates'

const assessment = (overall: DatedAssessment['overall'], ...scans: readonly string[]): DatedAssessment => ({
  overall,
  scans: scans.map((scan) => ({ date: scan.replace('!', ''), progression: scan.endsWith('!') })),
})

test.each([
  ['the earliest scan that shows it', [assessment('PD', '2025-03-05!', '2025-03-01', '2025-03-03!', '2025-03-04!')], '2025-03-03'],
  ['the earliest of all when none is named', [assessment('PD', '2025-03-05', '2025-03-01')], '2025-03-01'],
  ['the first of two progressions', [assessment('PD', '2025-03-05!'), assessment('PD', '2025-05-05!')], '2025-03-05'],
  ['a lesion that was doubtful before', [{ ...assessment('PD', '2025-05-05!'), doubtfulSince: '2025-03-05' }], '2025-03-05'],
  ['never', [assessment('SD', '2025-03-05')], undefined],
])('progression: %s', (_, assessments, date) => expect(progressionDate(assessments)).toBe(date)) // prettier-ignore

test.each([
  ['the scan that completes it', [assessment('SD', '2025-01-01'), assessment('PR', '2025-03-05', '2025-03-07')], '2025-03-07'],
  ['the first of two', [assessment('PR', '2025-03-05'), assessment('CR', '2025-05-05')], '2025-03-05'],
  ['not after progression', [assessment('PD', '2025-03-05!'), assessment('PR', '2025-05-05')], undefined],
  ['a complete response', [assessment('CR', '2025-03-07', '2025-03-05')], '2025-03-07'],
  ['never', [assessment('NE', '2025-03-05')], undefined],
])('response: %s', (_, assessments, date) => expect(responseDate(assessments)).toBe(date)) // prettier-ignore
