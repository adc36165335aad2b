import { typeOf } from '../rules/rule'
import { environmentOf } from '../rules/scope'
import type { CompiledStudy } from './compile'
import { isDayTarget, targetsOf } from './occurrences'
import type { AnchorDef, HourTarget, StudyEventDef, TargetDef } from './schedule-definition'

/** What is wrong with what a study says of time, one sentence each: unknown names, dates that are none, circles. */
export function scheduleProblems(study: CompiledStudy): readonly string[] {
  const { version } = study
  const { phases = [], moves = [], ends = [], arms, anchors, assignment } = version
  const names = namesIn(study)
  return [
    ...twice('anchor', anchors),
    ...twice('arm', arms),
    ...twice('phase', phases),
    ...anchors.flatMap((anchor) => anchorProblems(study, names, anchor)),
    ...arms.flatMap(({ oid, of, when }) => [
      ...(of === undefined ? [] : names.arm(`arm ${oid}`, of)),
      ...(when ? condition(study, `arm ${oid}`, when.form, when.when) : []),
    ]),
    ...(assignment
      ? [assignment.arm, ...(assignment.part === undefined ? [] : [assignment.part])].flatMap((item) =>
          itemProblems(study, 'assignment', assignment.form, item),
        )
      : []),
    ...phases.flatMap(({ oid, baseline, course }) => [
      ...(baseline === undefined ? [] : names.event(`phase ${oid}`, baseline)),
      ...(course ? dateItem(study, `course ${course.oid}`, course.form, course.item) : []),
    ]),
    ...moves.flatMap(({ from, to, on, arms: only = [] }) => {
      const where = `move to ${to}`
      return [
        ...[...from, to].flatMap((phase) => names.phase(where, phase)),
        ...names.anchor(where, on),
        ...only.flatMap((arm) => names.arm(where, arm)),
      ]
    }),
    ...ends.flatMap((anchor) => names.anchor('ends', anchor)),
    ...study.events.flatMap((event) => eventProblems(study, names, event)),
    ...circles(study),
  ]
}

type Named = (where: string, oid: string) => readonly string[]

/** What is wrong with a name that has to be there. */
function namesIn(study: CompiledStudy): Readonly<Record<'arm' | 'phase' | 'anchor' | 'event' | 'form', Named>> {
  const { version } = study
  const among = (kind: string, list: readonly { readonly oid: string }[]): Named => {
    const oids = new Set(list.map(({ oid }) => oid))
    return (where, oid) => (oids.has(oid) ? [] : [`${where}: unknown ${kind} ${oid}`])
  }
  return {
    arm: among('arm', version.arms),
    phase: among('phase', version.phases ?? []),
    anchor: among('anchor', version.anchors),
    event: among('event', study.events),
    form: among('form', version.forms),
  }
}

type Names = ReturnType<typeof namesIn>

function twice(kind: string, list: readonly { readonly oid: string }[]): readonly string[] {
  const oids = list.map(({ oid }) => oid)
  return [...new Set(oids.filter((oid, i) => oids.indexOf(oid) < i))].map((oid) => `${kind} ${oid} is there twice`)
}

function itemProblems(study: CompiledStudy, where: string, form: string, item: string): readonly string[] {
  return study.item(form, item) ? [] : [`${where}: unknown item ${form}.${item}`]
}

/** What is wrong with an item that should hold one date, of a day or of a point in time. */
export function dateItem(study: CompiledStudy, where: string, form: string, item: string): readonly string[] {
  const placed = study.item(form, item)
  if (!placed) return [`${where}: unknown item ${form}.${item}`]
  const dated = placed.def.type === 'date' || placed.def.type === 'datetime'
  return dated && !placed.group.repeating ? [] : [`${where}: ${form}.${item} is no single date`]
}

/** The form and date of a consent, and the condition on which it counts. */
export function consentProblems(study: CompiledStudy): readonly string[] {
  const { consent } = study.version
  if (!consent) return []
  const { form, date, when } = consent
  return [
    ...dateItem(study, 'consent', form, date),
    ...(when === undefined ? [] : condition(study, 'consent', form, when)),
  ]
}

