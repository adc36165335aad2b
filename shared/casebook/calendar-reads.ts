import { type Read, readsOf, readsOfItem } from '../rules/reads'
import type { CompiledStudy } from '../study/compile'
import { isDayTarget, targetsOf } from '../study/occurrences'
import { isSigned } from './anchors'
import type { Casebook, FormState } from './casebook'
import { differenceOf } from './difference'
import { formOid, itemOf, steps } from './path'
import { beginsOrEnds } from './visits'

/** What the visits of a participant are planned from, as `FORM.ITEM`. */
type Reads = ReadonlySet<string>

const known = new WeakMap<CompiledStudy, Reads>()

function readsIn(study: CompiledStudy): Reads {
  const found = known.get(study)
  if (found) return found
  const reads = gather(study)
  known.set(study, reads)
  return reads
}

/** Anchors, arms and their conditions, dates of visits, and points in time that others count from. */
function gather(study: CompiledStudy): Reads {
  const { anchors, arms, assignment, visitDate } = study.version
  const reads = new Set<string>()
  const note = (form: string, item: string | undefined) => {
    if (item === undefined || reads.has(`${form}.${item}`)) return
    reads.add(`${form}.${item}`)
    const def = study.form(form)
    const placed = study.item(form, item)
    if (def && placed) readsOfItem({ study, form: def }, placed.def).forEach(noteRead)
  }
  const noteRead = ({ form, name }: Read) => note(form, name)
  const noteCondition = (form: string, when: string | undefined) => {
    const def = study.form(form)
    if (def && when !== undefined) readsOf({ study, form: def }, when).forEach(noteRead)
  }
  for (const item of [visitDate.item, 'SVOCCUR']) note(visitDate.form, item)
  for (const { form, item, when } of anchors) {
    note(form, item)
    noteCondition(form, when)
  }
  for (const { when } of arms) if (when) noteCondition(when.form, when.when)
  for (const item of [assignment?.arm, assignment?.part]) if (assignment) note(assignment.form, item)
  for (const { course } of study.version.phases ?? []) if (course) note(course.form, course.item)
  for (const target of study.events.flatMap(targetsOf))
    if (!isDayTarget(target)) for (const clock of [target, target.clock]) if (clock) note(clock.form, clock.item)
  return reads
}

/**
 * Whether anything differs that a calendar is made from: what it reads, whether a form is begun or done or signed where
 * the signature decides, or what was said of the participant (the allocation).
 */
export function movesCalendar(study: CompiledStudy, before: Casebook, after: Casebook): boolean {
  const difference = differenceOf(before, after)
  if (difference.own || beginsOrEnds(difference)) return true
  const reads = readsIn(study)
  return difference.forms.some(
    ({ path, before, after, items, rows, status }) =>
      status ||
      (before.signatures !== after.signatures && decides(study, before, after)) ||
      items.some((item) => reads.has(`${formOid(path)}.${itemOf(item)}`)) ||
      rows.some((row) =>
        study
          .group(formOid(path), steps(row)[2]?.oid ?? '')
          ?.items.some(({ oid }) => reads.has(`${formOid(path)}.${oid}`)),
      ),
  )
}

/** Whether a signature that an anchor waits for was given, or was lost to a correction of whatever else it covers. */
const decides = (study: CompiledStudy, before: FormState, after: FormState): boolean =>
  study.version.anchors.some(
    (anchor) => anchor.form === formOid(after.path) && isSigned(anchor, before) !== isSigned(anchor, after),
  )
