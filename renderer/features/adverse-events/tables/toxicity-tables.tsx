import { useMemo, useState } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import type { SubjectSummary } from '#shared/casebook/summary'
import { writeCsv } from '#shared/export/csv'
import {
  type CountedPerson,
  type Split,
  countedPerson,
  mayKnowArms,
  toxicityTable,
  worstByPerson,
} from '#shared/review/toxicity'
import type { CompiledStudy } from '#shared/study/compile'
import { useHost } from '../../../app/host-context'
import { usePlace } from '../../../app/place'
import { useCtcae } from '../../../ctcae/use-ctcae'
import { useCasebooks } from '../../../data/use-casebooks'
import { Button } from '../../../ui/button'
import { Chip } from '../../../ui/chip'
import { cx } from '../../../ui/cx'
import { KeyHints } from '../../../ui/key-hints'
import { useKeys } from '../../../ui/keys'
import { useLanguage, useTexts } from '../../../ui/language'
import { EmptyState } from '../../../ui/notice'
import { Loading } from '../../../ui/progress'
import { Screen, ScreenHead, Scroll, ToolLine } from '../../../ui/screen'
import { type Sheet, columnsOf, sheetOf, sheetOfPeople } from './sheet'
import { tableTexts } from './table-texts'
import styles from './tables.module.css'

type View = Split | 'people'

interface ToxicityTablesProps {
  readonly study: CompiledStudy
  readonly roster: readonly SubjectSummary[]
  readonly onBack: () => void
}

/** Incidence, worst grades, serious and related events of a site; what is seen can be saved as it is. */
export function ToxicityTables({ study, roster, onBack }: ToxicityTablesProps) {
  const say = useTexts(tableTexts)
  const language = useLanguage()
  const host = useHost()
  const place = usePlace()
  const ctcae = useCtcae()
  const [view, setView] = useState<View>('none')
  const [saved, setSaved] = useState<'copied' | 'notSaved'>()
  const subjects = useMemo(() => roster.map(({ subject }) => subject), [roster])
  const { casebooks, read } = useCasebooks(subjects)
  const people = useMemo(() => {
    if (!ctcae) return undefined
    const classOf = (term: string) => ctcae.termNamed(term)?.systemOrganClass
    return [...casebooks.values()].flatMap((casebook) => counted(study, casebook, classOf) ?? [])
  }, [study, casebooks, ctcae])
  const arms = mayKnowArms(study, place.roles) && study.version.arms.length > 0
  const titles = useMemo(() => new Map(study.version.arms.map(({ oid, title }) => [oid, title])), [study])
  const sheet = useMemo((): Sheet | undefined => {
    if (!people) return undefined
    if (view === 'people') return sheetOfPeople(worstByPerson(people), arms ? titles : undefined, say, language)
    return sheetOf(toxicityTable(study, people, view), view === 'cycle', say, language)
  }, [people, view, arms, titles, study, say, language])
  const views: readonly (readonly [View, 'all' | 'arm' | 'cycle' | 'people'])[] = [
    ['none', 'all'],
    ...(arms ? [['arm', 'arm'] as const] : []),
    ['cycle', 'cycle'],
    ['people', 'people'],
  ]
  const save = async () => {
    if (!sheet) return
    const name = `${study.version.study.name}_${place.site}_adverse-events_${view}`.replaceAll(' ', '-')
    const bytes = writeCsv({ name, columns: columnsOf(sheet), rows: sheet.rows.map(({ cells }) => cells) })
    try {
      setSaved((await host.saveFile(`${name}.csv`, bytes)) ? 'copied' : undefined)
    } catch {
      setSaved('notSaved')
    }
  }
  useKeys([
    { keys: 'Escape', label: say('back'), run: onBack },
    { keys: 'c', label: say('copy'), run: () => void save() },
  ])
  const empty = people?.every(({ events }) => events.length === 0) ?? true
  return (
    <Screen>
      <ScreenHead
        title={say('title')}
        aside={
          <>
            {saved && <span role="status">{say(saved)}</span>}
            <Button icon="export" keys="c" disabled={!sheet || empty} onClick={() => void save()}>
              {say('copy')}
            </Button>
            <Button keys="Escape" onClick={onBack}>
              {say('back')}
            </Button>
          </>
        }
      />
      <ToolLine>
        {views.map(([id, name]) => (
          <Chip key={id} on={id === view} onClick={() => setView(id)}>
            {say(name)}
          </Chip>
        ))}
        <span className="secondary">
          {read < subjects.length
            ? say('reading', { done: read, of: subjects.length })
            : view !== 'people' && say(view === 'cycle' ? 'countedCycle' : 'counted')}
        </span>
      </ToolLine>
      {sheet && !empty ? (
        <Scroll label={say('title')}>
          <SheetTable sheet={sheet} label={say('title')} />
        </Scroll>
      ) : read < subjects.length || !people ? (
        <Loading />
      ) : (
        <EmptyState icon="pulse" title={say('nothing')}>
          {say('nothingWhy')}
        </EmptyState>
      )}
      <KeyHints />
    </Screen>
  )
}

const known = new WeakMap<Casebook, CountedPerson | undefined>()

/** Counted once for each state of a casebook. */
function counted(study: CompiledStudy, casebook: Casebook, classOf: (term: string) => string | undefined) {
  if (!known.has(casebook)) known.set(casebook, countedPerson(study, casebook, classOf))
  return known.get(casebook)
}

function SheetTable({ sheet: { heads, columns, rows }, label }: { sheet: Sheet; label: string }) {
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        {heads.length > 0 && (
          <tr>
            <td />
            {heads.map(({ title, columns: count }) => (
              <th key={title} scope="colgroup" colSpan={count} className={styles.group}>
                {title}
              </th>
            ))}
          </tr>
        )}
        <tr>
          {columns.map((title, i) => (
            <th key={i} scope="col" className={cx(i > 0 && heads.length > 0 && styles.number)}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, level, cells }) => (
          <tr key={key} className={styles[level]}>
            {cells.map((text, i) =>
              i === 0 ? (
                <th key={i} scope="row">
                  {text}
                </th>
              ) : (
                <td key={i} className={cx(heads.length > 0 && styles.number, text === '0' && styles.none)}>
                  {text}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
