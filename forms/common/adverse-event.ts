import { actions, causality, outcomes, specialInterest, toxicityGrades, yesOrNo } from '../code-lists'
import { calculated, checkOf, code, date, defineForm, type Item, type Text, text, time } from '../define'
import { laboratoryForms } from './laboratory-forms'
import { doseToxicities } from './treatment-lists'
import { yesNo } from './yes-no'

/** A treatment an adverse event can be blamed on. `action`: whether its dose can be changed because of the event. */
export interface Agent {
  readonly code: string
  readonly name: Text
  readonly action: boolean
  /** CEL of whether the participant received it; left out where the study records no doses, and then it is always asked. */
  readonly received?: string
}

/** One of the reasons for which an event is serious, asked only when it is. */
const seriousBecause = (label: Text) =>
  code({ label, codeList: yesOrNo, display: 'radio', when: 'AESER == "Y"', required: true })

/** Asked of who received the agent; what was answered before stays in sight. */
const onceReceived = ({ received }: Agent, item: string) =>
  received === undefined ? {} : { when: `${received} || given(${item})` }

const relationship = (agent: Agent): Item =>
  code({
    label: { en: `Related to ${agent.name.en}`, fr: `Lien avec ${agent.name.fr}` },
    ...onceReceived(agent, `AEREL_${agent.code}`),
    codeList: causality,
    display: 'radio',
    required: true,
    missing: true,
  })

const action = (agent: Agent): Item =>
  code({
    label: { en: `Action taken with ${agent.name.en}`, fr: `Mesure prise pour ${agent.name.fr}` },
    ...onceReceived(agent, `AEACN_${agent.code}`),
    codeList: actions,
    display: 'select',
    required: true,
  })

/** Two questions an agent, `AEREL_LU` and `AEACN_LU`: the study decides which agents there are. */
const attribution = (agents: readonly Agent[]): Readonly<Record<`AEREL_${string}` | `AEACN_${string}`, Item>> => ({
  ...Object.fromEntries(agents.map((agent) => [`AEREL_${agent.code}`, relationship(agent)])),
  ...Object.fromEntries(agents.filter((agent) => agent.action).map((agent) => [`AEACN_${agent.code}`, action(agent)])),
})

/** Capecitabine stops after grade 4, unless going on is judged to be in the interest of the participant. */
const afterGradeFour = {
  CAPECITABINE_AFTER_GRADE_4: yesNo(
    {
      en: 'Is going on with capecitabine at 50 % in the interest of the participant?',
      fr: "Poursuivre la capécitabine à 50 % est-il dans l'intérêt du participant ?",
    },
    {
      when: 'AETOXGR == "4"',
      required: false,
      help: { en: 'The investigator decides. Without a yes it stops.', fr: "L'investigateur décide. Sans oui, arrêt." },
    },
  ),
}

/** What else a study asks of its adverse events. */
interface Asked {
  /** Terms are coded in MedDRA: preferred term and organ class. */
  readonly coded?: boolean
  /** 177Lu is on form EXLU: whether the event changes its dose, and after how many cycles it began. */
  readonly lutetium?: boolean
  /** Death has form DTH, which a fatal event needs. */
  readonly death?: boolean
}

const codes = {
  AEDECOD: text({ label: { en: 'Preferred term', fr: 'Terme préféré' }, maxLength: 200 }),
  AEBODSYS: text({ label: { en: 'Organ class', fr: "Classe d'organe" }, maxLength: 200 }),
}

const modification = {
  AEDMT: yesNo({ en: 'Does it change the dose of Lu-177?', fr: 'Modifie-t-il la dose de Lu-177 ?' }),
  DMTREASON: code({
    label: { en: 'As which toxicity', fr: 'Comme quelle toxicité' },
    codeList: doseToxicities,
    display: 'select',
    when: 'AEDMT == "Y"',
    required: true,
  }),
  AECYC: calculated({
    label: { en: 'Cycles of Lu-177 before', fr: 'Cycles de Lu-177 avant' },
    expression: 'size(every.EXLU.filter(d, given(d.ECSTDTM) && dayOf(d.ECSTDTM) <= AESTDAT))',
    result: 'decimal',
  }),
}

const at = (day: string) => `${day}T10:00:00+01:00`
const reduced = { AESTDAT: '2026-03-10', AEACN_LU: 'DOSE_REDUCED', 'EXLU.ECSTDTM': at('2026-04-29') }

