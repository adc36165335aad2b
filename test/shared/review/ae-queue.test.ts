import { describe, expect, test } from 'vitest'
import { contentOf, headRefs } from '#shared/casebook/derive'
import { FormPath } from '#shared/casebook/path'
import { StudyVersion, versionIdOf } from '#shared/study/definition'
import { type AdverseEvent, adverseEvents, neighbour } from '#shared/review/ae-queue'
import { Story, investigator, nurse, secondNurse } from '../../support/story'

const study = StudyVersion.parse({
  format: 1,
  study: { id: 'NCT03972488', name: 'T', title: { en: 'T' } },
  name: '1',
  arms: [],
  anchors: [],
  events: [{ oid: 'LOG', title: { en: 'Logs' }, kind: 'log', forms: ['AE', 'CM'] }],
  forms: ['AE', 'CM'].map((oid) => ({
    oid,
    title: { en: oid },
    repeating: true,
    domain: oid,
    groups: [{ oid: 'EVENT', items: [{ oid: `${oid}TERM`, type: 'text', label: { en: 'Term' } }] }],
    checks: [],
  })),
  codeLists: [],
  visitDate: { form: 'SV', item: 'SVSTDTC' },
  signing: [{ form: 'AE', meaning: 'reviewed-adverse-event' }],
})

const form = FormPath.parse('LOG/AE:0198c0de-0000-7000-8000-000000000001')
const morning = '2026-03-12T09:00:00.000+01:00'
const noon = '2026-03-12T12:00:00.000+01:00'
const evening = '2026-03-12T18:00:00.000+01:00'

const begin = () => {
  const story = new Story(versionIdOf(study))
  story.enters(nurse, morning, form, { 'EVENT/AETERM': 'Nausea', 'EVENT/AETOXGR': '1', 'EVENT/AESER': 'N' })
  return story
}
const accept = (story: Story) => {
  const heads = headRefs(form, story.casebook().forms.get(form)?.items ?? new Map())
  story.says(investigator, noon, { kind: 'review', form, heads: [...heads] })
}
const sign = (story: Story) => {
  const content = contentOf(form, story.casebook().forms.get(form)?.items ?? new Map())
  story.says(investigator, noon, {
    kind: 'sign',
    meaning: 'reviewed-adverse-event',
    scopes: [{ scope: form, content }],
    key: 'k',
    signature: 's',
  })
}
const worsens = (story: Story) => story.enters(nurse, evening, form, { 'EVENT/AETOXGR': '3' }, { reason: 'Worse' })
/** One after the other. */
const all =
  (...steps: readonly ((story: Story) => void)[]) =>
  (story: Story) => {
    for (const step of steps) step(story)
  }
const only = (story: Story): AdverseEvent | undefined => adverseEvents(study, story.casebook())[0]

