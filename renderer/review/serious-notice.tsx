import { useMemo, useState } from 'react'
import { v7 as uuid } from 'uuid'
import type { Casebook } from '#shared/casebook/casebook'
import type { FormPath } from '#shared/casebook/path'
import { showStamp } from '#shared/export/stamp'
import { type ReportClock, type SeriousCase, beginReport, seriousCases } from '#shared/review/serious'
import type { CompiledStudy } from '#shared/study/compile'
import { useNow } from '../app/clock'
import { mayHere, useGo, usePlace } from '../app/place'
import { Button } from '../ui/button'
import { useLanguage, useTexts } from '../ui/language'
import { Notice, type NoticeTone } from '../ui/notice'
import { SeriousReports } from './serious-reports'
import { seriousTexts } from './serious-texts'
import { useAssert } from './use-assert'

interface SeriousNoticeProps {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  /** The event or the report that the screen is about; left out, every event whose report is still to be sent or lacks what makes it one. */
  readonly about?: FormPath
}

/** How long there is to report a serious event, with the way to the next report and, about one event, to those there are. */
export function SeriousNotice({ study, casebook, about }: SeriousNoticeProps) {
  const now = useNow()
  const cases = useMemo(() => seriousCases(study, casebook, now.toISOString()), [study, casebook, now])
  const shown = cases.filter(({ event, reports, clock }) =>
    about === undefined
      ? clock?.sent === undefined || !clock.isValid
      : event.form === about || reports.some(({ form }) => form === about),
  )
  return shown.map((one) => <OneCase key={one.event.form} {...{ study, casebook, about }} of={one} />)
}

const tones: Readonly<Record<ReportClock['standing'], NoticeTone>> = {
  running: 'check',
  overdue: 'stop',
  'in-time': 'good',
  late: 'check',
}

interface OneCaseProps {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly of: SeriousCase
  readonly about: FormPath | undefined
}

function OneCase({ study, casebook, of, about }: OneCaseProps) {
  const say = useTexts(seriousTexts)
  const language = useLanguage()
  const place = usePlace()
  const go = useGo()
  const assert = useAssert(study)
  const [failed, setFailed] = useState(false)
  const { event, reports, clock } = of
  const name = [casebook.code, event.term].filter((part) => part !== undefined).join(' · ')
  const open = (form: FormPath) =>
    go({ screen: 'form', study: place.study, site: place.site, subject: casebook.subject, form })
  const begin = async () => {
    const made = beginReport(study, casebook, of, uuid())
    const stored = made && (await assert(casebook, { kind: 'value', items: [...made.items] }))
    setFailed(!stored)
    if (made && stored) open(made.form)
  }
  const left = useLeft(clock?.minutes ?? 0)
  if (!clock) return null
  const unsent = reports.findLast(({ sent }) => sent === undefined)
  const when = (instant: string) => showStamp(instant, language)
  const act =
    unsent && unsent.form !== about ? (
      <Button onClick={() => open(unsent.form)}>{say('open')}</Button>
    ) : !unsent && mayHere(place, 'value') ? (
      <Button onClick={() => void begin()}>{say(reports.length === 0 ? 'begin' : 'follow')}</Button>
    ) : undefined
  return (
    <Notice
      tone={clock.sent !== undefined && !clock.isValid ? 'check' : tones[clock.standing]}
      title={say(clock.standing, { event: name, left })}
      action={act}
    >
      {say(clock.isReported ? 'known' : 'knownFrom', { when: when(clock.aware) })}{' '}
      {clock.sent !== undefined && say('sentAt', { when: when(clock.sent) })}{' '}
      {clock.sent !== undefined && !clock.isValid && say('notValid')}
      {failed && <p role="alert">{say('notBegun')}</p>}
      {about !== undefined && <SeriousReports {...{ study, casebook, reports, about }} />}
    </Notice>
  )
}

function useLeft(minutes: number): string {
  const say = useTexts(seriousTexts)
  const whole = Math.abs(minutes)
  return say('left', { hours: Math.floor(whole / 60), minutes: whole % 60 })
}
