import { useId, useState } from 'react'
import { readDate } from '#shared/study/read-date'
import type { DoseAddress } from '../../app/paths'
import { useGo, usePlace, useSubject } from '../../app/place'
import { TextInput } from '../../ui/field'
import { useLanguage, useTexts } from '../../ui/language'
import { showDate } from '../../ui/dates'
import { offsetOf } from '../../form/instant'
import styles from './dose-release.module.css'
import { releaseTexts } from './texts'

interface PlannedForProps {
  readonly address: DoseAddress
  readonly planned: string
  readonly today: string
}

/** The day the gate is asked about, and the hour where hours matter; another one asks anew. */
export function PlannedFor({ address, planned, today }: PlannedForProps) {
  const say = useTexts(releaseTexts)
  const language = useLanguage()
  const go = useGo()
  const { study, site } = usePlace()
  const subject = useSubject()
  const id = useId()
  const [problem, setProblem] = useState<'plannedProblem' | 'timeProblem'>()
  const day = planned.slice(0, 10)
  const time = planned.slice(11, 16)
  const hoursMatter = address.agent === 'LU177' || address.agent === 'OCTREOTIDE'

  const plan = (nextDay: string, nextTime: string) => {
    const instant = `${nextDay}T${nextTime}:00`
    const to = nextTime === '' ? nextDay : `${instant}${offsetOf(new Date(instant))}`
    setProblem(undefined)
    if (to !== planned) go({ screen: 'dose-release', study, site, subject, dose: { ...address, planned: to } })
  }
  const takeDay = (typed: string) => {
    if (typed === showDate(day, language)) return
    const read = readDate(typed, { today }, true)
    if (read.ok && read.date.exact) plan(read.date.toString(), time)
    else setProblem('plannedProblem')
  }
  const takeTime = (typed: string) => {
    const [, hours = '', minutes = ''] = /^(\d{1,2})[:.h]?(\d\d)$/.exec(typed.trim()) ?? []
    const isTime = hours !== '' && Number(hours) < 24 && Number(minutes) < 60
    if (isTime || typed.trim() === '') plan(day, isTime ? `${hours.padStart(2, '0')}:${minutes}` : '')
    else setProblem('timeProblem')
  }
  return (
    <form
      className={styles.planned}
      onSubmit={(submit) => {
        submit.preventDefault()
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      }}
    >
      <label htmlFor={`${id}-day`}>{say('planned')}</label>
      <TextInput
        key={`${day} ${language}`}
        id={`${id}-day`}
        className={styles.day}
        defaultValue={showDate(day, language)}
        aria-invalid={problem === 'plannedProblem' ? true : undefined}
        onBlur={({ target }) => takeDay(target.value)}
      />
      {hoursMatter && (
        <>
          <label htmlFor={`${id}-time`}>{say('plannedTime')}</label>
          <TextInput
            key={time}
            id={`${id}-time`}
            className={styles.time}
            defaultValue={time}
            aria-invalid={problem === 'timeProblem' ? true : undefined}
            onBlur={({ target }) => takeTime(target.value)}
          />
        </>
      )}
      {problem && (
        <span role="alert" className={styles.problem}>
          {say(problem)}
        </span>
      )}
      <button type="submit" hidden />
    </form>
  )
}
