import { code, codeList, date, decimal, defineForm, time } from '../define'
import { gonadotropinUnits } from '../units'
import { afterConsentUnlessCare, standardOfCare } from './standard-of-care'
import { yesNo } from './yes-no'

const specimens = codeList('RPMETH', {
  SERUM: { en: 'Serum', fr: 'Sérum', sv: 'Serum' },
  URINE: { en: 'Urine', fr: 'Urine', sv: 'Urin' },
})

const results = codeList('RPORRES', {
  NEG: { en: 'Negative', fr: 'Négatif', sv: 'Negativt', submission: 'NEGATIVE' },
  POS: { en: 'Positive', fr: 'Positif', sv: 'Positivt', submission: 'POSITIVE' },
  INDET: { en: 'Unclear', fr: 'Indéterminé', sv: 'Oklart', submission: 'INDETERMINATE' },
})

const ultrasounds = codeList('RPULTRA', {
  NEG: { en: 'No pregnancy', fr: 'Pas de grossesse', sv: 'Ingen graviditet', submission: 'NEGATIVE' },
  POS: { en: 'Pregnancy', fr: 'Grossesse', sv: 'Graviditet', submission: 'POSITIVE' },
})

/** Who can become pregnant, or of whom it is not known. */
const when = 'DM.CHILDPOT == "Y" || DM.CHILDPOT == "U"'

const ultrasound = {
  RPULTRA: code({
    label: { en: 'Ultrasound', fr: 'Échographie', sv: 'Ultraljud' },
    help: {
      en: 'A negative one shows that a positive test was wrong.',
      fr: 'Négative, elle montre que le test positif était faux.',
      sv: 'Ett negativt visar att ett positivt test var fel.',
    },
    codeList: ultrasounds,
    display: 'radio',
    when: 'RPORRES == "POS"',
    missing: true,
  }),
  RPULTRADAT: date({
    label: { en: 'Date of the ultrasound', fr: 'Date de l’échographie', sv: 'Ultraljudets datum' },
    when: 'given(RPULTRA)',
    required: true,
  }),
}

/** PREG: a pregnancy test. In some trials an ultrasound can answer a positive one. */
export const pregnancyTest = (answeredBy?: 'ultrasound') =>
  defineForm({
    oid: 'PREG',
    source: 'transcribed',
    title: { en: 'Pregnancy test', fr: 'Test de grossesse', sv: 'Graviditetstest' },
    groups: {
      TEST: {
        items: {
          RPDAT: date({ label: { en: 'Test date', fr: 'Date du test', sv: 'Testdatum' }, when, required: true }),
          RPTIM: time({ label: { en: 'Test time', fr: 'Heure du test', sv: 'Testtid' }, when }),
          RPMETH: code({
            label: { en: 'Tested in', fr: 'Testé dans', sv: 'Testat i' },
            codeList: specimens,
            display: 'radio',
            when,
            required: true,
          }),
          RPORRES: code({
            label: { en: 'Result', fr: 'Résultat', sv: 'Resultat' },
            codeList: results,
            display: 'radio',
            when,
            required: true,
          }),
          BRSTFEED: yesNo(
            { en: 'Is she breastfeeding?', fr: 'Allaite-t-elle ?', sv: 'Ammar hon?' },
            { when, required: false },
          ),
          HCGVAL: decimal({
            label: { en: 'β-hCG', fr: 'β-hCG', sv: 'β-hCG' },
            units: gonadotropinUnits,
            decimals: 0,
            soft: ['0', '5'],
            hard: ['0', '1000000'],
            when: 'RPMETH == "SERUM"',
            required: true,
            missing: true,
          }),
          ...(answeredBy ? ultrasound : {}),
          RPSOC: standardOfCare('RPDAT'),
        },
      },
    },
    checks: [
      afterConsentUnlessCare('RPDAT', 'RPSOC'),
      answeredBy
        ? {
            ...positive,
            items: ['RPORRES', 'RPULTRA'],
            holds: 'RPORRES != "POS" || (given(RPULTRA) && RPULTRA == "NEG")',
            cases: { ...positive.cases, boundary: { RPORRES: 'POS', RPULTRA: 'NEG' } },
          }
        : positive,
      {
        id: 'PREG-01',
        severity: 'S',
        items: ['RPORRES', 'HCGVAL'],
        holds: 'RPORRES != "NEG" || HCGVAL <= 5',
        message: {
          en: 'Negative, but β-hCG is above 5.',
          fr: 'Négatif, mais la β-hCG dépasse 5.',
          sv: 'Negativt, men β-hCG är över 5.',
        },
        cases: {
          holds: { RPORRES: 'NEG', HCGVAL: '1.2' },
          boundary: { RPORRES: 'NEG', HCGVAL: '5' },
          fails: { RPORRES: 'NEG', HCGVAL: '5.1' },
        },
      },
    ],
  })

/** X018, as far as one test says it; that a test is missing is said where the dose is released. */
const positive = {
  id: 'X018',
  severity: 'H' as const,
  items: ['RPORRES'] as const,
  holds: 'RPORRES != "POS"',
  message: {
    en: 'The pregnancy test is positive: no study treatment.',
    fr: 'Le test de grossesse est positif : pas de traitement de l’étude.',
    sv: 'Graviditetstestet är positivt: ingen studiebehandling.',
  },
  cases: {
    holds: { RPORRES: 'NEG' },
    boundary: { RPORRES: 'INDET' },
    fails: { RPORRES: 'POS' },
  },
}
