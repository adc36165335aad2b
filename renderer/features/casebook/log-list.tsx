import { useState } from 'react'
import { textIn } from '#shared/study/definition'
import { Button } from '../../ui/button'
import { useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import { EmptyState } from '../../ui/notice'
import { type Column, Table } from '../../ui/table'
import { ToolLine } from '../../ui/screen'
import type { FormAt } from './form-mark'
import { type Log, type LogLine, cellText, columnsOf } from './logs'
import { logTitle } from './side-panel'
import { casebookTexts } from './texts'

interface LogListProps {
  readonly at: FormAt
  readonly log: Log
  readonly onOpen: (line: LogLine) => void
  /** Left out where the person may not enter anything. */
  readonly onNew: (() => void) | undefined
}

/** The instances of a log form, one line each. */
export function LogList({ at, log, onOpen, onNew }: LogListProps) {
  const say = useTexts(casebookTexts)
  const language = useLanguage()
  const [current, setCurrent] = useState<string>()
  const { def, lines } = log
  const { domain } = def
  const make = onNew && (
    <Button kind="primary" icon="plus" keys="n" onClick={onNew}>
      {domain === 'AE' || domain === 'CM' || domain === 'MH' ? say(`new.${domain}`) : say('new')}
    </Button>
  )
  if (lines.length === 0)
    return (
      <EmptyState icon="document" title={say('logEmpty')} action={make}>
        {say('logEmptyText')}
      </EmptyState>
    )
  const columns: readonly Column<LogLine>[] = [
    ...columnsOf(def).map((column, i): Column<LogLine> => ({
      id: column.item.oid,
      title: textIn(column.item.label, language),
      ...(i > 0 && { width: 152 }),
      cell: (line) => {
        const text = cellText(at, line, column, language)
        return i === 0 ? <span className="medium">{text === '' ? say('unnamed') : text}</span> : text
      },
    })),
    { id: 'state', title: say('state'), width: 160, cell: ({ mark }) => <Mark state={mark} /> },
  ]
  return (
    <>
      {make && (
        <ToolLine>
          <span className="grow" />
          {make}
        </ToolLine>
      )}
      <Table
        label={logTitle(def, say, language)}
        rows={lines}
        columns={columns}
        rowKey={({ form }) => form}
        current={current ?? lines[0]?.form}
        onCurrent={({ form }) => setCurrent(form)}
        onOpen={onOpen}
      />
    </>
  )
}
