import { useRef, useState } from 'react'
import { type RangeFault, laboratoryResults } from '#shared/reference/range-faults'
import { writeRangeFile } from '#shared/reference/range-file'
import { sitePlace } from '#shared/reference/reference'
import type { CompiledStudy } from '#shared/study/compile'
import type { RangeOfLaboratoryDef } from '#shared/study/limits-definition'
import { useHost } from '../../app/host-context'
import { canHere, usePlace } from '../../app/place'
import { useStudy } from '../../data/hooks'
import { Button } from '../../ui/button'
import { FileButton } from '../../ui/file-button'
import { FilterInput } from '../../ui/filter-input'
import { KeyHints } from '../../ui/key-hints'
import { useKeys } from '../../ui/keys'
import { useLanguage, useTexts } from '../../ui/language'
import { EmptyState } from '../../ui/notice'
import { Loading } from '../../ui/progress'
import { Screen, ScreenHead, ToolLine } from '../../ui/screen'
import { Table } from '../../ui/table'
import { type Row, columnsOf } from './columns'
import { EntryLine } from './entry-line'
import { HistoryDialog } from './history-dialog'
import { ImportDialog } from './import-dialog'
import { Standing } from './standing'
import { rangesTexts } from './texts'
import { type RangesAtWork, useRanges } from './use-ranges'
import { analyteText, laboratoryText, limitText, validText } from './words'

/** The reference ranges of the site's laboratories. */
export function LaboratoryRangesScreen() {
  const place = usePlace()
  const study = useStudy(place.version)
  return study ? <Ranges study={study} /> : <Loading />
}

type Editing = { readonly kind: 'new' } | { readonly kind: 'row'; readonly at: number } | undefined

function Ranges({ study }: { study: CompiledStudy }) {
  const say = useTexts(rangesTexts)
  const place = usePlace()
  const work = useRanges(study, place.study, place.site)
  if (!work) return <Loading />
  if (laboratoryResults(study).size === 0)
    return (
      <EmptyState icon="flask" title={say('noResults')}>
        {say('noResultsText')}
      </EmptyState>
    )
  return <AtWork study={study} work={work} mayKeep={canHere(place, 'keep-ranges')} />
}

interface AtWorkProps {
  readonly study: CompiledStudy
  readonly work: RangesAtWork
  readonly mayKeep: boolean
}

