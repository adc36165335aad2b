import { yesOrNo } from '../code-lists'
import { code, date, defineForm, text } from '../define'

/** SV: whether and when a visit took place. Its date stands at the head of every form of the visit. */
export const visit = defineForm({
  oid: 'SV',
  title: { en: 'Visit', fr: 'Visite', sv: 'Besök' },
  domain: 'SV',
  groups: {
    VISIT: {
      items: {
        SVOCCUR: code({
          label: { en: 'Did the visit take place?', fr: 'La visite a-t-elle eu lieu ?', sv: 'Blev besöket av?' },
          codeList: yesOrNo,
          display: 'radio',
          required: true,
        }),
        SVSTDTC: date({
          label: { en: 'Visit date', fr: 'Date de la visite', sv: 'Besöksdatum' },
          required: 'SVOCCUR == "Y"',
        }),
        SVREASOC: text({
          label: { en: 'Reason it was missed', fr: 'Raison de la visite manquée', sv: 'Skäl till att det uteblev' },
          maxLength: 200,
          when: 'SVOCCUR == "N"',
          required: true,
        }),
      },
    },
  },
  checks: [
    {
      id: 'SV-01',
      severity: 'S',
      items: ['SVOCCUR', 'SVSTDTC'],
      holds: 'SVOCCUR != "N" || !given(SVSTDTC)',
      message: {
        en: 'The visit is marked as missed but has a date.',
        fr: 'La visite est notée manquée mais porte une date.',
        sv: 'Besöket är markerat som uteblivet men har ett datum.',
      },
      cases: {
        holds: { SVOCCUR: 'Y', SVSTDTC: '2026-03-12' },
        boundary: { SVOCCUR: 'N' },
        fails: { SVOCCUR: 'N', SVSTDTC: '2026-03-12' },
      },
    },
  ],
})
