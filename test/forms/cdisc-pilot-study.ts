import { yesOrNo } from '#forms/code-lists'
import {
  code,
  codeList,
  date,
  decimal,
  defineForm,
  defineStudy,
  integer,
  type StudyDesign,
  text,
  time,
  type Text,
} from '#forms/define'
import { celsius, centimetres, kilograms } from '#forms/units'
import { StudyId } from '#shared/ids'

/**
 * The study version of the CDISC pilot trial, for tests: a study that Tracer does not ship and that has its own shape
 * (severity instead of a grade, its own visits and laboratory tests). Published to a server as the JSON it is.
 */

const either = (label: Text) => code({ label, codeList: yesOrNo, display: 'radio' })

const visit = defineForm({
  oid: 'SV',
  title: { en: 'Visit', fr: 'Visite' },
  domain: 'SV',
  groups: {
    VISIT: { items: { SVSTDTC: date({ label: { en: 'Visit date', fr: 'Date de la visite' }, required: true }) } },
  },
})

const demographics = defineForm({
  oid: 'DM',
  title: { en: 'Demographics', fr: 'Données démographiques' },
  groups: {
    PERSON: {
      items: {
        BRTHDAT: date({ label: { en: 'Birth date', fr: 'Date de naissance' }, partial: true, required: true }),
        AGE: integer({ label: { en: 'Age', fr: 'Âge' }, unit: 'years', soft: ['50', '95'], hard: ['0', '120'] }),
        SEX: code({
          label: { en: 'Sex', fr: 'Sexe' },
          codeList: codeList('SEX', { F: { en: 'Female', fr: 'Femme' }, M: { en: 'Male', fr: 'Homme' } }),
          display: 'radio',
          required: true,
        }),
        RACE: code({
          label: { en: 'Race', fr: 'Race' },
          codeList: codeList('RACE', {
            AMERICAN_INDIAN: { en: 'American Indian or Alaska native', fr: "Amérindien ou autochtone d'Alaska" },
            ASIAN: { en: 'Asian', fr: 'Asiatique' },
            BLACK: { en: 'Black or African American', fr: 'Noir ou afro-américain' },
            WHITE: { en: 'White', fr: 'Blanc' },
          }),
          display: 'select',
        }),
        ETHNIC: code({
          label: { en: 'Ethnicity', fr: 'Origine ethnique' },
          codeList: codeList('ETHNIC', {
            HISPANIC: { en: 'Hispanic or Latino', fr: 'Hispanique ou latino' },
            NOT_HISPANIC: { en: 'Not Hispanic or Latino', fr: 'Ni hispanique ni latino' },
          }),
          display: 'radio',
        }),
      },
    },
  },
})

const vitals = defineForm({
  oid: 'VS',
  title: { en: 'Vital signs', fr: 'Signes vitaux' },
  groups: {
    BODY: {
      items: {
        HEIGHT: decimal({ label: { en: 'Height', fr: 'Taille' }, units: centimetres, decimals: 1 }),
        WEIGHT: decimal({ label: { en: 'Weight', fr: 'Poids' }, units: kilograms, decimals: 2 }),
        TEMP: decimal({ label: { en: 'Temperature', fr: 'Température' }, units: celsius, decimals: 2 }),
      },
    },
    READINGS: {
      title: { en: 'Blood pressure and pulse', fr: 'Pression artérielle et pouls' },
      repeating: true,
      items: {
        VSTPT: code({
          label: { en: 'Time point', fr: 'Moment' },
          codeList: codeList('VSTPT', {
            LYING_5MIN: { en: 'Lying for 5 minutes', fr: 'Couché depuis 5 minutes' },
            STANDING_1MIN: { en: 'Standing for 1 minute', fr: 'Debout depuis 1 minute' },
            STANDING_3MIN: { en: 'Standing for 3 minutes', fr: 'Debout depuis 3 minutes' },
          }),
          display: 'select',
          required: true,
        }),
        SYSBP: integer({ label: { en: 'Systolic', fr: 'Systolique' }, unit: 'mmHg', hard: ['40', '300'] }),
        DIABP: integer({ label: { en: 'Diastolic', fr: 'Diastolique' }, unit: 'mmHg', hard: ['20', '200'] }),
        PULSE: integer({ label: { en: 'Pulse', fr: 'Pouls' }, unit: '/min', hard: ['20', '250'] }),
      },
    },
  },
})

/** Units as this trial's laboratory writes them: a thousand a microlitre is 10^9/L. */
const counted = (label: Text) => decimal({ label, unit: '10^3/uL', hard: { low: '0' } })

