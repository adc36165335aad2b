import type { ReactNode } from 'react'
import { useState } from 'react'
import { type Basis, basisOf, dependentsOf } from '#shared/casebook/basis'
import { freshnessOf } from '#shared/casebook/freshness'
import { omission, omittedBecause, reinstatement } from '#shared/casebook/omission'
import { type EventPath, type FormPath, eventOf } from '#shared/casebook/path'
import { type PlannedEvent, scheduleOf } from '#shared/casebook/schedule'
import { type Supposition, isSupposable } from '#shared/casebook/supposition'
import { textIn } from '#shared/study/definition'
import { Button } from '../../ui/button'
import { showDate, showDay, showWindow } from '../../ui/dates'
import { useKeys } from '../../ui/keys'
import { useLanguage, useTexts } from '../../ui/language'
import { deviationTexts } from './deviation-texts'
import { deviationText, visitTitle } from './deviation-words'
import { Judging } from './deviations-list'
import type { FormAt } from './form-mark'
import { ReasonDialog } from './judge-dialog'
import type { PlannerLine } from './planner-lines'
import { plannerTexts } from './planner-texts'
import styles from './planner.module.css'
import { VisitState } from './visit-state'
import { WhatIf } from './what-if'

interface PlannerPanelProps {
  readonly at: FormAt
  readonly line: PlannerLine
  readonly enters: boolean
  readonly supposition: Supposition | undefined
  readonly onSuppose: (day: string | undefined) => void
  readonly hrefOf: (form: FormPath) => string
  readonly onOpen: () => void
  readonly onChoose: (event: EventPath) => void
}

