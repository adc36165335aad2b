import { isoDayPlus } from '#shared/partial-date'
import { calculated, code, codeList, date, decimal, defineForm, integer, type Text, text } from '../define'
import { bestResponses } from '../tumour-lists'
import { absorbedDoseUnits, activityUnits } from '../units'

const agents = codeList('PPAGENT', {
  LU177_DOTATATE: { en: 'Lu-177 DOTATATE', fr: 'DOTATATE-Lu-177', sv: 'Lu-177 DOTATATE' },
  LU177_DOTATOC: { en: 'Lu-177 DOTATOC', fr: 'DOTATOC-Lu-177', sv: 'Lu-177 DOTATOC' },
  Y90: { en: 'Y-90', fr: 'Y-90', sv: 'Y-90' },
  ALPHA: { en: 'Alpha emitter', fr: 'Émetteur alpha', sv: 'Alfastrålare' },
  OTHER: { en: 'Other', fr: 'Autre', sv: 'Annat' },
})

const worst = (label: Text) => integer({ label, hard: ['0', '5'], required: true, missing: true })

interface PriorPrrt {
  /** Most days that the trial allows from the first to the last cycle. */
  readonly longestSpan?: number
}

/** PPRRT: the radioligand therapy before the study, cycle by cycle. */
export const priorPrrt = ({ longestSpan }: PriorPrrt = {}) =>
  defineForm({
    oid: 'PPRRT',
    source: 'transcribed',
    title: { en: 'Earlier PRRT', fr: 'RIV (PRRT) antérieure', sv: 'Tidigare PRRT' },
    groups: {
      CYCLES: {
        title: { en: 'Cycles', fr: 'Cycles', sv: 'Kurer' },
        repeating: true,
        items: {
          PPCYC: integer({ label: { en: 'Cycle', fr: 'Cycle', sv: 'Kur' }, hard: ['1', '12'], required: true }),
          PPDAT: date({ label: { en: 'Date', fr: 'Date', sv: 'Datum' }, required: true }),
          PPAGENT: code({
            label: { en: 'Agent', fr: 'Produit', sv: 'Läkemedel' },
            codeList: agents,
            display: 'select',
            required: true,
          }),
          PPACT: decimal({
            label: { en: 'Activity given', fr: 'Activité administrée', sv: 'Given aktivitet' },
            units: activityUnits,
            decimals: 0,
            soft: ['3000', '9000'],
            hard: ['100', '20000'],
            required: true,
            missing: true,
          }),
        },
      },
      SUMMARY: {
        title: { en: 'In all', fr: 'Au total', sv: 'Sammantaget' },
        items: {
          PPNCYC: calculated({
            label: { en: 'Cycles given', fr: 'Cycles administrés', sv: 'Givna kurer' },
            expression: 'size(CYCLES)',
            result: 'decimal',
            decimals: 0,
          }),
          PPCUM: calculated({
            label: { en: 'Activity in all', fr: 'Activité cumulée', sv: 'Aktivitet totalt' },
            expression: 'sum(CYCLES.map(cycle, cycle.PPACT))',
            result: 'decimal',
            decimals: 0,
            unit: 'MBq',
          }),
          PPSPAN: calculated({
            label: {
              en: 'Days from first to last cycle',
              fr: 'Jours du premier au dernier cycle',
              sv: 'Dagar från första till sista kuren',
            },
            expression: 'daysBetween(earliest(CYCLES.map(cycle, cycle.PPDAT)), latest(CYCLES.map(cycle, cycle.PPDAT)))',
            result: 'decimal',
            decimals: 0,
            unit: 'd',
          }),
          PPLASTSCAN: date({
            label: {
              en: 'Restaging scan after the last cycle',
              fr: 'Bilan après le dernier cycle',
              sv: 'Utvärderande undersökning efter sista kuren',
            },
            help: {
              en: 'The last scan after the earlier PRRT: the time without progression counts from it.',
              fr: 'Le dernier examen après la RIV antérieure : le temps sans progression en part.',
              sv: 'Den sista undersökningen efter tidigare PRRT: tiden utan progress räknas från den.',
            },
            required: true,
            missing: true,
          }),
          PPBEST: code({
            label: { en: 'Best response', fr: 'Meilleure réponse', sv: 'Bästa respons' },
            codeList: bestResponses,
            display: 'radio',
            required: true,
            missing: true,
          }),
          PPPDDAT: date({
            label: { en: 'Date of progression', fr: 'Date de la progression', sv: 'Datum för progress' },
            partial: true,
            required: true,
            missing: true,
          }),
          PPMAXHEM: worst({ en: 'Worst grade, blood', fr: 'Pire grade hématologique', sv: 'Värsta grad, blod' }),
          PPMAXREN: worst({ en: 'Worst grade, kidney', fr: 'Pire grade rénal', sv: 'Värsta grad, njure' }),
          PPTOXONG: worst({
            en: 'Worst grade that is still there',
            fr: 'Pire grade encore présent',
            sv: 'Värsta grad som finns kvar',
          }),
          PPTOXTERM: text({
            label: { en: 'Which toxicity', fr: 'Quelle toxicité', sv: 'Vilken toxicitet' },
            maxLength: 200,
            when: 'PPTOXONG > 0',
            required: true,
          }),
          PPKIDGY: decimal({
            label: {
              en: 'Kidney dose in all, if known',
              fr: 'Dose rénale cumulée, si connue',
              sv: 'Njurdos totalt, om känd',
            },
            units: absorbedDoseUnits,
            decimals: 1,
            soft: ['0', '40'],
            hard: ['0', '80'],
          }),
        },
      },
    },
    checks: [
      {
        id: 'PPRRT-01',
        severity: 'H',
        items: ['PPDAT', 'PPCYC'],
        holds: 'CYCLES.all(cycle, cycle.PPCYC >= PPCYC || cycle.PPDAT < PPDAT)',
        message: {
          en: 'An earlier cycle has the same or a later date.',
          fr: 'Un cycle précédent a la même date ou une date ultérieure.',
          sv: 'En tidigare kur har samma eller ett senare datum.',
        },
        cases: {
          holds: {
            PPCYC: '2',
            PPDAT: '2024-04-01',
            'CYCLES.PPCYC': '1 | 3',
            'CYCLES.PPDAT': '2024-02-01 | 2024-06-01',
          },
          boundary: { PPCYC: '2', PPDAT: '2024-04-01', 'CYCLES.PPCYC': '1', 'CYCLES.PPDAT': '2024-03-31' },
          fails: { PPCYC: '2', PPDAT: '2024-04-01', 'CYCLES.PPCYC': '1', 'CYCLES.PPDAT': '2024-04-01' },
        },
      },
      {
        id: 'PPRRT-02',
        severity: 'H',
        items: ['PPCYC'],
        holds: 'size(CYCLES.filter(cycle, cycle.PPCYC == PPCYC)) == 1',
        message: {
          en: 'This cycle stands here twice.',
          fr: 'Ce cycle figure deux fois.',
          sv: 'Kuren står här två gånger.',
        },
        cases: {
          holds: { PPCYC: '2', 'CYCLES.PPCYC': '1 | 3' },
          boundary: { PPCYC: '1' },
          fails: { PPCYC: '2', 'CYCLES.PPCYC': '1 | 2' },
        },
      },
      {
        id: 'PPRRT-03',
        severity: 'S',
        items: ['PPLASTSCAN'],
        holds: 'CYCLES.all(cycle, cycle.PPDAT <= PPLASTSCAN)',
        message: {
          en: 'The scan that closes the treatment is older than its last cycle.',
          fr: 'L’examen qui clôt le traitement précède son dernier cycle.',
          sv: 'Undersökningen som avslutar behandlingen är äldre än dess sista kur.',
        },
        cases: {
          holds: { PPLASTSCAN: '2024-08-01', 'CYCLES.PPDAT': '2024-02-01 | 2024-06-01' },
          boundary: { PPLASTSCAN: '2024-06-01', 'CYCLES.PPDAT': '2024-02-01 | 2024-06-01' },
          fails: { PPLASTSCAN: '2024-05-31', 'CYCLES.PPDAT': '2024-02-01 | 2024-06-01' },
        },
      },
      ...(longestSpan === undefined ? [] : [spanWithin(longestSpan)]),
    ],
  })

/** The cases are as many days apart as the trial allows, so that they follow it. */
function spanWithin(days: number) {
  const after = (more: number) => isoDayPlus('2024-02-01', more)
  const cycles = (last: number) => ({ 'CYCLES.PPDAT': `${after(0)} | ${after(last)}`, PPLASTSCAN: after(days + 90) })
  return {
    id: 'PPRRT-04',
    severity: 'S' as const,
    items: ['PPLASTSCAN'] as const,
    holds: `PPSPAN <= ${days}`,
    message: {
      en: `The first and the last cycle are more than ${days} days apart.`,
      fr: `Plus de ${days} jours séparent le premier du dernier cycle.`,
      sv: `Den första och den sista kuren ligger mer än ${days} dagar isär.`,
    },
    cases: { holds: cycles(days - 1), boundary: cycles(days), fails: cycles(days + 1) },
  }
}
