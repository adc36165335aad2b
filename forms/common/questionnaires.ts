import type { Dimension } from '#shared/clinical/quality-of-life/eq5d'
import { type Instrument, qlqC30, qlqGiNet21 } from '#shared/clinical/quality-of-life/instruments'
import { languages } from '../code-lists'
import {
  checkOf,
  code,
  codeList,
  date,
  defineForm,
  integer,
  type Item,
  type Kiosk,
  type Text,
  text,
  time,
} from '../define'
import { afterConsent } from './after-consent'
import { profileItem, scoreItems } from './questionnaire-scores'
import { yesNo } from './yes-no'

/**
 * Questionnaires that participants answer: item numbers, scales and neutral labels of our own. Their wording belongs to
 * the EORTC and to EuroQol, and is loaded with a licence.
 */

const modes = codeList('QSMODE', {
  PAPER: { en: 'On paper', fr: 'Sur papier', sv: 'På papper' },
  TABLET: { en: 'On this screen', fr: 'Sur cet écran', sv: 'På den här skärmen' },
  PHONE: { en: 'By telephone', fr: 'Par téléphone', sv: 'Per telefon' },
})
const answeredBy = codeList('QSCOMP', {
  PATIENT: { en: 'The participant', fr: 'Le participant', sv: 'Deltagaren' },
  PROXY: { en: 'Someone for them', fr: 'Un proche', sv: 'Någon åt deltagaren' },
})
const done = codeList('QSSTAT', {
  DONE: { en: 'Answered', fr: 'Répondu', sv: 'Besvarat' },
  NOT_DONE: { en: 'Not answered', fr: 'Non répondu', sv: 'Ej besvarat' },
})

const header = {
  QSSTAT: code({
    label: { en: 'Answered?', fr: 'Répondu ?', sv: 'Besvarat?' },
    codeList: done,
    display: 'radio',
    required: true,
  }),
  QSREASND: text({
    label: { en: 'Why not', fr: 'Pourquoi pas', sv: 'Varför inte' },
    maxLength: 200,
    when: 'QSSTAT == "NOT_DONE"',
    required: true,
  }),
  QSDAT: date({ label: { en: 'Date', fr: 'Date', sv: 'Datum' }, when: 'QSSTAT == "DONE"', required: true }),
  QSTIM: time({ label: { en: 'Time', fr: 'Heure', sv: 'Tid' }, when: 'QSSTAT == "DONE"' }),
  QSMODE: code({
    label: { en: 'How', fr: 'Mode', sv: 'Hur' },
    codeList: modes,
    display: 'radio',
    when: 'QSSTAT == "DONE"',
    required: true,
  }),
  QSLANG: code({
    label: { en: 'Language', fr: 'Langue', sv: 'Språk' },
    codeList: languages,
    display: 'search',
    when: 'QSSTAT == "DONE"',
    required: true,
  }),
  QSCOMP: code({
    label: { en: 'By whom', fr: 'Par qui', sv: 'Av vem' },
    codeList: answeredBy,
    display: 'radio',
    when: 'QSSTAT == "DONE"',
    required: true,
  }),
  QSBEFORE: yesNo(
    {
      en: 'Before seeing the clinician and before the dose?',
      fr: 'Avant de voir le clinicien et avant la dose ?',
      sv: 'Före mötet med läkaren och före dosen?',
    },
    { when: 'QSSTAT == "DONE"' },
  ),
}

/** What the two ends of a scale mean, in words of our own. */
const amounts = {
  low: { en: 'least', fr: 'le moins', sv: 'minst' },
  high: { en: 'most', fr: 'le plus', sv: 'mest' },
} as const
const heights = {
  low: { en: 'lowest', fr: 'le plus bas', sv: 'lägst' },
  high: { en: 'highest', fr: 'le plus haut', sv: 'högst' },
} as const

/** Participants answer on a locked screen; what a form's head asks is known then. */
const kiosk = <const Key extends string>(
  ends: Kiosk<Key, string>['ends'],
): Kiosk<Key | keyof typeof header, 'QUESTIONS'> => ({
  questions: 'QUESTIONS',
  begin: { QSSTAT: 'DONE', QSMODE: 'TABLET', QSCOMP: 'PATIENT' },
  date: 'QSDAT',
  time: 'QSTIM',
  language: 'QSLANG',
  ends,
})

