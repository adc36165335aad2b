import { appearancesOf, effectsOf, heldBy } from './appearances'
import { FULL, dpd, intakeAt, kidneys, levelAfter, levelBefore } from './capecitabine-dose'
import { lowest } from './ceiling'
import { type Condition, condition, decisionOf } from './condition'
import { dayAfter, elapsed, isoDay } from './days'
import type { DoseResult } from './everolimus'
import type { CapecitabineCourse, GateHistory } from './history'
import { notBelow } from './measured'
import { medicineFigures, medicinesWith, takenBeside } from './medicines'
import { type CapecitabineParameters, sourceOf } from './parameters'
import { assignedTo, progression, unreadable, withdrawn } from './participation'

/**
 * Whether a course of capecitabine may begin on the day planned, or go on where one runs, and how many mg an intake, twice
 * daily: by the dose level that toxicities, kidneys, DPD and earlier courses leave, on the surface area of the day. A level
 * that was once lowered is never raised.
 *
 * Source: label of capecitabine (table of dose modifications, counts, kidneys) as START-NET gives it beside 177Lu.
 */
export function capecitabineGate(history: GateHistory, parameters: CapecitabineParameters): DoseResult {
  const { planned } = history
  const courses = history.capecitabine
    .filter(({ start }) => start.first < planned.first)
    .toSorted((a, b) => a.start.first - b.start.first)
  const begin = courses[0]?.start
  const { toxicities, lookAt, medicines } = parameters
  const appearances = appearancesOf(
    history,
    'CAP',
    toxicities.value,
    courses.map(({ start }) => start),
  )
  const limits = [
    ...effectsOf(appearances).map((effect) => levelAfter(effect, history, parameters)),
    ...levelBefore(courses, parameters),
    ...kidneys(history, parameters),
    ...dpd(history, parameters),
  ]
  const level = lowest(FULL, limits)
  const intake = intakeAt(level, courses, history, parameters)
  const decided = decisionOf([
    subArm(history, parameters),
    ...progression(history, begin),
    ...withdrawn(history, 'CAP', begin),
    ...calendar(courses, history, parameters),
    ...counts(courses, history, parameters),
    ...liver(history, parameters),
    ...brivudine(history, parameters),
    ...takenBeside(history, lookAt, medicines, 'alert'),
    ...heldBy(appearances, sourceOf(toxicities)),
    ...limits.map(({ condition }) => condition),
    intake.condition,
    ...unreadable(history, NEEDED),
  ])
  const isGiven = decided.decision === 'RELEASED' || decided.decision === 'REDUCED'
  return { ...decided, ...(isGiven && intake.mg && { doseMg: intake.mg.toFixed() }) }
}

/** Beginnings of the items that may not be there unread. */
const NEEDED = [
  'EXCAP.',
  'DPD.',
  'AE.',
  'LB',
  'VS.',
  'CM.CMTRT',
  'CM.CMDECOD',
  'CM.CMFLAG',
  'MH.',
  'PD.',
  'PETF.',
  'DM.',
  'EXLU.ECSTDTM',
]

/** Assigned to it, or in an arm that gets it when tumour takes up FDG. */
function subArm({ arm, fdgPositive }: GateHistory, { arms, armsWhenFdgPositive }: CapecitabineParameters): Condition {
  if (arm === undefined || !armsWhenFdgPositive.value.includes(arm)) return assignedTo(arm, arms.value, sourceOf(arms))
  const [found, ...others] = new Set(fdgPositive)
  const isKnown = others.length === 0 && (found === 'Y' || found === 'N')
  return condition({
    code: 'SUBARM',
    verdict: !isKnown ? 'missing' : found === 'Y' ? 'met' : 'failed',
    asks: 'tumour takes up FDG',
    source: sourceOf(armsWhenFdgPositive),
    seen: [{ name: 'ARMCD', value: arm }, ...fdgPositive.map((value) => ({ name: 'FDGPOS', value }))],
    items: ['PETF.FDGPOS'],
  })
}

/** The course that runs on the day planned, where one does. */
function runningCourse(
  courses: readonly CapecitabineCourse[],
  { planned }: GateHistory,
  { intakeDays }: CapecitabineParameters,
): CapecitabineCourse | undefined {
  const last = courses.at(-1)
  return last && planned.first - last.start.first < intakeDays.value ? last : undefined
}