function AtWork({ study, work, mayKeep }: AtWorkProps) {
  const say = useTexts(rangesTexts)
  const language = useLanguage()
  const place = usePlace()
  const host = useHost()
  const results = laboratoryResults(study)
  const [filter, setFilter] = useState('')
  const [at, setAt] = useState<string>()
  const [editing, setEditing] = useState<Editing>()
  const [file, setFile] = useState<{ readonly name: string; readonly text: string }>()
  const [history, setHistory] = useState(false)
  const find = useRef<HTMLInputElement>(null)
  const { ranges, faults, changed, saving, change, discard, save } = work

  const describe = (range: RangeOfLaboratoryDef) =>
    say('otherRange', {
      lln: limitText(range.low, language),
      uln: limitText(range.high, language),
      valid: validText(range, language, say),
    })
  const whyText = ({ why, other }: RangeFault) => {
    const range = other === undefined ? undefined : ranges[other]
    return say(`why.${why}`, { other: range ? describe(range) : '' })
  }
  const wanted = filter.trim().toLowerCase()
  const rows: readonly Row[] = ranges
    .map((range, i) => ({ at: i, range, fault: faults.find((fault) => fault.at === i) }))
    .filter(({ range }) =>
      [range.item, analyteText(results, range.item, language), laboratoryText(results, range, language)].some((text) =>
        text.toLowerCase().includes(wanted),
      ),
    )
  const put = (range: RangeOfLaboratoryDef) => {
    if (editing?.kind === 'row') {
      change(ranges.with(editing.at, range))
      setEditing(undefined)
    } else change([...ranges, range])
  }
  const remove = (index: number) => {
    change(ranges.filter((_, i) => i !== index))
    setEditing(undefined)
  }
  useKeys([
    { keys: '/', label: say('filterKey'), run: () => find.current?.focus() },
    ...(mayKeep
      ? [
          { keys: 'n', label: say('addKey'), run: () => setEditing({ kind: 'new' }) },
          {
            keys: 'Delete',
            label: say('removeKey'),
            run: () => {
              const row = rows.find((one) => String(one.at) === at)
              if (row) remove(row.at)
            },
          },
          ...(changed && faults.length === 0 ? [{ keys: 'mod+Enter', label: say('saveKey'), run: save }] : []),
        ]
      : []),
  ])
  const columns = columnsOf({ results, say, language, whyText: faults.length > 0 ? whyText : undefined })
  const edited = editing?.kind === 'row' ? ranges[editing.at] : undefined
  return (
    <Screen>
      <ScreenHead
        title={say('title')}
        aside={
          mayKeep && (
            <div className="line">
              {changed && (
                <Button kind="quiet" onClick={discard}>
                  {say('discard')}
                </Button>
              )}
              <Button
                kind="primary"
                keys="mod+Enter"
                disabled={!changed || faults.length > 0 || saving === 'saving'}
                onClick={save}
              >
                {say(saving === 'saving' ? 'saving' : 'save')}
              </Button>
            </div>
          )
        }
      />
      <ToolLine>
        <FilterInput ref={find} label={say('filter')} value={filter} onType={setFilter} />
        <div className="grow" />
        {mayKeep && (
          <>
            <Button icon="plus" keys="n" onClick={() => setEditing({ kind: 'new' })}>
              {say('add')}
            </Button>
            <FileButton
              label={say('import')}
              accept=".csv,.tsv,.txt"
              onFile={(chosen) => void chosen.text().then((text) => setFile({ name: chosen.name, text }))}
            />
          </>
        )}
        {ranges.length > 0 && (
          <Button
            onClick={() =>
              void host.saveFile(
                `ranges-${place.study}-${place.site}.csv`,
                new TextEncoder().encode(writeRangeFile(ranges)),
              )
            }
          >
            {say('export')}
          </Button>
        )}
        <Button kind="quiet" icon="history" onClick={() => setHistory(true)}>
          {say('history')}
        </Button>
      </ToolLine>
      <Standing work={work} />
      {ranges.length === 0 ? (
        <EmptyState icon="flask" title={say('none')}>
          {say(mayKeep ? 'noneText' : 'noneReadOnly')}
        </EmptyState>
      ) : rows.length === 0 ? (
        <EmptyState icon="search" title={say('noneFound')}>
          {say('noneFoundText')}
        </EmptyState>
      ) : (
        <Table
          label={say('title')}
          rows={rows}
          columns={columns}
          rowKey={(row) => String(row.at)}
          current={at}
          onCurrent={(row) => setAt(String(row.at))}
          onOpen={(row) => {
            setAt(String(row.at))
            if (mayKeep) setEditing({ kind: 'row', at: row.at })
          }}
          openLabel={say('edit')}
        />
      )}
      {editing && (editing.kind === 'new' || edited) && (
        <EntryLine
          key={editing.kind === 'row' ? editing.at : 'new'}
          results={results}
          range={edited}
          after={ranges.at(-1)}
          onPut={put}
          onRemove={editing.kind === 'row' ? () => remove(editing.at) : undefined}
          onClose={() => setEditing(undefined)}
        />
      )}
      <KeyHints>{say('about')}</KeyHints>
      {file && (
        <ImportDialog
          study={study}
          {...file}
          before={ranges}
          describe={describe}
          onTake={(next) => {
            change(next)
            setFile(undefined)
          }}
          onClose={() => setFile(undefined)}
        />
      )}
      {history && <HistoryDialog about={sitePlace(place.study, place.site)} onClose={() => setHistory(false)} />}
    </Screen>
  )
}