const haematology = defineForm({
  oid: 'LB',
  title: { en: 'Haematology', fr: 'Hématologie' },
  groups: {
    SAMPLE: {
      items: {
        LBDAT: date({ label: { en: 'Sample date', fr: 'Date du prélèvement' }, required: true }),
        LBTIM: time({ label: { en: 'Sample time', fr: 'Heure du prélèvement' } }),
      },
    },
    RESULTS: {
      layout: 'laboratory',
      items: {
        HGB: decimal({ label: { en: 'Haemoglobin', fr: 'Hémoglobine' }, unit: 'g/dL', hard: ['2', '25'] }),
        HCT: decimal({ label: { en: 'Haematocrit', fr: 'Hématocrite' }, unit: '%', hard: ['5', '80'] }),
        RBC: decimal({ label: { en: 'Red blood cells', fr: 'Érythrocytes' }, unit: '10^6/uL', hard: ['0', '10'] }),
        MCV: decimal({ label: { en: 'MCV', fr: 'VGM' }, unit: 'fL' }),
        MCH: decimal({ label: { en: 'MCH', fr: 'TCMH' }, unit: 'pg' }),
        MCHC: decimal({ label: { en: 'MCHC', fr: 'CCMH' }, unit: 'g/dL' }),
        WBC: counted({ en: 'White blood cells', fr: 'Leucocytes' }),
        LYM: counted({ en: 'Lymphocytes', fr: 'Lymphocytes' }),
        MONO: counted({ en: 'Monocytes', fr: 'Monocytes' }),
        EOS: counted({ en: 'Eosinophils', fr: 'Éosinophiles' }),
        BASO: counted({ en: 'Basophils', fr: 'Basophiles' }),
        PLAT: counted({ en: 'Platelets', fr: 'Plaquettes' }),
      },
    },
  },
})

const adverseEvent = defineForm({
  oid: 'AE',
  title: { en: 'Adverse event', fr: 'Événement indésirable' },
  repeating: true,
  nameItem: 'AETERM',
  domain: 'AE',
  groups: {
    EVENT: {
      items: {
        AETERM: text({ label: { en: 'Event', fr: 'Événement' }, maxLength: 200, required: true }),
        AESEV: code({
          label: { en: 'Severity', fr: 'Intensité' },
          codeList: codeList('AESEV', {
            MILD: { en: 'Mild', fr: 'Légère' },
            MODERATE: { en: 'Moderate', fr: 'Modérée' },
            SEVERE: { en: 'Severe', fr: 'Sévère' },
          }),
          display: 'radio',
          required: true,
        }),
        AESTDAT: date({ label: { en: 'Start', fr: 'Début' }, partial: true }),
        AEENDAT: date({ label: { en: 'End', fr: 'Fin' }, partial: true }),
        AEREL: code({
          label: { en: 'Related to the study drug', fr: "Lien avec le produit à l'étude" },
          codeList: codeList('AEREL', {
            NONE: { en: 'None', fr: 'Aucun' },
            REMOTE: { en: 'Remote', fr: 'Faible' },
            POSSIBLE: { en: 'Possible', fr: 'Possible' },
            PROBABLE: { en: 'Probable', fr: 'Probable' },
          }),
          display: 'radio',
        }),
        AEOUT: code({
          label: { en: 'Outcome', fr: 'Évolution' },
          codeList: codeList('AEOUT', {
            RECOVERED: { en: 'Recovered', fr: 'Guéri' },
            NOT_RECOVERED: { en: 'Not recovered', fr: 'Non guéri' },
            FATAL: { en: 'Fatal', fr: 'Fatal' },
          }),
          display: 'radio',
        }),
        AESER: either({ en: 'Serious', fr: 'Grave' }),
      },
    },
  },
  checks: [
    {
      id: 'AE-01',
      severity: 'H',
      items: ['AEENDAT', 'AESTDAT'],
      holds: 'AESTDAT <= AEENDAT',
      message: { en: 'The event ends before it starts.', fr: "L'événement finit avant de commencer." },
      cases: {
        holds: { AESTDAT: '2014-01', AEENDAT: '2014-02-03' },
        boundary: { AESTDAT: '2014-02-03', AEENDAT: '2014-02-03' },
        fails: { AESTDAT: '2014-02-04', AEENDAT: '2014-02-03' },
      },
    },
  ],
})