/** X023: a dose that was reduced for an event is smaller the next time. */
const nextDoseReduced = checkOf({
  id: 'X023',
  severity: 'S',
  items: ['AEACN_LU'],
  holds:
    'AEACN_LU != "DOSE_REDUCED" || !every.EXLU.exists(d, given(d.ECSTDTM) && AESTDAT < dayOf(d.ECSTDTM)) || ' +
    'every.EXLU.exists(d, given(d.ECSTDTM) && AESTDAT < dayOf(d.ECSTDTM) && d.ECADJ == "Y")',
  message: {
    en: 'The dose was reduced for this event, but no later dose is.',
    fr: "La dose a été réduite pour cet événement, mais aucune dose suivante ne l'est.",
  },
  cases: {
    holds: { ...reduced, 'EXLU.ECADJ': 'Y' },
    boundary: { AESTDAT: '2026-03-10', AEACN_LU: 'DOSE_REDUCED' },
    fails: { ...reduced, 'EXLU.ECADJ': 'N' },
  },
})

/** X020: a fatal event and the form of death go together. */
const fatalHasDeath = checkOf({
  id: 'X020',
  severity: 'H',
  items: ['AEOUT'],
  holds: 'AEOUT != "FATAL" || every.DTH.exists(d, given(d.DTHDAT))',
  message: { en: 'Fatal, but no death is entered (form DTH).', fr: 'Fatal, mais aucun décès saisi (formulaire DTH).' },
  cases: {
    holds: { AEOUT: 'FATAL', 'DTH.DTHDAT': '2026-03-12' },
    boundary: { AEOUT: 'NOT_RECOVERED' },
    fails: { AEOUT: 'FATAL' },
  },
})

