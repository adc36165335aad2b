import { useMemo, useRef, useState } from 'react'
import type { SubjectSummary } from '#shared/casebook/summary'
import type { SubjectKey } from '#shared/ids'
import { useToday } from '../../app/clock'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { showDay } from '../../ui/dates'
import { FilterInput } from '../../ui/filter-input'
import { useKeys } from '../../ui/keys'
import { useLanguage, useTexts } from '../../ui/language'
import { Mark, type MarkState } from '../../ui/mark'
import { EmptyState } from '../../ui/notice'
import { ToolLine } from '../../ui/screen'
import { type Column, Table } from '../../ui/table'
import { chosenOf, foundIn, type LeftOut, setAll, toggled } from './choice'
import styles from './exports.module.css'
import { exportsTexts } from './texts'

interface PickerProps {
  readonly roster: readonly SubjectSummary[]
  readonly leftOut: LeftOut
  readonly onChange: (leftOut: LeftOut) => void
}

/** Who is in the export: everybody to begin with. */
export function Picker({ roster, leftOut, onChange }: PickerProps) {
  const say = useTexts(exportsTexts)
  const [text, setText] = useState('')
  const [at, setAt] = useState<SubjectKey>()
  const search = useRef<HTMLInputElement>(null)
  const shown = useMemo(() => foundIn(roster, text), [roster, text])
  const columns = useColumns(leftOut)
  const chosen = chosenOf(shown, leftOut).length
  const current = shown.find(({ subject }) => subject === at) ?? shown[0]
  const toggle = ({ subject }: SubjectSummary) => {
    setAt(subject)
    onChange(toggled(leftOut, subject))
  }
  useKeys([
    { keys: '/', label: say('filter'), run: () => search.current?.select(), hint: false },
    { keys: ' ', label: say('choose'), run: () => current && toggle(current), hint: false },
  ])
  return (
    <>
      <div className={styles.picker}>
        <ToolLine>
          <div className={styles.chips} role="group" aria-label={say('selection')}>
            <Chip on={chosen === shown.length} onClick={() => onChange(setAll(leftOut, shown, true))}>
              {say('chooseAll')}
            </Chip>
            <Chip on={chosen === 0} onClick={() => onChange(setAll(leftOut, shown, false))}>
              {say('chooseNone')}
            </Chip>
          </div>
          <FilterInput ref={search} label={say('filterByCode')} value={text} onType={setText} />
        </ToolLine>
      </div>
      {shown.length === 0 ? (
        <EmptyState
          icon="search"
          title={say('noneFound')}
          action={<Button onClick={() => setText('')}>{say('showAll')}</Button>}
        >
          {say('noneFoundText')}
        </EmptyState>
      ) : (
        <Table
          label={say('participants')}
          rows={shown}
          columns={columns}
          rowKey={({ subject }) => subject}
          current={current?.subject}
          onCurrent={({ subject }) => setAt(subject)}
          onOpen={toggle}
          openLabel={say('choose')}
        />
      )}
    </>
  )
}

function useColumns(leftOut: LeftOut): readonly Column<SubjectSummary>[] {
  const say = useTexts(exportsTexts)
  const language = useLanguage()
  const today = useToday()
  const counted = (
    of: 'findings' | 'openQueries' | 'contested' | 'held' | 'toSign' | 'unsent',
    title: string,
    state: MarkState,
    width: number,
  ): Column<SubjectSummary> => ({
    id: of,
    title,
    width,
    cell: (summary) => summary[of] > 0 && <Mark state={state} count={summary[of]} word={`${title}: ${summary[of]}`} />,
  })
  return [
    {
      id: 'chosen',
      title: say('in'),
      width: 60,
      cell: ({ subject, code }) => (
        <input
          type="checkbox"
          className={styles.tick}
          tabIndex={-1}
          checked={!leftOut.has(subject)}
          // The whole line is the control; the box shows how it stands.
          onChange={() => undefined}
          aria-label={say('chosen', { code })}
        />
      ),
    },
    { id: 'code', title: say('code'), cell: ({ code }) => <span className="medium">{code}</span> },
    counted('findings', say('check'), 'check', 84),
    counted('openQueries', say('query'), 'query', 88),
    counted('contested', say('contested'), 'contested', 104),
    counted('held', say('held'), 'held', 88),
    counted('toSign', say('toSign'), 'signed', 84),
    counted('unsent', say('unsent'), 'unsent', 96),
    {
      id: 'contact',
      title: say('lastContact'),
      width: 124,
      align: 'right',
      cell: ({ lastContact }) =>
        lastContact !== undefined && <span className="mute">{showDay(lastContact, language, today)}</span>,
    },
  ]
}
