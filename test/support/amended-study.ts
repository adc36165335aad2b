import { compileStudy } from '#shared/study/compile'
import { type FormDef, StudyVersion } from '#shared/study/definition'
import { ruleStudy } from './rule-study'

/** A study and an amendment of it: another range and item, a visit that goes and one that comes, a new consent. */

const consentForm: FormDef = {
  oid: 'ICF',
  title: { en: 'Consent' },
  groups: [
    {
      oid: 'MAIN',
      items: [
        { oid: 'SIGNED', label: { en: 'Signed on' }, type: 'date' },
        { oid: 'KIND', label: { en: 'Consent to' }, type: 'text' },
      ],
    },
  ],
  checks: [],
}

const consent = { form: 'ICF', date: 'SIGNED', when: 'KIND == "AGAIN"' }
const hip = { oid: 'HIP', label: { en: 'Hip' }, type: 'decimal' as const, units: [{ unit: 'cm', factor: '1' }] }
const waist = { ...hip, oid: 'WAIST', label: { en: 'Waist' } }

const withItem = (form: FormDef, item: typeof hip): FormDef => ({
  ...form,
  groups: form.groups.map((group, at) => (at === 0 ? { ...group, items: [...group.items, item] } : group)),
})
const vitals = (change: (form: FormDef) => FormDef): FormDef[] => [
  // The checks of that study have no cases of their own, and a study is published with them or not at all.
  ...ruleStudy.forms
    .map((form) => ({ ...form, checks: [] }))
    .map((form) => (form.oid === 'VS' ? change(structuredClone(form)) : form)),
  consentForm,
]
const unscheduled = ruleStudy.events.map((event) =>
  event.oid === 'UNS' ? { ...event, forms: [...event.forms, 'ICF'] } : event,
)

export const firstVersion: StudyVersion = StudyVersion.parse(
  structuredClone({
    ...ruleStudy,
    consent,
    name: '1.0',
    events: [...unscheduled, { oid: 'OLD', title: { en: 'Old' }, kind: 'scheduled', forms: ['SV', 'VS'] }],
    forms: vitals((form) => withItem(form, hip)),
  }),
)

export const amendedVersion: StudyVersion = StudyVersion.parse(
  structuredClone({
    ...ruleStudy,
    consent,
    name: '2.0',
    events: [
      ...unscheduled.map((event) =>
        event.oid === 'SCR' ? { ...event, forms: event.forms.filter((form) => form !== 'DM') } : event,
      ),
      { oid: 'ENTRY', title: { en: 'Entry' }, kind: 'unscheduled', forms: ['SV', 'DM'] },
      { oid: 'W8', title: { en: 'Week 8' }, kind: 'scheduled', forms: ['SV', 'VS'] },
    ],
    forms: vitals((form) => ({
      ...withItem(form, waist),
      groups: withItem(form, waist).groups.map((group) => ({
        ...group,
        items: group.items.map((item) =>
          item.oid === 'WEIGHT' && item.type === 'decimal' ? { ...item, soft: { low: '50', high: '150' } } : item,
        ),
      })),
    })),
  }),
)

export const firstStudy = compileStudy(firstVersion)
export const amendedStudy = compileStudy(amendedVersion)
