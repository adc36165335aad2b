import { layoutOf } from '#shared/casebook/layout'
import { formPath } from '#shared/casebook/path'
import { daysBetween } from '#shared/partial-date'
import { journeyOf } from '#shared/casebook/phases'
import type { Participant } from './played'

/** What a script came to, in short. */
export const inShort = ({ phases, given, gates, findings, deviations }: Participant) => ({
  phases: phases.join(' '),
  given: given.join(', '),
  gates,
  findings,
  deviations,
})

/** What a calculated item says in the end. */
export function calculated({ study, casebook }: Participant, event: string, form: string, item: string): string {
  const groups = layoutOf(study, casebook, formPath({ oid: event }, { oid: form }))?.groups ?? []
  const laid = groups.flatMap(({ rows }) => rows.flatMap(({ items }) => items)).find(({ def }) => def.oid === item)
  return laid?.calculated?.state === 'value' ? laid.calculated.text : ''
}

/** Days from one anchor to another. */
export function daysFrom({ study, casebook }: Participant, one: string, other: string): number | undefined {
  const journey = journeyOf(study, casebook)
  const [from, to] = [one, other].map((oid) => journey.happened(oid)?.day)
  return from && to && daysBetween(from, to).least
}

/** MBq that reach the body of each usual dose: measured 45 minutes before, what is left measured an hour after. */
export function usualNet(prescribed: number): number {
  const half = 6.647 * 24
  return (prescribed + 70) * 2 ** (-0.75 / half) - 60 * 2 ** (1 / half)
}