/** X035: answered after the dose of the same visit. Only where the visit has one is there anything to compare. */
const beforeDose = checkOf({
  id: 'X035',
  severity: 'S',
  items: ['QSDAT', 'QSBEFORE'],
  holds: 'QSBEFORE == "Y"',
  message: {
    en: 'Answered after the clinician or the dose.',
    fr: 'Répondu après le clinicien ou la dose.',
    sv: 'Besvarat efter läkaren eller dosen.',
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
    sv: 'Besvarat en dag efter besökets dos.',
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
  QL: { en: 'Overall', fr: 'Ensemble', sv: 'Helhet' },
  PF: { en: 'Body', fr: 'Corps', sv: 'Kropp' },
  RF: { en: 'Tasks', fr: 'Tâches', sv: 'Sysslor' },
  EF: { en: 'Mood', fr: 'Humeur', sv: 'Humör' },
  CF: { en: 'Mind', fr: 'Esprit', sv: 'Tankar' },
  SF: { en: 'People', fr: 'Entourage', sv: 'Omgivning' },
  FA: { en: 'Energy', fr: 'Énergie', sv: 'Ork' },
  NV: { en: 'Stomach', fr: 'Estomac', sv: 'Mage' },
  PA: { en: 'Pain', fr: 'Douleur', sv: 'Smärta' },
  DY: { en: 'Breath', fr: 'Souffle', sv: 'Andning' },
  SL: { en: 'Sleep', fr: 'Sommeil', sv: 'Sömn' },
  AP: { en: 'Appetite', fr: 'Appétit', sv: 'Aptit' },
  CO: { en: 'Bowel', fr: 'Transit', sv: 'Tarm' },
  DI: { en: 'Bowel', fr: 'Transit', sv: 'Tarm' },
  FI: { en: 'Money', fr: 'Argent', sv: 'Ekonomi' },
  ED: { en: 'Hormones', fr: 'Hormones', sv: 'Hormoner' },
  GI: { en: 'Digestion', fr: 'Digestion', sv: 'Matsmältning' },
  TR: { en: 'Treatment', fr: 'Traitement', sv: 'Behandling' },
  SF21: { en: 'People', fr: 'Entourage', sv: 'Omgivning' },
  DRW: { en: 'Worries', fr: 'Soucis', sv: 'Oro' },
  MBP: { en: 'Muscles and bones', fr: 'Muscles et os', sv: 'Muskler och skelett' },
  SX: { en: 'Intimacy', fr: 'Intimité', sv: 'Närhet' },
  INF: { en: 'Information', fr: 'Information', sv: 'Information' },
  BI: { en: 'Appearance', fr: 'Apparence', sv: 'Utseende' },
}

const nameOf = <Prefix extends string>(prefix: Prefix, number: number) =>
  `${prefix}_${String(number).padStart(2, '0')}` as const

const numbered = <Prefix extends string>(prefix: Prefix, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => nameOf(prefix, from + i))

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
        sv: `Fråga ${number}${topic ? ` – ${topic.sv ?? topic.en}` : ''}`,
      }
      return [
        nameOf(prefix, number),
        integer({ label, hard: ['1', `${highest}`], when: 'QSSTAT == "DONE"', missing: true, source: 'participant' }),
      ]
    }),
  )
}

const scoresTitle = { en: 'Scores', fr: 'Scores', sv: 'Poäng' }
const doesNotApply = { en: 'Does not apply', fr: 'Non concerné', sv: 'Gäller inte mig' }

