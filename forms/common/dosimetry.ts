import { renalProjection } from '#shared/clinical/lutetium/cumulative'
import { calculated, checkOf, code, computed, datetime, decimal, defineForm, integer, text } from '../define'
import { absorbedDoseUnits } from '../units'
import { dosimetryMethods, dosimetryStates } from './treatment-lists'
import { yesNo } from './yes-no'

/** What a study does with the dose to the kidneys. */
export interface DosimetryStudy {
  /** Planned activity of the next cycle, GBq: what the dose to the kidneys is projected with. */
  readonly nextGbq: `${number}`
  /** The limit of the kidneys and the arms it holds for, in `RAND.ARMCD`. */
  readonly kidneys?: { readonly limitGy: `${number}`; readonly alertGy: `${number}`; readonly arms: readonly string[] }
  /** Hours after the start of the infusion at which scans are made, each from and to. */
  readonly scanHours: readonly (readonly [from: number, to: number])[]
  /** Doses of lesions are part of the study. */
  readonly lesions: boolean
}

/** Of the infusion of the same cycle: the mean of a list of one, so that a missing infusion is missing. */
const net = 'least(every.EXLU.filter(d, given(d.CYCLENO) && d.CYCLENO == CYCLENO).map(d, d.LUACTNET))'
const counted = 'every.DOSIM.filter(d, given(d.CYCLENO) && d.CYCLENO <= CYCLENO)'
const final = 'given(d.DOSSTAT) && d.DOSSTAT == "FINAL"'

const start = '2026-03-04T10:00:00+01:00'
/** A cycle of exactly 7500 MBq whose kidneys received as many Gy. */
const cycle = (gy: string) => ({
  'EXLU.CYCLENO': '1',
  'EXLU.LUMEASACT': '7500',
  'EXLU.LUMEASDTM': start,
  'EXLU.ECSTDTM': start,
  'EXLU.LURESACT': '0',
  'EXLU.LURESDTM': start,
  ...{ CYCLENO: '1', SINGLEKID: 'N', KIDGYL: gy, KIDGYR: gy, DOSSTAT: 'FINAL' },
})

