import { amendments, studies, trials } from '#forms/studies'
import { parseDecimal } from '#shared/quantity/decimal'
import { type ItemDef, type LocalText, type Range, StudyVersion } from '#shared/study/definition'
import { describe, expect, test } from 'vitest'
import { catalogueStudy } from '../forms/catalogue-study'

const all = [...studies, ...trials, ...amendments, catalogueStudy]

/** What must be true of every form of every study that ships. One failing line names the item. */
describe.each(all.map((study) => [`${study.study.name} ${study.name}`, study] as const))('%s', (_, study) => {
  const items = study.forms.flatMap((form) =>
    form.groups.flatMap((group) => group.items.map((item) => ({ name: `${form.oid}.${item.oid}`, item }))),
  )
  const texts = [
    ...localTexts(study),
    ...items.flatMap(({ name, item }) => [
      [name, item.label] as const,
      ...(item.help ? [[name, item.help] as const] : []),
    ]),
  ]
  const named = (kept: (item: ItemDef) => boolean) => items.filter(({ item }) => kept(item)).map(({ name }) => name)

  test('is one JSON document that its schema reads back unchanged (VAL-03)', () => {
    expect(StudyVersion.parse(JSON.parse(JSON.stringify(study)))).toEqual(study)
  })

  test('every text has French and, where it ships, Swedish', () => {
    const spoken = ({ fr, sv }: LocalText) => fr !== undefined && (sv !== undefined || study === catalogueStudy)
    expect(texts.filter(([, text]) => !spoken(text)).map(([name]) => name)).toEqual([])
  })

  test('every code list that is used exists, and every one that exists is used', () => {
    const used = new Set(items.flatMap(({ item }) => ('codeList' in item ? [item.codeList] : [])))
    expect(new Set(study.codeLists.map(({ oid }) => oid))).toEqual(used)
  })

  test('no item asks who someone is or how to reach them (PRIV-01)', () => {
    const asking =
      /\b(?:first|last|family|full|maiden) ?names?\b|\bsurname|\binitials\b|\b(?:tele)?phone\b|\be-?mail\b|\baddress|\bpost ?code\b|\bnom\b|\bprénom|\binitiales\b|\btéléphone\b|\bcourriel\b|\badresse|\bcode postal\b/i
    expect(
      items.filter(({ item }) => asking.test(`${item.label.en} ${item.label.fr ?? ''}`)).map(({ name }) => name),
    ).toEqual([])
    const oids = /NAME|INIT(?:IAL)?S|PHONE|EMAIL|ADDR|POSTAL|SSN|MRN/
    expect(named(({ oid }) => oids.test(oid))).toEqual([])
  })

  test('a birth date is asked as exactly as a country allows, and its year is enough (PRIV-02)', () => {
    const births = items.filter(({ item }) => item.oid === 'BRTHDAT' || /birth/i.test(item.label.en))
    const dates = births.filter(({ item }) => item.type === 'date')
    expect(dates.map(({ item }) => [item.oid, item.type === 'date' && item.partial])).toEqual([['BRTHDAT', true]])
  })

  test('a soft range lies within the hard one, and both read from low to high', () => {
    expect(named((item) => !rangesNest(item))).toEqual([])
  })

  test('the first unit of a quantity is the one its ranges are in', () => {
    expect(
      named((item) => {
        const first = 'units' in item ? item.units?.[0] : undefined
        return (
          first !== undefined && (first.factor !== '1' || first.offset !== undefined || first.divisor !== undefined)
        )
      }),
    ).toEqual([])
  })

  test('a visit asks a form after those that it refers to', () => {
    const refersTo = new Map(
      study.forms.map(({ oid, groups }) => [
        oid,
        groups.flatMap(({ items }) => items.flatMap((item) => (item.type === 'text' ? (item.link?.forms ?? []) : []))),
      ]),
    )
    const early = study.events
      .filter(({ kind }) => kind !== 'log')
      .flatMap(({ oid, forms }) =>
        forms.flatMap((form, i) =>
          (refersTo.get(form) ?? [])
            .filter((other) => other !== form && forms.indexOf(other) > i)
            .map((other) => `${oid}: ${form} before ${other}`),
        ),
      )
    expect(early).toEqual([])
  })

  test('a log form says what its entries are called', () => {
    const nameless = study.forms.filter(({ repeating, nameItem }) => repeating && nameItem === undefined)
    expect(nameless.map(({ oid }) => oid)).toEqual([])
  })
})

function localTexts(study: StudyVersion): readonly (readonly [string, LocalText])[] {
  return [
    [study.study.name, study.study.title],
    ...study.arms.map(({ oid, title }) => [oid, title] as const),
    ...study.events.flatMap(({ oid, title, epoch }) => [
      [oid, title] as const,
      ...(epoch ? [[oid, epoch] as const] : []),
    ]),
    ...study.codeLists.flatMap(({ oid, codes }) => codes.map(({ code, text }) => [`${oid}.${code}`, text] as const)),
    ...study.forms.flatMap((form) => [
      [form.oid, form.title] as const,
      ...form.groups.flatMap(({ oid, title }) => (title ? [[`${form.oid}.${oid}`, title] as const] : [])),
      ...form.checks.map(({ id, message }) => [id, message] as const),
    ]),
  ]
}

function rangesNest(item: ItemDef): boolean {
  if (item.type !== 'integer' && item.type !== 'decimal') return true
  const { soft = {}, hard = {} } = item
  return [
    atMost(soft.low, soft.high),
    atMost(hard.low, hard.high),
    atMost(hard.low, soft.low),
    atMost(soft.high, hard.high),
  ].every(Boolean)
}

function atMost(low: Range['low'], high: Range['high']): boolean {
  if (low === undefined || high === undefined) return true
  const [a, b] = [parseDecimal(low), parseDecimal(high)]
  return a !== undefined && b !== undefined && a.lessThanOrEqualTo(b)
}
