import { calculated, code, codeList, date, defineForm, text } from '../define'
import { bestResponses } from '../tumour-lists'
import { courseChecks } from './course'
import { yesNo } from './yes-no'

const other = { en: 'Other', fr: 'Autre' }

const classes = codeList('PTXCLASS', {
  SSA: { en: 'Somatostatin analogue', fr: 'Analogue de la somatostatine' },
  PRRT: { en: 'PRRT', fr: 'RIV (PRRT)' },
  TARGETED_ALPHA: { en: 'Targeted alpha therapy', fr: 'Alphathérapie ciblée' },
  ALKYLATOR: { en: 'Alkylating agent', fr: 'Agent alkylant' },
  EVEROLIMUS: { en: 'Everolimus', fr: 'Évérolimus' },
  SUNITINIB: { en: 'Sunitinib', fr: 'Sunitinib' },
  CABOZANTINIB: { en: 'Cabozantinib', fr: 'Cabozantinib' },
  CHEMO: { en: 'Other chemotherapy', fr: 'Autre chimiothérapie' },
  INTERFERON: { en: 'Interferon', fr: 'Interféron' },
  TACE: { en: 'Chemoembolisation (TACE)', fr: 'Chimioembolisation (TACE)' },
  TARE: { en: 'Radioembolisation (TARE)', fr: 'Radioembolisation (TARE)' },
  RFA: { en: 'Radiofrequency ablation', fr: 'Radiofréquence' },
  SURGERY: { en: 'Surgery', fr: 'Chirurgie' },
  EBRT: { en: 'External radiotherapy', fr: 'Radiothérapie externe' },
  INVESTIGATIONAL: { en: 'Investigational medicine', fr: 'Médicament expérimental' },
  OTHER: other,
})

const stopReasons = codeList('PTXSTOP', {
  COMPLETED: { en: 'Completed', fr: 'Terminé' },
  PD: { en: 'Progression', fr: 'Progression' },
  TOXICITY: { en: 'Toxicity', fr: 'Toxicité' },
  OTHER: other,
})

/** PTX: one treatment of the tumour before the study. */
export const priorTherapy = defineForm({
  oid: 'PTX',
  title: { en: 'Earlier cancer treatment', fr: 'Traitement antérieur du cancer' },
  repeating: true,
  nameItem: 'CMTRT',
  columns: ['CMTRT', 'PTXCLASS', 'CMSTDAT', 'CMONGO', 'CMENDAT', 'PTXDUR', 'PTXBOR', 'PTXPD', 'PTXPDDAT', 'PTXSTOP'],
  groups: {
    TREATMENT: {
      title: { en: 'Treatment', fr: 'Traitement' },
      items: {
        CMTRT: text({ label: { en: 'Treatment', fr: 'Traitement' }, maxLength: 200, required: true }),
        PTXCLASS: code({
          label: { en: 'Kind', fr: 'Catégorie' },
          codeList: classes,
          display: 'search',
          required: true,
        }),
        CMSTDAT: date({ label: { en: 'Start', fr: 'Début' }, partial: true, required: true, missing: true }),
        CMONGO: yesNo({ en: 'Still given', fr: 'Toujours administré' }),
        CMENDAT: date({
          label: { en: 'End', fr: 'Fin' },
          partial: true,
          required: 'CMONGO == "N"',
          missing: true,
        }),
        PTXDUR: calculated({
          label: { en: 'Days from start to end', fr: 'Jours du début à la fin' },
          expression: 'daysBetween(CMSTDAT, CMENDAT)',
          result: 'decimal',
          decimals: 0,
          unit: 'd',
        }),
      },
    },
    RESPONSE: {
      title: { en: 'Response', fr: 'Réponse' },
      items: {
        PTXBOR: code({
          label: { en: 'Best response', fr: 'Meilleure réponse' },
          codeList: bestResponses,
          display: 'radio',
          required: true,
          missing: true,
        }),
        PTXPD: yesNo({ en: 'Progression by RECIST on it', fr: 'Progression RECIST sous ce traitement' }),
        PTXPDDAT: date({
          label: { en: 'Date of progression', fr: 'Date de la progression' },
          partial: true,
          missing: true,
          when: 'PTXPD == "Y"',
          required: true,
        }),
        PTXSTOP: code({
          label: { en: 'Why it was stopped', fr: "Motif de l'arrêt" },
          codeList: stopReasons,
          display: 'radio',
          when: 'CMONGO != "Y"',
          required: true,
          missing: true,
        }),
      },
    },
  },
  checks: [
    ...courseChecks(
      'PTX',
      { start: 'CMSTDAT', end: 'CMENDAT', ongoing: 'CMONGO' },
      {
        backwards: { en: 'The treatment ends before it starts.', fr: 'Le traitement finit avant de commencer.' },
        goesOn: {
          en: 'Still given, but an end date is given.',
          fr: 'Toujours administré, mais une date de fin est donnée.',
        },
      },
    ),
    {
      id: 'PTX-03',
      severity: 'S',
      items: ['PTXPDDAT', 'CMSTDAT'],
      holds: 'CMSTDAT <= PTXPDDAT',
      message: {
        en: 'It progressed before this treatment began.',
        fr: 'La progression précède le début de ce traitement.',
      },
      cases: {
        holds: { CMSTDAT: '2024-02', PTXPDDAT: '2025-03-04' },
        boundary: { CMSTDAT: '2025-03-04', PTXPDDAT: '2025-03-04' },
        fails: { CMSTDAT: '2025-03-04', PTXPDDAT: '2025-03-03' },
      },
    },
  ],
})
