import { bsaMosteller } from '#shared/clinical/body/surface-area'
import { ecog, karnofsky, timePoints } from '../code-lists'
import { checkOf, code, computed, date, decimal, defineForm, integer, time } from '../define'
import { afterConsentUnlessCare, standardOfCare } from './standard-of-care'
import { celsius, centimetres, kilograms } from '../units'

/** The last course before, and the day of what it was calculated from. */
const lastCourse = 'latest(every.EXCAP.filter(c, given(c.ECSTDAT) && c.ECSTDAT < VSDAT).map(c, c.ECSTDAT))'
const used = `latest(every.VS.filter(u, given(u.VSDAT) && given(u.WEIGHT) && u.VSDAT <= ${lastCourse}).map(u, u.VSDAT))`
const dosed = {
  'EXCAP.ECSTDAT': '2026-03-04',
  'VS.VSDAT': '2026-03-04',
  'VS.HEIGHT': '175',
  'VS.WEIGHT': '80',
  VSDAT: '2026-04-29',
}

/** X031: the weight, or the surface, that the last dose of capecitabine was calculated from is no longer that of the body. */
const sameBody = checkOf({
  id: 'X031',
  severity: 'S',
  items: ['WEIGHT'],
  holds: [
    'size(every.EXCAP) == 0',
    `every.VS.all(v, !(given(v.VSDAT) && given(v.WEIGHT) && v.VSDAT == ${used}) || ` +
      '(abs(WEIGHT - v.WEIGHT) * 10 <= v.WEIGHT && (!given(BSA) || !given(v.BSA) || abs(BSA - v.BSA) * 10 <= v.BSA)))',
  ].join(' || '),
  message: {
    en: 'More than 10 % off the weight or surface that capecitabine was last calculated from. Calculate it anew.',
    fr: 'Plus de 10 % d’écart avec le poids ou la surface du dernier calcul de capécitabine. Recalculer.',
    sv: 'Mer än 10 % ifrån den vikt eller yta som capecitabin senast beräknades på. Beräkna om det.',
  },
  cases: {
    holds: { ...dosed, WEIGHT: '79' },
    boundary: { ...dosed, WEIGHT: '72' },
    fails: { ...dosed, WEIGHT: '71.9' },
  },
})

