import { StudyId } from '#shared/ids'
import { StudyVersion } from '#shared/study/definition'
import { randomisedStudy } from './randomised-study'

export const ELIGIBLE = StudyId.parse('NCT00000003')

/** A study that randomises who meets its criteria: one of the data, one of a sample that expires, one of the investigator. */
export const eligibleStudy = (): StudyVersion => {
  const base = randomisedStudy({}, ELIGIBLE)
  const items = ['IE_RS_I02', 'IEWAIV'].map((oid) => ({ oid, label: { en: oid } }))
  return StudyVersion.parse({
    ...base,
    events: base.events.map((event) => (event.oid === 'SCR' ? { ...event, title: { en: 'Screening' } } : event)),
    forms: base.forms.map((form) =>
      form.oid === 'IE'
        ? {
            ...form,
            groups: form.groups.map((group) => ({
              ...group,
              items: [
                ...group.items,
                { ...items[0], type: 'code', codeList: 'YN' },
                { ...items[1], type: 'text', maxLength: 40 },
              ],
            })),
          }
        : form,
    ),
    eligibility: {
      parameters: { scanDays: { value: 28, from: 'record' } },
      anchors: { randomisation: { today: true } },
      dates: {},
      phases: [{ oid: 'ENTRY', title: { en: 'Entry' }, entry: 'randomisation', codes: ['SCR'] }],
      criteria: [
        {
          ...{ id: 'RS-E01', kind: 'exclusion', mode: 'computed', text: { en: 'Grade 1' }, phases: ['ENTRY'] },
          rule: 'casebook.code("NET.NETGRADE") == "G1"',
        },
        {
          ...{ id: 'RS-I01', kind: 'inclusion', mode: 'computed', text: { en: 'A recent scan' }, phases: ['ENTRY'] },
          rule: 'casebook.recent("PETF", days(scanDays), entry).holds("FDGPOS")',
        },
        { id: 'RS-I02', kind: 'inclusion', mode: 'judgement', text: { en: 'Fit for it' }, phases: ['ENTRY'] },
      ],
    },
  })
}
