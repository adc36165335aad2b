import { calculated, code, date, decimal, defineForm, integer, type Text, text } from '../define'
import { activityUnits, glucoseUnits } from '../units'
import { afterConsent } from './after-consent'
import { netpetScores, receptorTracers, uptakes } from './response-lists'
import { yesNo } from './yes-no'

const suv = (label: Text, required = true) =>
  decimal({ label, soft: ['1', '30'], hard: ['0.1', '100'], required, missing: true })

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
    source: 'transcribed',
    title: { en: 'Receptor imaging', fr: 'Imagerie des récepteurs', sv: 'Receptoravbildning' },
    groups: {
      SCAN: {
        title: { en: 'Scan', fr: 'Examen', sv: 'Undersökning' },
        items: {
          PETDAT: date({
            label: { en: 'Scan date', fr: 'Date de l’examen', sv: 'Undersökningsdatum' },
            required: true,
          }),
          SSTRMOD: code({
            label: { en: 'Tracer', fr: 'Traceur', sv: 'Spårämne' },
            codeList: receptorTracers,
            display: 'select',
            required: true,
          }),
          PETACT: decimal({
            label: { en: 'Activity', fr: 'Activité', sv: 'Aktivitet' },
            units: activityUnits,
            decimals: 0,
            soft: ['50', '250'],
            hard: ['10', '600'],
            required: true,
            missing: true,
          }),
          LIVSUVMEAN: suv({ en: 'Liver, mean SUV', fr: 'Foie, SUV moyen', sv: 'Lever, medel-SUV' }),
          LIVSUVMAX: suv({ en: 'Liver, highest SUV', fr: 'Foie, SUV maximal', sv: 'Lever, högsta SUV' }),
          SPLSUVMEAN: suv({ en: 'Spleen, mean SUV', fr: 'Rate, SUV moyen', sv: 'Mjälte, medel-SUV' }),
        },
      },
      LESSUV: {
        title: { en: 'Lesions', fr: 'Lésions', sv: 'Lesioner' },
        repeating: true,
        items: {
          TULNKID: text({ label: { en: 'Lesion', fr: 'Lésion', sv: 'Lesion' }, maxLength: 4, required: true }),
          LESSUVMAX: decimal({
            label: { en: 'Highest SUV', fr: 'SUV maximal', sv: 'Högsta SUV' },
            soft: ['0.5', '150'],
            hard: ['0', '500'],
            required: true,
          }),
          LESSUVMEAN: decimal({
            label: { en: 'Mean SUV', fr: 'SUV moyen', sv: 'Medel-SUV' },
            soft: ['0.5', '150'],
            hard: ['0', '500'],
            required: rule === 'twice-liver',
          }),
          UPTAKE: code({
            label: { en: 'Uptake', fr: 'Fixation', sv: 'Upptag' },
            codeList: uptakes,
            display: 'select',
            required: true,
          }),
        },
      },
      RESULT: {
        title: { en: 'Result', fr: 'Résultat', sv: 'Resultat' },
        items: {
          PCTPOS: decimal({
            label: { en: 'Lesions that take it up', fr: 'Lésions fixantes', sv: 'Lesioner som tar upp det' },
            unit: '%',
            hard: ['0', '100'],
            required: true,
          }),
          ALLTARGPOS: calculated({
            label: { en: 'All targets take it up', fr: 'Toutes les cibles fixent', sv: 'Alla mållesioner tar upp det' },
            expression:
              'visit.TUTL.TARGETS.all(t, LESSUV.exists(l, l.TULNKID == t.TULNKID && l.UPTAKE in ["2", "3", "4"])) ? "Y" : "N"',
            result: 'text',
          }),
          SUVRULE: calculated({
            label: { en: 'Uptake is enough', fr: 'Fixation suffisante', sv: 'Upptaget räcker' },
            expression: `size(LESSUV) > 0 && LESSUV.all(l, ${lesionPasses[rule]}) ? "Y" : "N"`,
            result: 'text',
          }),
          NETPET: code({
            label: { en: 'NETPET score', fr: 'Score NETPET', sv: 'NETPET-poäng' },
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
        message: {
          en: 'The mean of liver is above its highest.',
          fr: 'La moyenne du foie dépasse son maximum.',
          sv: 'Leverns medelvärde är över dess högsta.',
        },
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
        message: {
          en: 'The mean is above the highest.',
          fr: 'La moyenne dépasse le maximum.',
          sv: 'Medelvärdet är över det högsta.',
        },
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
  source: 'transcribed',
  title: { en: 'FDG PET', fr: 'TEP au FDG', sv: 'FDG-PET' },
  groups: {
    SCAN: {
      title: { en: 'Scan', fr: 'Examen', sv: 'Undersökning' },
      items: {
        PETDAT: date({ label: { en: 'Scan date', fr: 'Date de l’examen', sv: 'Undersökningsdatum' }, required: true }),
        PETACT: decimal({
          label: { en: 'Activity', fr: 'Activité', sv: 'Aktivitet' },
          units: activityUnits,
          decimals: 0,
          soft: ['100', '500'],
          hard: ['10', '600'],
          required: true,
          missing: true,
        }),
        GLUC: decimal({
          label: { en: 'Blood glucose', fr: 'Glycémie', sv: 'Blodglukos' },
          units: glucoseUnits,
          decimals: 1,
          soft: { high: '11.0' },
          hard: ['0.5', '80'],
          required: true,
        }),
        UPTTIME: integer({
          label: { en: 'Uptake time', fr: 'Temps de fixation', sv: 'Upptagstid' },
          unit: 'min',
          soft: ['45', '120'],
          hard: ['10', '300'],
          required: true,
        }),
      },
    },
    RESULT: {
      title: { en: 'Result', fr: 'Résultat', sv: 'Resultat' },
      items: {
        FDGPOS: yesNo({
          en: 'Does any tumour take up FDG?',
          fr: 'Une tumeur fixe-t-elle le FDG ?',
          sv: 'Tar någon tumör upp FDG?',
        }),
        FDGLIVMEAN: suv({ en: 'Liver, mean SUV', fr: 'Foie, SUV moyen', sv: 'Lever, medel-SUV' }),
        FDGMAX: decimal({
          label: { en: 'Hottest lesion, SUV', fr: 'Lésion la plus fixante, SUV', sv: 'Lesion med högst upptag, SUV' },
          soft: ['0.5', '60'],
          hard: ['0', '200'],
          required: 'FDGPOS == "Y"',
        }),
        DISCORD: yesNo({
          en: 'Is there tumour without receptor uptake?',
          fr: 'Y a-t-il une tumeur sans fixation des récepteurs ?',
          sv: 'Finns det tumör utan receptorupptag?',
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
        fr: 'Positive, mais aucune lésion n’est au-dessus du foie.',
        sv: 'Positiv, men ingen lesion är över levern.',
      },
      cases: {
        holds: { FDGPOS: 'Y', FDGMAX: '6.2', FDGLIVMEAN: '2.4' },
        boundary: { FDGPOS: 'N' },
        fails: { FDGPOS: 'Y', FDGMAX: '2.4', FDGLIVMEAN: '2.4' },
      },
    },
  ],
})
