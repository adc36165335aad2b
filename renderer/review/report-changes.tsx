import type { Casebook } from '#shared/casebook/casebook'
import { reportChanges } from '#shared/review/report-changes'
import type { SeriousReport } from '#shared/review/serious'
import type { CompiledStudy } from '#shared/study/compile'
import { textIn } from '#shared/study/definition'
import { useLanguage, useTexts } from '../ui/language'
import styles from './review-parts.module.css'
import { seriousTexts } from './serious-texts'

interface ReportChangesProps {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly earlier: SeriousReport
  readonly now: SeriousReport
  /** The report that the screen is about shows at once what it changed. */
  readonly isOpen: boolean
}

/** What a version of a report says otherwise than the one before it: earlier, now, side by side. */
export function ReportChanges({ study, casebook, earlier, now, isOpen }: ReportChangesProps) {
  const say = useTexts(seriousTexts)
  const language = useLanguage()
  const changes = reportChanges(study, casebook, { earlier, now }, language)
  const { version } = earlier
  if (changes.length === 0) return <span className="secondary">{say('unchanged', { version })}</span>
  const title = say('changed', { version, count: changes.length })
  return (
    <details className={styles.changes} open={isOpen}>
      <summary>{title}</summary>
      <table aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{say('item')}</th>
            <th scope="col">{say('earlier')}</th>
            <th scope="col">{say('now')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ item, row, earlier: was, now: is }) => (
            <tr key={`${item.oid} ${row}`}>
              <th scope="row">
                {textIn(item.label, language)}
                {row !== undefined && ` (${row})`}
              </th>
              <td className={styles.earlier}>{was === '' ? '–' : was}</td>
              <td>{is === '' ? '–' : is}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
