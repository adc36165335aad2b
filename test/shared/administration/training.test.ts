import { describe, expect, test } from 'vitest'
import { type AdministrationOverview, type PersonStanding } from '#shared/administration/protocol'
import { lackingTraining } from '#shared/administration/training'
import { SiteId, StudyId, StudyVersionId } from '#shared/ids'

const study = StudyId.parse('STUDY')
const [first, second] = ['1', '2'].map((digit) => StudyVersionId.parse(digit.repeat(64)))
const [A, B] = [SiteId.parse('A1'), SiteId.parse('B1')]
const at = Date.parse('2026-03-12T10:00:00Z')

/** Site A runs the second version, which asks for a training of its own; site B the first, which does not. */
const studies: AdministrationOverview['studies'] = [
  {
    ...{ study, name: 'Study' },
    versions: [
      { version: second!, name: '2.0', publishedAt: '2026-02-01T00:00:00Z', training: '2026-02-10' },
      { version: first!, name: '1.0', publishedAt: '2025-01-01T00:00:00Z' },
    ],
    sites: [
      { site: A, name: 'A', version: second! },
      { site: B, name: 'B', version: first! },
    ],
  },
]

type Held = PersonStanding['delegations'][number]
const held = (more: Partial<Held> = {}): Held => ({
  ...{ id: crypto.randomUUID(), study, site: A, role: 'nurse', from: '2025-01-01T00:00:00Z', trainedOn: '2025-01-01' },
  ...more,
})
const lacks = (...delegations: readonly Held[]) =>
  lackingTraining({ delegations: [...delegations] }, studies, at).map(({ name, sites }) => [name, ...sites])

describe('who lacks the training for a version that their site runs', () => {
  test('a training of before the day that the version asks for is none; one of that day is', () => {
    expect(lacks(held({ trainedOn: '2026-02-09' }))).toEqual([['2.0', 'A1']])
    expect(lacks(held({ trainedOn: '2026-02-10' }))).toEqual([])
  })

  test('any training does for a version that asks for none of its own, and none at all does for nothing', () => {
    expect(lacks(held({ site: B }))).toEqual([])
    const { trainedOn, ...never } = held({ site: '*' })
    expect(trainedOn).toBeDefined()
    expect(lacks(never)).toEqual([
      ['2.0', 'A1'],
      ['1.0', 'B1'],
    ])
  })

  test('one role with the training is enough where they hold several; it helps at no other site', () => {
    expect(lacks(held(), held({ role: 'investigator', trainedOn: '2026-03-01' }))).toEqual([])
    expect(lacks(held(), held({ site: B, trainedOn: '2026-03-01' }))).toEqual([['2.0', 'A1']])
  })

  test('who enters nothing there needs none: who only reads, whose role is over or has not begun', () => {
    expect(lacks(held({ role: 'monitor' }))).toEqual([])
    expect(lacks(held({ until: '2026-03-01T00:00:00Z' }))).toEqual([])
    expect(lacks(held({ from: '2026-04-01T00:00:00Z' }))).toEqual([])
  })
})
