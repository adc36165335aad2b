import { useMemo, useRef, useState } from 'react'
import { answersOf } from '#shared/casebook/links'
import { type FormPath, formOf, formOid, itemOf } from '#shared/casebook/path'
import { type Entry, refOf } from '#shared/change/change'
import { type AuditLine, auditOf } from '#shared/export/audit'
import { sayAct } from '#shared/export/audit-words'
import { sayClock } from '#shared/export/clock-words'
import { wordsIn } from '#shared/export/words'
import { showEntry } from '#shared/study/show-entry'
import { usePersonName } from '../../app/people'
import { ClaimedMoment } from '../../form/claimed-moment'
import { showClaimed, showReceived } from '../../form/instant'
import { scopeName } from '../../review/words'
import { Button } from '../../ui/button'
import { Select } from '../../ui/field'
import { FilterInput } from '../../ui/filter-input'
import { KeyHints } from '../../ui/key-hints'
import { useKeys } from '../../ui/keys'
import { useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import { EmptyState } from '../../ui/notice'
import { ToolLine } from '../../ui/screen'
import { Table } from '../../ui/table'
import { auditTexts } from './audit-texts'
import type { FormAt } from './form-mark'

interface AuditListProps {
  readonly at: FormAt
  readonly onForm: (form: FormPath) => void
}

/** One line as it is shown and searched. */
interface Shown {
  readonly key: string
  readonly line: AuditLine
  readonly who: string
  readonly what: string
  readonly where: string
  readonly change: string
  /** What is to be said of the clock that it was written by. */
  readonly clock: string | undefined
}

/** Everything that was ever asserted about the participant, newest first: who, when by both clocks, what, from, to and why. */
export function AuditList({ at, onForm }: AuditListProps) {
  const say = useTexts(auditTexts)
  const language = useLanguage()
  const nameOf = usePersonName()
  const words = wordsIn(language)
  const filter = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [kind, setKind] = useState('')
  const [current, setCurrent] = useState<string>()
  useKeys([{ keys: '/', label: say('filter'), run: () => filter.current?.focus(), hint: false }])
  const { study, casebook } = at
  const lines = useMemo(
    () =>
      auditOf(casebook)
        .map((line, i): Shown => {
          const { change } = line.logged
          const shown = (value: Entry | string): string => {
            if (typeof value === 'string') return sayAct(words, line, value)
            const form = line.item && formOf(line.item)
            const def = form && line.item && study.item(formOid(form), itemOf(line.item))?.def
            return def ? showEntry(def, value, answersOf(study, casebook, def), language) : ''
          }
          const before = line.from.map((value) => shown(value) || say('nothing')).join(' / ')
          const after = shown(line.to)
          return {
            key: `${refOf(change)} ${i}`,
            line,
            who: `${nameOf(change.author) ?? say('someone')}, ${words.role[change.role]}`,
            what: words.kind[line.kind],
            where: scopeName(study, line.scope, language) ?? say('casebook'),
            clock: line.clock && sayClock(words, line.clock),
            change: before === '' ? after : `${before} → ${after || say('nothing')}`,
          }
        })
        .toReversed(),
    [casebook, study, language, nameOf, say, words],
  )
  const wanted = typed.trim().toLowerCase()
  const seen = lines.filter(
    ({ line, who, what, where, change, clock }) =>
      (kind === '' || line.kind === kind) &&
      (wanted === '' || [who, what, where, change, line.reason, clock].join(' ').toLowerCase().includes(wanted)),
  )
  const kinds = [...new Set(lines.map(({ line }) => line.kind))]
  const state = ({ line: { reception, logged } }: Shown): string =>
    reception === 'held' && logged.receipt?.reason
      ? `${words.reception.held}: ${words.held[logged.receipt.reason]}`
      : words.reception[reception]
  return (
    <>
      <ToolLine below>
        <FilterInput ref={filter} label={say('filter')} value={typed} onType={setTyped} />
        <Select
          aria-label={say('kind')}
          blank={say('everything')}
          value={kind}
          choices={kinds.map((value) => ({ value, label: words.kind[value] }))}
          onChange={({ target }) => setKind(target.value)}
        />
      </ToolLine>
      {seen.length === 0 ? (
        <EmptyState
          icon="history"
          title={say('none')}
          action={
            <Button
              onClick={() => {
                setTyped('')
                setKind('')
              }}
            >
              {say('showAll')}
            </Button>
          }
        >
          {say('noneText')}
        </EmptyState>
      ) : (
        <Table
          label={say('tab')}
          rows={seen}
          rowKey={({ key }) => key}
          current={seen.some(({ key }) => key === current) ? current : seen[0]?.key}
          onCurrent={({ key }) => setCurrent(key)}
          onOpen={({ line }) => {
            const form = formOf(line.scope)
            if (form) onForm(form)
          }}
          columns={[
            {
              id: 'when',
              title: say('when'),
              width: 200,
              cell: ({ line: { logged }, clock }) => {
                const { claimedAt, device } = logged.change
                const claimed = showClaimed(claimedAt, language)
                const received = logged.receipt
                  ? showReceived(logged.receipt.committedAt, language)
                  : say('notReceived')
                const clocks = say('clocks', { claimed, received, device: device.slice(0, 8) })
                return (
                  <span title={clock === undefined ? clocks : `${clocks}; ${clock}`}>
                    {clock !== undefined && <Mark state="out-of-window" word={clock} bare />}
                    <ClaimedMoment at={claimedAt} />
                  </span>
                )
              },
            },
            { id: 'who', title: say('who'), width: 204, cell: ({ who }) => <span title={who}>{who}</span> },
            { id: 'what', title: say('what'), width: 150, cell: ({ what }) => <span title={what}>{what}</span> },
            { id: 'where', title: say('where'), cell: ({ where }) => <span title={where}>{where}</span> },
            {
              id: 'change',
              title: say('change'),
              width: 176,
              cell: ({ change }) => <span title={change}>{change}</span>,
            },
            {
              id: 'reason',
              title: say('reason'),
              width: 130,
              cell: ({ line: { reason } }) => <span title={reason}>{reason}</span>,
            },
            {
              id: 'state',
              title: say('state'),
              width: 100,
              cell: (shown) => <span title={state(shown)}>{state(shown)}</span>,
            },
          ]}
        />
      )}
      <KeyHints>{say('count', { count: seen.length })}</KeyHints>
    </>
  )
}
