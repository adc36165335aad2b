import type { RowProblem, TableCounts, TableReading } from '#shared/clinical/ctcae/published/read-table'
import { TABLE_LIMITS, type PublishedTable, publishedTerm } from '#shared/clinical/ctcae/published/table'
import { Grade } from '../../ui/grade'
import { useLanguage, useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { Fact, Facts } from '../../ui/screen'
import styles from './admin.module.css'
import { LoadPreview } from './load-preview'
import type { FileReading } from './read-file'
import { adminTexts } from './texts'
import type { Candidate } from './use-table'

interface TablePreviewProps {
  readonly candidate: Candidate
  /** It is the one that is loaded. */
  readonly same: boolean
  readonly replaces: boolean
  readonly busy: boolean
  readonly onLoad: () => void
  readonly onDiscard: () => void
}

/** What a file holds, and everything that is wrong with it, before anybody else sees it. */
export function TablePreview({ candidate, same, replaces, busy, onLoad, onDiscard }: TablePreviewProps) {
  const say = useTexts(adminTexts)
  const { name, reading } = candidate
  const table = reading.kind === 'read' ? reading.table : undefined
  return (
    <LoadPreview
      name={name ?? say('pasted')}
      loadable={table !== undefined && !same}
      {...{ replaces, busy, onLoad, onDiscard }}
    >
      {reading.kind === 'not-a-table' ? <NotATable why={reading.why} /> : <Read reading={reading} same={same} />}
      {table && <Sample table={table} />}
    </LoadPreview>
  )
}

function NotATable({ why }: { why: Extract<FileReading, { kind: 'not-a-table' }>['why'] }) {
  const say = useTexts(adminTexts)
  const values =
    why.reason === 'another-table'
      ? { known: why.known, rows: why.rows }
      : why.reason === 'no-columns'
        ? { columns: why.missing.map((column) => say(`column.${column}`)).join(', ') }
        : {}
  return (
    <Notice live tone="stop" title={say('notThisTable')}>
      {say(`not.${why.reason}`, values)}
    </Notice>
  )
}

/** As many as anybody reads; who has more has another file. */
const SHOWN = 200

function Read({ reading, same }: { reading: Extract<TableReading, { kind: 'read' }>; same: boolean }) {
  const say = useTexts(adminTexts)
  const { counts, problems, leftOut } = reading
  return (
    <>
      {problems.length > 0 ? (
        <Notice live tone="stop" title={say('faults', { count: problems.length })}>
          {say('faultsText')}
        </Notice>
      ) : (
        <Notice live tone="good" title={say(same ? 'sameTable' : 'whole')}>
          {say(same ? 'sameTableText' : 'wholeText')}
        </Notice>
      )}
      <Counts counts={counts} />
      {leftOut.length > 0 && <p className="secondary">{say('leftOut', { columns: leftOut.join(', ') })}</p>}
      {problems.length > 0 && <Problems problems={problems} />}
    </>
  )
}

function Counts({ counts }: { counts: TableCounts }) {
  const say = useTexts(adminTexts)
  const language = useLanguage()
  const number = (count: number) => count.toLocaleString(language)
  return (
    <Facts>
      <Fact label={say('rows')}>{number(counts.rows)}</Fact>
      <Fact label={say('terms')}>{say('countOf', { count: number(counts.terms), all: TABLE_LIMITS.terms })}</Fact>
      <Fact label={say('classes')}>{say('countOf', { count: counts.classes, all: CLASSES })}</Fact>
      <Fact label={say('grades')}>{number(counts.grades)}</Fact>
      <Fact label={say('definitions')}>{number(counts.definitions)}</Fact>
    </Facts>
  )
}

/** System organ classes of CTCAE 5.0. */
const CLASSES = 26

function Problems({ problems }: { problems: readonly RowProblem[] }) {
  const say = useTexts(adminTexts)
  return (
    <>
      <table className={styles.problems}>
        <thead>
          <tr>
            <th scope="col" className={styles.row}>
              {say('row')}
            </th>
            <th scope="col">{say('term')}</th>
            <th scope="col">{say('column')}</th>
            <th scope="col">{say('why')}</th>
          </tr>
        </thead>
        <tbody>
          {problems.slice(0, SHOWN).map((problem, i) => (
            <tr key={i}>
              <td className={styles.row}>{problem.row ?? '–'}</td>
              <td>{problem.term === '' ? '–' : problem.term}</td>
              <td className="nowrap">{say(`column.${problem.column}`)}</td>
              <td>{say(`fault.${problem.reason}`, { found: problem.found, expected: problem.expected ?? '' })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {problems.length > SHOWN && <p className="secondary">{say('moreFaults', { count: problems.length - SHOWN })}</p>}
    </>
  )
}

/** Terms that everybody knows: enough to see that each column is the right one. */
const SAMPLE = ['Fatigue', 'Platelet count decreased']

function Sample({ table }: { table: PublishedTable }) {
  const say = useTexts(adminTexts)
  return (
    <table className={styles.sample} lang="en">
      <caption className="secondary" lang={useLanguage()}>
        {say('sample')}
      </caption>
      <thead>
        <tr>
          <th scope="col">{say('term')}</th>
          {(['1', '2', '3', '4', '5'] as const).map((grade) => (
            <th key={grade} scope="col">
              <Grade grade={grade} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {SAMPLE.map((name) => {
          const term = publishedTerm(table, name)
          return (
            <tr key={name}>
              <th scope="row">
                {name}
                <span className="secondary num">{term?.code}</span>
              </th>
              {([1, 2, 3, 4, 5] as const).map((grade) => (
                <td key={grade}>{term?.grades[grade] ?? '–'}</td>
              ))}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
