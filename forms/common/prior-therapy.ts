import { calculated, code, codeList, date, defineForm, text } from '../define'
import { bestResponses } from '../tumour-lists'
import { courseChecks } from './course'
import { yesNo } from './yes-no'

const other = { en: 'Other', fr: 'Autre', sv: 'Annat' }

const classes = codeList('PTXCLASS', {
  SSA: { en: 'Somatostatin analogue', fr: 'Analogue de la somatostatine', sv: 'Somatostatinanalog' },
  PRRT: { en: 'PRRT', fr: 'RIV (PRRT)', sv: 'PRRT' },
  TARGETED_ALPHA: { en: 'Targeted alpha therapy', fr: 'Alphathérapie ciblée', sv: 'Målstyrd alfabehandling' },
  ALKYLATOR: { en: 'Alkylating agent', fr: 'Agent alkylant', sv: 'Alkylerare' },
  EVEROLIMUS: { en: 'Everolimus', fr: 'Évérolimus', sv: 'Everolimus' },
  SUNITINIB: { en: 'Sunitinib', fr: 'Sunitinib', sv: 'Sunitinib' },
  CABOZANTINIB: { en: 'Cabozantinib', fr: 'Cabozantinib', sv: 'Cabozantinib' },
  CHEMO: { en: 'Other chemotherapy', fr: 'Autre chimiothérapie', sv: 'Annan cytostatika' },
  INTERFERON: { en: 'Interferon', fr: 'Interféron', sv: 'Interferon' },
  TACE: { en: 'Chemoembolisation (TACE)', fr: 'Chimioembolisation (TACE)', sv: 'Kemoembolisering (TACE)' },
  TARE: { en: 'Radioembolisation (TARE)', fr: 'Radioembolisation (TARE)', sv: 'Radioembolisering (TARE)' },
  RFA: { en: 'Radiofrequency ablation', fr: 'Radiofréquence', sv: 'Radiofrekvensablation' },
  SURGERY: { en: 'Surgery', fr: 'Chirurgie', sv: 'Operation' },
  EBRT: { en: 'External radiotherapy', fr: 'Radiothérapie externe', sv: 'Extern strålbehandling' },
  INVESTIGATIONAL: { en: 'Investigational medicine', fr: 'Médicament expérimental', sv: 'Prövningsläkemedel' },
  OTHER: other,
})

const stopReasons = codeList('PTXSTOP', {
  COMPLETED: { en: 'Completed', fr: 'Terminé', sv: 'Fullföljd' },
  PD: { en: 'Progression', fr: 'Progression', sv: 'Progress' },
  TOXICITY: { en: 'Toxicity', fr: 'Toxicité', sv: 'Toxicitet' },
  OTHER: other,
})

/** PTX: one treatment of the tumour before the study. */
export const priorTherapy = defineForm({
  oid: 'PTX',
  source: 'transcribed',
  title: { en: 'Earlier cancer treatment', fr: 'Traitement antérieur du cancer', sv: 'Tidigare cancerbehandling' },
  repeating: true,
  nameItem: 'CMTRT',
  columns: ['CMTRT', 'PTXCLASS', 'CMSTDAT', 'CMONGO', 'CMENDAT', 'PTXDUR', 'PTXBOR', 'PTXPD', 'PTXPDDAT', 'PTXSTOP'],
  groups: {
    TREATMENT: {
      title: { en: 'Treatment', fr: 'Traitement', sv: 'Behandling' },
      items: {
        CMTRT: text({ label: { en: 'Treatment', fr: 'Traitement', sv: 'Behandling' }, maxLength: 200, required: true }),
        PTXCLASS: code({
          label: { en: 'Kind', fr: 'Catégorie', sv: 'Slag' },
          codeList: classes,
          display: 'search',
          required: true,
        }),
        CMSTDAT: date({
          label: { en: 'Start', fr: 'Début', sv: 'Start' },
          partial: true,
          required: true,
          missing: true,
        }),
        CMONGO: yesNo({ en: 'Still given', fr: 'Toujours administré', sv: 'Ges ännu' }),
        CMENDAT: date({
          label: { en: 'End', fr: 'Fin', sv: 'Slut' },
          partial: true,
          required: 'CMONGO == "N"',
          missing: true,
        }),
        PTXDUR: calculated({
          label: { en: 'Days from start to end', fr: 'Jours du début à la fin', sv: 'Dagar från start till slut' },
          expression: 'daysBetween(CMSTDAT, CMENDAT)',
          result: 'decimal',
          decimals: 0,
          unit: 'd',
        }),
      },
    },
    RESPONSE: {
      title: { en: 'Response', fr: 'Réponse', sv: 'Respons' },
      items: {
        PTXBOR: code({
          label: { en: 'Best response', fr: 'Meilleure réponse', sv: 'Bästa respons' },
          codeList: bestResponses,
          display: 'radio',
          required: true,
          missing: true,
        }),
        PTXPD: yesNo({
          en: 'Progression by RECIST on it',
          fr: 'Progression RECIST sous ce traitement',
          sv: 'Progress enligt RECIST under den',
        }),
        PTXPDDAT: date({
          label: { en: 'Date of progression', fr: 'Date de la progression', sv: 'Datum för progress' },
          partial: true,
          missing: true,
          when: 'PTXPD == "Y"',
          required: true,
        }),
        PTXSTOP: code({
          label: { en: 'Why it was stopped', fr: 'Motif de l’arrêt', sv: 'Varför den avslutades' },
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
        backwards: {
          en: 'The treatment ends before it starts.',
          fr: 'Le traitement finit avant de commencer.',
          sv: 'Behandlingen slutar innan den börjar.',
        },
        goesOn: {
          en: 'Still given, but an end date is given.',
          fr: 'Toujours administré, mais une date de fin est donnée.',
          sv: 'Ges fortfarande, men ett slutdatum är angivet.',
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
        sv: 'Progressen kom innan behandlingen började.',
      },
      cases: {
        holds: { CMSTDAT: '2024-02', PTXPDDAT: '2025-03-04' },
        boundary: { CMSTDAT: '2025-03-04', PTXPDDAT: '2025-03-04' },
        fails: { CMSTDAT: '2025-03-04', PTXPDDAT: '2025-03-03' },
      },
    },
  ],
})
