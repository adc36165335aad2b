import { type ChangeBody, type Entry } from '#shared/change/change'
import { formPath, groupPath, itemPath } from '#shared/casebook/path'
import { SiteId, StudyId, SubjectCode, SubjectKey } from '#shared/ids'
import { compileStudy } from '#shared/study/compile'
import { StudyVersion } from '#shared/study/definition'
import { readEntry } from '#shared/study/read-entry'
import { type Document, EVENTS, FORMS, ITEMS, UNIT, subjectOf } from './documents.mjs'

/** A study that asks exactly what the documents of the peers hold, with a check on every form. */

export const STUDY = StudyId.parse('NCT00000002')
export const SITE = SiteId.parse('NL01')
const GROUP = 'ENTRIES'
const NOTE = 'NOTE'

const visitForm = {
  oid: 'SV',
  title: { en: 'Visit' },
  domain: 'SV',
  groups: [{ oid: 'VISIT', items: [{ oid: 'SVSTDTC', type: 'date', label: { en: 'Date of visit' } }] }],
  checks: [],
}

export const syncStudy = StudyVersion.parse({
  format: 1,
  study: { id: STUDY, name: 'SYNC', title: { en: 'What is measured beside peers' } },
  name: '1.0',
  arms: [],
  anchors: [],
  events: EVENTS.map((oid) => ({ oid, title: { en: `Visit ${oid}` }, kind: 'scheduled', forms: ['SV', ...FORMS] })),
  forms: [
    visitForm,
    ...FORMS.map((oid) => ({
      oid,
      title: { en: `Form ${oid}` },
      groups: [
        {
          oid: GROUP,
          items: [
            ...ITEMS.map((item) => ({
              oid: item,
              type: 'decimal',
              label: { en: `Value ${item}` },
              units: [{ unit: UNIT, factor: '1' }],
            })),
            { oid: NOTE, type: 'text', label: { en: 'Note' } },
          ],
        },
      ],
      checks: [
        {
          id: `${oid}-01`,
          severity: 'S',
          items: ['IT_0'],
          holds: 'IT_0 <= 190',
          message: { en: 'The first value is above 190.' },
          cases: { holds: { IT_0: '120' }, boundary: { IT_0: '190' }, fails: { IT_0: '199' } },
        },
      ],
    })),
  ],
  codeLists: [],
  visitDate: { form: 'SV', item: 'SVSTDTC' },
  signing: [],
})

const study = compileStudy(syncStudy)

function entryOf(form: string, item: string, typed: { text: string; unit?: string }): Entry {
  const placed = study.item(form, item)
  const read = placed && readEntry(placed.def, typed, { today: '2026-03-02' })
  if (!read?.ok) throw new Error(`${form}.${item} cannot hold ${typed.text}`)
  return read.entry
}

/** What a document says, as the entry screens would have it recorded: all its items, first entries, in one change. */
export function changeOf({ event, form, items, note }: Document): ChangeBody {
  const group = groupPath(formPath({ oid: event }, { oid: form }), { oid: GROUP })
  const entries = Object.entries(items).map(([item, { v, u }]) => ({ item, typed: { text: String(v), unit: u } }))
  return {
    kind: 'value',
    items: [...entries, { item: NOTE, typed: { text: note } }].map(({ item, typed }) => ({
      path: itemPath(group, item),
      bases: [],
      entry: entryOf(form, item, typed),
    })),
  }
}

/** A participant's key and the change that they are in the study by. */
export function enrolmentOf(number: number): { readonly subject: SubjectKey; readonly body: ChangeBody } {
  const code = SubjectCode.parse(`${SITE}-${String(number + 1).padStart(4, '0')}`)
  return { subject: SubjectKey.parse(subjectOf(number)), body: { kind: 'enrol', code } }
}
