import { useMemo } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import { type ItemPath, formOf, formOid, itemOf } from '#shared/casebook/path'
import type { AdverseEvent } from '#shared/review/ae-queue'
import { evidenceOf } from '#shared/review/event-evidence'
import type { SubjectKey } from '#shared/ids'
import type { CompiledStudy } from '#shared/study/compile'
import { textIn } from '#shared/study/definition'
import { showEntry } from '#shared/study/show-entry'
import { useToday } from '../../app/clock'
import { hrefTo } from '../../app/paths'
import { usePlace } from '../../app/place'
import { showDate } from '../../ui/dates'
import { Grade } from '../../ui/grade'
import { useLanguage, useTexts } from '../../ui/language'
import { adverseEventTexts } from './texts'
import styles from './workbench.module.css'

interface EvidenceProps {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly subject: SubjectKey
  readonly event: AdverseEvent
}

/** The grades of an event over time, each with its result and the day after which dose; and what leads further. */
export function Evidence({ study, casebook, subject, event }: EvidenceProps) {
  const say = useTexts(adverseEventTexts)
  const language = useLanguage()
  const today = useToday()
  const { study: studyId, site } = usePlace()
  const { grades, results, medicines } = useMemo(
    () => evidenceOf(study, casebook, event, today),
    [study, casebook, event, today],
  )
  const shown = (path: ItemPath) => {
    const form = formOf(path)
    const placed = form && study.item(formOid(form), itemOf(path))
    const value = form && casebook.forms.get(form)?.items.get(path)?.value
    if (!placed || !value) return { name: itemOf(path), value: '' }
    return { name: textIn(placed.def.label, language), value: showEntry(placed.def, value, undefined, language) }
  }
  return (
    <>
      {grades.length > 0 && (
        <section className={styles.group}>
          <h3>{say('gradeHistory')}</h3>
          <ul>
            {grades.map(({ grade, from, to, result, dose }) => (
              <li key={from} className={styles.gradeRow}>
                <Grade grade={grade?.toString()} />
                <span>
                  {to === undefined
                    ? say('gradeFrom', { date: showDate(from, language) })
                    : say('span', { from: showDate(from, language), to: showDate(to, language) })}
                </span>
                <span className="num">{result && shown(result).value}</span>
                <span className="secondary num">{dose && say('afterDose', dose)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {results.length + medicines.length > 0 && (
        <section className={styles.group}>
          <h3>{say('evidence')}</h3>
          <ul>
            {results.map(({ path, taken }) => {
              const form = formOf(path)
              const { name, value } = shown(path)
              return (
                <li key={path} className={styles.repeat}>
                  {form && (
                    <a href={hrefTo({ screen: 'form', study: studyId, site, subject, form, item: path })}>{name}</a>
                  )}
                  <span className="num">{value}</span>
                  <span className="secondary">{taken !== undefined && showDate(taken, language)}</span>
                </li>
              )
            })}
            {medicines.map(({ form, name }) => (
              <li key={form} className={styles.repeat}>
                <a href={hrefTo({ screen: 'form', study: studyId, site, subject, form })}>{name}</a>
                <span className="secondary">{say('givenForIt')}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