describe('where an event stands in the queue (GCP-13)', () => {
  test.each<[string, (story: Story) => void, Partial<AdverseEvent>]>([
    ['entered, nobody looked', () => {}, { section: 'new', signature: 'missing', grade: 1, serious: false }],
    ['serious comes before new', (s) => s.enters(nurse, noon, form, { 'EVENT/AESER': 'Y' }), { section: 'serious' }],
    ['grade 2 that nobody saw', (s) => s.enters(nurse, noon, form, { 'EVENT/AETOXGR': '2' }), { section: 'new' }],
    ['grade 3 that nobody saw', (s) => s.enters(nurse, noon, form, { 'EVENT/AETOXGR': '3' }), { section: 'severe' }],
    ['accepted, to be signed', accept, { section: 'to-sign', signature: 'missing' }],
    ['accepted and signed', all(accept, sign), { section: 'accepted', signature: 'intact' }],
    ['changed since it was accepted', all(accept, worsens), { section: 'changed', worse: true, grade: 3 }],
    [
      'changed since it was signed',
      all(accept, sign, worsens),
      { section: 'changed', signature: 'broken', worse: true },
    ],
    [
      'signed, changed and accepted again: the signature is asked for again',
      all(accept, sign, worsens, accept),
      { section: 'to-sign', signature: 'broken', since: [] },
    ],
    [
      'serious on one device only is looked at as serious',
      (s) => s.enters(secondNurse, noon, form, { 'EVENT/AESER': 'Y' }, { blind: true }),
      { section: 'serious', contested: true },
    ],
    ['an end', (s) => s.enters(nurse, noon, form, { 'EVENT/AEENDAT': '2026-03' }), { ongoing: false, end: '2026-03' }],
    ['said to be over, no date', (s) => s.enters(nurse, noon, form, { 'EVENT/AEONGO': 'N' }), { ongoing: false }],
  ])('%s', (_, happens, expected) => {
    const story = begin()
    happens(story)
    expect(only(story)).toMatchObject(expected)
  })

  test('a held change counts for nothing', () => {
    const story = begin()
    accept(story)
    story.enters(nurse, evening, form, { 'EVENT/AETOXGR': '5' }, { held: 'after-lock' })
    expect(only(story)).toMatchObject({ section: 'to-sign', grade: 1 })
  })

  test('a withdrawn event is no work', () => {
    const story = begin()
    const bases = headRefs(form, story.casebook().forms.get(form)?.items ?? new Map())
    story.says(nurse, noon, { kind: 'withdraw', scope: form, bases: [...bases], reason: 'Entered twice' })
    expect(only(story)).toBeUndefined()
  })
})

test('what changed since the review is said item by item, from what was seen to what stands', () => {
  const story = begin()
  story.enters(nurse, noon, form, { 'EVENT/AETOXGR': '4' }, { reason: 'Typing error' })
  accept(story)
  story.enters(nurse, evening, form, { 'EVENT/AETOXGR': '2', 'EVENT/AESTDAT': '2026-03-10' })
  expect(only(story)?.since).toEqual([
    { path: `${form}/EVENT/AESTDAT`, from: [], to: [{ state: 'value', text: '2026-03-10' }] },
    {
      path: `${form}/EVENT/AETOXGR`,
      from: [{ state: 'value', text: '4' }],
      to: [{ state: 'value', text: '2' }],
    },
  ])
})

test('the course of the grade comes from its dated rows, in the order of their dates', () => {
  const story = begin()
  const row = (n: number) => `GRADES:0198c0de-0000-7000-8000-00000000010${n}`
  story.enters(nurse, noon, form, { [`${row(1)}/AEGRDAT`]: '2026-03-12', [`${row(1)}/AEGRADE`]: '2' })
  story.enters(nurse, noon, form, { [`${row(2)}/AEGRDAT`]: '2026-02', [`${row(2)}/AEGRADE`]: '1' })
  story.enters(nurse, noon, form, { [`${row(3)}/AEGRDAT`]: '2026-03-14' })
  expect(only(story)?.grades).toEqual([
    { from: '2026-02', grade: 1 },
    { from: '2026-03-12', grade: 2 },
  ])
})

test('the newest change comes first, other forms do not come at all', () => {
  const story = begin()
  const later = FormPath.parse('LOG/AE:0198c0de-0000-7000-8000-000000000002')
  const drug = FormPath.parse('LOG/CM:0198c0de-0000-7000-8000-000000000003')
  story.enters(nurse, evening, later, { 'EVENT/AETERM': 'Fatigue' })
  story.enters(nurse, evening, drug, { 'EVENT/CMTRT': 'Ondansetron' })
  expect(adverseEvents(study, story.casebook()).map(({ term }) => term)).toEqual(['Fatigue', 'Nausea'])
})

test('J and K stay within the queue', () => {
  const other = FormPath.parse('LOG/AE:0198c0de-0000-7000-8000-000000000002')
  expect(neighbour([form, other], undefined, 1)).toBe(form)
  expect(neighbour([form, other], form, 1)).toBe(other)
  expect(neighbour([form, other], other, 1)).toBe(other)
  expect(neighbour([form, other], form, -1)).toBe(form)
  expect(neighbour([], form, 1)).toBeUndefined()
})
