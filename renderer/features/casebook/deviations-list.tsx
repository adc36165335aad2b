import { useState } from 'react'
import { type DeviationLog, deviationPlace, dismissal } from '#shared/casebook/deviation-log'
import type { ProposedDeviation } from '#shared/casebook/deviations'
import { takenOn } from '#shared/casebook/earlier'
import { type FormPath, formOid } from '#shared/casebook/path'
import { formAt, textAt } from '#shared/casebook/visits'
import { textIn } from '#shared/study/definition'
import { usePersonName } from '../../app/people'
import { Button } from '../../ui/button'
import { showDate, showDay } from '../../ui/dates'
import { useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import { EmptyState, Notice } from '../../ui/notice'
import { Scroll } from '../../ui/screen'
import { deviationTexts } from './deviation-texts'
import { deviationText, visitTitle } from './deviation-words'
import styles from './deviations.module.css'
import type { FormAt } from './form-mark'
import { ReasonDialog } from './judge-dialog'
import { NoteDialog } from './note-dialog'

interface DeviationsListProps {
  readonly at: FormAt
  readonly log: DeviationLog
  readonly enters: boolean
  readonly hrefOf: (form: FormPath) => string
}

/** What the casebook shows to deviate: to judge, dismissed with the reason, and noted with whether it still stands. */
export function DeviationsList({ at, log, enters, hrefOf }: DeviationsListProps) {
  const say = useTexts(deviationTexts)
  const language = useLanguage()
  const nameOf = usePersonName()
  const { open, dismissed, noted } = log
  const { study, casebook, today } = at
  if (open.length + dismissed.length + noted.length === 0)
    return (
      <EmptyState icon="tick" title={say('none')}>
        {say('noneText')}
      </EmptyState>
    )
  return (
    <Scroll label={say('list')}>
      <div className={styles.lists}>
        {!deviationPlace(study) && open.length > 0 && <Notice tone="calm" title={say('noLog')} />}
        <h2>{say('open')}</h2>
        {open.length === 0 && <p className="secondary">{say('allJudged')}</p>}
        <ul>
          {open.map((one) => (
            <li key={one.id} className={styles.line}>
              <Mark state="check" bare />
              <What at={at} one={one} hrefOf={hrefOf} />
              {enters && <Judging at={at} proposal={one} />}
            </li>
          ))}
        </ul>
        {dismissed.length > 0 && <h2>{say('dismissed')}</h2>}
        <ul>
          {dismissed.map(({ proposal, by: { reason, logged } }) => (
            <li key={proposal.id} className={styles.line}>
              <Mark state="not-done" word={say('dismissed')} bare />
              <div>
                <p>{deviationText(at, proposal, say, language)}</p>
                <p className="secondary">
                  {say('dismissedBy', {
                    name: nameOf(logged.change.author) ?? say('someone'),
                    day: showDay(logged.change.claimedAt.slice(0, 10), language, today),
                    reason,
                  })}
                </p>
              </div>
              {enters && <Judging at={at} proposal={proposal} again />}
            </li>
          ))}
        </ul>
        {noted.length > 0 && <h2>{say('noted')}</h2>}
        <ul>
          {noted.map(({ form, stands }) => {
            const day = takenOn(study, casebook, form)
            return (
              <li key={form} className={styles.line}>
                <Mark state="complete" word={say('noted')} bare />
                <div>
                  <p>
                    <a className={styles.link} href={hrefOf(form)}>
                      {textAt(study, casebook, form, 'DVTERM') ?? say('unnamed')}
                    </a>
                  </p>
                  <p className="secondary">
                    {day !== undefined && showDate(day, language)}
                    {!stands && <Mark state="check" word={say('gone')} className={styles.gone} />}
                  </p>
                </div>
              </li>
            )
          })}
        </ul>
      </div>
    </Scroll>
  )
}

/** What deviates, where and when, with the way there. */
function What({ at, one, hrefOf }: { at: FormAt; one: ProposedDeviation; hrefOf: (form: FormPath) => string }) {
  const say = useTexts(deviationTexts)
  const language = useLanguage()
  const form = one.form ?? formAt(one.event, at.study.version.visitDate.form)
  const def = at.study.form(formOid(form))
  return (
    <div>
      <p>{deviationText(at, one, say, language)}</p>
      <p className="secondary">
        {def && (
          <a className={styles.link} href={hrefOf(form)}>
            {visitTitle(at.study, one.event, language)}, {textIn(def.title, language)}
          </a>
        )}
        {one.actual !== undefined && ` · ${showDate(one.actual, language)}`} · {say('rule', { rule: one.rule })}
      </p>
    </div>
  )
}

/** The two answers to a proposal. */
export function Judging({ at, proposal, again = false }: { at: FormAt; proposal: ProposedDeviation; again?: boolean }) {
  const say = useTexts(deviationTexts)
  const language = useLanguage()
  const [asked, setAsked] = useState<'note' | 'dismiss'>()
  const close = () => setAsked(undefined)
  return (
    <span className={styles.judging}>
      {deviationPlace(at.study) && (
        <Button onClick={() => setAsked('note')}>{say(again ? 'noteAfterAll' : 'note')}</Button>
      )}
      {!again && (
        <Button kind="quiet" onClick={() => setAsked('dismiss')}>
          {say('dismiss')}
        </Button>
      )}
      {asked === 'note' && <NoteDialog at={at} proposal={proposal} onClose={close} />}
      {asked === 'dismiss' && (
        <ReasonDialog
          title={say('dismissTitle')}
          lead={deviationText(at, proposal, say, language)}
          text={say('dismissText')}
          act={say('dismiss')}
          bodyOf={(reason) => dismissal(at.study, proposal, reason)}
          onClose={close}
        />
      )}
    </span>
  )
}