/** AE: one adverse event, graded by CTCAE 5.0, with its relationship to each of the study's agents. */
export const adverseEvent = (agents: readonly Agent[], asked: Asked = {}) =>
  defineForm({
    oid: 'AE',
    title: { en: 'Adverse event', fr: 'Événement indésirable' },
    repeating: true,
    nameItem: 'AETERM',
    domain: 'AE',
    columns: [
      ...(['AETERM', 'AECTC', 'AETOXGR', 'AESTDAT', 'AEONGO', 'AEENDAT', 'AESER'] as const),
      ...agents.map(({ code }) => `AEREL_${code}` as const),
      'AEOUT',
    ],
    groups: {
      EVENT: {
        title: { en: 'Event', fr: 'Événement' },
        items: {
          AETERM: text({
            label: { en: 'What happened', fr: 'Ce qui est arrivé' },
            help: { en: 'The diagnosis where there is one.', fr: "Le diagnostic lorsqu'il existe." },
            maxLength: 200,
            required: true,
          }),
          AECTC: text({
            label: { en: 'CTCAE term', fr: 'Terme CTCAE' },
            dictionary: 'CTCAE-5.0',
            maxLength: 200,
            required: true,
          }),
          AECTCCD: text({
            label: { en: 'Code of the term', fr: 'Code du terme' },
            codeOf: 'AECTC',
            maxLength: 8,
          }),
          ...(asked.coded && codes),
          AETOXGR: code({
            label: { en: 'Highest grade (CTCAE)', fr: 'Grade maximal (CTCAE)' },
            codeList: toxicityGrades,
            display: 'radio',
            gradeOf: 'AECTC',
            required: true,
          }),
          AESTDAT: date({ label: { en: 'Start date', fr: 'Date de début' }, partial: true, required: true }),
          AESTTIM: time({ label: { en: 'Start time', fr: 'Heure de début' } }),
          AEONGO: yesNo({ en: 'Still going on', fr: 'Toujours en cours' }),
          AEENDAT: date({
            label: { en: 'End date', fr: 'Date de fin' },
            partial: true,
            required: 'AEONGO == "N"',
            missing: true,
          }),
          AEENTIM: time({ label: { en: 'End time', fr: 'Heure de fin' } }),
        },
      },
      GRADES: {
        title: { en: 'Changes of grade', fr: 'Changements de grade' },
        repeating: true,
        items: {
          AEGRDAT: date({ label: { en: 'From', fr: 'À partir du' }, partial: true, required: true }),
          AEGRADE: code({
            label: { en: 'Grade', fr: 'Grade' },
            codeList: toxicityGrades,
            display: 'radio',
            required: true,
          }),
        },
      },
      SERIOUS: {
        title: { en: 'Seriousness', fr: 'Gravité' },
        items: {
          AESER: yesNo({ en: 'Serious', fr: 'Grave' }),
          AESDTH: seriousBecause({ en: 'Death', fr: 'Décès' }),
          AESLIFE: seriousBecause({ en: 'Life-threatening', fr: 'Pronostic vital engagé' }),
          AESHOSP: seriousBecause({ en: 'Hospital stay, new or longer', fr: 'Hospitalisation ou sa prolongation' }),
          AESDISAB: seriousBecause({ en: 'Lasting disability', fr: 'Invalidité durable' }),
          AESCONG: seriousBecause({ en: 'Birth defect', fr: 'Anomalie congénitale' }),
          AESMIE: seriousBecause({ en: 'Other important medical event', fr: 'Autre événement médical important' }),
        },
      },
      CAUSE: {
        title: { en: 'Relationship and action', fr: 'Lien et mesure prise' },
        items: attribution(agents),
      },
      OUTCOME: {
        title: { en: 'Treatment and outcome', fr: 'Traitement et évolution' },
        items: {
          ...(agents.some((agent) => agent.code === 'CAP') && afterGradeFour),
          AETRT: yesNo({ en: 'Was it treated?', fr: 'A-t-il été traité ?' }),
          AEOUT: code({
            label: { en: 'Outcome', fr: 'Évolution' },
            codeList: outcomes,
            display: 'radio',
            required: true,
          }),
          AESI: code({
            label: { en: 'Event of special interest', fr: "Événement d'intérêt particulier" },
            help: { en: 'Leave empty when it is none.', fr: "Laisser vide s'il n'en est pas un." },
            codeList: specialInterest,
            display: 'search',
          }),
          AELABLINK: text({
            label: { en: 'Results that show it', fr: 'Résultats qui le montrent' },
            link: { results: laboratoryForms, many: true },
          }),
          ...(asked.lutetium && modification),
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
          holds: { AESTDAT: '2026-02', AEENDAT: '2026-03-04' },
          boundary: { AESTDAT: '2026-03-04', AEENDAT: '2026-03-04' },
          fails: { AESTDAT: '2026-03-04', AEENDAT: '2026-03-01' },
        },
      },
      {
        id: 'AE-02',
        severity: 'H',
        items: ['AEONGO', 'AEENDAT'],
        holds: 'AEONGO == "N" || !given(AEENDAT)',
        message: {
          en: 'Still going on, but an end date is given.',
          fr: 'Toujours en cours, mais une date de fin est donnée.',
        },
        cases: {
          holds: { AEONGO: 'N', AEENDAT: '2026-03-04' },
          boundary: { AEONGO: 'Y' },
          fails: { AEONGO: 'Y', AEENDAT: '2026-03-04' },
        },
      },
      {
        id: 'AE-03',
        severity: 'H',
        items: ['AESER'],
        holds:
          'AESER == "N" || AESDTH == "Y" || AESLIFE == "Y" || AESHOSP == "Y" || AESDISAB == "Y" || AESCONG == "Y" || AESMIE == "Y"',
        message: {
          en: 'Serious, but none of the reasons is marked yes.',
          fr: "Grave, mais aucun des motifs n'est à oui.",
        },
        cases: {
          holds: { AESER: 'Y', AESHOSP: 'Y' },
          boundary: { AESER: 'N' },
          fails: {
            AESER: 'Y',
            AESDTH: 'N',
            AESLIFE: 'N',
            AESHOSP: 'N',
            AESDISAB: 'N',
            AESCONG: 'N',
            AESMIE: 'N',
          },
        },
      },
      {
        id: 'AE-04',
        severity: 'H',
        items: ['AETOXGR', 'AEOUT'],
        holds: '(AETOXGR == "5") == (AEOUT == "FATAL")',
        message: {
          en: 'Grade 5 and a fatal outcome go together: one is here without the other.',
          fr: "Grade 5 et issue fatale vont ensemble : l'un est là sans l'autre.",
        },
        cases: {
          holds: { AETOXGR: '5', AEOUT: 'FATAL' },
          boundary: { AETOXGR: '4', AEOUT: 'NOT_RECOVERED' },
          fails: { AETOXGR: '5', AEOUT: 'NOT_RECOVERED' },
        },
      },
      {
        id: 'AE-05',
        severity: 'H',
        items: ['AESDTH', 'AEOUT'],
        holds: '(AESDTH == "Y") == (AEOUT == "FATAL")',
        message: {
          en: 'Death as reason and a fatal outcome go together: one is here without the other.',
          fr: "Le motif décès et l'issue fatale vont ensemble : l'un est là sans l'autre.",
        },
        cases: {
          holds: { AESDTH: 'Y', AEOUT: 'FATAL' },
          boundary: { AESDTH: 'N', AEOUT: 'RECOVERED_SEQUELAE' },
          fails: { AESDTH: 'Y', AEOUT: 'RECOVERING' },
        },
      },
      {
        id: 'AE-06',
        severity: 'H',
        items: ['AESER', 'AEOUT'],
        holds: 'AEOUT != "FATAL" || AESER == "Y"',
        message: { en: 'A fatal event is always serious.', fr: 'Un événement fatal est toujours grave.' },
        cases: {
          holds: { AEOUT: 'FATAL', AESER: 'Y' },
          boundary: { AEOUT: 'RECOVERING', AESER: 'N' },
          fails: { AEOUT: 'FATAL', AESER: 'N' },
        },
      },
      {
        id: 'AE-07',
        severity: 'S',
        items: ['AESTDAT'],
        holds: 'ICF.DSSTDAT <= AESTDAT',
        message: {
          en: 'It started before consent. Does it belong in the medical history?',
          fr: 'Il a commencé avant le consentement. Relève-t-il des antécédents ?',
        },
        cases: {
          holds: { 'ICF.DSSTDAT': '2026-01-12', AESTDAT: '2026-01-14' },
          boundary: { 'ICF.DSSTDAT': '2026-01-12', AESTDAT: '2026-01-12' },
          fails: { 'ICF.DSSTDAT': '2026-01-12', AESTDAT: '2025-12' },
        },
      },
      {
        id: 'AE-08',
        severity: 'S',
        items: ['AEOUT', 'AEONGO'],
        holds: 'AEONGO == "N" || !(AEOUT in ["RECOVERED", "RECOVERED_SEQUELAE", "FATAL"])',
        message: {
          en: 'Still going on, but the outcome says that it is over.',
          fr: "Toujours en cours, mais l'évolution dit qu'il est terminé.",
        },
        cases: {
          holds: { AEONGO: 'N', AEOUT: 'RECOVERED' },
          boundary: { AEONGO: 'Y', AEOUT: 'RECOVERING' },
          fails: { AEONGO: 'Y', AEOUT: 'RECOVERED' },
        },
      },
      {
        id: 'AE-09',
        severity: 'S',
        items: ['AETOXGR', 'AESER'],
        holds: 'AETOXGR in ["1", "2", "3"] || AESER == "Y"',
        message: {
          en: 'Grade 4 and 5 are life-threatening or worse. Is it really not serious?',
          fr: 'Les grades 4 et 5 menacent la vie. Est-ce vraiment non grave ?',
        },
        cases: {
          holds: { AETOXGR: '4', AESER: 'Y' },
          boundary: { AETOXGR: '3', AESER: 'N' },
          fails: { AETOXGR: '4', AESER: 'N' },
        },
      },
      {
        id: 'AE-10',
        severity: 'S',
        items: ['AEGRADE', 'AETOXGR'],
        holds: 'AEGRADE <= AETOXGR',
        message: {
          en: 'This grade is above the highest grade of the event.',
          fr: "Ce grade dépasse le grade maximal de l'événement.",
        },
        cases: {
          holds: { AEGRADE: '1', AETOXGR: '3' },
          boundary: { AEGRADE: '3', AETOXGR: '3' },
          fails: { AEGRADE: '4', AETOXGR: '3' },
        },
      },
      {
        id: 'AE-11',
        severity: 'S',
        items: ['AEGRDAT'],
        holds: 'AESTDAT <= AEGRDAT && (!given(AEENDAT) || AEGRDAT <= AEENDAT)',
        message: {
          en: 'This change of grade lies outside the dates of the event.',
          fr: "Ce changement de grade est hors des dates de l'événement.",
        },
        cases: {
          holds: { AESTDAT: '2026-03-01', AEGRDAT: '2026-03-04' },
          boundary: { AESTDAT: '2026-03-01', AEGRDAT: '2026-03-09', AEENDAT: '2026-03-09' },
          fails: { AESTDAT: '2026-03-01', AEGRDAT: '2026-03-10', AEENDAT: '2026-03-09' },
        },
      },
      {
        id: 'AE-12',
        severity: 'S',
        items: ['AETOXGR', 'AECTC'],
        holds: 'hasGrade(AECTC, AETOXGR)',
        message: {
          en: 'CTCAE does not have this grade for this term. Is it another grade, or another term?',
          fr: "CTCAE n'a pas ce grade pour ce terme. Est-ce un autre grade, ou un autre terme ?",
        },
        cases: {
          holds: { AECTC: 'Nausea', AETOXGR: '1' },
          boundary: { AECTC: 'Nausea', AETOXGR: '3' },
          fails: { AECTC: 'Nausea', AETOXGR: '4' },
        },
      },
      ...(asked.lutetium ? [nextDoseReduced] : []),
      ...(asked.death ? [fatalHasDeath] : []),
    ],
  })