/** DOSIM: dosimetry of one cycle. */
export const dosimetry = (study: DosimetryStudy) =>
  defineForm({
    oid: 'DOSIM',
    source: 'transcribed',
    title: { en: 'Dosimetry', fr: 'Dosimétrie', sv: 'Dosimetri' },
    groups: {
      CYCLE: {
        title: { en: 'Cycle', fr: 'Cycle', sv: 'Kur' },
        items: {
          CYCLENO: integer({ label: { en: 'Cycle', fr: 'Cycle', sv: 'Kur' }, hard: ['1', '12'], required: true }),
          DOSSTAT: code({
            label: { en: 'Result', fr: 'Résultat', sv: 'Resultat' },
            codeList: dosimetryStates,
            display: 'radio',
            required: true,
          }),
          DOSREASND: text({
            label: { en: 'Why it was not done', fr: 'Raison de la non-réalisation', sv: 'Varför den inte gjordes' },
            maxLength: 200,
            when: 'DOSSTAT == "NOT_DONE"',
            required: true,
          }),
        },
      },
      DOSROW: {
        title: { en: 'Scans', fr: 'Acquisitions', sv: 'Undersökningar' },
        repeating: true,
        items: {
          DOSDTM: datetime({ label: { en: 'Scanned at', fr: 'Acquisition à', sv: 'Undersökt' }, required: true }),
          DOSMETH: code({
            label: { en: 'Method', fr: 'Méthode', sv: 'Metod' },
            codeList: dosimetryMethods,
            display: 'select',
            required: true,
          }),
          DOSCAM: text({ label: { en: 'Camera', fr: 'Caméra', sv: 'Kamera' }, maxLength: 60, required: true }),
          DOSHPI: calculated({
            label: { en: 'After the infusion', fr: 'Après la perfusion', sv: 'Efter infusionen' },
            expression:
              'least(every.EXLU.filter(d, given(d.CYCLENO) && d.CYCLENO == CYCLENO).map(d, minutesBetween(d.ECSTDTM, DOSDTM))) / 60',
            result: 'decimal',
            unit: 'h',
            decimals: 1,
          }),
        },
      },
      KIDNEYS: {
        title: { en: 'Kidneys', fr: 'Reins', sv: 'Njurar' },
        items: {
          SINGLEKID: yesNo({
            en: 'Only one working kidney',
            fr: 'Un seul rein fonctionnel',
            sv: 'Bara en fungerande njure',
          }),
          KIDMASSL: decimal({
            label: { en: 'Left kidney, mass', fr: 'Rein gauche, masse', sv: 'Vänster njure, massa' },
            unit: 'g',
            soft: ['80', '300'],
            hard: ['20', '600'],
          }),
          KIDMASSR: decimal({
            label: { en: 'Right kidney, mass', fr: 'Rein droit, masse', sv: 'Höger njure, massa' },
            unit: 'g',
            soft: ['80', '300'],
            hard: ['20', '600'],
          }),
          KIDGYL: decimal({
            label: { en: 'Left kidney, dose', fr: 'Rein gauche, dose', sv: 'Vänster njure, dos' },
            units: absorbedDoseUnits,
            decimals: 2,
            soft: ['0.5', '8'],
            hard: ['0', '25'],
            required: 'DOSSTAT != "NOT_DONE" && (SINGLEKID != "Y" || !given(KIDGYR))',
          }),
          KIDGYR: decimal({
            label: { en: 'Right kidney, dose', fr: 'Rein droit, dose', sv: 'Höger njure, dos' },
            units: absorbedDoseUnits,
            decimals: 2,
            soft: ['0.5', '8'],
            hard: ['0', '25'],
            required: 'DOSSTAT != "NOT_DONE" && (SINGLEKID != "Y" || !given(KIDGYL))',
          }),
          KIDTEFF: decimal({
            label: { en: 'Effective half-life', fr: 'Demi-vie effective', sv: 'Effektiv halveringstid' },
            unit: 'h',
            soft: ['30', '80'],
            hard: ['10', '160'],
          }),
          KIDGY: calculated({
            label: { en: 'Dose of this cycle', fr: 'Dose de ce cycle', sv: 'Dos i den här kuren' },
            help: {
              en: 'The mean of both kidneys, or the one there is.',
              fr: 'La moyenne des deux reins, ou celui qui existe.',
              sv: 'Medelvärdet av båda njurarna, eller den som finns.',
            },
            expression: 'SINGLEKID == "Y" ? (given(KIDGYL) ? KIDGYL : KIDGYR) : (KIDGYL + KIDGYR) / 2',
            result: 'decimal',
            unit: 'Gy',
            decimals: 2,
          }),
          KIDGYGBQ: calculated({
            label: { en: 'Dose per activity', fr: 'Dose par activité', sv: 'Dos per aktivitet' },
            expression: `KIDGY * 1000 / ${net}`,
            result: 'decimal',
            unit: 'Gy/GBq',
            decimals: 3,
          }),
          KIDNEAR: calculated({
            label: {
              en: 'Cycles to the nearest final dosimetry',
              fr: 'Cycles jusqu’à la dosimétrie définitive la plus proche',
              sv: 'Kurer till närmaste slutliga dosimetri',
            },
            expression: `least(every.DOSIM.filter(d, ${final} && given(d.CYCLENO)).map(d, abs(d.CYCLENO - CYCLENO)))`,
            result: 'decimal',
          }),
          KIDRATE: calculated({
            label: {
              en: 'Dose per activity that counts',
              fr: 'Dose par activité retenue',
              sv: 'Dos per aktivitet som räknas',
            },
            help: {
              en: 'Of the nearest cycle with a final dosimetry; of two the higher.',
              fr: 'Celle du cycle le plus proche à dosimétrie définitive ; de deux, la plus élevée.',
              sv: 'Från närmaste kur med slutlig dosimetri; av två den högre.',
            },
            expression: `most(every.DOSIM.filter(d, ${final} && given(d.CYCLENO) && abs(d.CYCLENO - CYCLENO) == KIDNEAR).map(d, d.KIDGYGBQ))`,
            result: 'decimal',
            unit: 'Gy/GBq',
            decimals: 3,
          }),
          KIDCOUNT: calculated({
            label: { en: 'Counted for this cycle', fr: 'Compté pour ce cycle', sv: 'Räknas för den här kuren' },
            help: {
              en: 'Without dosimetry: estimated from the nearest cycle that has one.',
              fr: 'Sans dosimétrie : estimée sur le cycle le plus proche qui en a une.',
              sv: 'Utan dosimetri: skattas från närmaste kur som har en.',
            },
            expression: `DOSSTAT == "NOT_DONE" ? KIDRATE * ${net} / 1000 : KIDGY`,
            result: 'decimal',
            unit: 'Gy',
            decimals: 2,
          }),
          KIDCUM: calculated({
            label: { en: 'Kidneys so far', fr: 'Reins jusqu’ici', sv: 'Njurar hittills' },
            expression: `sum(${counted}.map(d, d.KIDCOUNT))`,
            result: 'decimal',
            unit: 'Gy',
            decimals: 1,
          }),
          KIDPROJ: computed({
            label: {
              en: 'Kidneys with the next cycle',
              fr: 'Reins avec le prochain cycle',
              sv: 'Njurar med nästa kur',
            },
            formula: renalProjection,
            given: {
              cycles_gy: `${counted}.map(d, d.KIDCOUNT)`,
              last_gy_per_gbq: 'KIDRATE',
              next_gbq: `decimal("${study.nextGbq}")`,
            },
            decimals: 1,
          }),
        },
      },
      MARROW: {
        title: { en: 'Marrow', fr: 'Moelle', sv: 'Benmärg' },
        items: {
          BMGY: decimal({
            label: { en: 'Marrow dose', fr: 'Dose à la moelle', sv: 'Benmärgsdos' },
            units: absorbedDoseUnits,
            decimals: 2,
            soft: ['0', '1'],
            hard: ['0', '5'],
          }),
          BMCUM: calculated({
            label: { en: 'Marrow so far', fr: 'Moelle jusqu’ici', sv: 'Benmärg hittills' },
            expression: `sum(${counted}.map(d, d.BMGY))`,
            result: 'decimal',
            unit: 'Gy',
            decimals: 2,
          }),
        },
      },
      LESROW: {
        title: { en: 'Lesions', fr: 'Lésions', sv: 'Lesioner' },
        repeating: true,
        items: {
          TULNKID: text({
            label: { en: 'Lesion', fr: 'Lésion', sv: 'Lesion' },
            help: {
              en: 'Its number in the tumour assessment, e.g. T01.',
              fr: 'Son numéro dans l’évaluation, p. ex. T01.',
              sv: 'Dess nummer i tumörbedömningen, t.ex. T01.',
            },
            maxLength: 4,
            required: true,
          }),
          LESGY: decimal({
            label: { en: 'Dose', fr: 'Dose', sv: 'Dos' },
            units: absorbedDoseUnits,
            decimals: 1,
            soft: ['1', '400'],
            hard: ['0', '1500'],
            required: true,
          }),
          LESMASS: decimal({ label: { en: 'Mass', fr: 'Masse', sv: 'Massa' }, unit: 'g', hard: { low: '0' } }),
        },
      },
      METHOD: {
        title: { en: 'Method and confirmation', fr: 'Méthode et confirmation', sv: 'Metod och bekräftelse' },
        items: {
          DOSSW: text({ label: { en: 'Software', fr: 'Logiciel', sv: 'Programvara' }, maxLength: 60 }),
          DOSUNC: decimal({
            label: { en: 'Uncertainty', fr: 'Incertitude', sv: 'Osäkerhet' },
            unit: '%',
            soft: ['5', '30'],
            hard: ['0', '100'],
          }),
          DOSSIGN: yesNo(
            { en: 'Confirmed by the physicist', fr: 'Confirmé par le physicien', sv: 'Bekräftad av sjukhusfysikern' },
            { required: 'DOSSTAT != "PRELIMINARY"' },
          ),
        },
      },
    },
    checks: [
      ...dosimetryChecks(study),
      {
        id: 'DOSIM-03',
        severity: 'S',
        items: ['KIDGYGBQ'],
        holds: 'decimal("0.2") <= KIDGYGBQ && KIDGYGBQ <= decimal("1.2")',
        message: {
          en: 'An unusual dose per activity. The published mean is 0.37 (DOTATOC) and 0.46 (DOTATATE) Gy/GBq.',
          fr: 'Dose par activité inhabituelle. Moyenne publiée : 0,37 (DOTATOC) et 0,46 (DOTATATE) Gy/GBq.',
          sv: 'En ovanlig dos per aktivitet. Publicerat medelvärde är 0,37 (DOTATOC) och 0,46 (DOTATATE) Gy/GBq.',
        },
        cases: { holds: cycle('3.4'), boundary: cycle('9'), fails: cycle('9.1') },
      },
      {
        id: 'DOSIM-04',
        severity: 'H',
        items: ['CYCLENO'],
        holds: `size(${counted}) >= CYCLENO`,
        message: {
          en: 'The dosimetry of an earlier cycle is not entered: the sum is too low.',
          fr: 'La dosimétrie d’un cycle précédent n’est pas saisie : la somme est trop basse.',
          sv: 'Dosimetrin för en tidigare kur är inte inmatad: summan är för låg.',
        },
        cases: {
          holds: { CYCLENO: '1' },
          boundary: { 'DOSIM.CYCLENO': '1', CYCLENO: '2' },
          fails: { 'DOSIM.CYCLENO': '1', CYCLENO: '3' },
        },
      },
      {
        id: 'DOSIM-05',
        severity: 'I',
        items: ['BMCUM'],
        holds: 'BMCUM <= 2',
        message: {
          en: 'The marrow has received more than 2 Gy.',
          fr: 'La moelle a reçu plus de 2 Gy.',
          sv: 'Benmärgen har fått mer än 2 Gy.',
        },
        cases: {
          holds: { CYCLENO: '1', BMGY: '0.2' },
          boundary: { CYCLENO: '1', BMGY: '2' },
          fails: { CYCLENO: '1', BMGY: '2.1' },
        },
      },
      {
        id: 'DOSIM-06',
        severity: 'H',
        items: ['DOSSTAT'],
        holds: 'DOSSTAT != "NOT_DONE" || (!given(KIDGYL) && !given(KIDGYR))',
        message: {
          en: 'Not done, but a dose is given.',
          fr: 'Non faite, mais une dose est donnée.',
          sv: 'Ej utförd, men en dos är angiven.',
        },
        cases: {
          holds: { DOSSTAT: 'FINAL', KIDGYL: '3.1' },
          boundary: { DOSSTAT: 'NOT_DONE' },
          fails: { DOSSTAT: 'NOT_DONE', KIDGYL: '3.1' },
        },
      },
    ],
  })

