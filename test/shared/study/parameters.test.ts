import { netRetreat } from '#forms/net-retreat/study'
import { netter2From15, wholeNetter2 } from '#forms/netter-2/whole-study'
import { compileStudy } from '#shared/study/compile'
import { differencesOf } from '#shared/study/difference'
import { isOpen, parametersOf } from '#shared/study/parameters'
import { describe, expect, test } from 'vitest'
import { amendedStudy, firstStudy } from '../../support/amended-study'

describe('values with where they are from', () => {
  test('a parameter of a criterion names its note and what uses it', () => {
    const found = parametersOf(wholeNetter2).find(({ name }) => name === 'minAge')
    expect(found).toMatchObject({ area: 'eligibility', value: '18', from: 'assumed', usedIn: ['N2-I03a'] })
    expect(found?.note?.en).toContain('15')
  })

  test('a threshold is said in each of its units', () =>
    expect(parametersOf(netRetreat).find(({ name }) => name === 'haemoglobin')?.value).toBe('80 g/L = 8.0 g/dL'))

  test('gates, randomisation, questionnaires and the schedule are in it; what is recalled or assumed has a note', () => {
    const all = parametersOf(netRetreat)
    expect(new Set(all.map(({ area }) => area))).toEqual(
      new Set(['eligibility', 'gates', 'randomisation', 'questionnaires', 'schedule']),
    )
    expect(all.filter((one) => isOpen(one) && one.note === undefined)).toEqual([])
    expect(all.filter(isOpen).length).toBeGreaterThan(20)
  })
})

describe('what a version says otherwise', () => {
  const said = (before = firstStudy, after = amendedStudy) =>
    differencesOf(before, after).map(({ area, kind, name, aspects }) => [
      area,
      kind,
      name,
      aspects.map(({ aspect }) => aspect),
    ])

  test('nothing of the same version', () => expect(differencesOf(firstStudy, firstStudy)).toEqual([]))

  test('visits, items and ranges of an amendment', () =>
    expect(said()).toEqual([
      ['schedule', 'changed', 'SCR', ['forms']],
      ['schedule', 'added', 'ENTRY', ['forms']],
      ['schedule', 'added', 'W8', ['forms']],
      ['schedule', 'removed', 'OLD', ['forms']],
      ['items', 'changed', 'VS.WEIGHT', ['soft']],
      ['items', 'added', 'VS.WAIST', ['type', 'units']],
      ['items', 'removed', 'VS.HIP', ['type', 'units']],
    ]))

  test('what is new or gone is told with what it says', () => {
    const one = (name: string) => differencesOf(firstStudy, amendedStudy).find((said) => said.name === name)?.aspects
    expect(one('VS.WAIST')).toContainEqual({ aspect: 'units', before: undefined, after: { en: 'cm' } })
    expect(one('VS.HIP')).toContainEqual({ aspect: 'units', before: { en: 'cm' }, after: undefined })
    const { eligibility, ...rest } = wholeNetter2
    if (!eligibility) throw new Error('nobody is asked')
    const { minAge, ...parameters } = eligibility.parameters
    const without = compileStudy({ ...rest, eligibility: { ...eligibility, parameters } })
    const added = differencesOf(without, compileStudy(wholeNetter2))
    expect(added.map(({ kind, name }) => [kind, name])).toEqual([['added', 'eligibility minAge']])
    expect(added[0]?.aspects).toContainEqual({ aspect: 'value', before: undefined, after: { en: '18' } })
    expect(added[0]?.aspects).toContainEqual({ aspect: 'note', before: undefined, after: { en: minAge?.note } })
  })

  test('one parameter, with its value and source before and after', () => {
    const parameters = differencesOf(compileStudy(wholeNetter2), compileStudy(netter2From15)).filter(
      ({ area }) => area === 'parameters',
    )
    expect(parameters.map(({ name }) => name)).toEqual(['eligibility minAge'])
    expect(parameters[0]?.aspects.find(({ aspect }) => aspect === 'value')).toEqual({
      ...{ aspect: 'value', before: { en: '18' }, after: { en: '15' } },
    })
  })
})
