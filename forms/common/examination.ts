import { code, codeList, date, defineForm, text } from '../define'
import { afterConsentUnlessCare, standardOfCare } from './standard-of-care'

const systems = codeList('PETEST', {
  GENERAL: { en: 'General appearance', fr: 'État général', sv: 'Allmäntillstånd' },
  SKIN: { en: 'Skin', fr: 'Peau', sv: 'Hud' },
  HEAD_NECK: { en: 'Head and neck', fr: 'Tête et cou', sv: 'Huvud och hals' },
  LYMPH_NODES: { en: 'Lymph nodes', fr: 'Aires ganglionnaires', sv: 'Lymfkörtlar' },
  LUNGS: { en: 'Lungs', fr: 'Poumons', sv: 'Lungor' },
  HEART: { en: 'Heart and vessels', fr: 'Cœur et vaisseaux', sv: 'Hjärta och kärl' },
  ABDOMEN: { en: 'Abdomen', fr: 'Abdomen', sv: 'Buk' },
  EXTREMITIES: { en: 'Limbs', fr: 'Membres', sv: 'Extremiteter' },
  NEUROLOGICAL: { en: 'Nervous system', fr: 'Système nerveux', sv: 'Nervsystem' },
  OTHER: { en: 'Other', fr: 'Autre', sv: 'Annat' },
})

const findings = codeList('PERES', {
  NORMAL: { en: 'Normal', fr: 'Normal', sv: 'Normalt' },
  ABNORMAL: { en: 'Abnormal', fr: 'Anormal', sv: 'Onormalt' },
})

const significance = codeList('PECLSIG', {
  NCS: { en: 'Not significant', fr: 'Non significatif', sv: 'Ej betydelsefullt' },
  CS: { en: 'Significant', fr: 'Significatif', sv: 'Betydelsefullt' },
})

/** PE: physical examination, a row a body system. */
export const examination = defineForm({
  oid: 'PE',
  title: { en: 'Physical examination', fr: 'Examen clinique', sv: 'Kroppsundersökning' },
  groups: {
    WHEN: {
      items: {
        PEDAT: date({
          label: { en: 'Date examined', fr: 'Date de l’examen', sv: 'Undersökningsdatum' },
          required: true,
        }),
        PESOC: standardOfCare('PEDAT'),
      },
    },
    SYSTEMS: {
      title: { en: 'Body systems', fr: 'Appareils', sv: 'Organsystem' },
      repeating: true,
      items: {
        PETEST: code({
          label: { en: 'Body system', fr: 'Appareil', sv: 'Organsystem' },
          codeList: systems,
          display: 'search',
          required: true,
        }),
        PERES: code({
          label: { en: 'Result', fr: 'Résultat', sv: 'Resultat' },
          codeList: findings,
          display: 'radio',
          required: true,
          missing: true,
        }),
        PECLSIG: code({
          label: { en: 'Clinical significance', fr: 'Signification clinique', sv: 'Klinisk betydelse' },
          codeList: significance,
          display: 'radio',
          when: 'PERES == "ABNORMAL"',
          required: true,
        }),
        PEDESC: text({
          label: { en: 'What was found', fr: 'Constatation', sv: 'Vad som fanns' },
          maxLength: 200,
          when: 'PERES == "ABNORMAL"',
          required: true,
        }),
        PEAELINK: text({
          label: {
            en: 'Adverse event or illness it belongs to',
            fr: 'Événement ou affection concernés',
            sv: 'Oönskad händelse eller sjukdom det hör till',
          },
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
        fr: 'Significatif, mais aucun événement ni affection n’est nommé.',
        sv: 'Betydelsefullt, men ingen oönskad händelse eller sjukdom är angiven.',
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
      message: {
        en: 'This body system stands here twice.',
        fr: 'Cet appareil figure deux fois.',
        sv: 'Organsystemet står här två gånger.',
      },
      cases: {
        holds: { PETEST: 'HEART', 'SYSTEMS.PETEST': 'LUNGS | SKIN' },
        boundary: { PETEST: 'OTHER', 'SYSTEMS.PETEST': 'OTHER' },
        fails: { PETEST: 'HEART', 'SYSTEMS.PETEST': 'LUNGS | HEART' },
      },
    },
  ],
})
