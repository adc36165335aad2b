import type { SiteId } from '#shared/ids'
import { FR01, NL01 } from './accounts'
import { NotDone } from './pen'
import { type Act, type Participant, SCR, type Setting, Story, W0, W4, accepted, signed } from './story'
import * as values from './values'

/** What happened to the participants of both sites up to today, act by act in the order of their times. */
export function acts(
  common: Pick<Setting, 'study' | 'today' | 'key'>,
  codeOf: (site: SiteId, number: number) => string,
): readonly Act[] {
  const at = (site: SiteId, participants: readonly Participant[]) =>
    participants.map((who, i) => new Story(who, { ...common, site, code: codeOf(site, i + 1), minute: i + 1 }))
  return [...at(NL01, rotterdam), ...at(FR01, lyon)].flatMap((story) => story.acts).sort((a, b) => a.at - b.at)
}

const body = (
  sex: values.Body['sex'],
  born: string,
  weight: number,
  height: number,
  ...pressure: readonly [number, number]
): values.Body => ({ sex, born, weight, height, pressure })

/** In the order of their consent, as their numbers are. */
const rotterdam: readonly Participant[] = [
  {
    body: body('F', '1958-04', 64.2, 166, 128, 76),
    consent: -92,
    screened: true,
    cycle1: -66,
    week4: -38,
    also(story) {
      const nausea = { term: 'Nausea', grade: '2', start: story.date(-65), end: story.date(-61) } as const
      const grades = [
        { AEGRDAT: nausea.start, AEGRADE: '2' },
        { AEGRDAT: story.date(-63), AEGRADE: '1' },
      ]
      story.log(
        'AE',
        -61,
        values.adverseEvent({ ...nausea, cause: 'PROBABLE', treated: true }),
        ['nurse', (pen, moment, form) => pen.rows(moment, form, grades)],
        accepted,
        signed,
      )
      story.log('CM', -61, values.medicine('Ondansetron', 'Nausea', story.date(-65), story.date(-61)))
      const where = 'The chart gives no temperature on this day. Where is it from?'
      story.ask(-36, W0, 'VS', 'TEMP', where, 'It stands in the nursing record, page 4.', 'Seen there. Thank you.')
      story.verify(-20, SCR, 'ICF', 'DM', 'VS', 'LBH', 'LBC')
      story.verify(-20, W0, 'VS')
    },
  },
  {
    body: body('M', '1951-11', 82.4, 178, 136, 82),
    consent: -81,
    screened: true,
    cycle1: -59,
    week4: -31,
    also(story) {
      const fatigue = { term: 'Fatigue', grade: '1', start: story.date(-50) } as const
      story.log('AE', -45, values.adverseEvent({ ...fatigue, cause: 'POSSIBLE', treated: false }), accepted, signed, [
        'nurse',
        (pen, moment, form) => pen.enter(moment, form, 'AETOXGR', '2', { reason: 'Worse since then.' }),
      ])
    },
  },
  {
    body: body('F', '1964-02', 58.9, 161, 118, 72),
    consent: -70,
    screened: true,
    cycle1: -46,
    week4: -18,
    also(story) {
      const fever = { term: 'Febrile neutropenia', grade: '3', start: story.date(-6), serious: true } as const
      const counts = { WBC: '1.3', ANC: '0.6', LYM: '0.4', PLT: '118' }
      story.unscheduled(-6, { vitals: { TEMP: '38.9', PULSE: '104' }, counts })
      story.log('AE', -5, values.adverseEvent({ ...fever, cause: 'PROBABLE', treated: true }))
      story.log('CM', -5, values.medicine('Filgrastim', 'Febrile neutropenia', story.date(-6)))
    },
  },
  {
    body: body('M', '1969-09', 91.0, 184, 142, 88),
    consent: -60,
    screened: true,
    cycle1: -36,
    also: (story) => story.enter('nurse', -35, W0, 'LBC', 'CREAT', '312', { reason: 'Typed from the wrong line.' }),
  },
  {
    body: body('F', '1972-07', 70.3, 170, 122, 74),
    consent: -54,
    screened: true,
    cycle1: -29,
    also: (story) =>
      story.ask(-12, W0, 'LBH', 'PLT', 'The report says 182. Please check.', 'The report was corrected the same day.'),
  },
  {
    body: body('M', '1960-12', 77.7, 175, 131, 79),
    consent: -50,
    screened: true,
    cycle1: -27,
    also(story) {
      story.enter('nurse', -26, W0, 'LBC', 'K', '6.1', { reason: 'Second sample, sent the same day.' })
      story.confirm(-25, W0, 'LBC', 'RANGE-SOFT:K', 'K', 'The laboratory confirmed it; the sample was not haemolysed.')
      story.part(W4, 'SV', -1, 9, values.visitOn(story.date(-1)))
      story.part(W4, 'VS', -1, 10, { VSDAT: story.date(-1), VSTIM: '10:05', VSTPT: 'ROUTINE', WEIGHT: '76.4' })
    },
  },
  {
    body: body('M', '1966-03', 74.0, 180, 125, 78),
    consent: -44,
    screened: true,
    cycle1: -20,
    // On a tablet that had not heard of the ward's value.
    also: (story) => story.enter('tablet', -20, W0, 'VS', 'WEIGHT', '77.2', { unseen: true }),
  },
  {
    body: body('F', '1955-05', 61.5, 164, 126, 70),
    consent: -38,
    screened: true,
    cycle1: -11,
    also(story) {
      const vomiting = { term: 'Vomiting', grade: '1', start: story.date(-10), end: story.date(-9) } as const
      story.log('AE', -8, values.adverseEvent({ ...vomiting, cause: 'POSSIBLE', treated: false }), accepted)
      story.ask(-4, W0, 'VS', 'WEIGHT', 'The ward chart says 66.7 kg on the same day. Which one is right?')
    },
  },
  {
    body: body('F', '1970-10', 66.6, 168, 119, 73),
    consent: -33,
    screened: true,
    // From another laboratory, as its report gives it.
    unlike: { 'SCR/LBH': { HGB: '7,8 mmol/L' } },
  },
  {
    body: body('M', '1948-08', 79.1, 172, 138, 84),
    consent: -10,
    screened: true,
    also(story) {
      const flushing = { term: 'Flushing', grade: '1', start: story.date(-8), end: story.date(-7) } as const
      story.log('AE', -4, values.adverseEvent({ ...flushing, cause: 'NOT_RELATED', treated: false }))
    },
  },
  {
    body: body('F', '1961-06', 55.8, 159, 112, 68),
    consent: -6,
    screened: false,
    also(story) {
      story.part(SCR, 'SV', -2, 9, values.visitOn(story.date(-2)))
      // The two pressures changed places.
      const pressures = { SYSBP: '74', DIABP: '126', PULSE: '71' }
      story.part(SCR, 'VS', -2, 10, { VSDAT: story.date(-2), VSTIM: '10:05', VSTPT: 'ROUTINE', ...pressures })
    },
  },
  { body: body('M', '1975-01', 88.2, 181, 129, 80), consent: -1, screened: false },
]