/** How many courses there are, when the next may begin, and that it begins with a cycle of 177Lu. */
function calendar(
  courses: readonly CapecitabineCourse[],
  history: GateHistory,
  parameters: CapecitabineParameters,
): readonly Condition[] {
  const { planned, doses } = history
  const { mostCourses, courseDays } = parameters
  const running = runningCourse(courses, history, parameters)
  const given = doses.filter(({ course, day }) => course !== 'PRIOR' && day.first <= planned.first)
  const since = planned.first - Math.max(...given.map(({ day }) => day.first))
  const cycle = since < courseDays.value ? given.length : given.length + 1
  const number = running ? courses.length : courses.length + 1
  const last = courses.at(-1)
  const days = last ? planned.first - last.start.first : Number.POSITIVE_INFINITY
  return [
    condition({
      code: 'COURSES',
      verdict: Math.max(number, cycle) <= mostCourses.value ? 'met' : 'stops',
      asks: `≤ ${mostCourses.value}, one with each of the first cycles of 177Lu`,
      source: sourceOf(mostCourses),
      seen: [
        { name: 'CAPCOURSE', value: String(number) },
        { name: 'CYCLENO', value: String(cycle) },
      ],
      items: ['EXCAP.CAPCOURSE'],
    }),
    ...(last && !running && days < courseDays.value
      ? [
          condition({
            code: 'INTERVAL',
            verdict: 'failed',
            asks: `≥ ${courseDays.value} d`,
            source: sourceOf(courseDays),
            ...elapsed('EXCAP', last.start, planned, days),
            items: ['EXCAP.ECSTDAT'],
            earliest: dayAfter(last.start, courseDays.value),
          }),
        ]
      : []),
    ...(!running && since > 0 && since < courseDays.value
      ? [
          condition({
            code: 'NOT_DAY_OF_177LU',
            verdict: 'alert',
            asks: 'begins on the day of 177Lu',
            source: sourceOf(mostCourses),
            steps: [{ name: 'elapsed', value: String(since), unit: 'd' }],
            items: ['EXLU.ECSTDTM'],
          }),
        ]
      : []),
  ]
}

function counts(
  courses: readonly CapecitabineCourse[],
  history: GateHistory,
  parameters: CapecitabineParameters,
): readonly Condition[] {
  const { countsToStart, countsToContinue, labAge } = parameters
  const asked = runningCourse(courses, history, parameters) ? countsToContinue : countsToStart
  return asked.value.map((threshold) => notBelow(history, threshold, labAge.value, sourceOf(asked)))
}

/** Severe impairment forbids it; a disease of the liver without a Child-Pugh class leaves that open. */
function liver(
  { childPugh, liverDisease }: GateHistory,
  { liverForbids }: CapecitabineParameters,
): readonly Condition[] {
  if (childPugh.length === 0 && !liverDisease) return []
  const isSevere = childPugh.some((found) => liverForbids.value.includes(found))
  const isKnown = childPugh.length > 0 && childPugh.every((found) => CHILD_PUGH.has(found))
  return [
    condition({
      code: 'LIVER',
      verdict: isSevere ? 'stops' : isKnown ? 'met' : 'missing',
      asks: `not Child-Pugh ${liverForbids.value.join(', ')}`,
      source: sourceOf(liverForbids),
      seen: childPugh.map((value) => ({ name: 'CHILDPUGH', value })),
      items: ['MH.CHILDPUGH'],
    }),
  ]
}

const CHILD_PUGH = new Set(['A', 'B', 'C'])

function brivudine(history: GateHistory, { brivudineGap, medicines }: CapecitabineParameters): readonly Condition[] {
  const { planned } = history
  return medicinesWith(history, ['BRIVUDINE_SORIVUDINE'], medicines).map((medicine) => {
    const { end, flag: code } = medicine
    const days = end && planned.first - end.last
    const isOver = days !== undefined && days >= brivudineGap.value
    return condition({
      code,
      verdict: isOver ? 'met' : 'failed',
      asks: `≥ ${brivudineGap.value} d after the last one`,
      source: sourceOf(brivudineGap),
      seen: medicineFigures(medicine),
      steps: days === undefined ? [] : [{ name: 'elapsed', value: String(days), unit: 'd' }],
      items: ['CM.CMENDAT'],
      ...(end && !isOver && { earliest: isoDay(end.last + brivudineGap.value) }),
    })
  })
}
