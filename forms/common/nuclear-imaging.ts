import { calculated, code, date, decimal, defineForm, integer, text } from '../define'
import { activityUnits, glucoseUnits } from '../units'
import { afterConsent } from './after-consent'
import { netpetScores, receptorTracers, uptakes } from './response-lists'
import { yesNo } from './yes-no'

const suv = (en: string, fr: string, required = true) =>
  decimal({ label: { en, fr }, soft: ['1', '30'], hard: ['0.1', '100'], required, missing: true })

/**
 * The rule by which uptake counts as enough, asked of each lesion of the scan. `liver`: SUVmax above the mean of liver;
 * `twice-liver`: mean SUV at least twice that of liver; `grade-2`, `grade-3`: uptake as liver, or above it.
 */
export type UptakeRule = 'liver' | 'twice-liver' | 'grade-2' | 'grade-3'

const lesionPasses: Readonly<Record<UptakeRule, string>> = {
  liver: 'l.LESSUVMAX > LIVSUVMEAN',
  'twice-liver': 'l.LESSUVMEAN >= LIVSUVMEAN * 2',
  'grade-2': 'l.UPTAKE in ["2", "3", "4"]',
  'grade-3': 'l.UPTAKE in ["3", "4"]',
}

/** PETS: imaging of somatostatin receptors. */
export const receptorImaging = (rule: UptakeRule) =>
  defineForm({
    oid: 'PETS',
    title: { en: 'Receptor imaging', fr: 'Imagerie des récepteurs' },
    groups: {
      SCAN: {
        title: { en: 'Scan', fr: 'Examen' },
        items: {
          PETDAT: date({ label: { en: 'Scan date', fr: "Date de l'examen" }, required: true }),
          SSTRMOD: code({
            label: { en: 'Tracer', fr: 'Traceur' },
            codeList: receptorTracers,
            display: 'select',
            required: true,
          }),
          PETACT: decimal({
            label: { en: 'Activity', fr: 'Activité' },
            units: activityUnits,
            decimals: 0,
            soft: ['50', '250'],
            hard: ['10', '600'],
            required: true,
            missing: true,
          }),
          LIVSUVMEAN: suv('Liver, mean SUV', 'Foie, SUV moyen'),
          LIVSUVMAX: suv('Liver, highest SUV', 'Foie, SUV maximal'),
          SPLSUVMEAN: suv('Spleen, mean SUV', 'Rate, SUV moyen'),
        },
      },
      LESSUV: {
        title: { en: 'Lesions', fr: 'Lésions' },
        repeating: true,
        items: {
          TULNKID: text({ label: { en: 'Lesion', fr: 'Lésion' }, maxLength: 4, required: true }),
          LESSUVMAX: decimal({
            label: { en: 'Highest SUV', fr: 'SUV maximal' },
            soft: ['0.5', '150'],
            hard: ['0', '500'],
            required: true,
          }),
          LESSUVMEAN: decimal({
            label: { en: 'Mean SUV', fr: 'SUV moyen' },
            soft: ['0.5', '150'],
            hard: ['0', '500'],
            required: rule === 'twice-liver',
          }),
          UPTAKE: code({
            label: { en: 'Uptake', fr: 'Fixation' },
            codeList: uptakes,
            display: 'select',
            required: true,
          }),
        },
      },
      RESULT: {
        title: { en: 'Result', fr: 'Résultat' },
        items: {
          PCTPOS: decimal({
            label: { en: 'Lesions that take it up', fr: 'Lésions fixantes' },
            unit: '%',
            hard: ['0', '100'],
            required: true,
          }),
          ALLTARGPOS: calculated({
            label: { en: 'All targets take it up', fr: 'Toutes les cibles fixent' },
            expression:
              'visit.TUTL.TARGETS.all(t, LESSUV.exists(l, l.TULNKID == t.TULNKID && l.UPTAKE in ["2", "3", "4"])) ? "Y" : "N"',
            result: 'text',
          }),
          SUVRULE: calculated({
            label: { en: 'Uptake is enough', fr: 'Fixation suffisante' },
            expression: `size(LESSUV) > 0 && LESSUV.all(l, ${lesionPasses[rule]}) ? "Y" : "N"`,
            result: 'text',
          }),
          NETPET: code({
            label: { en: 'NETPET score', fr: 'Score NETPET' },
            codeList: netpetScores,
            display: 'select',
          }),
        },
      },
    },
    checks: [
      { ...afterConsent('PETDAT'), severity: 'I' },
      {
        id: 'PETS-01',
        severity: 'S',
        items: ['LIVSUVMAX', 'LIVSUVMEAN'],
        holds: 'LIVSUVMEAN <= LIVSUVMAX',
        message: { en: 'The mean of liver is above its highest.', fr: 'La moyenne du foie dépasse son maximum.' },
        cases: {
          holds: { LIVSUVMEAN: '5.1', LIVSUVMAX: '8' },
          boundary: { LIVSUVMEAN: '8', LIVSUVMAX: '8' },
          fails: { LIVSUVMEAN: '8.1', LIVSUVMAX: '8' },
        },
      },
      {
        id: 'PETS-02',
        severity: 'S',
        items: ['LESSUVMAX', 'LESSUVMEAN'],
        holds: 'LESSUVMEAN <= LESSUVMAX',
        message: { en: 'The mean is above the highest.', fr: 'La moyenne dépasse le maximum.' },
        cases: {
          holds: { LESSUVMEAN: '12', LESSUVMAX: '20' },
          boundary: { LESSUVMEAN: '20', LESSUVMAX: '20' },
          fails: { LESSUVMEAN: '20.1', LESSUVMAX: '20' },
        },
      },
    ],
  })

