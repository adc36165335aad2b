import { netter2 } from '#forms/netter-2/study'
import { findingsOf, isOpen } from '#shared/casebook/findings'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { ChangeBody } from '#shared/change/change'
import { SiteId } from '#shared/ids'
import { compileStudy } from '#shared/study/compile'
import { versionIdOf } from '#shared/study/definition'
import { expect, test } from 'vitest'
import { participant } from '../support/participants'
import { nurse, Story } from '../support/story'

const site = SiteId.parse('NL01')
const study = compileStudy(netter2)

function casebookOf(number: number) {
  const story = new Story(versionIdOf(netter2))
  for (const { on, body } of participant(number, site).said) story.says(nurse, `${on}T10:00:00.000+01:00`, body)
  return fold(story.log(), emptyCasebook(story.subject))
}

test('the same number gives the same participant, another number another', () => {
  expect(participant(7, site)).toEqual(participant(7, site))
  expect(participant(8, site).subject).not.toBe(participant(7, site).subject)
})

test('what is said is what the protocol can carry', () => {
  for (const { body } of participant(3, site).said) expect(ChangeBody.parse(body)).toEqual(body)
})

test('each stage has all that comes before it', () => {
  const lengths = (['enrolled', 'SCR', 'W0', 'W4'] as const).map((stage) => participant(5, site, stage).said.length)
  expect(lengths).toEqual([...lengths].sort((a, b) => a - b))
  expect(new Set(lengths).size).toBe(4)
})

test('no finding gates a step, and there are some to ask about', () => {
  const findings = Array.from({ length: 40 }, (_, number) => casebookOf(number)).flatMap((casebook) =>
    [...casebook.forms.keys()].flatMap((form) => findingsOf(study, casebook, form, '2026-11-01').filter(isOpen)),
  )
  expect(findings.filter(({ severity }) => severity === 'H').map(({ check }) => check)).toEqual([])
  expect(new Set(findings.map(({ check }) => check))).toContain('RANGE-SOFT:PLT')
})
