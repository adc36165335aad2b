import { useMemo, useRef, useState } from 'react'
import type { FormPath } from '#shared/casebook/path'
import { type Entry, refOf } from '#shared/change/change'
import { type AuditLine, auditOf } from '#shared/export/audit'
import { sayAct } from '#shared/export/audit-words'
import { sayClock } from '#shared/export/clock-words'
import { wordsIn } from '#shared/export/words'
import { REDACTED } from '#shared/redaction/black-out'
import { usePersonName } from '../../app/people'
import { ClaimedMoment } from '../../form/claimed-moment'
import { showClaimed, showReceived } from '../../form/instant'
import { useBlackingOut } from '../../review/use-blacking-out'
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
import { AuditEntry } from './audit-entry'
import { auditTexts } from './audit-texts'
import { type Shown, showAt } from './audit-words'
import type { FormAt } from './form-mark'

interface AuditListProps {
  readonly at: FormAt
  readonly onForm: (form: FormPath) => void
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
  const blackingOut = useBlackingOut(study, casebook)
  const lines = useMemo(() => {
    const stateOf = ({ reception, logged }: AuditLine): string =>
      reception === 'held' && logged.receipt?.reason
        ? `${words.reception.held}: ${words.held[logged.receipt.reason]}`
        : words.reception[reception]
    return auditOf(casebook)
      .map((line, i): Shown => {
        const { change } = line.logged
        const shown = (value: Entry | string): string => {
          if (typeof value === 'string') return sayAct(words, line, value)
          if (value.state === 'missing' && value.reason === REDACTED) return say('blackedOut')
          return showAt(at, line.item, value, language)
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
          reason: line.reason === REDACTED ? say('blackedOut') : line.reason,
          state: stateOf(line),
        }
      })
      .toReversed()
  }, [at, casebook, study, language, nameOf, say, words])
  const wanted = typed.trim().toLowerCase()
  const seen = lines.filter(
    ({ line, who, what, where, change, reason, clock }) =>
      (kind === '' || line.kind === kind) &&
      (wanted === '' || [who, what, where, change, reason, clock].join(' ').toLowerCase().includes(wanted)),
  )
  const kinds = [...new Set(lines.map(({ line }) => line.kind))]
  const chosen = seen.find(({ key }) => key === current) ?? seen[0]
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
          current={chosen?.key}
          onCurrent={({ key }) => setCurrent(key)}
          onOpen={({ key }) => setCurrent(key)}
          openLabel={say('choose')}
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
              cell: ({ reason }) => <span title={reason}>{reason}</span>,
            },
            {
              id: 'state',
              title: say('state'),
              width: 100,
              cell: ({ state }) => <span title={state}>{state}</span>,
            },
          ]}
        />
      )}
      {chosen && <AuditEntry key={chosen.key} at={at} shown={chosen} by={blackingOut} onForm={onForm} />}
      <KeyHints>{say('count', { count: seen.length })}</KeyHints>
    </>
  )
}