/** PETF: FDG PET. */
export const fdgImaging = defineForm({
  oid: 'PETF',
  title: { en: 'FDG PET', fr: 'TEP au FDG' },
  groups: {
    SCAN: {
      title: { en: 'Scan', fr: 'Examen' },
      items: {
        PETDAT: date({ label: { en: 'Scan date', fr: "Date de l'examen" }, required: true }),
        PETACT: decimal({
          label: { en: 'Activity', fr: 'Activité' },
          units: activityUnits,
          decimals: 0,
          soft: ['100', '500'],
          hard: ['10', '600'],
          required: true,
          missing: true,
        }),
        GLUC: decimal({
          label: { en: 'Blood glucose', fr: 'Glycémie' },
          units: glucoseUnits,
          decimals: 1,
          soft: { high: '11.0' },
          hard: ['0.5', '80'],
          required: true,
        }),
        UPTTIME: integer({
          label: { en: 'Uptake time', fr: 'Temps de fixation' },
          unit: 'min',
          soft: ['45', '120'],
          hard: ['10', '300'],
          required: true,
        }),
      },
    },
    RESULT: {
      title: { en: 'Result', fr: 'Résultat' },
      items: {
        FDGPOS: yesNo({ en: 'Does any tumour take up FDG?', fr: 'Une tumeur fixe-t-elle le FDG ?' }),
        FDGLIVMEAN: suv('Liver, mean SUV', 'Foie, SUV moyen'),
        FDGMAX: decimal({
          label: { en: 'Hottest lesion, SUV', fr: 'Lésion la plus fixante, SUV' },
          soft: ['0.5', '60'],
          hard: ['0', '200'],
          required: 'FDGPOS == "Y"',
        }),
        DISCORD: yesNo({
          en: 'Is there tumour without receptor uptake?',
          fr: 'Y a-t-il une tumeur sans fixation des récepteurs ?',
        }),
      },
    },
  },
  checks: [
    { ...afterConsent('PETDAT'), severity: 'I' },
    {
      id: 'PETF-01',
      severity: 'S',
      items: ['FDGPOS', 'FDGMAX'],
      holds: 'FDGPOS == "N" || FDGMAX > FDGLIVMEAN',
      message: {
        en: 'Positive, but no lesion is above liver.',
        fr: "Positive, mais aucune lésion n'est au-dessus du foie.",
      },
      cases: {
        holds: { FDGPOS: 'Y', FDGMAX: '6.2', FDGLIVMEAN: '2.4' },
        boundary: { FDGPOS: 'N' },
        fails: { FDGPOS: 'Y', FDGMAX: '2.4', FDGLIVMEAN: '2.4' },
      },
    },
  ],
})
