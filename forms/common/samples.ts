import { calculated, code, codeList, date, datetime, decimal, defineForm, integer, text } from '../define'
import { laboratories } from '../code-lists'
import { afterConsent } from './after-consent'
import { yesNo } from './yes-no'

const sampleTypes = codeList('PERF_SAMPLE', {
  BLOOD_EDTA: { en: 'Blood, EDTA', fr: 'Sang, EDTA', sv: 'Blod, EDTA' },
  BLOOD_PAXGENE: { en: 'Blood, PAXgene', fr: 'Sang, PAXgene', sv: 'Blod, PAXgene' },
  SERUM: { en: 'Serum', fr: 'Sérum', sv: 'Serum' },
  PLASMA: { en: 'Plasma', fr: 'Plasma', sv: 'Plasma' },
  URINE: { en: 'Urine', fr: 'Urine', sv: 'Urin' },
  TUMOUR_FRESH: { en: 'Tumour, fresh', fr: 'Tumeur, fraîche', sv: 'Tumör, färsk' },
  TUMOUR_FFPE: { en: 'Tumour, in paraffin', fr: 'Tumeur, en paraffine', sv: 'Tumör, i paraffin' },
})

const at = (time: string, day = '2026-03-04') => `${day}T${time}:00+01:00`

/** BIO: one sample for the biobank. */
export const biobankSample = defineForm({
  oid: 'BIO',
  title: { en: 'Biobank sample', fr: 'Échantillon de biobanque', sv: 'Biobanksprov' },
  repeating: true,
  nameItem: 'BEREFID',
  groups: {
    SAMPLE: {
      title: { en: 'Sample', fr: 'Échantillon', sv: 'Prov' },
      items: {
        BEREFID: text({ label: { en: 'Barcode', fr: 'Code-barres', sv: 'Streckkod' }, maxLength: 40, required: true }),
        BECAT: code({
          label: { en: 'Kind', fr: 'Nature', sv: 'Slag' },
          codeList: sampleTypes,
          display: 'select',
          required: true,
        }),
        BEDTM: datetime({ label: { en: 'Taken at', fr: 'Prélevé à', sv: 'Taget' }, required: true }),
        BEPROCDTM: datetime({
          label: { en: 'Processed at', fr: 'Traité à', sv: 'Bearbetat' },
          required: 'BECAT in ["SERUM", "PLASMA", "BLOOD_PAXGENE"]',
          missing: true,
        }),
        BEPROCMIN: calculated({
          label: { en: 'Taken to processed', fr: 'Du prélèvement au traitement', sv: 'Taget till bearbetat' },
          expression: 'minutesBetween(BEDTM, BEPROCDTM)',
          result: 'decimal',
          unit: 'min',
          decimals: 0,
        }),
        BEVOL: decimal({
          label: { en: 'Volume', fr: 'Volume', sv: 'Volym' },
          unit: 'mL',
          soft: ['0.5', '30'],
          hard: ['0', '100'],
        }),
        BEFREEZ: text({
          label: { en: 'Freezer and place', fr: 'Congélateur et emplacement', sv: 'Frys och plats' },
          maxLength: 60,
        }),
        BESHIPDAT: date({ label: { en: 'Shipped', fr: 'Expédié le', sv: 'Skickat' } }),
        BEDESTROY: yesNo(
          {
            en: 'Destroyed after consent was withdrawn',
            fr: 'Détruit après retrait du consentement',
            sv: 'Förstört efter återtaget samtycke',
          },
          { required: false },
        ),
      },
    },
  },
  checks: [
    afterConsent('BEDTM', 'instant'),
    {
      id: 'X040',
      severity: 'H',
      items: ['BEREFID'],
      holds: 'every.BIO.filter(b, given(b.BEREFID) && b.BEREFID == BEREFID).size() <= 1',
      message: {
        en: 'This barcode is used twice.',
        fr: 'Ce code-barres est utilisé deux fois.',
        sv: 'Streckkoden används två gånger.',
      },
      cases: {
        holds: { BEREFID: 'B-002', 'BIO.BEREFID': 'B-001' },
        boundary: { BEREFID: 'B-001' },
        fails: { BEREFID: 'B-001', 'BIO.BEREFID': 'B-001' },
      },
    },
    {
      id: 'BIO-01',
      severity: 'H',
      items: ['BEDTM'],
      holds: 'every.ICF.exists(c, c.ICFTYPE == "BIOBANK" && given(c.DSSTDAT) && c.DSSTDAT <= dayOf(BEDTM))',
      message: {
        en: 'There is no consent to the biobank.',
        fr: 'Il n’y a pas de consentement à la biobanque.',
        sv: 'Det finns inget samtycke till biobanken.',
      },
      cases: {
        holds: { 'ICF.ICFTYPE': 'BIOBANK', 'ICF.DSSTDAT': '2026-03-01', BEDTM: at('09:00') },
        boundary: { 'ICF.ICFTYPE': 'BIOBANK', 'ICF.DSSTDAT': '2026-03-04', BEDTM: at('09:00') },
        fails: { 'ICF.ICFTYPE': 'MAIN', 'ICF.DSSTDAT': '2026-03-01', BEDTM: at('09:00') },
      },
    },
    {
      id: 'BIO-02',
      severity: 'H',
      items: ['BEPROCDTM', 'BEDTM'],
      holds: '0 <= BEPROCMIN',
      message: {
        en: 'Processed before it was taken.',
        fr: 'Traité avant d’être prélevé.',
        sv: 'Bearbetat innan det togs.',
      },
      cases: {
        holds: { BEDTM: at('09:00'), BEPROCDTM: at('09:40') },
        boundary: { BEDTM: at('09:00'), BEPROCDTM: at('09:00') },
        fails: { BEDTM: at('09:00'), BEPROCDTM: at('08:59') },
      },
    },
  ],
})

