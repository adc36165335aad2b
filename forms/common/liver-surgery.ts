import { code, date, decimal, defineForm, integer, multi } from '../define'
import { complicationGrades, margins, metastasisGrades, resections } from './outcome-lists'
import { detectedBy, imagingMethods, recurrenceSites } from './response-lists'
import { yesNo } from './yes-no'

/** SURG: resection of liver metastases. */
export const liverSurgery = defineForm({
  oid: 'SURG',
  source: 'transcribed',
  title: { en: 'Liver surgery', fr: 'Chirurgie hépatique', sv: 'Leverkirurgi' },
  groups: {
    OPERATION: {
      title: { en: 'Operation', fr: 'Intervention', sv: 'Operation' },
      items: {
        SURGDAT: date({ label: { en: 'Date', fr: 'Date', sv: 'Datum' }, required: true }),
        SURGTYPE: code({
          label: { en: 'Kind', fr: 'Type', sv: 'Slag' },
          codeList: resections,
          display: 'select',
          required: true,
        }),
        SYNCPRIM: yesNo({
          en: 'Primary removed at the same time',
          fr: 'Primitif réséqué en même temps',
          sv: 'Primärtumören borttagen samtidigt',
        }),
        RESMARG_LIV: code({
          label: { en: 'Margins, liver', fr: 'Marges, foie', sv: 'Resektionsrand, lever' },
          codeList: margins,
          display: 'radio',
          required: true,
        }),
        RESMARG_PRIM: code({
          label: { en: 'Margins, primary', fr: 'Marges, primitif', sv: 'Resektionsrand, primärtumör' },
          codeList: margins,
          display: 'radio',
          when: 'SYNCPRIM == "Y"',
          required: true,
        }),
        NMETS: integer({
          label: { en: 'Metastases removed', fr: 'Métastases réséquées', sv: 'Borttagna metastaser' },
          soft: ['1', '50'],
          hard: ['0', '200'],
          required: true,
        }),
        MAXMET: decimal({
          label: { en: 'Largest', fr: 'La plus grande', sv: 'Största' },
          unit: 'mm',
          hard: ['0', '600'],
          required: true,
        }),
        METGRADE: code({
          label: { en: 'Grade', fr: 'Grade', sv: 'Grad' },
          codeList: metastasisGrades,
          display: 'radio',
          required: true,
        }),
        METKI67: decimal({
          label: { en: 'Ki-67', fr: 'Ki-67', sv: 'Ki-67' },
          unit: '%',
          decimals: 1,
          hard: ['0', '100'],
          required: true,
        }),
        NODESHILAR: yesNo({
          en: 'Nodes of the liver hilum removed',
          fr: 'Ganglions du hile réséqués',
          sv: 'Lymfkörtlar i leverhilus borttagna',
        }),
      },
    },
    AFTER: {
      title: { en: 'After', fr: 'Suites', sv: 'Efteråt' },
      items: {
        COMPLGR: code({
          label: {
            en: 'Worst complication (Clavien-Dindo)',
            fr: 'Pire complication (Clavien-Dindo)',
            sv: 'Värsta komplikation (Clavien-Dindo)',
          },
          codeList: complicationGrades,
          display: 'select',
          required: true,
        }),
        DISCHDAT: date({ label: { en: 'Discharge', fr: 'Sortie', sv: 'Utskrivning' }, required: true, missing: true }),
        POSTOPSCAN: date({
          label: {
            en: 'First scan after surgery',
            fr: 'Première imagerie après chirurgie',
            sv: 'Första undersökning efter operation',
          },
          required: true,
          missing: true,
        }),
        NED: yesNo(
          { en: 'No disease on it', fr: 'Aucune maladie visible', sv: 'Ingen sjukdom på den' },
          { when: 'given(POSTOPSCAN)' },
        ),
      },
    },
  },
  checks: [
    {
      id: 'X028',
      severity: 'S',
      items: ['METGRADE', 'METKI67'],
      holds: [
        '(METGRADE == "G1" && METKI67 < 3)',
        '(METGRADE == "G2" && 3 <= METKI67 && METKI67 <= 20)',
        '((METGRADE == "G3" || METGRADE == "NEC") && 20 < METKI67)',
      ].join(' || '),
      message: {
        en: 'Ki-67 and grade do not fit.',
        fr: 'Ki-67 et grade ne concordent pas.',
        sv: 'Ki-67 och grad stämmer inte överens.',
      },
      cases: {
        holds: { METGRADE: 'G1', METKI67: '2.9' },
        boundary: { METGRADE: 'G2', METKI67: '20' },
        fails: { METGRADE: 'G2', METKI67: '20.1' },
      },
    },
    {
      id: 'SURG-01',
      severity: 'H',
      items: ['DISCHDAT', 'SURGDAT'],
      holds: 'SURGDAT <= DISCHDAT',
      message: { en: 'Discharged before surgery.', fr: 'Sorti avant l’opération.', sv: 'Utskriven före operationen.' },
      cases: {
        holds: { SURGDAT: '2025-02-03', DISCHDAT: '2025-02-10' },
        boundary: { SURGDAT: '2025-02-03', DISCHDAT: '2025-02-03' },
        fails: { SURGDAT: '2025-02-03', DISCHDAT: '2025-02-02' },
      },
    },
    {
      id: 'SURG-02',
      severity: 'D',
      deviation: 'OTHER',
      items: ['NED'],
      holds: 'NED == "Y"',
      message: {
        en: 'Disease was left after surgery.',
        fr: 'Il reste de la maladie après l’opération.',
        sv: 'Sjukdom lämnades kvar efter operationen.',
      },
      cases: { holds: { NED: 'Y' }, boundary: { NED: 'Y' }, fails: { NED: 'N' } },
    },
    {
      id: 'SURG-03',
      severity: 'S',
      items: ['POSTOPSCAN'],
      holds: '0 <= daysBetween(SURGDAT, POSTOPSCAN) && daysBetween(SURGDAT, POSTOPSCAN) <= 84',
      message: {
        en: 'The scan is not within 12 weeks after surgery.',
        fr: 'L’imagerie n’est pas dans les 12 semaines.',
        sv: 'Undersökningen är inte inom 12 veckor efter operationen.',
      },
      cases: {
        holds: { SURGDAT: '2025-02-03', POSTOPSCAN: '2025-03-10' },
        boundary: { SURGDAT: '2025-02-03', POSTOPSCAN: '2025-04-28' },
        fails: { SURGDAT: '2025-02-03', POSTOPSCAN: '2025-04-29' },
      },
    },
  ],
})