/** One visit: how it stands, what it hangs on and what hangs on it, what may be done about it. */
export function PlannerPanel({
  at,
  line,
  enters,
  supposition,
  onSuppose,
  hrefOf,
  onOpen,
  onChoose,
}: PlannerPanelProps) {
  const say = useTexts(plannerTexts)
  const deviation = useTexts(deviationTexts)
  const language = useLanguage()
  const { study, casebook, today } = at
  const { planned, deviations } = line
  const { def, event, actual, from, to, at: hours, omitted } = planned
  const [asked, setAsked] = useState<'omit' | 'reinstate'>()
  const mayOmit = enters && def.kind === 'scheduled' && planned.target !== undefined && planned.state === 'ahead'
  useKeys([
    ...(mayOmit ? [{ keys: 'd', label: say('omit'), run: () => setAsked('omit') }] : []),
    ...(enters && omitted ? [{ keys: 'd', label: say('reinstate'), run: () => setAsked('reinstate') }] : []),
  ])
  const basis = basisOf(study, casebook, planned)
  const dependents = dependentsOf(study, scheduleOf(study, casebook), planned)
  const needs = actual === undefined && !omitted ? freshnessOf(study, casebook, planned) : []
  const because = omitted ? omittedBecause(study, casebook, event) : undefined
  const formTitle = (oid: string) => {
    const form = study.form(oid)
    return form ? textIn(form.title, language) : oid
  }
  return (
    <aside className={styles.panel} aria-label={textIn(def.title, language)}>
      <section>
        <h2>{textIn(def.title, language)}</h2>
        <VisitState line={line} />
        <dl className={styles.facts}>
          {from !== undefined && to !== undefined && (
            <Line label={say('window')}>{showWindow(from, to, language, today)}</Line>
          )}
          {hours && (
            <Line label={say('hours')}>
              {hours.from.slice(0, 16).replace('T', ' ')} – {hours.to.slice(0, 16).replace('T', ' ')}
            </Line>
          )}
          {actual !== undefined && <Line label={say('took')}>{showDate(actual, language)}</Line>}
          {because !== undefined && <Line label={say('because')}>{because}</Line>}
          {basis && (
            <Line label={say('countsFrom')}>
              <BasisText at={at} basis={basis} onChoose={onChoose} />
            </Line>
          )}
        </dl>
        <div className={styles.actions}>
          <Button icon="document" onClick={onOpen}>
            {say('open')}
          </Button>
          {mayOmit && (
            <Button kind="quiet" keys="d" onClick={() => setAsked('omit')}>
              {say('omit')}
            </Button>
          )}
          {enters && omitted && (
            <Button kind="quiet" keys="d" onClick={() => setAsked('reinstate')}>
              {say('reinstate')}
            </Button>
          )}
        </div>
      </section>
      {deviations.length > 0 && (
        <section>
          <h3>{say('deviations')}</h3>
          {deviations.map((one) => (
            <div key={one.id} className={styles.proposal}>
              <p>{deviationText(at, one, deviation, language)}</p>
              {enters && <Judging at={at} proposal={one} />}
            </div>
          ))}
        </section>
      )}
      {needs.length > 0 && (
        <section>
          <h3>{say('needs')}</h3>
          <ul>
            {needs.map(({ form, latest, state }) => (
              <li key={form} className={state === 'fresh' ? undefined : styles.amber}>
                {latest ? (
                  <a className={styles.choose} href={hrefOf(latest.path)}>
                    {say(state === 'fresh' ? 'sampleFresh' : 'sampleStale', {
                      form: formTitle(form),
                      date: showDay(latest.date, language, today),
                      expires: showDay(latest.expires, language, today),
                    })}
                  </a>
                ) : (
                  say('sampleNone', { form: formTitle(form) })
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {isSupposable(study, planned) && (
        <WhatIf at={at} planned={planned} supposition={supposition} onSuppose={onSuppose} />
      )}
      {dependents.length > 0 && (
        <section>
          <h3>{say('moves')}</h3>
          <Named planned={dependents} onChoose={onChoose} />
        </section>
      )}
      {asked === 'omit' && (
        <ReasonDialog
          title={say('omitTitle')}
          lead={textIn(def.title, language)}
          text={say('omitText')}
          act={say('omitAct')}
          usual={[say('ill'), say('absent'), say('declined'), say('site')]}
          bodyOf={(reason) => omission(study, casebook, event, reason)}
          onClose={() => setAsked(undefined)}
        />
      )}
      {asked === 'reinstate' && (
        <ReasonDialog
          title={say('reinstateTitle')}
          lead={textIn(def.title, language)}
          text={say('reinstateText')}
          act={say('reinstateAct')}
          bodyOf={(reason) => reinstatement(study, casebook, event, reason)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </aside>
  )
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  )
}

interface BasisTextProps {
  readonly at: FormAt
  readonly basis: Basis
  readonly onChoose: (event: EventPath) => void
}

function BasisText({ at, basis, onChoose }: BasisTextProps) {
  const say = useTexts(plannerTexts)
  const language = useLanguage()
  const { study, casebook, today } = at
  if (basis.kind === 'anchor') {
    const form = study.form(basis.anchor.form)
    const own = form ? textIn(form.title, language) : basis.anchor.oid
    const visit = basis.form === undefined ? undefined : visitTitle(study, eventOf(basis.form), language)
    return <>{basis.anchor.form === study.version.visitDate.form ? (visit ?? own) : own}</>
  }
  const base = scheduleOf(study, casebook).find(({ event }) => event === basis.event)
  const title = visitTitle(study, basis.event, language)
  const day = base?.actual
  return (
    <button type="button" className={styles.choose} onClick={() => onChoose(basis.event)}>
      {day === undefined ? say('onPlan', { visit: title }) : `${title}, ${showDay(day, language, today)}`}
    </button>
  )
}

/** As many as are read at a glance. */
const SHOWN = 6

/** Names of visits, each a way to it. */
function Named({ planned, onChoose }: { planned: readonly PlannedEvent[]; onChoose: (event: EventPath) => void }) {
  const say = useTexts(plannerTexts)
  const language = useLanguage()
  return (
    <ul>
      {planned.slice(0, SHOWN).map(({ event, def }) => (
        <li key={event}>
          <button type="button" className={styles.choose} onClick={() => onChoose(event)}>
            {textIn(def.title, language)}
          </button>
        </li>
      ))}
      {planned.length > SHOWN && <li className="secondary">{say('and', { count: planned.length - SHOWN })}</li>}
    </ul>
  )
}
