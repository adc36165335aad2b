import { expect, test } from 'vitest'
import { netter2 } from '#forms/netter-2/study'
import { FormPath, ItemPath, itemOf } from '#shared/casebook/path'
import type { ChangeBody } from '#shared/change/change'
import { compileStudy } from '#shared/study/compile'
import { Sitting } from '../../../renderer/form/sitting'
import type { Dictionary, World } from '../../../renderer/form/world'
import { Story, nurse } from '../../support/story'

const study = compileStudy(netter2)
const BOOT = '0198c0de-0000-7000-8000-0000000000b0'
const form = FormPath.parse('LOG/AE:0198c0de-0000-7000-8000-000000000e01')
const TERM = ItemPath.parse(`${form}/EVENT/AECTC`)

const terms = ['Nausea', 'Fatigue']
const withCodes: Dictionary = { terms, codeOf: (term) => ({ Nausea: '90000001', Fatigue: '90000002' })[term] }
const withoutCodes: Dictionary = { terms, codeOf: () => undefined }

/** A nurse at an adverse event, with what each of her entries asserted. */
function atEvent(dictionary?: Dictionary, boot = BOOT, story = new Story(study.id)) {
  const changes: (readonly string[])[] = []
  const world = (): World => ({
    ...{ study, today: '2026-03-12', language: 'en', zoneOffset: '+01:00', dictionary },
    casebook: story.casebook(),
    author: { id: nurse.user, role: 'nurse', boot },
  })
  const sitting = new Sitting(form, world(), (body: ChangeBody) => {
    story.says(nurse, '2026-03-12T10:00:00.000+01:00', body)
    if (body.kind === 'value')
      changes.push(
        body.items.map(({ path, entry, bases, reason }) => {
          const text = entry.state === 'value' ? entry.text : entry.state
          return [itemOf(path), text, `on ${bases.length}`, ...(reason === undefined ? [] : [reason])].join(' ')
        }),
      )
    const logged = story.log().at(-1)
    if (!logged) throw new Error('nothing was said')
    return Promise.resolve(logged)
  })
  return {
    changes,
    story,
    sitting,
    enters: async (text: string) => {
      sitting.begin(TERM)
      const { kind } = sitting.enter(TERM, { text })
      await sitting.settled()
      return kind
    },
  }
}

test('a term brings its code in the same change, as the dictionary spells it; another term, another code', async () => {
  const { enters, changes } = atEvent(withCodes)
  expect(await enters('nausea')).toBe('stored')
  expect(await enters('Fatigue')).toBe('stored')
  expect(await enters('')).toBe('stored')
  expect(changes).toEqual([
    ['AECTC Nausea on 0', 'AECTCCD 90000001 on 0'],
    ['AECTC Fatigue on 1', 'AECTCCD 90000002 on 1'],
    ['AECTC blank on 1', 'AECTCCD blank on 1'],
  ])
})

test('what the dictionary does not know is not stored, and nothing is before it is there', async () => {
  const known = atEvent(withCodes)
  expect(await known.enters('Feeling sick')).toBe('unreadable')
  expect(await atEvent().enters('Nausea')).toBe('unreadable')
  expect(known.changes).toEqual([])
})

test('without codes a term stands alone, and a code never stands beside a term it is not of', async () => {
  const { enters, changes, story } = atEvent(withoutCodes)
  await enters('Nausea')
  expect(changes).toEqual([['AECTC Nausea on 0']])

  const later = atEvent(withCodes, BOOT, story)
  expect(await later.enters('Nausea')).toBe('stored')
  expect(later.changes).toEqual([['AECTC Nausea on 1', 'AECTCCD 90000001 on 0']])

  const elsewhere = atEvent(withoutCodes, BOOT, story)
  expect(await elsewhere.enters('nausea')).toBe('same')
  expect(await elsewhere.enters('Fatigue')).toBe('stored')
  expect(elsewhere.changes).toEqual([['AECTC Fatigue on 1', 'AECTCCD blank on 1']])
})

test('in another sitting a change of term asks why once, for both', async () => {
  const { enters, story } = atEvent(withCodes)
  await enters('Nausea')
  const next = atEvent(withCodes, '0198c0de-0000-7000-8000-0000000000b1', story)
  expect(await next.enters('Fatigue')).toBe('reason-wanted')
  expect(next.changes).toEqual([])
  next.sitting.explain(TERM, 'Wrong line')
  await next.sitting.settled()
  expect(next.changes).toEqual([['AECTC Fatigue on 1 Wrong line', 'AECTCCD 90000002 on 1 Wrong line']])
})