/** IMG-DFS: imaging of someone without known disease. */
export const recurrenceImaging = defineForm({
  oid: 'IMG-DFS',
  source: 'transcribed',
  title: { en: 'Imaging for recurrence', fr: 'Imagerie de surveillance', sv: 'Bilddiagnostik för återfall' },
  groups: {
    SCAN: {
      items: {
        IMGDAT: date({
          label: { en: 'Scan date', fr: 'Date de l’imagerie', sv: 'Undersökningsdatum' },
          required: true,
        }),
        IMGMETH: code({
          label: { en: 'Method', fr: 'Méthode', sv: 'Metod' },
          codeList: imagingMethods,
          display: 'select',
          required: true,
        }),
        NED: yesNo({ en: 'No disease seen', fr: 'Aucune maladie visible', sv: 'Ingen sjukdom synlig' }),
        NEWLESYN: yesNo({ en: 'New lesion', fr: 'Nouvelle lésion', sv: 'Ny lesion' }),
        NEWSITE: multi({
          label: { en: 'Where', fr: 'Où', sv: 'Var' },
          codeList: recurrenceSites,
          when: 'NEWLESYN == "Y"',
          required: true,
        }),
        NEWSIZE: decimal({
          label: { en: 'Size', fr: 'Taille', sv: 'Storlek' },
          unit: 'mm',
          hard: ['0', '600'],
          when: 'NEWLESYN == "Y"',
          required: true,
          missing: true,
        }),
        IMGMETH2: code({
          label: { en: 'Confirmed by', fr: 'Confirmée par', sv: 'Bekräftat genom' },
          codeList: imagingMethods,
          display: 'select',
          when: 'NEWLESYN == "Y"',
        }),
        DETECTBY: code({
          label: { en: 'First found by', fr: 'Détectée d’abord par', sv: 'Först funnet genom' },
          codeList: detectedBy,
          display: 'select',
          when: 'NEWLESYN == "Y"',
          required: true,
        }),
      },
    },
  },
  checks: [
    {
      id: 'IMGDFS-01',
      severity: 'H',
      items: ['NED', 'NEWLESYN'],
      // Before surgery there is disease and nothing new.
      holds: 'NED == "N" || NEWLESYN == "N"',
      message: {
        en: 'No disease and a new lesion exclude each other.',
        fr: 'L’absence de maladie et une nouvelle lésion s’excluent.',
        sv: 'Ingen sjukdom och en ny lesion utesluter varandra.',
      },
      cases: {
        holds: { NED: 'Y', NEWLESYN: 'N' },
        boundary: { NED: 'N', NEWLESYN: 'N' },
        fails: { NED: 'Y', NEWLESYN: 'Y' },
      },
    },
    {
      id: 'IMGDFS-02',
      severity: 'H',
      items: ['NEWLESYN'],
      holds: 'NEWLESYN == "N" || every.PD.exists(p, given(p.PDDAT) && p.PDDAT <= IMGDAT)',
      message: {
        en: 'A new lesion, but no recurrence is entered (form PD).',
        fr: 'Nouvelle lésion, mais aucune récidive saisie (formulaire PD).',
        sv: 'En ny lesion, men inget återfall är inmatat (formulär PD).',
      },
      cases: {
        holds: { NEWLESYN: 'N', IMGDAT: '2026-03-04' },
        boundary: { NEWLESYN: 'Y', IMGDAT: '2026-03-04', 'PD.PDDAT': '2026-03-04' },
        fails: { NEWLESYN: 'Y', IMGDAT: '2026-03-04', 'PD.PDDAT': '2026-03-05' },
      },
    },
  ],
})
