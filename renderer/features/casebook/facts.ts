import { happened, wholeDay } from '#shared/casebook/anchors'
import type { Casebook } from '#shared/casebook/casebook'
import { type LaidItem, layoutOf } from '#shared/casebook/layout'
import { type FormPath, formPath } from '#shared/casebook/path'
import { coursesOf, journeyOf } from '#shared/casebook/phases'
import { scheduleOf } from '#shared/casebook/schedule'
import { studyDay } from '#shared/clinical/time/age'
import type { Calculation } from '#shared/rules/calculation'
import type { CompiledStudy } from '#shared/study/compile'
import { type Language, textIn } from '#shared/study/definition'
import { showEntry } from '#shared/study/show-entry'

/** Who the participant is, as far as the casebook says. */
export interface PersonFacts {
  readonly sex: string | undefined
  readonly age: PersonAge | undefined
  /** Where they are on their way through the study. */
  readonly phase: StudyPhase | undefined
  /** Of the study, since its first anchor; undefined before. */
  readonly day: StudyDay | undefined
}

export interface StudyPhase {
  readonly title: string
  /** Those given in it so far; undefined where nothing is given in it. */
  readonly doses: number | undefined
}

export interface PersonAge {
  readonly years: string
  /** Undefined where the age was entered. */
  readonly computed: { readonly item: CalculatedItem; readonly calculation: Calculation } | undefined
}

type CalculatedItem = Pick<LaidItem, 'def' | 'path'> & { readonly calculatedText: string }

type StudyDay = Extract<ReturnType<typeof studyDay.compute>, { ok: true }>

export function factsOf(study: CompiledStudy, casebook: Casebook, language: Language, today: string): PersonFacts {
  const day = studyDay.compute({ from_date: anchorDate(study, casebook), on_date: today })
  return {
    sex: demographic(study, casebook, 'SEX', language)?.text,
    age: ageOf(demographic(study, casebook, 'AGE', language)),
    phase: phaseOf(study, casebook, language),
    day: day.ok ? day : undefined,
  }
}

function ageOf(stated: ReturnType<typeof demographic>): PersonAge | undefined {
  if (!stated) return undefined
  const { laid, text } = stated
  const { def, path, calculation } = laid
  const computed = calculation && { item: { def, path, calculatedText: text }, calculation }
  return { years: text.split(' ')[0] ?? text, computed }
}

/** An item of the demographics form, wherever the schedule has it; CDASH gives both their names. */
function demographic(study: CompiledStudy, casebook: Casebook, oid: string, language: Language) {
  const event = study.events.find(({ forms }) => forms.includes('DM'))
  const form = event && formPath({ oid: event.oid }, { oid: 'DM' })
  const laid = form && itemAt(study, casebook, form, oid)
  const value = laid && (laid.calculated ?? casebook.forms.get(form)?.items.get(laid.path)?.value)
  if (!laid || value?.state !== 'value') return undefined
  return { laid, text: showEntry(laid.def, value, study.codeListOf(laid.def), language) }
}

function itemAt(study: CompiledStudy, casebook: Casebook, form: FormPath, oid: string) {
  const rows = layoutOf(study, casebook, form)?.groups.flatMap((group) => group.rows) ?? []
  return rows.flatMap(({ items }) => items).find(({ def }) => def.oid === oid)
}

function anchorDate(study: CompiledStudy, casebook: Casebook): string | undefined {
  const [anchor] = study.version.anchors
  return anchor && wholeDay(happened(study, casebook, anchor))
}

/**
 * The phase that the participant has come to. In a study without phases it is the epoch of the last scheduled visit that
 * has begun, or of the first.
 */
function phaseOf(study: CompiledStudy, casebook: Casebook, language: Language): StudyPhase | undefined {
  const here = journeyOf(study, casebook).stays.at(-1)?.phase
  const phase = study.version.phases?.find(({ oid }) => oid === here)
  if (phase) {
    const given = coursesOf(study, casebook).find((course) => course.phase === here)?.given.length
    return { title: textIn(phase.title, language), doses: given }
  }
  const scheduled = scheduleOf(study, casebook).filter(({ def }) => def.kind === 'scheduled')
  const last = scheduled.findLast(({ state }) => state !== 'ahead') ?? scheduled[0]
  return last && { title: textIn(last.def.epoch ?? last.def.title, language), doses: undefined }
}
