import { useMemo } from 'react'
import { steps } from '#shared/casebook/path'
import { type PlannedDose, doseForm, plannedDoses } from '#shared/dose-release/doses'
import { decisionsOf, gives, stands } from '#shared/dose-release/release'
import { textIn } from '#shared/study/definition'
import { hrefTo } from '../../app/paths'
import { usePlace, useSubject } from '../../app/place'
import { useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import type { FormAt } from './form-mark'
import styles from './side-panel.module.css'
import { casebookTexts } from './texts'

/** Doses that were decided about, the next one to decide about, and the logs that take doses. */
export function DosesPart({ at }: { readonly at: FormAt }) {
  const say = useTexts(casebookTexts)
  const language = useLanguage()
  const { study: studyId, site } = usePlace()
  const subject = useSubject()
  const { study } = at
  const lines = useMemo(() => linesOf(at), [at])
  if (lines.length === 0) return null
  return (
    <section className={styles.part}>
      <h3>{say('doses')}</h3>
      <ul>
        {lines.map(({ dose: { event, agent, form }, state }) => {
          const visit = study.event(steps(event)[0]?.oid ?? '')
          const recorded = study.form(doseForm(study, agent) ?? '')
          const named = form === undefined ? recorded : visit
          return (
            <li key={`${event} ${agent}`}>
              <a
                className={styles.link}
                href={hrefTo({ screen: 'dose-release', study: studyId, site, subject, dose: { event, agent } })}
              >
                {named && textIn(named.title, language)}
              </a>
              {state === 'fallen' ? (
                <Mark state="sign-again" word={say('dose.fallen')} />
              ) : (
                <span className="secondary">{state !== undefined && say(`dose.${state}`)}</span>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

type State = 'RELEASED' | 'REDUCED' | 'HOLD' | 'STOP' | 'fallen' | 'open'

interface Line {
  readonly dose: PlannedDose
  /** Undefined for a log, which has a decision for each day. */
  readonly state: State | undefined
}

function linesOf({ study, casebook }: FormAt): readonly Line[] {
  const doses = plannedDoses(study, casebook)
  const decisions = decisionsOf(study, casebook).filter(({ superseded }) => !superseded)
  const next = doses.find(({ form, given }) => form !== undefined && !given)
  return doses.flatMap((dose): readonly Line[] => {
    if (dose.form === undefined) return [{ dose, state: undefined }]
    const signed = decisions.find(({ release }) => release.event === dose.event && release.agent === dose.agent)
    if (!signed) return dose === next ? [{ dose, state: 'open' }] : []
    const { decision } = signed.release
    const hasFallen = gives(decision) && !stands(study, casebook, signed)
    return [{ dose, state: hasFallen ? 'fallen' : decision }]
  })
}
