import type { LocalText } from './names'
import type { DayTarget, StudyEventDef, TargetDef } from './schedule-definition'

/**
 * The events of a study with those that repeat written out, each with a code of its own made from the pattern, in the
 * order of the study. The code of an occurrence follows from the definition alone, so that two devices that open cycle 3
 * apart open the same visit.
 */
export function occurrencesOf(events: readonly StudyEventDef[]): readonly StudyEventDef[] {
  const written: StudyEventDef[] = []
  for (let at = 0; at < events.length;) {
    const turn = takingTurns(events, at)
    const numbered = turn.flatMap((def) => numbers(def.repeat).map((n) => ({ n, def })))
    written.push(...numbered.sort((a, b) => a.n - b.n).map(({ n, def }) => occurrence(def, n)))
    at += turn.length
  }
  return written
}

type Repeat = NonNullable<StudyEventDef['repeat']>

/** The numbers of an event that repeats, smallest first; one for an event that does not. */
const numbers = (repeat: Repeat | undefined): readonly number[] => {
  const { from, to, step = 1 } = repeat ?? { from: 0, to: 0 }
  return Array.from({ length: Math.max(0, Math.floor((to - from) / step) + 1) }, (_, i) => from + i * step)
}

/** The event and those that follow it with the same numbers, or that are further occurrences of the same. */
function takingTurns(events: readonly StudyEventDef[], at: number): readonly StudyEventDef[] {
  const own = events[at]
  const run = (joins: (other: StudyEventDef, repeat: Repeat) => boolean): readonly StudyEventDef[] => {
    let end = at + 1
    for (let other = events[end]; other?.repeat && joins(other, other.repeat); other = events[end]) end++
    return events.slice(at, end)
  }
  if (!own?.repeat) return events.slice(at, at + 1)
  const { oid, repeat } = own
  const same = run((other) => other.oid === oid)
  return same.length > 1 ? same : run((_, numbersOf) => sameNumbers(repeat, numbersOf))
}

const sameNumbers = (a: Repeat, b: Repeat): boolean =>
  a.from === b.from && a.to === b.to && (a.step ?? 1) === (b.step ?? 1)

function occurrence({ repeat, ...def }: StudyEventDef, n: number): StudyEventDef {
  if (!repeat) return def
  const before = n - (repeat.step ?? 1)
  const say = (text: string) => text.replaceAll('{n}', String(n)).replaceAll('{before}', String(before))
  const target = targetsOf(def)
    .filter(({ occurrence: which }) => which === undefined || (which === 'first') === (n === repeat.from))
    .map((one) => targetOf(one, n, say))
  return {
    ...def,
    oid: say(def.oid),
    title: textOf(def.title, say),
    ...(def.epoch && { epoch: textOf(def.epoch, say) }),
    ...(target.length > 0 && { target }),
  }
}

/** When an event is planned: the first of these whose date is known. */
export const targetsOf = ({ target = [] }: Pick<StudyEventDef, 'target'>): readonly TargetDef[] =>
  Array.isArray(target) ? target : [target]

export const isDayTarget = (target: TargetDef): target is DayTarget => 'days' in target

function targetOf(target: TargetDef, n: number, say: (text: string) => string): TargetDef {
  const named = target.event === undefined ? target : { ...target, event: say(target.event) }
  if (!isDayTarget(named)) return named
  const { each, ...rest } = named
  if (!each) return rest
  const months = (rest.months ?? 0) + n * (each.months ?? 0)
  return { ...rest, days: rest.days + n * (each.days ?? 0), ...(months > 0 && { months }) }
}

const textOf = ({ en, fr, sv }: LocalText, say: (text: string) => string): LocalText => ({
  en: say(en),
  ...(fr !== undefined && { fr: say(fr) }),
  ...(sv !== undefined && { sv: say(sv) }),
})
