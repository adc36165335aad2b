import { code, codeList, date, defineForm, text } from '../define'
import { afterConsentUnlessCare, standardOfCare } from './standard-of-care'

const systems = codeList('PETEST', {
  GENERAL: { en: 'General appearance', fr: 'État général' },
  SKIN: { en: 'Skin', fr: 'Peau' },
  HEAD_NECK: { en: 'Head and neck', fr: 'Tête et cou' },
  LYMPH_NODES: { en: 'Lymph nodes', fr: 'Aires ganglionnaires' },
  LUNGS: { en: 'Lungs', fr: 'Poumons' },
  HEART: { en: 'Heart and vessels', fr: 'Cœur et vaisseaux' },
  ABDOMEN: { en: 'Abdomen', fr: 'Abdomen' },
  EXTREMITIES: { en: 'Limbs', fr: 'Membres' },
  NEUROLOGICAL: { en: 'Nervous system', fr: 'Système nerveux' },
  OTHER: { en: 'Other', fr: 'Autre' },
})

const findings = codeList('PERES', {
  NORMAL: { en: 'Normal', fr: 'Normal' },
  ABNORMAL: { en: 'Abnormal', fr: 'Anormal' },
})

const significance = codeList('PECLSIG', {
  NCS: { en: 'Not significant', fr: 'Non significatif' },
  CS: { en: 'Significant', fr: 'Significatif' },
})

/** PE: physical examination, a row a body system. */
export const examination = defineForm({
  oid: 'PE',
  title: { en: 'Physical examination', fr: 'Examen clinique' },
  groups: {
    WHEN: {
      items: {
        PEDAT: date({ label: { en: 'Date examined', fr: "Date de l'examen" }, required: true }),
        PESOC: standardOfCare('PEDAT'),
      },
    },
    SYSTEMS: {
      title: { en: 'Body systems', fr: 'Appareils' },
      repeating: true,
      items: {
        PETEST: code({
          label: { en: 'Body system', fr: 'Appareil' },
          codeList: systems,
          display: 'search',
          required: true,
        }),
        PERES: code({
          label: { en: 'Result', fr: 'Résultat' },
          codeList: findings,
          display: 'radio',
          required: true,
          missing: true,
        }),
        PECLSIG: code({
          label: { en: 'Clinical significance', fr: 'Signification clinique' },
          codeList: significance,
          display: 'radio',
          when: 'PERES == "ABNORMAL"',
          required: true,
        }),
        PEDESC: text({
          label: { en: 'What was found', fr: 'Constatation' },
          maxLength: 200,
          when: 'PERES == "ABNORMAL"',
          required: true,
        }),
        PEAELINK: text({
          label: { en: 'Adverse event or illness it belongs to', fr: 'Événement ou affection concernés' },
          link: { forms: ['AE', 'MH'] },
          when: 'PECLSIG == "CS"',
        }),
      },
    },
  },
  checks: [
    afterConsentUnlessCare('PEDAT', 'PESOC'),
    {
      id: 'PE-01',
      severity: 'S',
      items: ['PEAELINK', 'PECLSIG'],
      holds: 'PECLSIG == "NCS" || given(PEAELINK)',
      message: {
        en: 'Significant, but no adverse event or illness is named.',
        fr: "Significatif, mais aucun événement ni affection n'est nommé.",
      },
      cases: {
        holds: { PECLSIG: 'CS', PEAELINK: 'LOG/AE' },
        boundary: { PECLSIG: 'NCS' },
        fails: { PECLSIG: 'CS' },
      },
    },
    {
      id: 'PE-02',
      severity: 'S',
      items: ['PETEST'],
      holds: 'PETEST == "OTHER" || size(SYSTEMS.filter(row, row.PETEST == PETEST)) == 1',
      message: { en: 'This body system stands here twice.', fr: 'Cet appareil figure deux fois.' },
      cases: {
        holds: { PETEST: 'HEART', 'SYSTEMS.PETEST': 'LUNGS | SKIN' },
        boundary: { PETEST: 'OTHER', 'SYSTEMS.PETEST': 'OTHER' },
        fails: { PETEST: 'HEART', 'SYSTEMS.PETEST': 'LUNGS | HEART' },
      },
    },
  ],
})
