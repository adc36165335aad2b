import { describe, expect, test } from 'vitest'
import { indexOfProfile } from '#shared/clinical/quality-of-life/index-of-profile'
import { isSoundSet, readValueSetFile } from '#shared/clinical/quality-of-life/value-set-file'
import { madeUpSet, madeUpSetFile } from '../../support/made-up-value-set'

const file = madeUpSetFile()
const lines = file.split('\n')
const without = (line: number) => lines.filter((_, i) => i !== line - 1).join('\n')
const instead = (line: number, text: string) => lines.map((own, i) => (i === line - 1 ? text : own)).join('\n')

/** Every profile, full health first, each level worse by a hundredth. */
const profiles = Array.from({ length: 3_125 }, (_, i) => i.toString(5).padStart(5, '0')).map((digits) =>
  Array.from(digits, (digit) => String(Number(digit) + 1)).join(''),
)
const worse = (profile: string) => Array.from(profile).reduce((sum, level) => sum + Number(level) - 1, 0)
const crosswalk = {
  ...madeUpSet,
  kind: 'crosswalk' as const,
  values: Object.fromEntries(profiles.map((profile) => [profile, ((100 - worse(profile)) / 100).toFixed(2)])),
}

describe('the file of a value set', () => {
  test('is read whole, with and without a byte order mark and Windows line ends', () => {
    for (const text of [file, `\uFEFF${file.replaceAll('\n', '\r\n')}`])
      expect(readValueSetFile(text)).toEqual({ kind: 'set', set: madeUpSet })
    expect(readValueSetFile(madeUpSetFile(crosswalk))).toEqual({ kind: 'set', set: crosswalk })
  })

  test.each([
    ['another file', 'term\tcoefficient\n', 1, 'expected', 'EQ-5D value set'],
    ['nothing', '', 1, 'expected', 'EQ-5D value set'],
    ['another edition of the format', instead(1, 'EQ-5D value set\t2'), 1, 'malformed', 'EQ-5D value set'],
    ['no country', without(3), 3, 'expected', 'country'],
    ['a kind that there is not', instead(2, 'kind\t3L'), 2, 'malformed', 'kind'],
    ['a country with signs in it', instead(3, 'country\t<b>'), 3, 'malformed', 'country'],
    ['other columns', instead(7, 'term\tvalue'), 7, 'expected', 'term, coefficient'],
    ['a term that no index uses', instead(9, 'MO6\t-0.1'), 9, 'unknown-term', 'MO6'],
    ['a decimal comma', instead(9, 'MO2\t-0,1'), 9, 'not-a-number', '-0,1'],
    ['a third cell', instead(9, 'MO2\t-0.1\tx'), 9, 'not-a-number', '-0.1 x'],
    ['a term twice', `${file}MO2\t-0.1\n`, 29, 'given-twice', 'MO2'],
    ['no start', without(8), 28, 'missing', 'StartValue'],
    ['a start that is not 1', instead(8, 'StartValue\t0.9'), 29, 'full-health', '11111'],
  ])('with %s is refused with its line and reason', (_, text, line, why, what) => {
    expect(readValueSetFile(text)).toEqual({ kind: 'refused', line, why, what })
  })

  test('of a mapping is refused where a profile is none, or missing', () => {
    const text = madeUpSetFile(crosswalk)
    expect(readValueSetFile(text.replace('21111\t', '21116\t'))).toMatchObject({ why: 'not-a-profile', what: '21116' })
    expect(readValueSetFile(text.replace(/55555\t.*\n/, ''))).toMatchObject({ why: 'missing', what: '55555' })
  })

  test('says no more than the server takes', () => {
    expect([madeUpSet, crosswalk].map(isSoundSet)).toEqual([true, true])
    expect(isSoundSet({ ...madeUpSet, values: { ...madeUpSet.values, XX9: '0' } })).toBe(false)
  })
})

describe('the index of a profile', () => {
  const here = { named: '5L:Testland', set: madeUpSet }

  test('is the sum of what each level takes away, and shows it', () => {
    const index = indexOfProfile('21345', here)
    if (!index.ok) throw new Error('there is no index')
    // 1 − 0.010 (MO2) − 0.022 (UA3) − 0.033 (PD4) − 0.044 (AD5)
    expect(index.value.toFixed(3)).toBe('0.891')
    expect(index.trace.steps.map(({ name, value }) => [name, value])).toEqual([
      ['StartValue', '1'],
      ['MO2', '-0.01'],
      ['UA3', '-0.022'],
      ['PD4', '-0.033'],
      ['AD5', '-0.044'],
      ['Σ', '0.891'],
    ])
    const mapped = indexOfProfile('21345', { named: 'crosswalk:Testland', set: crosswalk })
    expect(mapped.ok && mapped.value.toFixed(3)).toBe('0.900')
  })

  test.each([
    ['no answers', undefined, here, 'no-profile'],
    ['a question without an answer', '21395', here, 'dimension-missing'],
    ['no set named by the study', '21345', { named: undefined, set: madeUpSet }, 'no-value-set-named'],
    ['no set loaded', '21345', { named: '5L:Testland', set: undefined }, 'value-set-not-loaded'],
    ['another set than the study names', '21345', { named: '5L:Elsewhere', set: madeUpSet }, 'value-set-not-loaded'],
  ])('is none with %s, and says so', (_, profile, set, reason) => {
    const index = indexOfProfile(profile, set)
    expect(!index.ok && index.refusal.reason).toBe(reason)
  })
})