const lyon: readonly Participant[] = [
  {
    body: body('F', '1957-03', 63.0, 163, 124, 75),
    consent: -66,
    screened: true,
    cycle1: -41,
    week4: -13,
    unlike: { 'W4/LBC': new NotDone("L'automate était en panne ce jour-là.") },
    also(story) {
      const hair = { term: 'Alopécie', ctcae: 'Alopecia', grade: '1', start: story.date(-15) } as const
      story.log('AE', -12, values.adverseEvent({ ...hair, cause: 'POSSIBLE', treated: false }))
    },
  },
  {
    body: body('M', '1954-09', 72.8, 171, 141, 86),
    consent: -64,
    screened: true,
    cycle1: -40,
    also: (story) =>
      story.ask(-9, W0, 'VS', 'PULSE', 'Le dossier source indique 88.', 'Relu : 72 est la valeur du repos.'),
  },
  {
    body: body('M', '1963-12', 84.5, 177, 133, 81),
    consent: -55,
    screened: true,
    cycle1: -28,
    unlike: { 'W0/LBC': { GLUC: new NotDone('Échantillon hémolysé') } },
    also: (story) => story.ask(-3, SCR, 'DM', 'BRTHDAT', 'Le consentement indique 1962. Quelle est la bonne année ?'),
  },
  { body: body('F', '1967-04', 59.4, 160, 117, 71), consent: -12, screened: true },
  { body: body('F', '1973-02', 68.1, 169, 121, 74), consent: -2, screened: false },
]