/** QLQ: QLQ-C30 version 3.0. */
export const qlqC30Form = defineForm({
  oid: 'QLQ',
  title: { en: 'QLQ-C30', fr: 'QLQ-C30', sv: 'QLQ-C30' },
  groups: {
    ANSWERED: { title: { en: 'Answered', fr: 'Réponse', sv: 'Besvarat' }, items: header },
    QUESTIONS: { title: { en: 'Questions', fr: 'Questions', sv: 'Frågor' }, items: questions(qlqC30, 'C30') },
    SCORES: {
      title: scoresTitle,
      items: scoreItems({ instrument: qlqC30, prefix: 'C30', itemOf: (question) => nameOf('C30', question) }),
    },
  },
  kiosk: kiosk([
    { items: numbered('C30', 1, 28), ...amounts },
    { items: numbered('C30', 29, 30), ...heights },
  ]),
  checks,
})

/** GIN: QLQ-GI.NET21, numbered after the QLQ-C30. "Not applicable" is given instead of an answer. */
export const qlqGiNet21Form = defineForm({
  oid: 'GIN',
  title: { en: 'QLQ-GI.NET21', fr: 'QLQ-GI.NET21', sv: 'QLQ-GI.NET21' },
  groups: {
    ANSWERED: { title: { en: 'Answered', fr: 'Réponse', sv: 'Besvarat' }, items: header },
    QUESTIONS: { title: { en: 'Questions', fr: 'Questions', sv: 'Frågor' }, items: questions(qlqGiNet21, 'GIN') },
    SCORES: {
      title: scoresTitle,
      items: scoreItems({
        ...{ instrument: qlqGiNet21, prefix: 'GIN', itemOf: (question: number) => nameOf('GIN', question) },
        note: {
          en: 'Its questions are recalled: confirm them with the scoring manual.',
          fr: 'Ses questions sont citées de mémoire : à confirmer avec le manuel.',
          sv: 'Dess frågor är återgivna ur minnet: bekräfta dem mot poängmanualen.',
        },
      }),
    },
  },
  kiosk: {
    ...kiosk([{ items: numbered('GIN', 31, 51), ...amounts }]),
    // Recalled: treatment, injections and intimacy are what need not apply to everyone.
    notApplicable: { items: ['GIN_39', 'GIN_40', 'GIN_51'], label: doesNotApply },
  },
  checks,
})

const dimensionLabels: Readonly<Record<Dimension, Text>> = {
  MO: { en: 'Dimension 1', fr: 'Dimension 1', sv: 'Dimension 1' },
  SC: { en: 'Dimension 2', fr: 'Dimension 2', sv: 'Dimension 2' },
  UA: { en: 'Dimension 3', fr: 'Dimension 3', sv: 'Dimension 3' },
  PD: { en: 'Dimension 4', fr: 'Dimension 4', sv: 'Dimension 4' },
  AD: { en: 'Dimension 5', fr: 'Dimension 5', sv: 'Dimension 5' },
}

const level = (name: Dimension) =>
  integer({
    label: dimensionLabels[name],
    hard: ['1', '5'],
    when: 'QSSTAT == "DONE"',
    missing: true,
    source: 'participant',
  })

/** EQ5: EQ-5D-5L, five levels and the mark on the scale. */
export const eq5dForm = defineForm({
  oid: 'EQ5',
  title: { en: 'EQ-5D-5L', fr: 'EQ-5D-5L', sv: 'EQ-5D-5L' },
  groups: {
    ANSWERED: { title: { en: 'Answered', fr: 'Réponse', sv: 'Besvarat' }, items: header },
    QUESTIONS: {
      title: { en: 'Questions', fr: 'Questions', sv: 'Frågor' },
      items: {
        EQ_MO: level('MO'),
        EQ_SC: level('SC'),
        EQ_UA: level('UA'),
        EQ_PD: level('PD'),
        EQ_AD: level('AD'),
        EQ_VAS: integer({
          label: { en: 'Mark on the scale', fr: 'Repère sur l’échelle', sv: 'Markering på skalan' },
          hard: ['0', '100'],
          when: 'QSSTAT == "DONE"',
          missing: true,
          source: 'participant',
        }),
      },
    },
    SCORES: { title: scoresTitle, items: { EQ_PROFILE: profileItem } },
  },
  kiosk: kiosk([
    { items: ['EQ_MO', 'EQ_SC', 'EQ_UA', 'EQ_PD', 'EQ_AD'], ...amounts },
    { items: ['EQ_VAS'], ...heights },
  ]),
  checks,
})
