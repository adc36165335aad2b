import { expect, test } from 'vitest'
import { netter2 } from '#forms/netter-2/study'
import { FormPath, ItemPath, itemOf } from '#shared/casebook/path'
import type { ChangeBody } from '#shared/change/change'
import { compileStudy } from '#shared/study/compile'
import { readLimits, showLimits } from '../../../renderer/form/limits'
import { Sitting } from '../../../renderer/form/sitting'
import { Decimal } from '#shared/quantity/decimal'
import { Story, nurse } from '../../support/story'

const BOOT = '0198c0de-0000-7000-8000-0000000000b0'
const AT = '2026-03-12T10:00:00.000+01:00'
const form = FormPath.parse('SCR/LBH')
const HGB = ItemPath.parse(`${form}/RESULTS/HGB`)

const local = { laboratory: 'LOCAL', item: 'HGB', from: '2020-01-01' }
const study = compileStudy({
  ...netter2,
  ranges: [
    { ...local, unit: 'g/L', sex: 'F', low: '110', high: '150', until: '2026-01-31' },
    { ...local, unit: 'g/L', sex: 'F', low: '120', high: '160', from: '2026-02-01' },
    { ...local, unit: 'g/L', sex: 'M', low: '135', high: '175' },
    { ...local, unit: 'g/dL', sex: 'F', low: '12.0', high: '16.0' },
  ],
})

/** A nurse at the haematology of a woman, with what each of her entries asserted. */
function atHaematology() {
  const story = new Story(study.id)
  story.enters(nurse, AT, FormPath.parse('SCR/DM'), { 'PERSON/SEX': 'F', 'PERSON/BRTHDAT': '1961-01-13' })
  story.enters(nurse, AT, form, { 'SAMPLE/LBDAT': '2026-03-10', 'SAMPLE/LBLAB': 'LOCAL' })
  const changes: (readonly string[])[] = []
  const casebook = story.casebook()
  const author = { id: nurse.user, role: nurse.role, boot: BOOT }
  const world = { study, casebook, today: '2026-03-12', language: 'en' as const, zoneOffset: '+01:00', author }
  const sitting = new Sitting(form, world, (body: ChangeBody) => {
    story.says(nurse, AT, body)
    if (body.kind === 'value')
      changes.push(
        body.items.map(({ path, entry }) =>
          [itemOf(path), entry.state === 'value' ? `${entry.text} ${entry.unit ?? ''}` : entry.state].join(' '),
        ),
      )
    const logged = story.log().at(-1)
    return logged ? Promise.resolve(logged) : Promise.reject(new Error('nothing was said'))
  })
  return { sitting, changes }
}

test('limits come with the value, follow its unit, stay when corrected by hand and go with it', async () => {
  const { sitting, changes } = atHaematology()
  const enters = async (text: string) => {
    sitting.begin(HGB)
    sitting.enter(HGB, { text })
    await sitting.settled()
  }
  await enters('119')
  expect(sitting.item(HGB)?.beyond).toBe('below')
  await enters('12.1 g/dL')
  expect(sitting.item(HGB)?.beyond).toBe('within')
  expect(sitting.enterLimits(HGB, '12,5-16').kind).toBe('stored')
  await sitting.settled()
  await enters('12.2 g/dL')
  expect(sitting.item(HGB)?.beyond).toBe('below')
  await enters('')
  expect(changes).toEqual([
    ['HGB 119 g/L', 'HGBNRLO 120 g/L', 'HGBNRHI 160 g/L'],
    ['HGB 12.1 g/dL', 'HGBNRLO 12 g/dL', 'HGBNRHI 16 g/dL'],
    ['HGBNRLO 12,5 g/dL'],
    ['HGB 12.2 g/dL'],
    ['HGB blank', 'HGBNRLO blank', 'HGBNRHI blank'],
  ])
})

test('limits of a corrected sample are asked for, and taken together only when a person says so', async () => {
  const { sitting, changes } = atHaematology()
  sitting.begin(HGB)
  sitting.enter(HGB, { text: '119' })
  await sitting.settled()
  expect(sitting.item(HGB)?.revised).toBeUndefined()
  const date = ItemPath.parse(`${form}/SAMPLE/LBDAT`)
  sitting.begin(date)
  sitting.enter(date, { text: '2026-01-02' })
  await sitting.settled()
  expect(sitting.item(HGB)?.limits.uln?.toFixed()).toBe('160')
  expect(sitting.item(HGB)?.revised?.limits).toHaveLength(2)
  await sitting.takeRevisedLimits([HGB], 'Another day')
  expect(sitting.item(HGB)?.revised).toBeUndefined()
  expect(changes.at(-1)).toEqual(['HGBNRLO 110 g/L', 'HGBNRHI 150 g/L'])
})

test('who goes on typing while an entry is being stored does not contradict themselves', async () => {
  const { sitting } = atHaematology()
  sitting.begin(HGB)
  sitting.enter(HGB, { text: '11' })
  sitting.begin(HGB)
  await sitting.settled()
  sitting.enter(HGB, { text: '119' })
  await sitting.settled()
  expect(sitting.item(HGB)?.state?.contested).toBe(false)
})

test.each([
  ['120-160', { low: '120', high: '160' }],
  ['120 – 160', { low: '120', high: '160' }],
  ['12,0 16,0', { low: '12,0', high: '16,0' }],
  ['<5', { low: '', high: '5' }],
  ['≥ 60', { low: '60', high: '' }],
  ['', { low: '', high: '' }],
  ['120', undefined],
  ['-120-160', undefined],
])('limits written as %j', (typed, read) => expect(readLimits(typed)).toEqual(read))

test('limits are shown as they are read', () => {
  const lln = new Decimal('3.5')
  expect(showLimits({ lln, uln: new Decimal('5.1') }, 'fr')).toBe('3,5–5,1')
  expect(readLimits(showLimits({ lln }, 'en'))).toEqual({ low: '3.5', high: '' })
})