const doseUnits = codeList('CMDOSU', {
  mg: { en: 'mg', fr: 'mg' },
  g: { en: 'g', fr: 'g' },
  ug: { en: 'µg', fr: 'µg' },
  ng: { en: 'ng', fr: 'ng' },
  mEq: { en: 'mEq', fr: 'mEq' },
  IU: { en: 'IU', fr: 'UI' },
  mL: { en: 'mL', fr: 'mL' },
  oz: { en: 'Ounce', fr: 'Once' },
  tsp: { en: 'Teaspoon', fr: 'Cuillère à café' },
  Tbsp: { en: 'Tablespoon', fr: 'Cuillère à soupe' },
  PERCENT: { en: '%', fr: '%' },
  PERCENT_VV: { en: '% by volume', fr: '% en volume' },
  TABLET: { en: 'Tablet', fr: 'Comprimé' },
  CAPSULE: { en: 'Capsule', fr: 'Gélule' },
  VIAL: { en: 'Vial', fr: 'Flacon' },
  gtt: { en: 'Drop', fr: 'Goutte' },
  PUFF: { en: 'Puff', fr: 'Bouffée' },
  SPRAY: { en: 'Spray', fr: 'Pulvérisation' },
  IN: { en: 'Inch', fr: 'Pouce' },
  cm: { en: 'cm', fr: 'cm' },
})

const concomitantMedication = defineForm({
  oid: 'CM',
  title: { en: 'Concomitant medication', fr: 'Traitement concomitant' },
  repeating: true,
  nameItem: 'CMTRT',
  domain: 'CM',
  groups: {
    MEDICINE: {
      items: {
        CMTRT: text({ label: { en: 'Medicine', fr: 'Médicament' }, maxLength: 200, required: true }),
        CMINDC: text({ label: { en: 'Given for', fr: 'Indication' }, maxLength: 200 }),
        CMDOSE: decimal({ label: { en: 'Dose', fr: 'Dose' } }),
        CMDOSU: code({ label: { en: 'Unit', fr: 'Unité' }, codeList: doseUnits, display: 'search' }),
        CMDOSFRQ: text({ label: { en: 'How often', fr: 'Fréquence' }, maxLength: 40 }),
        CMROUTE: text({ label: { en: 'Route', fr: 'Voie' }, maxLength: 40 }),
        CMSTDAT: date({ label: { en: 'Start', fr: 'Début' }, partial: true }),
        CMENDAT: date({ label: { en: 'End', fr: 'Fin' }, partial: true }),
        CMONGO: either({ en: 'Still taken', fr: 'Toujours pris' }),
      },
    },
  },
})

const atVisit = [visit, vitals, haematology]

/** The trial's visits by the name its data give them, with the planned day after the first dose. */
export const pilotVisits = [
  { name: 'SCREENING 1', oid: 'SCR1', days: -7, title: { en: 'Screening 1', fr: 'Sélection 1' } },
  { name: 'SCREENING 2', oid: 'SCR2', days: -1, title: { en: 'Screening 2', fr: 'Sélection 2' } },
  { name: 'BASELINE', oid: 'BL', days: 0, title: { en: 'Baseline', fr: 'Inclusion' } },
  ...[2, 4, 6, 8, 12, 16, 20, 24, 26].map((week) => ({
    name: `WEEK ${week}`,
    oid: `W${week}`,
    days: 7 * week,
    title: { en: `Week ${week}`, fr: `Semaine ${week}` },
  })),
] as const

export const pilotDesign: StudyDesign = {
  study: {
    id: StudyId.parse('CDISCPILOT01'),
    name: 'CDISC pilot',
    title: { en: 'CDISC pilot trial, as published', fr: 'Essai pilote CDISC, tel que publié' },
  },
  name: '1',
  arms: [],
  anchors: [{ oid: 'FIRST_DOSE', event: 'BL', form: 'SV', item: 'SVSTDTC' }],
  events: [
    ...pilotVisits.map(({ oid, title, days }) => ({
      oid,
      title,
      kind: 'scheduled' as const,
      ...(days === 0 ? {} : { target: { anchor: 'FIRST_DOSE', days, before: 7, after: 7 } }),
      forms: oid === 'SCR1' ? [demographics, ...atVisit] : atVisit,
    })),
    {
      oid: 'UNS',
      title: { en: 'Unscheduled visit', fr: 'Visite imprévue' },
      kind: 'unscheduled',
      forms: atVisit,
    },
    {
      oid: 'LOG',
      title: { en: 'Throughout', fr: "Tout au long de l'étude" },
      kind: 'log',
      forms: [adverseEvent, concomitantMedication],
    },
  ],
  visitDate: { form: visit, item: 'SVSTDTC' },
  signing: [{ form: adverseEvent, meaning: 'reviewed-adverse-event' }],
}

export const cdiscPilot = defineStudy(pilotDesign)
