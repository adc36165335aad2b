import { qtcf } from '#shared/clinical/ecg/qtcf'
import { code, codeList, computed, date, decimal, defineForm, integer, time } from '../define'
import { afterConsentUnlessCare, standardOfCare } from './standard-of-care'
import { yesNo } from './yes-no'

const interpretations = codeList('EGINTP', {
  NORMAL: { en: 'Normal', fr: 'Normal', sv: 'Normalt' },
  ABN_NCS: { en: 'Abnormal, not significant', fr: 'Anormal, non significatif', sv: 'Onormalt, ej betydelsefullt' },
  ABN_CS: { en: 'Abnormal, significant', fr: 'Anormal, significatif', sv: 'Onormalt, betydelsefullt' },
})

/** ECG: the electrocardiogram. */
export const electrocardiogram = defineForm({
  oid: 'ECG',
  source: 'transcribed',
  title: { en: 'ECG', fr: 'ECG', sv: 'EKG' },
  groups: {
    RECORDING: {
      items: {
        EGDAT: date({ label: { en: 'Date', fr: 'Date', sv: 'Datum' }, required: true }),
        EGTIM: time({ label: { en: 'Time', fr: 'Heure', sv: 'Tid' }, required: true, missing: true }),
        EGHR: integer({
          label: { en: 'Heart rate', fr: 'Fréquence cardiaque', sv: 'Hjärtfrekvens' },
          unit: '/min',
          soft: ['40', '140'],
          hard: ['20', '250'],
          required: true,
          missing: true,
        }),
        EGQT: integer({
          label: { en: 'QT', fr: 'QT', sv: 'QT' },
          unit: 'ms',
          soft: ['300', '520'],
          hard: ['200', '800'],
          required: true,
          missing: true,
        }),
        QTCF: computed({
          label: { en: 'QTc (Fridericia)', fr: 'QTc (Fridericia)', sv: 'QTc (Fridericia)' },
          formula: qtcf,
          given: { qt_ms: 'EGQT', heart_rate_bpm: 'EGHR' },
          decimals: 1,
        }),
        EGINTP: code({
          label: { en: 'Reading', fr: 'Interprétation', sv: 'Tolkning' },
          codeList: interpretations,
          display: 'radio',
          required: true,
        }),
        LQTS: yesNo({ en: 'Long QT syndrome', fr: 'Syndrome du QT long', sv: 'Långt QT-syndrom' }),
        EGSOC: standardOfCare('EGDAT'),
      },
    },
  },
  checks: [
    afterConsentUnlessCare('EGDAT', 'EGSOC'),
    {
      id: 'ECG-01',
      severity: 'S',
      items: ['EGQT', 'EGHR'],
      holds: 'QTCF >= 350 && QTCF <= 500',
      message: {
        en: 'The QTc would be under 350 or over 500 ms. Are QT and heart rate right?',
        fr: 'Le QTc serait inférieur à 350 ou supérieur à 500 ms. QT et fréquence sont-ils exacts ?',
        sv: 'QTc skulle vara under 350 eller över 500 ms. Är QT och hjärtfrekvens rätt?',
      },
      cases: {
        holds: { EGQT: '420', EGHR: '75' },
        boundary: { EGQT: '500', EGHR: '60' },
        fails: { EGQT: '501', EGHR: '60' },
      },
    },
    {
      id: 'ECG-02',
      severity: 'H',
      items: ['EGQT', 'EGHR'],
      holds: 'QTCF >= 250 && QTCF <= 700',
      message: {
        en: 'The QTc would be under 250 or over 700 ms. QT or heart rate cannot be right.',
        fr: 'Le QTc serait inférieur à 250 ou supérieur à 700 ms. QT ou fréquence sont inexacts.',
        sv: 'QTc skulle vara under 250 eller över 700 ms. QT eller hjärtfrekvens kan inte vara rätt.',
      },
      cases: {
        holds: { EGQT: '420', EGHR: '75' },
        boundary: { EGQT: '700', EGHR: '60' },
        fails: { EGQT: '701', EGHR: '60' },
      },
    },
  ],
})

/** ECHO: the echocardiogram. */
export const echocardiogram = defineForm({
  oid: 'ECHO',
  source: 'transcribed',
  title: { en: 'Echocardiogram', fr: 'Échocardiographie', sv: 'Ekokardiografi' },
  groups: {
    RECORDING: {
      items: {
        ECHODAT: date({ label: { en: 'Date', fr: 'Date', sv: 'Datum' }, required: true }),
        LVEF: decimal({
          label: { en: 'Ejection fraction', fr: 'Fraction d’éjection', sv: 'Ejektionsfraktion' },
          unit: '%',
          decimals: 0,
          soft: ['40', '75'],
          hard: ['10', '85'],
          required: true,
          missing: true,
        }),
        ECHOSOC: standardOfCare('ECHODAT'),
      },
    },
  },
  checks: [afterConsentUnlessCare('ECHODAT', 'ECHOSOC')],
})
