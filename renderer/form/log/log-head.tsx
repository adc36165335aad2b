import { textIn } from '#shared/study/definition'
import type { LogColumn } from '#shared/study/log-definition'
import { cx } from '../../ui/cx'
import { Icon } from '../../ui/icon'
import { useLanguage, useTexts } from '../../ui/language'
import { isNumber } from './column-look'
import { logTexts } from './log-texts'
import styles from './log.module.css'
import type { SortBy } from './records'

interface LogHeadProps {
  readonly columns: readonly LogColumn[]
  readonly sort: SortBy | undefined
  readonly onSort: (column: number) => void
}

/** What the columns are, each a way to sort by it. */
export function LogHead({ columns, sort, onSort }: LogHeadProps) {
  const say = useTexts(logTexts)
  const language = useLanguage()
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" className={styles.number}>
          <span className="spoken">{say('number')}</span>
        </th>
        {columns.map(({ item: head }, i) => {
          const label = textIn(head.label, language)
          const own = sort?.column.item === head ? sort : undefined
          return (
            <th
              key={head.oid}
              scope="col"
              aria-sort={own && (own.down ? 'descending' : 'ascending')}
              className={cx(isNumber(head) && styles.right)}
            >
              <button type="button" tabIndex={-1} title={say('sortBy', { column: label })} onClick={() => onSort(i)}>
                <span className={styles.headText}>{label}</span>
                {own && <Icon name={own.down ? 'down' : 'up'} className={styles.sorted} />}
              </button>
            </th>
          )
        })}
        <th scope="col">{say('state')}</th>
      </tr>
    </thead>
  )
}
