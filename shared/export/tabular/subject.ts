import type { Casebook, FormState } from '../../casebook/casebook'
import { visitDateItem } from '../../casebook/earlier'
import { type Journey, journeyOf } from '../../casebook/phases'
import { eventOf, steps } from '../../casebook/path'
import { visitsOf } from '../../casebook/visits'
import { PartialDate } from '../../partial-date'
import type { CompiledStudy } from '../../study/compile'
import { textIn } from '../../study/definition'
import { type ExportSubject, codeOf } from '../source'

/** The visit that a form stands in, as data sets name it: nothing for what belongs to no visit. */
interface AtVisit {
  readonly number: string
  readonly name: string
  /** ISO 8601, as far as it is known. */
  readonly day: string
}

/** What every row of a participant is told with: who they are, which days count from where, which visit is which. */
export class Told {
  readonly id: string
  readonly code: string
  readonly journey: Journey
  readonly casebook: Casebook
  readonly site: string
  /** The day that study days count from. */
  readonly #reference: PartialDate | undefined
  readonly #unscheduled: ReadonlyMap<string, number>

  constructor(
    readonly study: CompiledStudy,
    { casebook, site }: ExportSubject,
  ) {
    this.casebook = casebook
    this.site = site
    this.code = codeOf(casebook)
    this.id = `${study.version.study.id}-${this.code}`
    this.journey = journeyOf(study, casebook)
    this.#reference = this.date('RFSTDTC')
    const numbers = new Map<string, number>()
    const seen = new Map<string, number>()
    for (const event of visitsOf(study, casebook).events) {
      const [step] = steps(event)
      if (!step?.repeat) continue
      const nth = (seen.get(step.oid) ?? 0) + 1
      seen.set(step.oid, nth)
      numbers.set(event, nth)
    }
    this.#unscheduled = numbers
  }

  /** A date of the demographics, from the anchor that the study names for it or the usual one. */
  date(name: keyof typeof usualAnchors): PartialDate | undefined {
    const said = this.study.version.tabulation?.dates?.[name]
    const anchors = said === undefined ? usualAnchors[name] : [said]
    for (const anchor of anchors) {
      const found = this.journey.happened(anchor)
      if (found) return found.day
    }
    return undefined
  }

  /** Days from the reference day, which is day 1; there is no day 0. Empty where either is not known to the day. */
  studyDay(iso: string): string {
    const day = PartialDate.parse(iso.slice(0, 10))
    if (!this.#reference?.exact || !day?.exact) return ''
    const days = day.first - this.#reference.first
    return String(days >= 0 ? days + 1 : days)
  }

  /** The phase that a day belongs to; of a day on which one ended and the next began, the next. */
  epoch(iso: string): string {
    const day = iso.slice(0, 10)
    if (day.length < 10) return ''
    const stay = this.journey.stays.findLast(({ since }) => since === undefined || since <= day)
    const phase = this.study.version.phases?.find(({ oid }) => oid === stay?.phase)
    return phase ? textIn(phase.title, 'en').toUpperCase() : ''
  }

  visit({ path }: FormState): AtVisit {
    const event = eventOf(path)
    const [step] = steps(event)
    const def = step && this.study.event(step.oid)
    if (!step || !def || def.kind === 'log') return { number: '', name: '', day: '' }
    const value = visitDateItem(this.study, this.casebook, event)?.value
    const nth = this.#unscheduled.get(event)
    return {
      number: `${this.study.eventRank(step.oid) + 1}${nth === undefined ? '' : `.${String(nth).padStart(3, '0')}`}`,
      name: textIn(def.title, 'en') + (nth === undefined ? '' : ` ${nth}`),
      day: value?.state === 'value' ? value.text : '',
    }
  }
}

/** What the dates of the demographics are taken from where a study says nothing else: the first that it has. */
const usualAnchors = {
  RFICDTC: ['CONSENT'],
  RFSTDTC: ['DOSE1', 'RAND'],
  RFENDTC: ['OFF', 'WITHDRAWN', 'DEATH'],
  DTHDTC: ['DEATH'],
} as const satisfies Readonly<Record<string, readonly string[]>>
