import { v7 } from 'uuid'
import { type FormPath, type Step, formPath } from '#shared/casebook/path'
import type { SiteId } from '#shared/ids'
import type { CompiledStudy } from '#shared/study/compile'
import { FR01, NL01 } from './accounts'
import { type Moment, Pen, type SigningKey, type Typed } from './pen'
import * as values from './values'

/** Who is at work, and with that on which device. */
export type Desk = 'nurse' | 'investigator' | 'tablet' | 'lyon' | 'monitor'

/** One thing somebody did at some time. Acts of all participants happen in the order of their times. */
export interface Act {
  readonly at: number
  readonly desk: Desk
  write(moment: Moment): void
}

/** A participant of the story. Days count from today: -9 is nine days ago. */
interface Participant {
  readonly site: SiteId
  readonly number: number
  readonly body: values.Body
  readonly consent: number
  /** Screening is entered to its end. */
  readonly screened: boolean
  /** Day of the first dose, and of the visit four weeks after it, where they have been. */
  readonly cycle1?: number
  readonly week4?: number
  also?(story: Story): void
}

const SCR = { oid: 'SCR' }
const W0 = { oid: 'W0' }
const W4 = { oid: 'W4' }
const LOG = { oid: 'LOG' }
const DAY = 86_400_000

/** Everything that happened to the participants of both sites up to `today` (midnight, UTC). */
export function acts(
  study: CompiledStudy,
  today: number,
  codeOf: (site: SiteId, number: number) => string,
  key: SigningKey,
) {
  return participants
    .flatMap(
      (participant) => new Story(study, participant, today, codeOf(participant.site, participant.number), key).acts,
    )
    .sort((a, b) => a.at - b.at)
}

/** One participant's acts, and the words in which their story is told. */
class Story {
  readonly acts: Act[] = []
  private readonly pen: Pen
  private readonly nurse: Desk

  constructor(
    study: CompiledStudy,
    private readonly who: Participant,
    private readonly today: number,
    code: string,
    private readonly key: SigningKey,
  ) {
    this.pen = new Pen({ study, site: who.site })
    this.nurse = who.site === FR01 ? 'lyon' : 'nurse'
    const { consent, body } = who
    const language = who.site === FR01 ? 'fr' : 'nl'
    this.act(consent, 8, this.nurse, (moment) => {
      this.pen.enrol(moment, code)
      this.pen.fill(moment, SCR, { oid: 'ICF' }, values.consent(this.date(consent), this.date(consent - 150), language))
    })
    if (who.screened) {
      const day = Math.min(consent + 4, -1)
      this.act(day, 8, this.nurse, (moment) => this.pen.fill(moment, SCR, { oid: 'DM' }, values.person(body)))
      this.visit(SCR, day, 0)
    }
    if (who.cycle1 !== undefined) this.visit(W0, who.cycle1, 1)
    if (who.week4 !== undefined) this.visit(W4, who.week4, 2)
    who.also?.(this)
  }

  date = (day: number): string => new Date(this.today + day * DAY).toISOString().slice(0, 10)

  act(day: number, hour: number, desk: Desk, write: (moment: Moment) => void): void {
    this.acts.push({ at: this.today + day * DAY + (hour * 60 + this.who.number) * 60_000, desk, write })
  }

  /** A whole visit, entered on its day. */
  visit(event: Step, day: number, cycle: values.Cycle): void {
    const date = this.date(day)
    const { body } = this.who
    const forms: readonly [string, Typed][] = [
      ['SV', values.visitOn(date)],
      ['VS', values.vitals(date, body, cycle)],
      ['LBH', values.haematology(date, body, cycle)],
      ['LBC', values.biochemistry(date, body, cycle)],
    ]
    for (const [i, [oid, typed]] of forms.entries())
      this.act(day, 9 + i, this.nurse, (moment) => this.pen.fill(moment, event, { oid }, typed))
  }

  /** Part of a form, left open. */
  part(event: Step, oid: string, day: number, hour: number, typed: Typed): void {
    this.act(day, hour, this.nurse, (moment) => this.pen.fill(moment, event, { oid }, typed, false))
  }

  /** An adverse event or a medicine, whole. Later acts about it get its path. */
  log(oid: 'AE' | 'CM', day: number, typed: Typed, ...later: readonly Later[]): void {
    const at = this.today + day * DAY
    const form = { oid, repeat: v7({ msecs: at }) }
    let path: FormPath | undefined
    this.act(day, 14, this.nurse, (moment) => {
      path = this.pen.fill(moment, LOG, form, typed)
    })
    for (const [i, [desk, write]] of later.entries())
      this.act(day + i + 1, 15, desk, (moment) => path && write(this.pen, moment, path, this.key))
  }

