import { describe, expect, test } from 'vitest'
import { trials } from '#forms/studies'
import { FormPath, ItemPath, itemOf, steps } from '#shared/casebook/path'
import type { Entry } from '#shared/change/change'
import { auditOf } from '#shared/export/audit'
import { queriesOf } from '#shared/export/record-tables'
import type { ExportSource } from '#shared/export/source'
import { compileStudy } from '#shared/study/compile'
import { filledStory, longText, sourceOf, vitals } from '../../support/filled-casebook'
import { type EditionName, danglingIn, editions, elementsOf, odmText, readOdm } from '../../support/odm-file'
import { faultsBySchema, hasSchemas } from '../../support/schemas'
import { nurse } from '../../support/story'
import { exportOf } from '../../support/tabular-files'
import { FilledParticipant } from '../../support/whole-casebook'

/** What breaks exports elsewhere: leading zeros, formulas, quotes, line ends, other scripts, signs that XML cannot hold. */
const nasty = [
  '007',
  '1.10',
  '-5',
  '=1+1',
  "O'Brien",
  '<a href="x">&amp;</a> ]]>',
  ' leading and trailing ',
  'two\nlines\r\nand\ttabs\r',
  'x'.repeat(32_767),
  'emoji 👩🏽‍⚕️',
  'سرطان 漢字 Ångström',
  'bell \u0007 escape \u001b null \u0000',
  'not a character \ufffe \uffff',
  '&#7; &lt;',
]

const story = filledStory()
const texts = nasty.map((_, i) =>
  ItemPath.parse(`LOG/CM:0198c0de-0000-7000-8000-${String(i).padStart(12, '0')}/MEDICINE/CMTRT`),
)
for (const [i, text] of nasty.entries()) {
  const form = texts[i]?.split('/').slice(0, 2).join('/') ?? ''
  story.enters(nurse, `2026-03-11T10:${String(i).padStart(2, '0')}:00.000+01:00`, FormPath.parse(form), {
    'MEDICINE/CMTRT': text,
  })
}
const source = sourceOf(story)
const names: readonly EditionName[] = ['1.3.2', '2.0']
const kinds = ['snapshot', 'transactional'] as const
const files = new Map<string, string>()
for (const edition of names)
  for (const kind of kinds) files.set(`${edition} ${kind}`, await odmText(source, edition, kind))
const fileOf = (edition: EditionName, kind: (typeof kinds)[number]) => files.get(`${edition} ${kind}`) ?? ''

/** Every OID that is defined, and every key of a repeat that data stand under, of a file. */
const namesIn = (text: string) => {
  const all = elementsOf(text)
  const under = all.flatMap(({ name, attributes }) =>
    [...attributes].filter(([key]) => name.endsWith('Data') && key.endsWith('RepeatKey')).map(([, value]) => value),
  )
  const defined = all.flatMap(({ name, attributes }) => (/Ref$|Data$/.test(name) ? [] : (attributes.get('OID') ?? [])))
  return { under, defined }
}

describe.each(names)('ODM %s', (edition) => {
  test('names are unique and plain, and stay when more is entered in between (ODM-10)', async () => {
    const before = namesIn(fileOf(edition, 'snapshot'))
    const more = filledStory()
    for (const logged of story.log().slice(more.log().length).toReversed()) {
      const { body, claimedAt } = logged.change
      more.says(nurse, claimedAt, body)
    }
    const between = FormPath.parse('LOG/CM:00000000-0000-7000-8000-000000000000')
    more.enters(nurse, '2026-03-11T11:00:00.000+01:00', between, {
      'MEDICINE/CMTRT': 'Entered later, and stands first',
    })
    const after = namesIn(await odmText(sourceOf(more), edition, 'snapshot'))
    expect(after.defined).toEqual(before.defined)
    expect(new Set(before.defined).size).toBe(before.defined.length)
    for (const oid of before.defined) expect(oid).toMatch(/^[\x21-\x7e]+$/)
    expect(after.under.filter((key) => !between.endsWith(key))).toEqual(before.under)
  })

  describe.each(kinds)('%s', (kind) => {
    const text = fileOf(edition, kind)
    test('every reference leads somewhere (ODM-04)', () => expect(danglingIn(text)).toEqual([]))
    test('the same source gives the same bytes (PDF-06)', async () =>
      expect(await odmText(source, edition, kind)).toBe(text))
    test.skipIf(!hasSchemas)('is valid (ODM-01, ODM-02, ODM-06)', async () =>
      expect(await faultsBySchema(text, `odm-${edition}`)).toEqual([]),
    )
    test('says what it is, of when, by what (ODM-12)', () => {
      const [root] = elementsOf(text)
      expect(Object.fromEntries(root?.attributes ?? [])).toMatchObject({
        FileOID: `NCT03972488.odm-${editions[edition].version}.${kind}.${source.asOf}`,
        FileType: kind === 'snapshot' ? 'Snapshot' : 'Transactional',
        AsOfDateTime: source.asOf,
        CreationDateTime: source.asOf,
        SourceSystem: 'Tracer',
        SourceSystemVersion: '0.1.0',
        ODMVersion: editions[edition].version,
      })
    })
  })

  test('what stands comes back value by value, as it was typed (ODM-08, ODM-09)', () => {
    const { subjects } = readOdm(fileOf(edition, 'snapshot'))
    const read = new Map(subjects.flatMap(({ values }) => values.map(({ path, entry }) => [path, entry])))
    const stood = standing(source)
    for (const [path, entry] of stood) expect([path, read.get(path)]).toEqual([path, entry])
    expect([...read.keys()].filter((path) => !stood.has(path)).map(itemOf)).toEqual([])
    expect(texts.map((path) => textOf(read.get(path)))).toEqual(nasty)
  })

  test('what happened comes back change by change, with who, when and why (P11-05, ODM-02, ODM-03)', () => {
    const [subject] = source.subjects
    const { subjects } = readOdm(fileOf(edition, 'transactional'))
    const said = (subject ? auditOf(subject.casebook) : [])
      .filter(({ item, to }) => item !== undefined && typeof to !== 'string')
      .map(({ item, to, logged, reason }) => [item, plain(to), logged.change.claimedAt, reason])
    const read = subjects.flatMap(({ values }) =>
      values.map(({ path, entry, audit }) => [path, plain(entry), audit?.at, audit?.reason]),
    )
    expect(read).toEqual(said)
  })
})