/** What is wrong with a condition on the items of a form, and of a row of one of its groups where one is named. */
export function condition(
  study: CompiledStudy,
  where: string,
  form: string,
  when: string,
  row?: string,
): readonly string[] {
  const def = study.form(form)
  if (!def) return [`${where}: unknown form ${form}`]
  const found = typeOf(environmentOf(study, def, row === undefined ? undefined : study.group(form, row), false), when)
  if ('problem' in found) return [`${where}: ${when}: ${found.problem}`]
  return found.type === 'bool' ? [] : [`${where}: ${when} is ${found.type}, not bool`]
}

function anchorProblems(study: CompiledStudy, names: Names, anchor: AnchorDef): readonly string[] {
  const where = `anchor ${anchor.oid}`
  return [
    ...(anchor.event === undefined ? [] : names.event(where, anchor.event)),
    ...(anchor.phase === undefined ? [] : names.phase(where, anchor.phase)),
    ...(anchor.item === undefined ? names.form(where, anchor.form) : dateItem(study, where, anchor.form, anchor.item)),
    ...(anchor.when === undefined ? [] : condition(study, where, anchor.form, anchor.when)),
  ]
}

function eventProblems(study: CompiledStudy, names: Names, event: StudyEventDef): readonly string[] {
  const where = `event ${event.oid}`
  const { forms, arms = [], phases = [], until = [], valid, fresh = [] } = event
  return [
    ...forms.flatMap((form) => names.form(where, form)),
    ...arms.flatMap((arm) => names.arm(where, arm)),
    ...phases.flatMap((phase) => names.phase(where, phase)),
    ...until.flatMap((anchor) => names.anchor(where, anchor)),
    ...(valid ? names.anchor(where, valid.for) : []),
    ...fresh.flatMap(({ form, item }) =>
      item === undefined ? names.form(where, form) : dateItem(study, where, form, item),
    ),
    ...targetsOf(event).flatMap((target) => targetProblems(study, names, where, target)),
    ...(/[{}]/.test(event.oid) ? [`${where}: is numbered but does not repeat`] : []),
  ]
}

function targetProblems(study: CompiledStudy, names: Names, where: string, target: TargetDef): readonly string[] {
  const { anchor, event, arms = [] } = target
  return [
    ...arms.flatMap((arm) => names.arm(where, arm)),
    ...(anchor === undefined ? [] : names.anchor(where, anchor)),
    ...(event === undefined ? [] : names.event(where, event)),
    ...((anchor === undefined) === (event === undefined) ? [`${where}: counts from an anchor or from a visit`] : []),
    ...(isDayTarget(target) ? [] : hourProblems(study, where, target)),
  ]
}

function hourProblems(
  study: CompiledStudy,
  where: string,
  { event, form, item, clock }: HourTarget,
): readonly string[] {
  const times = [{ form, item }, ...(clock ? [clock] : [])]
  return [
    ...(event === undefined ? [`${where}: hours count from a visit`] : []),
    ...times.flatMap((time) =>
      study.item(time.form, time.item)?.def.type === 'datetime'
        ? []
        : [`${where}: ${time.form}.${time.item} is no date and time`],
    ),
  ]
}

/** Visits that count from themselves by way of others would never be planned. */
function circles(study: CompiledStudy): readonly string[] {
  const settled = new Set<string>()
  const found: string[] = []
  const visit = (oid: string, within: readonly string[]): void => {
    if (within.includes(oid)) found.push(`event ${oid}: counts from itself`)
    const event = settled.has(oid) || within.includes(oid) ? undefined : study.event(oid)
    for (const target of event ? targetsOf(event) : [])
      if (target.event !== undefined) visit(target.event, [...within, oid])
    settled.add(oid)
  }
  for (const { oid } of study.events) visit(oid, [])
  return [...new Set(found)]
}
