import { type Dimension, dimensions } from '#shared/clinical/quality-of-life/eq5d'
import { type Instrument, qlqC30, qlqGiNet21 } from '#shared/clinical/quality-of-life/instruments'
import { languages } from '../code-lists'
import { checkOf, code, codeList, date, defineForm, integer, type Item, type Text, text, time } from '../define'
import { afterConsent } from './after-consent'
import { yesNo } from './yes-no'

/**
 * Questionnaires that participants answer: item numbers, scales and neutral labels of our own. Their wording belongs to
 * the EORTC and to EuroQol, and is loaded with a licence.
 */

const modes = codeList('QSMODE', {
  PAPER: { en: 'On paper', fr: 'Sur papier' },
  TABLET: { en: 'On this screen', fr: 'Sur cet écran' },
  PHONE: { en: 'By telephone', fr: 'Par téléphone' },
})
const answeredBy = codeList('QSCOMP', {
  PATIENT: { en: 'The participant', fr: 'Le participant' },
  PROXY: { en: 'Someone for them', fr: 'Un proche' },
})
const done = codeList('QSSTAT', {
  DONE: { en: 'Answered', fr: 'Répondu' },
  NOT_DONE: { en: 'Not answered', fr: 'Non répondu' },
})

const header = {
  QSSTAT: code({ label: { en: 'Answered?', fr: 'Répondu ?' }, codeList: done, display: 'radio', required: true }),
  QSREASND: text({
    label: { en: 'Why not', fr: 'Pourquoi pas' },
    maxLength: 200,
    when: 'QSSTAT == "NOT_DONE"',
    required: true,
  }),
  QSDAT: date({ label: { en: 'Date', fr: 'Date' }, when: 'QSSTAT == "DONE"', required: true }),
  QSTIM: time({ label: { en: 'Time', fr: 'Heure' }, when: 'QSSTAT == "DONE"' }),
  QSMODE: code({
    label: { en: 'How', fr: 'Mode' },
    codeList: modes,
    display: 'radio',
    when: 'QSSTAT == "DONE"',
    required: true,
  }),
  QSLANG: code({
    label: { en: 'Language', fr: 'Langue' },
    codeList: languages,
    display: 'search',
    when: 'QSSTAT == "DONE"',
    required: true,
  }),
  QSCOMP: code({
    label: { en: 'By whom', fr: 'Par qui' },
    codeList: answeredBy,
    display: 'radio',
    when: 'QSSTAT == "DONE"',
    required: true,
  }),
  QSBEFORE: yesNo(
    { en: 'Before seeing the clinician and before the dose?', fr: 'Avant de voir le clinicien et avant la dose ?' },
    { when: 'QSSTAT == "DONE"' },
  ),
}

/** X035: answered after the dose of the same visit. Only where the visit has one is there anything to compare. */
const beforeDose = checkOf({
  id: 'X035',
  severity: 'S',
  items: ['QSDAT', 'QSBEFORE'],
  holds: 'QSBEFORE == "Y"',
  message: {
    en: 'Answered after the clinician or the dose.',
    fr: 'Répondu après le clinicien ou la dose.',
  },
  cases: { holds: { QSBEFORE: 'Y' }, boundary: { QSBEFORE: 'Y' }, fails: { QSBEFORE: 'N' } },
})

/** X035 where doses are on form EXLU: the date tells as well. */
const dateBeforeDose = checkOf({
  id: 'X035-DATE',
  severity: 'S',
  items: ['QSDAT'],
  holds: 'QSDAT <= dayOf(visit.EXLU.ECSTDTM)',
  message: {
    en: 'Answered on a day after the dose of this visit.',
    fr: 'Répondu un jour après la dose de cette visite.',
  },
  cases: {
    holds: { QSDAT: '2026-03-03', 'EXLU.ECSTDTM': '2026-03-04T10:30:00+01:00' },
    boundary: { QSDAT: '2026-03-04', 'EXLU.ECSTDTM': '2026-03-04T10:30:00+01:00' },
    fails: { QSDAT: '2026-03-05', 'EXLU.ECSTDTM': '2026-03-04T10:30:00+01:00' },
  },
})

const checks = [afterConsent('QSDAT'), beforeDose, dateBeforeDose]