/** NETEST: the transcript test in blood. Its bands are the published ones: low to 20, intermediate to 40. */
export const netTest = defineForm({
  oid: 'NETEST',
  source: 'transcribed',
  title: { en: 'NETest', fr: 'NETest', sv: 'NETest' },
  groups: {
    TEST: {
      items: {
        NTDAT: date({ label: { en: 'Sampled', fr: 'Prélevé le', sv: 'Provtagen' }, required: true }),
        NTLAB: code({
          label: { en: 'Laboratory', fr: 'Laboratoire', sv: 'Laboratorium' },
          codeList: laboratories,
          display: 'radio',
          required: true,
        }),
        NTBLIND: yesNo({
          en: 'Result kept from the site',
          fr: 'Résultat masqué au centre',
          sv: 'Resultatet hålls dolt för prövningsstället',
        }),
        NTRESDAT: date({ label: { en: 'Result of', fr: 'Résultat du', sv: 'Resultat från' } }),
        NTSCORE: integer({
          label: { en: 'Score', fr: 'Score', sv: 'Poäng' },
          hard: ['0', '100'],
          required: 'NTBLIND == "N" && given(NTRESDAT)',
        }),
        NTBAND: calculated({
          label: { en: 'Band', fr: 'Classe', sv: 'Intervall' },
          expression: 'NTSCORE <= 20 ? "LOW" : NTSCORE <= 40 ? "INTERMEDIATE" : "HIGH"',
          result: 'text',
        }),
      },
    },
  },
  checks: [
    afterConsent('NTDAT'),
    {
      id: 'NETEST-01',
      severity: 'H',
      items: ['NTRESDAT', 'NTDAT'],
      holds: 'NTDAT <= NTRESDAT',
      message: {
        en: 'The result is older than the sample.',
        fr: 'Le résultat précède le prélèvement.',
        sv: 'Resultatet är äldre än provet.',
      },
      cases: {
        holds: { NTDAT: '2026-03-04', NTRESDAT: '2026-03-20' },
        boundary: { NTDAT: '2026-03-04', NTRESDAT: '2026-03-04' },
        fails: { NTDAT: '2026-03-04', NTRESDAT: '2026-03-03' },
      },
    },
  ],
})
