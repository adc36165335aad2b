import { useMemo } from 'react'
import { steps } from '#shared/casebook/path'
import { plannedDoses } from '#shared/dose-release/doses'
import {
  type Asked,
  amountOf,
  askGate,
  decisionFor,
  decisionsOf,
  signableOf,
  stands,
} from '#shared/dose-release/release'
import { textIn } from '#shared/study/definition'
import { type DoseAddress, hrefTo } from '../../app/paths'
import { mayHere, usePlace, useSubject } from '../../app/place'
import { ButtonLink } from '../../ui/button'
import { cx } from '../../ui/cx'
import { showDate } from '../../ui/dates'
import { KeyHints } from '../../ui/key-hints'
import { useLanguage, useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { Screen, Scroll } from '../../ui/screen'
import { Checklist } from './checklist-table'
import { type ConditionLine, blocks, linesOf } from './checklist'
import { conditionTexts } from './condition-texts'
import { DecisionPanel } from './decision-panel'
import styles from './dose-release.module.css'
import type { ReleaseAt } from './DoseReleaseScreen'
import { LastDecision, PastDecisions } from './past-decisions'
import { PlannedFor } from './planned-for'
import { releaseTexts } from './texts'

interface ReleaseViewProps {
  readonly at: ReleaseAt
  readonly address: DoseAddress
}

/** The gate's answer as one sentence, its checklist with evidence, and beside it what follows and who signs. */
export function ReleaseView({ at, address }: ReleaseViewProps) {
  const say = useTexts(releaseTexts)
  const conditions = useTexts(conditionTexts)
  const language = useLanguage()
  const place = usePlace()
  const { study, casebook, today } = at
  const { event, agent } = address
  const planned = address.planned ?? plannedOf(at, address)
  const dose = useMemo(() => ({ event, agent, planned }), [event, agent, planned])
  const asked = useMemo(() => askGate(study, casebook, dose), [study, casebook, dose])
  const lines = useMemo(() => {
    const signable = asked && signableOf(asked)
    return asked && typeof signable === 'object'
      ? linesOf({ study, rows: asked.rows, planned, language, say: conditions }, signable.conditions)
      : []
  }, [study, asked, planned, language, conditions])
  const decision = useMemo(() => decisionFor(study, casebook, dose), [study, casebook, dose])
  const holds = useMemo(() => decision !== undefined && stands(study, casebook, decision), [study, casebook, decision])
  const others = decisionsOf(study, casebook).filter(
    (one) => one.release.event === event && one.release.agent === agent && one.logged !== decision?.logged,
  )
  const visit = study.event(steps(event)[0]?.oid ?? '')
  const form = plannedDoses(study, casebook).find((one) => one.event === event && one.agent === agent)?.form
  const subject = useSubject()
  return (
    <Screen>
      <div className={styles.release}>
        <div className={styles.main}>
          <header className={styles.head}>
            <div className={styles.about}>
              <span>
                {[say(`agent.${agent}`), visit && visit.kind !== 'log' ? textIn(visit.title, language) : undefined]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              <PlannedFor address={address} planned={planned} today={today} />
              <span className="grow" />
              {form !== undefined && (
                <ButtonLink
                  kind="quiet"
                  icon="document"
                  href={hrefTo({ screen: 'form', study: place.study, site: place.site, subject, form })}
                >
                  {say('toForm')}
                </ButtonLink>
              )}
            </div>
            {asked ? <Says asked={asked} lines={lines} /> : <Notice tone="check" title={say('plannedProblem')} />}
          </header>
          <Scroll>
            <Checklist lines={lines} today={today} />
          </Scroll>
          <KeyHints>{say('computed')}</KeyHints>
        </div>
        <aside className={styles.side} aria-label={say('decide')}>
          {decision && <LastDecision at={at} decision={decision} holds={holds} />}
          {asked && <Next asked={asked} lines={lines} isSigned={holds} />}
          {asked && mayHere(place, 'dose-release') && <DecisionPanel asked={asked} isAgain={holds} />}
          {!mayHere(place, 'dose-release') && (
            <Notice tone="calm" title={say('readOnly')}>
              {say('readOnlyText')}
            </Notice>
          )}
          {others.length > 0 && <PastDecisions decisions={others} />}
        </aside>
      </div>
    </Screen>
  )
}

/** The day of the last decision, of the dose as given, or of its visit; else today. */
function plannedOf({ study, casebook, today }: ReleaseAt, { event, agent }: DoseAddress): string {
  const last = decisionsOf(study, casebook).findLast(
    ({ release }) => release.event === event && release.agent === agent,
  )
  const on = plannedDoses(study, casebook).find((one) => one.event === event && one.agent === agent)?.on
  return last?.release.planned ?? on ?? today
}

function Says({ asked, lines }: SaysProps) {
  const say = useTexts(releaseTexts)
  const language = useLanguage()
  const { decision, earliest } = asked.answer
  const amount = amountOf(asked.answer)
  const against = lines.filter(({ verdict }) => blocks(verdict)).length
  const look = lines.filter(({ verdict }) => verdict === 'alert' || verdict === 'reduces').length
  const sentence =
    decision === 'HOLD' || decision === 'STOP'
      ? say(`says.${decision}`)
      : amount
        ? say(`says.${decision}`, { amount: `${amount.value} ${amount.unit}` })
        : say(`says.${decision}.bare`)
  return (
    <div role="status">
      <p className={styles.sentence}>
        <span className={cx(styles.word, styles[decision])}>{say(`word.${decision}`)}</span>
        <span>{sentence}</span>
      </p>
      <p className={styles.summary}>
        {[
          against > 0
            ? say('blocking', { count: against, of: lines.length })
            : look === 0
              ? say('allMet', { of: lines.length })
              : '',
          look > 0 ? say('looking', { count: look }) : '',
          earliest === undefined ? '' : say('earliest', { date: showDate(earliest, language) }),
        ]
          .filter(Boolean)
          .join(' ')}
      </p>
    </div>
  )
}

interface SaysProps {
  readonly asked: Asked
  readonly lines: readonly ConditionLine[]
}

/** The shortest way from here: what to enter, until when to wait, who signs. */
function Next({ asked, lines, isSigned }: SaysProps & { readonly isSigned: boolean }) {
  const say = useTexts(releaseTexts)
  const language = useLanguage()
  const { decision, earliest } = asked.answer
  const missing = [...new Set(lines.filter(({ verdict }) => verdict === 'missing').map(({ name }) => name))]
  const list = new Intl.ListFormat(language, { type: 'unit', style: 'long' }).format(missing)
  const failing = lines.some(({ verdict, earliest: day }) => verdict === 'failed' && day === undefined)
  const todo = [
    ...(missing.length > 0 ? [say('next.missing', { what: list })] : []),
    ...(earliest === undefined ? [] : [say('next.earliest', { date: showDate(earliest, language) })]),
    ...(failing ? [say('next.repeat')] : []),
    ...(isSigned || decision === 'HOLD' ? [] : [say('next.sign')]),
    ...(decision === 'STOP' ? [say('next.stop')] : []),
    ...(decision === 'RELEASED' || decision === 'REDUCED' ? [say('next.give')] : []),
  ]
  return (
    todo.length > 0 && (
      <section>
        <h2>{say('next')}</h2>
        <ol className={styles.next}>
          {todo.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ol>
      </section>
    )
  )
}
