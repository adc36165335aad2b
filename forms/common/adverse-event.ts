import { textIn } from '#shared/study/names'
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
    label: {
      en: `Related to ${agent.name.en}`,
      fr: `Lien avec ${agent.name.fr}`,
      sv: `Samband med ${textIn(agent.name, 'sv')}`,
    },
    ...onceReceived(agent, `AEREL_${agent.code}`),
    codeList: causality,
    display: 'radio',
    required: true,
    missing: true,
  })

const action = (agent: Agent): Item =>
  code({
    label: {
      en: `Action taken with ${agent.name.en}`,
      fr: `Mesure prise pour ${agent.name.fr}`,
      sv: `Åtgärd med ${textIn(agent.name, 'sv')}`,
    },
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
      fr: 'Poursuivre la capécitabine à 50 % est-il dans l’intérêt du participant ?',
      sv: 'Är det i deltagarens intresse att fortsätta med capecitabin på 50 %?',
    },
    {
      when: 'AETOXGR == "4"',
      required: false,
      help: {
        en: 'The investigator decides. Without a yes it stops.',
        fr: 'L’investigateur décide. Sans oui, arrêt.',
        sv: 'Prövaren avgör. Utan ett ja avslutas det.',
      },
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
  AEDECOD: text({ label: { en: 'Preferred term', fr: 'Terme préféré', sv: 'Föredragen term' }, maxLength: 200 }),
  AEBODSYS: text({ label: { en: 'Organ class', fr: 'Classe d’organe', sv: 'Organklass' }, maxLength: 200 }),
}

const modification = {
  AEDMT: yesNo({
    en: 'Does it change the dose of Lu-177?',
    fr: 'Modifie-t-il la dose de Lu-177 ?',
    sv: 'Ändrar den dosen av Lu-177?',
  }),
  DMTREASON: code({
    label: { en: 'As which toxicity', fr: 'Comme quelle toxicité', sv: 'Som vilken toxicitet' },
    codeList: doseToxicities,
    display: 'select',
    when: 'AEDMT == "Y"',
    required: true,
  }),
  AECYC: calculated({
    label: { en: 'Cycles of Lu-177 before', fr: 'Cycles de Lu-177 avant', sv: 'Kurer av Lu-177 före' },
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
    fr: 'La dose a été réduite pour cet événement, mais aucune dose suivante ne l’est.',
    sv: 'Dosen reducerades för händelsen, men ingen senare dos är reducerad.',
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
  message: {
    en: 'Fatal, but no death is entered (form DTH).',
    fr: 'Fatal, mais aucun décès saisi (formulaire DTH).',
    sv: 'Dödlig, men ingen död är inmatad (formulär DTH).',
  },
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
    title: { en: 'Adverse event', fr: 'Événement indésirable', sv: 'Oönskad händelse' },
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
        title: { en: 'Event', fr: 'Événement', sv: 'Händelse' },
        items: {
          AETERM: text({
            label: { en: 'What happened', fr: 'Ce qui est arrivé', sv: 'Vad som hände' },
            help: {
              en: 'The diagnosis where there is one.',
              fr: 'Le diagnostic lorsqu’il existe.',
              sv: 'Diagnosen, där det finns en.',
            },
            maxLength: 200,
            required: true,
          }),
          AECTC: text({
            label: { en: 'CTCAE term', fr: 'Terme CTCAE', sv: 'CTCAE-term' },
            dictionary: 'CTCAE-5.0',
            maxLength: 200,
            required: true,
          }),
          AECTCCD: text({
            label: { en: 'Code of the term', fr: 'Code du terme', sv: 'Termens kod' },
            codeOf: 'AECTC',
            maxLength: 8,
          }),
          ...(asked.coded && codes),
          AETOXGR: code({
            label: { en: 'Highest grade (CTCAE)', fr: 'Grade maximal (CTCAE)', sv: 'Högsta grad (CTCAE)' },
            codeList: toxicityGrades,
            display: 'radio',
            gradeOf: 'AECTC',
            required: true,
          }),
          AESTDAT: date({
            label: { en: 'Start date', fr: 'Date de début', sv: 'Startdatum' },
            partial: true,
            required: true,
          }),
          AESTTIM: time({ label: { en: 'Start time', fr: 'Heure de début', sv: 'Starttid' } }),
          AEONGO: yesNo({ en: 'Still going on', fr: 'Toujours en cours', sv: 'Pågår ännu' }),
          AEENDAT: date({
            label: { en: 'End date', fr: 'Date de fin', sv: 'Slutdatum' },
            partial: true,
            required: 'AEONGO == "N"',
            missing: true,
          }),
          AEENTIM: time({ label: { en: 'End time', fr: 'Heure de fin', sv: 'Sluttid' } }),
        },
      },
      GRADES: {
        title: { en: 'Changes of grade', fr: 'Changements de grade', sv: 'Ändringar av grad' },
        repeating: true,
        items: {
          AEGRDAT: date({ label: { en: 'From', fr: 'À partir du', sv: 'Från' }, partial: true, required: true }),
          AEGRADE: code({
            label: { en: 'Grade', fr: 'Grade', sv: 'Grad' },
            codeList: toxicityGrades,
            display: 'radio',
            required: true,
          }),
        },
      },
      SERIOUS: {
        title: { en: 'Seriousness', fr: 'Gravité', sv: 'Allvarlighet' },
        items: {
          AESER: yesNo({ en: 'Serious', fr: 'Grave', sv: 'Allvarlig' }),
          AESDTH: seriousBecause({ en: 'Death', fr: 'Décès', sv: 'Död' }),
          AESLIFE: seriousBecause({ en: 'Life-threatening', fr: 'Pronostic vital engagé', sv: 'Livshotande' }),
          AESHOSP: seriousBecause({
            en: 'Hospital stay, new or longer',
            fr: 'Hospitalisation ou sa prolongation',
            sv: 'Sjukhusvård, ny eller förlängd',
          }),
          AESDISAB: seriousBecause({
            en: 'Lasting disability',
            fr: 'Invalidité durable',
            sv: 'Bestående funktionsnedsättning',
          }),
          AESCONG: seriousBecause({ en: 'Birth defect', fr: 'Anomalie congénitale', sv: 'Missbildning' }),
          AESMIE: seriousBecause({
            en: 'Other important medical event',
            fr: 'Autre événement médical important',
            sv: 'Annan medicinskt viktig händelse',
          }),
        },
      },
      CAUSE: {
        title: { en: 'Relationship and action', fr: 'Lien et mesure prise', sv: 'Samband och åtgärd' },
        items: attribution(agents),
      },
      OUTCOME: {
        title: { en: 'Treatment and outcome', fr: 'Traitement et évolution', sv: 'Behandling och utfall' },
        items: {
          ...(agents.some((agent) => agent.code === 'CAP') && afterGradeFour),
          AETRT: yesNo({ en: 'Was it treated?', fr: 'A-t-il été traité ?', sv: 'Behandlades den?' }),
          AEOUT: code({
            label: { en: 'Outcome', fr: 'Évolution', sv: 'Utfall' },
            codeList: outcomes,
            display: 'radio',
            required: true,
          }),
          AESI: code({
            label: {
              en: 'Event of special interest',
              fr: 'Événement d’intérêt particulier',
              sv: 'Händelse av särskilt intresse',
            },
            help: {
              en: 'Leave empty when it is none.',
              fr: 'Laisser vide s’il n’en est pas un.',
              sv: 'Lämna tomt när det inte är någon.',
            },
            codeList: specialInterest,
            display: 'search',
          }),
          AELABLINK: text({
            label: { en: 'Results that show it', fr: 'Résultats qui le montrent', sv: 'Resultat som visar den' },
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
        message: {
          en: 'The event ends before it starts.',
          fr: 'L’événement finit avant de commencer.',
          sv: 'Händelsen slutar innan den börjar.',
        },
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
          sv: 'Pågår fortfarande, men ett slutdatum är angivet.',
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
          fr: 'Grave, mais aucun des motifs n’est à oui.',
          sv: 'Allvarlig, men inget av skälen är markerat ja.',
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
          fr: 'Grade 5 et issue fatale vont ensemble : l’un est là sans l’autre.',
          sv: 'Grad 5 och dödligt utfall hör ihop: här finns det ena utan det andra.',
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
          fr: 'Le motif décès et l’issue fatale vont ensemble : l’un est là sans l’autre.',
          sv: 'Död som skäl och dödligt utfall hör ihop: här finns det ena utan det andra.',
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
        message: {
          en: 'A fatal event is always serious.',
          fr: 'Un événement fatal est toujours grave.',
          sv: 'En dödlig händelse är alltid allvarlig.',
        },
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
          sv: 'Den började före samtycket. Hör den till sjukdomshistorien?',
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
          fr: 'Toujours en cours, mais l’évolution dit qu’il est terminé.',
          sv: 'Pågår fortfarande, men utfallet säger att den är över.',
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
          sv: 'Grad 4 och 5 är livshotande eller värre. Är den verkligen inte allvarlig?',
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
          fr: 'Ce grade dépasse le grade maximal de l’événement.',
          sv: 'Den här graden är högre än händelsens högsta grad.',
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
          fr: 'Ce changement de grade est hors des dates de l’événement.',
          sv: 'Den här ändringen av grad ligger utanför händelsens datum.',
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
          fr: 'CTCAE n’a pas ce grade pour ce terme. Est-ce un autre grade, ou un autre terme ?',
          sv: 'CTCAE har inte den här graden för termen. Är det en annan grad, eller en annan term?',
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