function dosimetryChecks({ kidneys, scanHours, lesions }: DosimetryStudy) {
  const [first] = scanHours
  const windows = scanHours.map(([from, to]) => `(${from} <= DOSHPI && DOSHPI <= ${to})`).join(' || ')
  const scan = (hours: number) => ({
    'EXLU.CYCLENO': '1',
    'EXLU.ECSTDTM': start,
    CYCLENO: '1',
    DOSDTM: new Date(Date.parse(start) + hours * 3_600_000).toISOString().replace(/\.\d+Z$/, '+00:00'),
  })
  return [
    ...(first
      ? [
          checkOf({
            id: 'DOSIM-01',
            severity: 'S',
            items: ['DOSDTM', 'DOSHPI'],
            holds: windows,
            message: {
              en: 'The scan is at none of the planned times after the infusion.',
              fr: 'L’acquisition n’est à aucune des heures prévues après la perfusion.',
              sv: 'Undersökningen är inte vid någon av de planerade tiderna efter infusionen.',
            },
            cases: { holds: scan(first[0] + 1), boundary: scan(first[1]), fails: scan(first[0] - 1) },
          }),
        ]
      : []),
    ...(lesions
      ? [
          checkOf({
            id: 'DOSIM-02',
            severity: 'S',
            items: ['DOSSTAT'],
            holds: 'DOSSTAT != "FINAL" || size(LESROW) > 0',
            message: {
              en: 'No dose of a lesion is entered.',
              fr: 'Aucune dose de lésion n’est saisie.',
              sv: 'Ingen lesionsdos är inmatad.',
            },
            cases: {
              holds: { DOSSTAT: 'FINAL', LESROW: '1' },
              boundary: { DOSSTAT: 'PRELIMINARY' },
              fails: { DOSSTAT: 'FINAL' },
            },
          }),
        ]
      : []),
    ...(kidneys ? kidneyChecks(kidneys) : []),
  ]
}

