import { octreotideInjection } from '#forms/common/octreotide-injection'
import { lutetiumInfusion } from '#forms/common/lutetium-infusion'
import {
  nelmasLutetium,
  netRetreatLutetium,
  netter2Lutetium,
  reLuthLutetium,
  startNetControlLutetium,
  startNetPersonalisedLutetium,
} from '#forms/lutetium-gates'
import { problemsOf } from '#shared/study/compile'
import { StudyVersion } from '#shared/study/definition'
import { expect, test } from 'vitest'
import { treatmentStudy, treatmentStudyWith } from '../support/treatment-study'

test('the forms of treatment and outcome are sound, and every check does what its cases say', () => {
  expect(problemsOf(treatmentStudy)).toEqual([])
  expect(StudyVersion.parse(JSON.parse(JSON.stringify(treatmentStudy)))).toEqual(treatmentStudy)
})

test.each([
  ['NET RETREAT', netRetreatLutetium],
  ['ReLUTH', reLuthLutetium],
  ['NELMAS', nelmasLutetium],
  ['NETTER-2', netter2Lutetium],
])('177Lu as %s asks it is sound', (_, gate) => {
  const infusion = lutetiumInfusion({ agent: 'LU177_DOTATATE', gates: [{ gate }] })
  expect(problemsOf(treatmentStudyWith(infusion))).toEqual([])
})

test('177Lu with a gate for each arm is sound, and tells the arms apart', () => {
  const infusion = lutetiumInfusion({
    agent: 'LU177_DOTATOC',
    gates: [
      { gate: startNetControlLutetium, name: 'C', arms: ['C'] },
      { gate: startNetPersonalisedLutetium, name: 'P', arms: ['L'] },
    ],
  })
  expect(problemsOf(treatmentStudyWith(infusion))).toEqual([])
  const severities = infusion.def.checks.map(({ id, severity }) => `${id} ${severity}`)
  expect(severities).toEqual(expect.arrayContaining(['X012-C H', 'X012-P A', 'X005-C A', 'X004-P S']))
})

test('an analogue on the day after 177Lu', () => {
  expect(problemsOf(treatmentStudyWith(octreotideInjection({ follows: 'next-day' })))).toEqual([])
})