  /** One item of a visit's form, by someone who sees what stands there, or who does not. */
  enter(
    desk: Desk,
    day: number,
    event: Step,
    oid: string,
    item: string,
    text: string,
    how?: Parameters<Pen['enter']>[4],
  ) {
    this.act(day, 16, desk, (moment) => this.pen.enter(moment, formPath(event, { oid }), item, text, how))
  }

  ask(day: number, event: Step, oid: string, item: string, question: string, answer?: string): void {
    let answered: (moment: Moment) => void = () => undefined
    this.act(day, 12, 'monitor', (moment) => {
      const form = formPath(event, { oid })
      const query = this.pen.ask(moment, form, item, question)
      if (answer !== undefined) answered = (later) => this.pen.answer(later, form, item, query, answer)
    })
    if (answer !== undefined) this.act(day + 1, 13, this.nurse, (moment) => answered(moment))
  }

  confirm(day: number, event: Step, oid: string, check: string, item: string, reason: string): void {
    this.act(day, 16, this.nurse, (moment) => this.pen.confirm(moment, formPath(event, { oid }), check, [item], reason))
  }

  verify(day: number, event: Step, ...oids: readonly string[]): void {
    this.act(day, 11, 'monitor', (moment) => {
      for (const oid of oids) this.pen.verify(moment, formPath(event, { oid }))
    })
  }
}

type Later = readonly [Desk, (pen: Pen, moment: Moment, form: FormPath, key: SigningKey) => void]

const accepted: Later = ['investigator', (pen, moment, form) => pen.review(moment, form)]
const signed: Later = ['investigator', (pen, moment, form, key) => pen.sign(moment, form, key)]

const body = (
  sex: values.Body['sex'],
  born: string,
  weight: number,
  height: number,
  ...pressure: readonly [number, number]
): values.Body => ({ sex, born, weight, height, pressure })

const rotterdam: readonly Omit<Participant, 'site' | 'number'>[] = [
  {
    body: body('F', '1958-04', 64.2, 166, 128, 76),
    consent: -92,
    screened: true,
    cycle1: -66,
    week4: -38,
    also(story) {
      const nausea = { term: 'Nausea', grade: '2', start: story.date(-65), end: story.date(-62) } as const
      story.log('AE', -61, values.adverseEvent({ ...nausea, cause: 'PROBABLE', treated: true }), accepted, signed)
      story.log('CM', -61, values.medicine('Ondansetron', 'Nausea', story.date(-65), story.date(-62)))
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
      story.log('AE', -45, values.adverseEvent({ ...fatigue, cause: 'POSSIBLE', treated: false }), accepted, [
        'nurse',
        (pen, moment, form) => pen.enter(moment, form, 'AETOXGR', '2', { reason: 'Worse since the last visit.' }),
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
    body: body('F', '1955-05', 61.5, 164, 126, 70),
    consent: -38,
    screened: true,
    cycle1: -11,
    also: (story) =>
      story.ask(-4, W0, 'VS', 'WEIGHT', 'The ward chart says 66.7 kg on the same day. Which one is right?'),
  },
  {
    body: body('M', '1966-03', 74.0, 180, 125, 78),
    consent: -44,
    screened: true,
    cycle1: -20,
    // On a tablet that had not heard of the ward's value.
    also: (story) => story.enter('tablet', -20, W0, 'VS', 'WEIGHT', '77.2', { unseen: true }),
  },
  { body: body('F', '1970-10', 66.6, 168, 119, 73), consent: -33, screened: true },
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

const lyon: readonly Omit<Participant, 'site' | 'number'>[] = [
  {
    body: body('F', '1957-03', 63.0, 163, 124, 75),
    consent: -66,
    screened: true,
    cycle1: -41,
    week4: -13,
    also(story) {
      const hair = { term: 'Alopécie', grade: '1', start: story.date(-15) } as const
      story.log('AE', -12, values.adverseEvent({ ...hair, cause: 'POSSIBLE', treated: false }))
    },
  },
  { body: body('M', '1963-12', 84.5, 177, 133, 81), consent: -55, screened: true, cycle1: -28 },
  {
    body: body('M', '1954-09', 72.8, 171, 141, 86),
    consent: -64,
    screened: true,
    cycle1: -40,
    also: (story) =>
      story.ask(-9, W0, 'VS', 'PULSE', 'Le dossier source indique 88.', 'Relu : 72 est la valeur du repos.'),
  },
  { body: body('F', '1967-04', 59.4, 160, 117, 71), consent: -12, screened: true },
  { body: body('F', '1973-02', 68.1, 169, 121, 74), consent: -2, screened: false },
]

const participants: readonly Participant[] = [
  ...rotterdam.map((one, i) => ({ ...one, site: NL01, number: i + 1 })),
  ...lyon.map((one, i) => ({ ...one, site: FR01, number: i + 1 })),
]
