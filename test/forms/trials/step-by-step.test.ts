import { expect, test } from 'vitest'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { journeyOf } from '#shared/casebook/phases'
import { scheduleOf } from '#shared/casebook/schedule'
import * as courses from '../../support/trials/courses'
import { Participant } from '../../support/trials/played'

/**
 * A device works out the calendar after each change from what it was before it. Where a form is finished or signed, which
 * opens phases and courses, that is held against the calendar of the same changes taken at once.
 */
test.each(Object.entries(courses))('%s: the calendar after each step is the calendar of all steps', (_, of) => {
  const { study, log, casebook } = new Participant(of('2026-03-02'))
  let kept = emptyCasebook(casebook.subject)
  log.forEach((logged, step) => {
    kept = fold([logged], kept)
    const calendar = [journeyOf(study, kept).stays, scheduleOf(study, kept)]
    if (logged.change.body.kind !== 'sign' && logged.change.body.kind !== 'status') return
    const whole = fold(log.slice(0, step + 1), emptyCasebook(casebook.subject))
    expect(calendar).toEqual([journeyOf(study, whole).stays, scheduleOf(study, whole)])
  })
})
