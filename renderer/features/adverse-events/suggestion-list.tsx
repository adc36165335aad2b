import { memo, useMemo } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import type { SubjectSummary } from '#shared/casebook/summary'
import type { SubjectKey } from '#shared/ids'
import type { CompiledStudy } from '#shared/study/compile'
import { hrefTo } from '../../app/paths'
import { usePlace } from '../../app/place'
import { showDate } from '../../ui/dates'
import { Grade } from '../../ui/grade'
import { useLanguage, useTexts } from '../../ui/language'
import { adverseEventTexts } from './texts'
import { useSuggestions } from './use-suggestions'
import styles from './workbench.module.css'

interface SuggestionListProps {
  readonly study: CompiledStudy
  readonly roster: readonly SubjectSummary[]
  readonly casebooks: ReadonlyMap<SubjectKey, Casebook>
}

/** Nobody reads further at once. */
const MOST = 30

/** What laboratory results suggest and nobody has answered; each leads to the result, where it is taken over or dismissed. */
export const SuggestionList = memo(function SuggestionList({ study, roster, casebooks }: SuggestionListProps) {
  const say = useTexts(adverseEventTexts)
  const language = useLanguage()
  const { study: studyId, site } = usePlace()
  const found = useSuggestions(study, casebooks)
  const lines = useMemo(
    () => roster.flatMap(({ subject, code }) => (found.get(subject) ?? []).map((open) => ({ subject, code, open }))),
    [roster, found],
  )
  if (lines.length === 0) return null
  return (
    <section aria-label={say('suggested')}>
      <h2 className={styles.queueHead}>
        {say('suggested')} <span className="num">{lines.length}</span>
      </h2>
      <ul>
        {lines.slice(0, MOST).map(({ subject, code, open: { suggestion, form, result, taken } }) => {
          const to = suggestion.kind === 'new-event' ? suggestion.grade : suggestion.to
          const from = suggestion.kind === 'change-grade' ? (suggestion.from ?? '–') : undefined
          const date = taken === undefined ? '–' : showDate(taken, language)
          return (
            <li key={`${subject} ${result} ${suggestion.term}`} className={styles.item}>
              <a
                className={styles.itemButton}
                href={hrefTo({ screen: 'form', study: studyId, site, subject, form, item: result })}
                aria-label={say('suggestOpen', { term: suggestion.term, code, date })}
              >
                <Grade grade={String(to)} />
                <span className={styles.itemName}>{suggestion.term}</span>
                <span className="secondary num">{date}</span>
                <span className={styles.itemFacts}>
                  <span>{code}</span>
                  <span>{from === undefined ? say('suggestNew') : say('suggestChange', { from, to })}</span>
                </span>
              </a>
            </li>
          )
        })}
      </ul>
      {lines.length > MOST && (
        <p className={styles.queueHead}>{say('moreSuggestions', { count: lines.length - MOST })}</p>
      )}
    </section>
  )
})
