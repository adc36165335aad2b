import { happened, wholeDay } from '#shared/casebook/anchors'
import type { Casebook } from '#shared/casebook/casebook'
import { layoutOf } from '#shared/casebook/layout'
import { type FormPath, formPath } from '#shared/casebook/path'
import { type PlannedEvent, scheduleOf } from '#shared/casebook/schedule'
import type { CompiledStudy } from '#shared/study/compile'
import { type Language, textIn } from '#shared/study/definition'
import { showEntry } from '#shared/study/show-entry'
import { daysBetween } from '../../ui/dates'

/** Who the participant is, as far as the casebook says. */
export interface PersonFacts {
  readonly sex: string | undefined
  readonly age: string | undefined
  /** The visits under way, by the name of their epoch. */
  readonly phase: string | undefined
  /** The day of the first anchor is day 1. */
  readonly day: number | undefined
}

export function factsOf(study: CompiledStudy, casebook: Casebook, language: Language, today: string): PersonFacts {
  const began = anchorDate(study, casebook)
  return {
    sex: demographic(study, casebook, 'SEX', language),
    age: demographic(study, casebook, 'AGE', language)?.split(' ')[0],
    phase: phaseOf(scheduleOf(study, casebook), language),
    day: began !== undefined && began <= today ? daysBetween(began, today) + 1 : undefined,
  }
}

/** An item of the demographics form, wherever the schedule has it; CDASH gives both their names. */
function demographic(study: CompiledStudy, casebook: Casebook, oid: string, language: Language): string | undefined {
  const event = study.events.find(({ forms }) => forms.includes('DM'))
  const form = event && formPath({ oid: event.oid }, { oid: 'DM' })
  const laid = form && itemAt(study, casebook, form, oid)
  const value = laid && (laid.calculated ?? casebook.forms.get(form)?.items.get(laid.path)?.value)
  return laid && value?.state === 'value' ? showEntry(laid.def, value, study.codeListOf(laid.def), language) : undefined
}

function itemAt(study: CompiledStudy, casebook: Casebook, form: FormPath, oid: string) {
  const rows = layoutOf(study, casebook, form)?.groups.flatMap((group) => group.rows) ?? []
  return rows.flatMap(({ items }) => items).find(({ def }) => def.oid === oid)
}

function anchorDate(study: CompiledStudy, casebook: Casebook): string | undefined {
  const [anchor] = study.version.anchors
  return anchor && wholeDay(happened(study, casebook, anchor))
}

/** The epoch of the last scheduled visit that has begun, or of the first. */
function phaseOf(planned: readonly PlannedEvent[], language: Language): string | undefined {
  const scheduled = planned.filter(({ def }) => def.kind === 'scheduled')
  const last = scheduled.findLast(({ state }) => state !== 'ahead') ?? scheduled[0]
  return last && textIn(last.def.epoch ?? last.def.title, language)
}