/** What a scale is about, in words of our own: the only hint there is while no licensed wording is loaded. */
const topics: Readonly<Record<string, Text>> = {
  QL: { en: 'Overall', fr: 'Ensemble' },
  PF: { en: 'Body', fr: 'Corps' },
  RF: { en: 'Tasks', fr: 'Tâches' },
  EF: { en: 'Mood', fr: 'Humeur' },
  CF: { en: 'Mind', fr: 'Esprit' },
  SF: { en: 'People', fr: 'Entourage' },
  FA: { en: 'Energy', fr: 'Énergie' },
  NV: { en: 'Stomach', fr: 'Estomac' },
  PA: { en: 'Pain', fr: 'Douleur' },
  DY: { en: 'Breath', fr: 'Souffle' },
  SL: { en: 'Sleep', fr: 'Sommeil' },
  AP: { en: 'Appetite', fr: 'Appétit' },
  CO: { en: 'Bowel', fr: 'Transit' },
  DI: { en: 'Bowel', fr: 'Transit' },
  FI: { en: 'Money', fr: 'Argent' },
  ED: { en: 'Hormones', fr: 'Hormones' },
  GI: { en: 'Digestion', fr: 'Digestion' },
  TR: { en: 'Treatment', fr: 'Traitement' },
  SF21: { en: 'People', fr: 'Entourage' },
  DRW: { en: 'Worries', fr: 'Soucis' },
  MBP: { en: 'Muscles and bones', fr: 'Muscles et os' },
  SX: { en: 'Intimacy', fr: 'Intimité' },
  INF: { en: 'Information', fr: 'Information' },
  BI: { en: 'Appearance', fr: 'Apparence' },
}

/** One item a question, `C30_01` and so on. Participants may leave out any of them. */
function questions(
  { items, scales }: Instrument,
  prefix: 'C30' | 'GIN',
): Readonly<Record<`${string}_${string}`, Item>> {
  const numbers = items.flatMap(({ from, to, highest }) =>
    Array.from({ length: to - from + 1 }, (_, i) => ({ number: from + i, highest })),
  )
  return Object.fromEntries(
    numbers.map(({ number, highest }) => {
      const topic = topics[scales.find((scale) => scale.items.includes(number))?.code ?? '']
      const label = {
        en: `Question ${number}${topic ? ` – ${topic.en}` : ''}`,
        fr: `Question ${number}${topic ? ` – ${topic.fr}` : ''}`,
      }
      const name = `${prefix}_${String(number).padStart(2, '0')}`
      return [name, integer({ label, hard: ['1', `${highest}`], when: 'QSSTAT == "DONE"', missing: true })]
    }),
  )
}

/** QLQ: QLQ-C30 version 3.0. */
export const qlqC30Form = defineForm({
  oid: 'QLQ',
  title: { en: 'QLQ-C30', fr: 'QLQ-C30' },
  groups: {
    ANSWERED: { title: { en: 'Answered', fr: 'Réponse' }, items: header },
    QUESTIONS: { title: { en: 'Questions', fr: 'Questions' }, items: questions(qlqC30, 'C30') },
  },
  checks,
})

/** GIN: QLQ-GI.NET21, numbered after the QLQ-C30. "Not applicable" is given instead of an answer. */
export const qlqGiNet21Form = defineForm({
  oid: 'GIN',
  title: { en: 'QLQ-GI.NET21', fr: 'QLQ-GI.NET21' },
  groups: {
    ANSWERED: { title: { en: 'Answered', fr: 'Réponse' }, items: header },
    QUESTIONS: { title: { en: 'Questions', fr: 'Questions' }, items: questions(qlqGiNet21, 'GIN') },
  },
  checks,
})

const dimensionLabels: Readonly<Record<Dimension, Text>> = {
  MO: { en: 'Dimension 1', fr: 'Dimension 1' },
  SC: { en: 'Dimension 2', fr: 'Dimension 2' },
  UA: { en: 'Dimension 3', fr: 'Dimension 3' },
  PD: { en: 'Dimension 4', fr: 'Dimension 4' },
  AD: { en: 'Dimension 5', fr: 'Dimension 5' },
}

const levels: Readonly<Record<`EQ_${string}`, Item>> = Object.fromEntries(
  dimensions.map((name) => [
    `EQ_${name}`,
    integer({ label: dimensionLabels[name], hard: ['1', '5'], when: 'QSSTAT == "DONE"', missing: true }),
  ]),
)

/** EQ5: EQ-5D-5L, five levels and the mark on the scale. */
export const eq5dForm = defineForm({
  oid: 'EQ5',
  title: { en: 'EQ-5D-5L', fr: 'EQ-5D-5L' },
  groups: {
    ANSWERED: { title: { en: 'Answered', fr: 'Réponse' }, items: header },
    QUESTIONS: {
      title: { en: 'Questions', fr: 'Questions' },
      items: {
        ...levels,
        EQ_VAS: integer({
          label: { en: 'Mark on the scale', fr: "Repère sur l'échelle" },
          hard: ['0', '100'],
          when: 'QSSTAT == "DONE"',
          missing: true,
        }),
      },
    },
  },
  checks,
})
