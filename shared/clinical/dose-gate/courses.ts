import type { GateHistory } from './history'

/** Courses that count as one get one name, doses the order of time; what was given before the trial is not the trial's. */
export function withCourses(history: GateHistory, oneCourse: readonly string[]): GateHistory {
  const [first] = oneCourse
  const name = (course: string) => (first !== undefined && oneCourse.includes(course) ? first : course)
  return {
    ...history,
    course: name(history.course),
    doses: history.doses
      .filter(({ course }) => course !== 'PRIOR')
      .map((dose) => ({ ...dose, course: name(dose.course) }))
      .toSorted((a, b) => a.day.first - b.day.first),
  }
}