test.skipIf(!hasSchemas).each(trials.map((version) => [version.study.name, compileStudy(version)] as const))(
  'a filled visit of %s is valid in ODM 1.3.2, and every reference leads somewhere (ODM-01, ODM-04)',
  { timeout: 120_000 },
  async (_, study) => {
    const participant = new FilledParticipant(study, { visits: 2, logs: 1 })
    const text = await odmText(exportOf(study, participant.subject, participant.log()), '1.3.2', 'snapshot')
    expect(elementsOf(text).filter(({ name }) => name === 'ItemData').length).toBeGreaterThan(100)
    expect(danglingIn(text)).toEqual([])
    expect(await faultsBySchema(text, 'odm-1.3.2')).toEqual([])
  },
)

describe('queries leave with what was said and where they stand', () => {
  const threads = source.subjects.flatMap((subject) => queriesOf(subject))

  test('as annotations in ODM 1.3.2, each of a thread in its order (ODM-05)', () => {
    const told = elementsOf(fileOf('1.3.2', 'snapshot')).flatMap(({ name, children }) => {
      if (name !== 'Annotation') return []
      const flag = children.find((child) => child.name === 'Flag')
      const [value, type] = ['FlagValue', 'FlagType'].map(
        (part) => flag?.children.find((one) => one.name === part)?.text,
      )
      const comment = children.find((child) => child.name === 'Comment')?.text
      return type?.startsWith('QUERY_') ? [[type, value, comment]] : []
    })
    expect(threads.length).toBeGreaterThan(1)
    expect(told.toSorted()).toEqual(
      threads
        .flatMap(({ id, status, thread }) => [
          ['QUERY_STATUS', status, id],
          ...thread.map(({ move, text }) => ['QUERY_MOVE', move, text === '' ? undefined : text]),
        ])
        .toSorted(),
    )
  })

  test('as queries in ODM 2.0, with source, type and state (ODM-05)', () => {
    const told = elementsOf(fileOf('2.0', 'snapshot')).flatMap(({ name, attributes }) =>
      name === 'Query' ? [['OID', 'Source', 'Type', 'State'].map((key) => attributes.get(key))] : [],
    )
    const states = { candidate: 'Candidate', open: 'Open', answered: 'Answered', reopened: 'Open' }
    expect(told.toSorted()).toEqual(
      threads
        .map(({ id, origin, status }) => [
          id,
          ...(origin === 'manual' ? ['Site Monitor', 'Manual'] : ['System', 'System']),
          Object.entries(states).find(([own]) => own === status)?.[1],
        ])
        .toSorted(),
    )
  })
})

/** Without what ODM does not hold: the value in the first unit. */
function plain(entry: Entry | string): unknown {
  if (typeof entry === 'string' || entry.state !== 'value') return entry
  const { state, text, unit } = entry
  return { state, text, ...(unit !== undefined && { unit }) }
}

const textOf = (entry: Entry | undefined) => (entry?.state === 'value' ? entry.text : undefined)

/** Every item of the forms that stand that holds one value. */
function standing({ subjects }: ExportSource): ReadonlyMap<ItemPath, unknown> {
  return new Map(
    subjects.flatMap(({ casebook }) =>
      [...casebook.forms.values()]
        .filter(({ withdrawn, path }) => !withdrawn.includes(path))
        .flatMap(({ items }) =>
          [...items.values()].flatMap(({ path, value }) => (value ? [[path, plain(value)] as const] : [])),
        ),
    ),
  )
}

test('a decimal comma is a point in the file, and a comma again when it is read', () => {
  expect(fileOf('1.3.2', 'snapshot')).toContain('Value="70.5"')
  expect(longText.length).toBeGreaterThan(5_000)
  const { subjects } = readOdm(fileOf('1.3.2', 'snapshot'))
  const weight = subjects[0]?.values.find(({ path }) => path === `${vitals}/VITALS/WEIGHT`)
  expect(weight?.entry).toEqual({ state: 'value', text: '70,5', unit: 'kg' })
})

test('two values that stand against each other are neither, and both are told', () => {
  const items = elementsOf(fileOf('1.3.2', 'snapshot')).filter(
    ({ name, attributes }) => name === 'ItemData' && attributes.get('ItemOID') === 'I.AE.AETOXGR',
  )
  expect(items.map(({ attributes }) => attributes.get('IsNull') ?? attributes.get('Value'))).toEqual(['1', 'Yes'])
  expect(steps(vitals).length).toBe(2)
})
