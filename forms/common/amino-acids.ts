import { code, datetime, decimal, defineForm, integer, text } from '../define'
import { monovalentUnits } from '../units'
import { afterConsent } from './after-consent'
import { aminoAcidSolutions } from './treatment-lists'
import { yesNo } from './yes-no'

const at = (time: string, day = '2025-03-04') => `${day}T${time}:00+01:00`
/** The infusion of the case that the trial files work out: 177Lu from 10:00 to 10:30. */
const infusion = { 'EXLU.ECSTDTM': at('10:00'), 'EXLU.ECENDTM': at('10:30') }

/** A man of 65 with 70 kg: 30 mL/min lie between 214 and 215 µmol/L of creatinine, 50 between 128 and 129. */
const clearance = (creatinine: string) => ({
  'DM.BRTHDAT': '1960-01-13',
  'DM.SEX': 'M',
  'VS.VSDAT': '2025-03-04',
  'VS.WEIGHT': '70',
  'LBC.LBDAT': '2025-03-04',
  'LBC.CREAT': creatinine,
  AASTDTM: at('09:30'),
})

/** EXAA: the amino acids that protect the kidneys during an infusion of 177Lu. */
export const aminoAcids = defineForm({
  oid: 'EXAA',
  title: { en: 'Amino acids', fr: 'Acides aminés', sv: 'Aminosyror' },
  groups: {
    SOLUTION: {
      title: { en: 'Solution', fr: 'Solution', sv: 'Lösning' },
      items: {
        AASOL: code({
          label: { en: 'Solution', fr: 'Solution', sv: 'Lösning' },
          codeList: aminoAcidSolutions,
          display: 'radio',
          required: true,
        }),
        AALYS: decimal({
          label: { en: 'Lysine', fr: 'Lysine', sv: 'Lysin' },
          unit: 'g',
          soft: ['18', '25'],
          hard: ['0', '60'],
          required: true,
        }),
        AAARG: decimal({
          label: { en: 'Arginine', fr: 'Arginine', sv: 'Arginin' },
          unit: 'g',
          soft: ['18', '25'],
          hard: ['0', '60'],
          required: true,
        }),
        AAVOL: decimal({
          label: { en: 'Volume', fr: 'Volume', sv: 'Volym' },
          unit: 'mL',
          soft: ['900', '2300'],
          hard: ['100', '4000'],
          required: true,
        }),
        AAOSM: integer({
          label: { en: 'Osmolality', fr: 'Osmolalité', sv: 'Osmolalitet' },
          unit: 'mOsm/kg',
          soft: { high: '1059' },
        }),
      },
    },
    INFUSION: {
      title: { en: 'Infusion', fr: 'Perfusion', sv: 'Infusion' },
      items: {
        AASTDTM: datetime({ label: { en: 'Start', fr: 'Début', sv: 'Start' }, required: true }),
        AAENDTM: datetime({ label: { en: 'End', fr: 'Fin', sv: 'Slut' }, required: true }),
        AARATE: decimal({
          label: { en: 'Rate', fr: 'Débit', sv: 'Hastighet' },
          unit: 'mL/h',
          soft: ['200', '320'],
          hard: ['50', '1000'],
          required: true,
        }),
        AAFULL: yesNo({
          en: 'Was the full amount given?',
          fr: 'La quantité entière a-t-elle été donnée ?',
          sv: 'Gavs hela mängden?',
        }),
        AAREDRS: text({
          label: { en: 'Why not', fr: 'Pourquoi pas', sv: 'Varför inte' },
          maxLength: 200,
          when: 'AAFULL == "N"',
          required: true,
        }),
      },
    },
    POTASSIUM: {
      title: { en: 'Potassium before the start', fr: 'Potassium avant le début', sv: 'Kalium före start' },
      items: {
        AAK: decimal({
          label: { en: 'Potassium', fr: 'Potassium', sv: 'Kalium' },
          help: {
            en: 'The last value before the start; a corrected one replaces it.',
            fr: 'La dernière valeur avant le début ; une valeur corrigée la remplace.',
            sv: 'Det sista värdet före start; ett korrigerat ersätter det.',
          },
          units: monovalentUnits,
          decimals: 1,
          soft: ['3.0', '5.8'],
          hard: ['1.5', '9.5'],
          required: true,
        }),
        AAKDTM: datetime({ label: { en: 'Sampled at', fr: 'Prélevé à', sv: 'Provtagen' }, required: true }),
      },
    },
  },
  checks: [
    afterConsent('AASTDTM', 'instant'),
    {
      id: 'X015-START',
      severity: 'S',
      items: ['AASTDTM'],
      holds: '20 <= minutesBetween(AASTDTM, visit.EXLU.ECSTDTM) && minutesBetween(AASTDTM, visit.EXLU.ECSTDTM) <= 90',
      message: {
        en: 'The amino acids should start 30 minutes before Lu-177 (20 to 90).',
        fr: 'Les acides aminés doivent commencer 30 minutes avant le Lu-177 (20 à 90).',
        sv: 'Aminosyrorna bör starta 30 minuter före Lu-177 (20 till 90).',
      },
      cases: {
        holds: { AASTDTM: at('09:30'), ...infusion },
        boundary: { AASTDTM: at('09:40'), ...infusion },
        fails: { AASTDTM: at('09:41'), ...infusion },
      },
    },
    {
      id: 'X015-END',
      severity: 'S',
      items: ['AAENDTM'],
      holds: '180 <= minutesBetween(visit.EXLU.ECENDTM, AAENDTM)',
      message: {
        en: 'The amino acids ended less than 3 hours after Lu-177.',
        fr: 'Les acides aminés ont fini moins de 3 heures après le Lu-177.',
        sv: 'Aminosyrorna slutade mindre än 3 timmar efter Lu-177.',
      },
      cases: {
        holds: { AAENDTM: at('14:00'), ...infusion },
        boundary: { AAENDTM: at('13:30'), ...infusion },
        fails: { AAENDTM: at('13:29'), ...infusion },
      },
    },
    {
      id: 'X015-SHORT',
      severity: 'D',
      deviation: 'DOSING',
      items: ['AAENDTM'],
      holds: '150 <= minutesBetween(visit.EXLU.ECENDTM, AAENDTM)',
      message: {
        en: 'The amino acids ended less than 2.5 hours after Lu-177: a deviation.',
        fr: 'Les acides aminés ont fini moins de 2,5 heures après le Lu-177 : une déviation.',
        sv: 'Aminosyrorna slutade mindre än 2,5 timmar efter Lu-177: en avvikelse.',
      },
      cases: {
        holds: { AAENDTM: at('13:30'), ...infusion },
        boundary: { AAENDTM: at('13:00'), ...infusion },
        fails: { AAENDTM: at('12:30'), ...infusion },
      },
    },
    {
      id: 'X015-TOTAL',
      severity: 'S',
      items: ['AASTDTM', 'AAENDTM'],
      holds: '210 <= minutesBetween(AASTDTM, AAENDTM) && minutesBetween(AASTDTM, AAENDTM) <= 360',
      message: {
        en: 'The amino acids did not run for 3.5 to 6 hours.',
        fr: 'Les acides aminés n’ont pas coulé de 3,5 à 6 heures.',
        sv: 'Aminosyrorna gick inte i 3,5 till 6 timmar.',
      },
      cases: {
        holds: { AASTDTM: at('09:30'), AAENDTM: at('13:30') },
        boundary: { AASTDTM: at('09:30'), AAENDTM: at('13:00') },
        fails: { AASTDTM: at('09:30'), AAENDTM: at('12:59') },
      },
    },
    {
      id: 'EXAA-01',
      severity: 'S',
      items: ['AAFULL'],
      holds: 'AAFULL == "Y" || visit.EXLU.ECADJ == "N"',
      message: {
        en: 'A smaller dose of Lu-177 is no reason for less amino acids.',
        fr: 'Une dose réduite de Lu-177 n’est pas une raison de réduire les acides aminés.',
        sv: 'En mindre dos av Lu-177 är inget skäl för mindre aminosyror.',
      },
      cases: {
        holds: { AAFULL: 'Y', 'EXLU.ECADJ': 'Y' },
        boundary: { AAFULL: 'N', 'EXLU.ECADJ': 'N' },
        fails: { AAFULL: 'N', 'EXLU.ECADJ': 'Y' },
      },
    },
    {
      id: 'EXAA-02',
      severity: 'S',
      items: ['AAKDTM', 'AASTDTM'],
      holds: '0 <= minutesBetween(AAKDTM, AASTDTM) && minutesBetween(AAKDTM, AASTDTM) <= 72 * 60',
      message: {
        en: 'The potassium is not of the last 72 hours before the start.',
        fr: 'Le potassium n’est pas des 72 dernières heures avant le début.',
        sv: 'Kaliumvärdet är inte från de sista 72 timmarna före start.',
      },
      cases: {
        holds: { AAKDTM: at('08:00'), AASTDTM: at('09:30') },
        boundary: { AAKDTM: at('09:30', '2025-03-01'), AASTDTM: at('09:30') },
        fails: { AAKDTM: at('09:29', '2025-03-01'), AASTDTM: at('09:30') },
      },
    },
    {
      id: 'X016',
      severity: 'H',
      items: ['AAK'],
      holds: 'AAK <= 6',
      message: {
        en: 'Potassium is above 6.0 mmol/L: it has to be corrected first.',
        fr: 'Le potassium dépasse 6,0 mmol/L : il faut d’abord le corriger.',
        sv: 'Kalium är över 6,0 mmol/L: det måste först korrigeras.',
      },
      cases: { holds: { AAK: '4.2' }, boundary: { AAK: '6.0' }, fails: { AAK: '6.1' } },
    },
    {
      id: 'X016-ALERT',
      severity: 'A',
      items: ['AAK'],
      holds: 'AAK <= decimal("5.5") || 6 < AAK',
      message: {
        en: 'Potassium is above 5.5 mmol/L.',
        fr: 'Le potassium dépasse 5,5 mmol/L.',
        sv: 'Kalium är över 5,5 mmol/L.',
      },
      cases: { holds: { AAK: '4.2' }, boundary: { AAK: '5.5' }, fails: { AAK: '5.8' } },
    },
    {
      id: 'EXAA-03',
      severity: 'A',
      items: ['AASTDTM'],
      holds: '30 <= visit.LBC.CRTCLRE',
      message: {
        en: 'Creatinine clearance is below 30 mL/min: the label says not to give amino acids.',
        fr: 'La clairance de la créatinine est sous 30 mL/min : la notice déconseille les acides aminés.',
        sv: 'Kreatininclearance är under 30 mL/min: enligt produktresumén ska aminosyror inte ges.',
      },
      cases: { holds: clearance('100'), boundary: clearance('214'), fails: clearance('215') },
    },
    {
      id: 'EXAA-04',
      severity: 'I',
      items: ['AASTDTM'],
      holds: 'visit.LBC.CRTCLRE < 30 || 50 < visit.LBC.CRTCLRE',
      message: {
        en: 'Creatinine clearance is 30 to 50 mL/min: potassium may rise for a while.',
        fr: 'La clairance de la créatinine est de 30 à 50 mL/min : le potassium peut monter un moment.',
        sv: 'Kreatininclearance är 30 till 50 mL/min: kalium kan stiga en tid.',
      },
      cases: { holds: clearance('100'), boundary: clearance('128'), fails: clearance('129') },
    },
  ],
})