function kidneyChecks({ limitGy, alertGy, arms }: NonNullable<DosimetryStudy['kidneys']>) {
  const elsewhere = `!(RAND.ARMCD in [${arms.map((arm) => `"${arm}"`).join(', ')}])`
  const inArm = (gy: string) => ({ 'RAND.ARMCD': arms[0] ?? '', ...cycle(gy) })
  // Of the first cycle the next one is expected to give as much again, at 7.5 GBq.
  const half = String(Number(limitGy) / 2)
  return [
    checkOf({
      id: 'X014',
      severity: 'H',
      items: ['KIDPROJ'],
      holds: `${elsewhere} || KIDPROJ <= decimal("${limitGy}")`,
      message: {
        en: `The next cycle would bring the kidneys above ${limitGy} Gy.`,
        fr: `Le prochain cycle porterait les reins au-delà de ${limitGy} Gy.`,
        sv: `Nästa kur skulle föra njurarna över ${limitGy} Gy.`,
      },
      cases: { holds: inArm('4.5'), boundary: inArm(half), fails: inArm(`${half}.1`) },
    }),
    checkOf({
      id: 'X014-REVIEW',
      severity: 'A',
      items: ['KIDCUM'],
      holds: `${elsewhere} || KIDCUM < decimal("${alertGy}")`,
      message: {
        en: `The kidneys have received ${alertGy} Gy or more: a physicist looks at it.`,
        fr: `Les reins ont reçu ${alertGy} Gy ou plus : avis du physicien.`,
        sv: `Njurarna har fått ${alertGy} Gy eller mer: en sjukhusfysiker tittar på det.`,
      },
      cases: { holds: inArm('4.5'), boundary: inArm(String(Number(alertGy) - 0.5)), fails: inArm(alertGy) },
    }),
  ]
}
