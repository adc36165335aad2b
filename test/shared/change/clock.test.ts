import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FormPath } from '#shared/casebook/path'
import type { Logged } from '#shared/change/change'
import { refOf } from '#shared/change/change'
import { clockFaultsIn } from '#shared/change/clock'
import { auditOf } from '#shared/export/audit'
import { sayClock } from '#shared/export/clock-words'
import { wordsIn } from '#shared/export/words'
import { compileStudy } from '#shared/study/compile'
import { ruleStudy } from '../../support/rule-study'
import { Story, nurse, secondNurse } from '../../support/story'

const study = compileStudy(ruleStudy)
const vitals = FormPath.parse('SCR/VS')
const begin = () => new Story(study.id, ruleStudy.study.id)
const DAY = 86_400_000

/** What is found in a story, by the order in which its changes were asserted. */
const found = (log: readonly Logged[]) => {
  const faults = clockFaultsIn(log)
  return log.map(({ change }) => faults.get(refOf(change))?.fault)
}

describe('a clock that cannot be believed is seen, and decides nothing (GCP-05)', () => {
  test('set back by two days in mid-session: the order is kept by the counter, and the entry says so', () => {
    const story = begin()
    story.enters(nurse, '2026-03-12T10:00:00Z', vitals, { 'MAIN/WEIGHT': '70' })
    story.enters(nurse, '2026-03-10T09:59:00Z', vitals, { 'MAIN/WEIGHT': '71' }, { reason: 'Typed from another line.' })
    story.enters(nurse, '2026-03-12T10:02:00Z', vitals, { 'MAIN/HEIGHT': '171' })
    const lines = auditOf(story.casebook())
    expect(lines.map(({ to }) => typeof to !== 'string' && to.state === 'value' && to.text)).toEqual([
      '70',
      '71',
      '171',
    ])
    expect(lines.map(({ clock }) => clock?.fault)).toEqual([undefined, 'set-back', undefined])
    const said = lines.flatMap(({ clock }) => (clock ? sayClock(wordsIn('en'), clock) : []))
    expect(said).toEqual(['clock of the device behind an earlier entry by 2\u00a0d'])
  })

  test('another person on another device is not measured by it', () => {
    const story = begin()
    story.enters(nurse, '2026-03-12T10:00:00Z', vitals, { 'MAIN/WEIGHT': '70' })
    story.enters(secondNurse, '2026-03-10T10:00:00Z', vitals, { 'MAIN/HEIGHT': '171' })
    expect(found(story.log())).toEqual([undefined, undefined])
  })

  test('ahead of the server when it arrived, and no measure of what comes after', () => {
    const story = begin()
    story.enters(nurse, '2036-03-12T10:00:00Z', vitals, { 'MAIN/WEIGHT': '70' })
    story.enters(nurse, '2026-03-12T10:05:00Z', vitals, { 'MAIN/HEIGHT': '171' })
    const log = story.log().map((logged): Logged => ({
      ...logged,
      ...(logged.receipt && { receipt: { ...logged.receipt, committedAt: '2026-03-12T10:06:00.000Z' } }),
    }))
    expect(found(log)).toEqual(['ahead', undefined])
  })

  test('what waits on the device is measured by what was said before it', () => {
    const story = begin()
    story.enters(nurse, '2026-03-12T10:00:00Z', vitals, { 'MAIN/WEIGHT': '70' }, { offline: true })
    story.enters(nurse, '2026-03-12T09:00:00Z', vitals, { 'MAIN/HEIGHT': '171' }, { offline: true })
    expect(found(story.log())).toEqual([undefined, 'set-back'])
  })

  test('time that passed within one running counts: a clock that stands still is behind', () => {
    const story = begin()
    story.enters(nurse, '2026-03-12T10:00:00Z', vitals, { 'MAIN/WEIGHT': '70' })
    story.enters(nurse, '2026-03-12T10:00:01Z', vitals, { 'MAIN/HEIGHT': '171' })
    const log = story
      .log()
      .map(({ change, ...rest }, i): Logged => ({ ...rest, change: { ...change, mono: i * 3 * 3_600_000 } }))
    expect(found(log)).toEqual([undefined, 'set-back'])
  })

  test('whatever a clock says that only goes on, and in whatever order changes come, nothing is found', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3 * DAY), { maxLength: 12 }), fc.nat(), (steps, seed) => {
        const story = begin()
        let at = Date.parse('2026-01-01T00:00:00Z')
        for (const step of steps) {
          at += step
          story.enters(nurse, new Date(at).toISOString(), vitals, { 'MAIN/WEIGHT': '70' }, { reason: 'Again.' })
        }
        // A story counts a second for each change, which a clock that goes on may not have taken.
        const log = story.log().map(({ change, ...rest }): Logged => ({ ...rest, change: { ...change, mono: 0 } }))
        const turned = log.map((_, i) => log[(i + seed) % log.length]).flatMap((one) => one ?? [])
        expect(clockFaultsIn(turned).size).toBe(0)
      }),
      { numRuns: 50 },
    )
  })
})
