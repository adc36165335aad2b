import { expect, test } from 'vitest'
import { askGate, signableOf } from '#shared/dose-release/release'
import { linesOf } from '../../../renderer/features/dose-release/checklist'
import { beforeSecondDose, netter2 as study, secondDose } from '../../support/second-dose'
import { Story, nurse } from '../../support/story'

test('each condition of a dose says what was found, that of the cycle its number', () => {
  const story = new Story(study.id, study.version.study.id)
  for (const [path, values] of beforeSecondDose()) story.enters(nurse, '2026-02-28T09:00:00.000+01:00', path, values)
  const asked = askGate(study, story.casebook(), secondDose)
  const signable = asked && signableOf(asked)
  if (!asked || typeof signable !== 'object') throw new Error('nothing to sign')
  const at = {
    study,
    rows: asked.rows,
    planned: secondDose.planned,
    language: 'en' as const,
    say: (key: string) => key,
  }
  const found = new Map(linesOf(at, signable.conditions).map((line) => [line.name, line.found]))
  expect(found.get('name.CYCLES')).toBe('2')
  expect(found.get('name.INTERVAL')).toBe('56 d')
  expect(found.get('Platelets')).toMatch(/^180/)
})
