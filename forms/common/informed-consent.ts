import { consentTypes, languages } from '../code-lists'
import { code, date, defineForm, type Item, text, time } from '../define'
import { yesNo } from './yes-no'

/** What a trial may ask beside the study itself. */
const choices = {
  ICFBIO: yesNo({
    en: 'Agrees to optional samples',
    fr: 'Accepte les prélèvements facultatifs',
    sv: 'Samtycker till frivilliga prover',
  }),
  ICFGEN: yesNo({
    en: 'Agrees to genetic tests',
    fr: 'Accepte les analyses génétiques',
    sv: 'Samtycker till genetiska tester',
  }),
  ICFLTFU: yesNo({
    en: 'Agrees to long-term record linkage',
    fr: 'Accepte le suivi à long terme par registres',
    sv: 'Samtycker till långsiktig registerkoppling',
  }),
}

type Choice = keyof typeof choices

const asked = (options: readonly Choice[]): { readonly [Name in Choice]?: Item } =>
  Object.fromEntries(options.map((option) => [option, choices[option]]))

/**
 * ICF: a consent the participant gave, with the version they signed. The main one stands at the first visit; a later one
 * (a new version, another part of the study) at the visit at which it was signed, an unscheduled one if need be.
 */
export const informedConsentWith = (...options: readonly Choice[]) =>
  defineForm({
    oid: 'ICF',
    title: { en: 'Informed consent', fr: 'Consentement éclairé', sv: 'Informerat samtycke' },
    groups: {
      CONSENT: {
        items: {
          ICFTYPE: code({
            label: { en: 'Consent to', fr: 'Consentement à', sv: 'Samtycke till' },
            codeList: consentTypes,
            display: 'select',
            required: true,
          }),
          DSSTDAT: date({
            label: { en: 'Date signed', fr: 'Date de signature', sv: 'Datum för underskrift' },
            required: true,
          }),
          DSSTTIM: time({
            label: { en: 'Time signed', fr: 'Heure de signature', sv: 'Tid för underskrift' },
            required: true,
            missing: true,
          }),
          ICFVER: text({
            label: {
              en: 'Version of the consent form',
              fr: 'Version du formulaire',
              sv: 'Samtyckesformulärets version',
            },
            maxLength: 40,
            required: true,
          }),
          ICFVDAT: date({
            label: { en: 'Date of that version', fr: 'Date de cette version', sv: 'Den versionens datum' },
            required: true,
          }),
          ICFLANG: code({
            label: { en: 'Language', fr: 'Langue', sv: 'Språk' },
            codeList: languages,
            display: 'search',
            required: true,
          }),
          ICFCOPY: yesNo({ en: 'Copy handed over', fr: 'Exemplaire remis', sv: 'Kopia överlämnad' }),
          ...asked(options),
        },
      },
      MINOR: {
        title: { en: 'Minors', fr: 'Mineurs', sv: 'Minderåriga' },
        items: {
          ICFMINOR: yesNo({
            en: 'Is the participant a minor?',
            fr: 'Le participant est-il mineur ?',
            sv: 'Är deltagaren minderårig?',
          }),
          ICFASSDAT: date({
            label: {
              en: 'Date of the minor’s assent',
              fr: 'Date de l’assentiment du mineur',
              sv: 'Datum för den minderåriges medgivande',
            },
            when: 'ICFMINOR == "Y"',
            required: true,
          }),
          ICFGUADAT: date({
            label: {
              en: 'Date of the guardian’s consent',
              fr: 'Date du consentement du représentant légal',
              sv: 'Datum för vårdnadshavarens samtycke',
            },
            when: 'ICFMINOR == "Y"',
            required: true,
          }),
        },
      },
    },
    checks: [
      {
        id: 'ICF-01',
        severity: 'H',
        items: ['ICFVDAT', 'DSSTDAT'],
        holds: 'ICFVDAT <= DSSTDAT',
        message: {
          en: 'This version of the consent form is newer than the signature.',
          fr: 'Cette version du formulaire est postérieure à la signature.',
          sv: 'Den här versionen av samtyckesformuläret är nyare än underskriften.',
        },
        cases: {
          holds: { ICFVDAT: '2025-11-03', DSSTDAT: '2026-01-12' },
          boundary: { ICFVDAT: '2026-01-12', DSSTDAT: '2026-01-12' },
          fails: { ICFVDAT: '2026-01-13', DSSTDAT: '2026-01-12' },
        },
      },
      {
        id: 'ICF-02',
        severity: 'S',
        items: ['ICFCOPY'],
        holds: 'ICFCOPY == "Y"',
        message: {
          en: 'The participant has no copy of the signed consent yet.',
          fr: 'Le participant n’a pas encore d’exemplaire du consentement signé.',
          sv: 'Deltagaren har ännu ingen kopia av det undertecknade samtycket.',
        },
        cases: { holds: { ICFCOPY: 'Y' }, boundary: { ICFCOPY: 'Y' }, fails: { ICFCOPY: 'N' } },
      },
      {
        id: 'X041',
        severity: 'H',
        items: ['ICFMINOR', 'DSSTDAT'],
        holds: 'ICFMINOR == "Y" ? addMonths(DM.BRTHDAT, 216) > DSSTDAT : addMonths(DM.BRTHDAT, 216) <= DSSTDAT',
        message: {
          en: 'The birth date says otherwise: a participant is a minor until the day they turn 18.',
          fr: 'La date de naissance dit autre chose : on est mineur jusqu’au jour de ses 18 ans.',
          sv: 'Födelsedatumet säger något annat: en deltagare är minderårig till den dag då hen fyller 18.',
        },
        cases: {
          holds: { ICFMINOR: 'N', DSSTDAT: '2026-01-12', 'DM.BRTHDAT': '1961-05' },
          boundary: { ICFMINOR: 'N', DSSTDAT: '2026-01-12', 'DM.BRTHDAT': '2008-01-12' },
          fails: { ICFMINOR: 'N', DSSTDAT: '2026-01-12', 'DM.BRTHDAT': '2008-01-13' },
        },
      },
    ],
  })

/** Without choices beside the study itself. */
export const informedConsent = informedConsentWith()
