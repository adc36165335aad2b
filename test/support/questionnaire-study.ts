import { eq5dForm, qlqC30Form } from '#forms/common/questionnaires'
import { demographics } from '#forms/common/demographics'
import { informedConsent } from '#forms/common/informed-consent'
import { visit } from '#forms/common/visit'
import { datetime, defineForm, defineStudy } from '#forms/define'
import { StudyId } from '#shared/ids'

/** As much of a dose as the questionnaires look at: when it was given. */
const dose = defineForm({
  oid: 'EXLU',
  title: { en: 'Dose', fr: 'Dose' },
  groups: { DOSE: { items: { ECSTDTM: datetime({ label: { en: 'Start', fr: 'Début' } }) } } },
})

/** One visit with two questionnaires, and what their checks look at: consent and the dose. */
export const questionnaireStudy = defineStudy({
  study: {
    id: StudyId.parse('NCT00000030'),
    name: 'Questionnaires',
    title: { en: 'A study of two questionnaires', fr: 'Une étude de deux questionnaires' },
  },
  name: '1',
  arms: [],
  anchors: [],
  events: [
    {
      oid: 'SCR',
      title: { en: 'Screening', fr: 'Sélection' },
      kind: 'scheduled',
      forms: [visit, informedConsent, demographics, eq5dForm, qlqC30Form],
    },
    { oid: 'W0', title: { en: 'Day 1', fr: 'Jour 1' }, kind: 'scheduled', forms: [visit, dose] },
  ],
  visitDate: { form: visit, item: 'SVSTDTC' },
  signing: [],
})
