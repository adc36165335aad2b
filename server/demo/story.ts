import { v7 } from 'uuid'
import { type FormPath, type Step, formPath } from '#shared/casebook/path'
import type { SiteId } from '#shared/ids'
import type { CompiledStudy } from '#shared/study/compile'
import { FR01 } from './accounts'
import { type How, type Moment, NotDone, Pen, type SigningKey, type Typed } from './pen'
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
export interface Participant {
  readonly body: values.Body
  readonly consent: number
  /** Screening is entered to its end. */
  readonly screened: boolean
  /** Day of the first dose, and of the visit four weeks after it, where they have been. */
  readonly cycle1?: number
  readonly week4?: number
  /** What differs from a visit like every other, by event and form: `W4/LBC`. */
  readonly unlike?: Readonly<Record<string, Typed | NotDone>>
  also?(story: Story): void
}

/** What is done about a log form on each of the days after it was entered. */
export type Later = readonly [Desk, (pen: Pen, moment: Moment, form: FormPath, key: SigningKey) => void]

export const accepted: Later = ['investigator', (pen, moment, form) => pen.review(moment, form)]
export const signed: Later = ['investigator', (pen, moment, form, key) => pen.sign(moment, form, key)]

export const SCR = { oid: 'SCR' }
export const W0 = { oid: 'W0' }
export const W4 = { oid: 'W4' }
const LOG = { oid: 'LOG' }
const DAY = 86_400_000

export interface Setting {
  readonly study: CompiledStudy
  readonly site: SiteId
  readonly code: string
  /** Keeps the acts of participants of one day apart. */
  readonly minute: number
  /** Midnight, UTC. */
  readonly today: number
  readonly key: SigningKey
}

/** One participant's acts, and the words in which their story is told. */
export class Story {
  readonly acts: Act[] = []
  private readonly pen: Pen
  private readonly nurse: Desk

  constructor(
    private readonly who: Participant,
    private readonly setting: Setting,
  ) {
    const { site, code } = setting
    this.pen = new Pen(setting)
    this.nurse = site === FR01 ? 'lyon' : 'nurse'
    const { consent, body } = who
    const language = site === FR01 ? 'fr' : 'nl'
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

  date(day: number): string {
    return new Date(this.setting.today + day * DAY).toISOString().slice(0, 10)
  }

  /** Part of a form, left open. */
  part(event: Step, oid: string, day: number, hour: number, typed: Typed): void {
    this.act(day, hour, this.nurse, (moment) => this.pen.fill(moment, event, { oid }, typed, false))
  }

  /** A visit nobody planned, for what was measured; its chemistry was left out. */
  unscheduled(day: number, measured: { readonly vitals: Typed; readonly counts: Typed }): void {
    const event = { oid: 'UNS', repeat: v7({ msecs: this.setting.today + day * DAY }) }
    const date = this.date(day)
    const { body } = this.who
    this.act(day, 9, this.nurse, (moment) => {
      this.pen.fill(moment, event, { oid: 'SV' }, values.visitOn(date))
      this.pen.fill(moment, event, { oid: 'VS' }, { ...values.vitals(date, body, 2), ...measured.vitals })
      this.pen.fill(moment, event, { oid: 'LBH' }, { ...values.haematology(date, body, 2), ...measured.counts })
      this.pen.skip(moment, event, { oid: 'LBC' }, new NotDone('Blood count only.'))
    })
  }

  /** An adverse event or a medicine, whole. Later acts about it get its path. */
  log(oid: 'AE' | 'CM', day: number, typed: Typed, ...later: readonly Later[]): void {
    const form = { oid, repeat: v7({ msecs: this.setting.today + day * DAY }) }
    const path = formPath(LOG, form)
    this.act(day, 14, this.nurse, (moment) => this.pen.fill(moment, LOG, form, typed))
    for (const [i, [desk, write]] of later.entries())
      this.act(day + i + 1, 15, desk, (moment) => write(this.pen, moment, path, this.setting.key))
  }

  /** One item of a visit's form, by someone who sees what stands there, or who does not. */
  enter(desk: Desk, day: number, event: Step, oid: string, item: string, text: string, how?: How): void {
    this.act(day, 16, desk, (moment) => this.pen.enter(moment, formPath(event, { oid }), item, text, how))
  }

  /** The monitor asks; what is said next is the answer of the site, and last the monitor's word on it. */
  ask(day: number, event: Step, oid: string, item: string, question: string, answer?: string, closing?: string): void {
    const form = formPath(event, { oid })
    let reply: (later: Moment, move: 'answer' | 'close', text: string) => void = () => undefined
    this.act(day, 12, 'monitor', (moment) => {
      const query = this.pen.ask(moment, form, item, question)
      reply = (later, move, text) => this.pen.reply(later, form, item, query, move, text)
    })
    if (answer !== undefined) this.act(day + 1, 13, this.nurse, (moment) => reply(moment, 'answer', answer))
    if (closing !== undefined) this.act(day + 2, 12, 'monitor', (moment) => reply(moment, 'close', closing))
  }

  confirm(day: number, event: Step, oid: string, check: string, item: string, reason: string): void {
    this.act(day, 16, this.nurse, (moment) => this.pen.confirm(moment, formPath(event, { oid }), check, [item], reason))
  }

  verify(day: number, event: Step, ...oids: readonly string[]): void {
    this.act(day, 11, 'monitor', (moment) => {
      for (const oid of oids) this.pen.verify(moment, formPath(event, { oid }))
    })
  }

  /** A whole visit, entered on its day. */
  private visit(event: Step, day: number, cycle: values.Cycle): void {
    const date = this.date(day)
    const { body, unlike } = this.who
    const forms: readonly [string, Typed][] = [
      ['SV', values.visitOn(date)],
      ['VS', values.vitals(date, body, cycle)],
      ['LBH', values.haematology(date, body, cycle)],
      ['LBC', values.biochemistry(date, body, cycle)],
    ]
    for (const [i, [oid, typed]] of forms.entries()) {
      const other = unlike?.[`${event.oid}/${oid}`]
      this.act(day, 9 + i, this.nurse, (moment) => {
        if (other instanceof NotDone) this.pen.skip(moment, event, { oid }, other)
        else this.pen.fill(moment, event, { oid }, { ...typed, ...other })
      })
    }
  }

  private act(day: number, hour: number, desk: Desk, write: (moment: Moment) => void): void {
    const { today, minute } = this.setting
    this.acts.push({ at: today + day * DAY + (hour * 60 + minute) * 60_000, desk, write })
  }
}