/** VS: vital signs and performance status. A trial follows one performance scale; the other may be given as well. */
export const vitalSigns = (performance: 'ECOG' | 'KPS', { capecitabine = false } = {}) =>
  defineForm({
    oid: 'VS',
    title: { en: 'Vital signs', fr: 'Signes vitaux', sv: 'Vitalparametrar' },
    groups: {
      MEASURED: {
        title: { en: 'When', fr: 'Quand', sv: 'När' },
        items: {
          VSDAT: date({ label: { en: 'Date measured', fr: 'Date de mesure', sv: 'Mätdatum' }, required: true }),
          VSTIM: time({
            label: { en: 'Time measured', fr: 'Heure de mesure', sv: 'Mättid' },
            required: true,
            missing: true,
          }),
          VSTPT: code({
            label: { en: 'Time point', fr: 'Moment', sv: 'Tidpunkt' },
            codeList: timePoints,
            display: 'select',
            required: true,
          }),
          VSSOC: standardOfCare('VSDAT'),
        },
      },
      VITALS: {
        title: { en: 'Measurements', fr: 'Mesures', sv: 'Mätningar' },
        items: {
          HEIGHT: decimal({
            label: { en: 'Height', fr: 'Taille', sv: 'Längd' },
            help: { en: 'Once, at screening.', fr: 'Une fois, à la sélection.', sv: 'En gång, vid screening.' },
            units: centimetres,
            decimals: 0,
            soft: ['140', '205'],
            hard: ['50', '250'],
            required: '!every.VS.exists(visited, given(visited.HEIGHT))',
            missing: true,
          }),
          WEIGHT: decimal({
            label: { en: 'Weight', fr: 'Poids', sv: 'Vikt' },
            units: kilograms,
            decimals: 1,
            soft: ['35', '180'],
            hard: ['20', '350'],
            required: true,
            missing: true,
          }),
          SYSBP: integer({
            label: { en: 'Systolic blood pressure', fr: 'Pression artérielle systolique', sv: 'Systoliskt blodtryck' },
            unit: 'mmHg',
            soft: ['80', '200'],
            hard: ['40', '300'],
            required: true,
            missing: true,
          }),
          DIABP: integer({
            label: {
              en: 'Diastolic blood pressure',
              fr: 'Pression artérielle diastolique',
              sv: 'Diastoliskt blodtryck',
            },
            unit: 'mmHg',
            soft: ['40', '120'],
            hard: ['20', '200'],
            required: true,
            missing: true,
          }),
          PULSE: integer({
            label: { en: 'Pulse', fr: 'Pouls', sv: 'Puls' },
            unit: '/min',
            soft: ['40', '140'],
            hard: ['20', '250'],
            required: true,
            missing: true,
          }),
          TEMP: decimal({
            label: { en: 'Temperature', fr: 'Température', sv: 'Temperatur' },
            units: celsius,
            decimals: 1,
            soft: ['35.0', '39.5'],
            hard: ['30', '43'],
          }),
          RESP: integer({
            label: { en: 'Breathing rate', fr: 'Fréquence respiratoire', sv: 'Andningsfrekvens' },
            unit: '/min',
            soft: ['8', '30'],
            hard: ['4', '60'],
          }),
          OXYSAT: integer({
            label: { en: 'Oxygen saturation', fr: 'Saturation en oxygène', sv: 'Syremättnad' },
            unit: '%',
            soft: ['88', '100'],
            hard: ['50', '100'],
          }),
          BSA: computed({
            label: { en: 'Body surface area', fr: 'Surface corporelle', sv: 'Kroppsyta' },
            formula: bsaMosteller,
            // Height is measured once, at screening.
            given: { height_cm: { latest: 'VS.HEIGHT', dated: 'VSDAT', on: 'VSDAT' }, weight_kg: 'WEIGHT' },
            decimals: 2,
          }),
        },
      },
      PERFORMANCE: {
        title: { en: 'Performance status', fr: 'État général', sv: 'Funktionsstatus' },
        items: {
          ECOG: code({
            label: { en: 'ECOG', fr: 'ECOG', sv: 'ECOG' },
            codeList: ecog,
            display: 'select',
            required: performance === 'ECOG',
            missing: true,
          }),
          KPS: code({
            label: { en: 'Karnofsky', fr: 'Karnofsky', sv: 'Karnofsky' },
            codeList: karnofsky,
            display: 'select',
            required: performance === 'KPS',
            missing: true,
          }),
        },
      },
    },
    checks: [
      ...(capecitabine ? [sameBody] : []),
      {
        id: 'VS-01',
        severity: 'H',
        items: ['DIABP', 'SYSBP'],
        holds: 'DIABP < SYSBP',
        message: {
          en: 'The diastolic pressure is not below the systolic one. Were they swapped?',
          fr: 'La pression diastolique n’est pas inférieure à la systolique. Sont-elles inversées ?',
          sv: 'Det diastoliska trycket är inte under det systoliska. Är de förväxlade?',
        },
        cases: {
          holds: { SYSBP: '128', DIABP: '76' },
          boundary: { SYSBP: '120', DIABP: '119' },
          fails: { SYSBP: '80', DIABP: '80' },
        },
      },
      {
        id: 'VS-02',
        severity: 'S',
        items: ['KPS', 'ECOG'],
        // 100–90 ↔ 0, 80–70 ↔ 1, 60–50 ↔ 2, 40–30 ↔ 3, 20–10 ↔ 4, 0 ↔ 5: each row is its own step and both neighbours.
        holds: [
          '(ECOG == "0" && KPS in ["100", "90", "80", "70"])',
          '(ECOG == "1" && KPS in ["100", "90", "80", "70", "60", "50"])',
          '(ECOG == "2" && KPS in ["80", "70", "60", "50", "40", "30"])',
          '(ECOG == "3" && KPS in ["60", "50", "40", "30", "20", "10"])',
          '(ECOG == "4" && KPS in ["40", "30", "20", "10", "0"])',
          '(ECOG == "5" && KPS in ["20", "10", "0"])',
        ].join(' || '),
        message: {
          en: 'ECOG and Karnofsky are more than one step apart.',
          fr: 'ECOG et Karnofsky diffèrent de plus d’un niveau.',
          sv: 'ECOG och Karnofsky skiljer mer än ett steg.',
        },
        cases: {
          holds: { ECOG: '1', KPS: '80' },
          boundary: { ECOG: '1', KPS: '50' },
          fails: { ECOG: '1', KPS: '40' },
        },
      },
      {
        id: 'VS-04',
        severity: 'S',
        items: ['WEIGHT'],
        holds: 'abs(WEIGHT - earlier.WEIGHT) * 10 <= earlier.WEIGHT',
        message: {
          en: 'The weight has changed by more than 10 % since the last one. Is it right, and in the right unit?',
          fr: 'Le poids a changé de plus de 10 % depuis le dernier. Est-il exact, et dans la bonne unité ?',
          sv: 'Vikten har ändrats med mer än 10 % sedan den förra. Är den rätt, och i rätt enhet?',
        },
        cases: {
          holds: { 'VS.WEIGHT': '70', WEIGHT: '68.4' },
          boundary: { 'VS.WEIGHT': '70', WEIGHT: '63' },
          fails: { 'VS.WEIGHT': '70', WEIGHT: '77.1' },
        },
      },
      afterConsentUnlessCare('VSDAT', 'VSSOC'),
    ],
  })
