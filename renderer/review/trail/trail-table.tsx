import { ClaimedMoment } from '../../form/claimed-moment'
import { showClaimed, showReceived } from '../../form/instant'
import { useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import { type Column, Table } from '../../ui/table'
import type { Shown } from './spoken'
import { trailTexts } from './texts'

interface TrailTableProps<S extends Shown> {
  readonly rows: readonly S[]
  readonly current: string | undefined
  readonly onChoose: (key: string) => void
  /** Stands before where in the casebook it is: whose it is. */
  readonly whose?: Column<S>
  readonly onEnd?: () => void
}

/** Lines of a trail as they are given, one row each. */
export function TrailTable<S extends Shown>({ rows, current, onChoose, whose, onEnd }: TrailTableProps<S>) {
  const say = useTexts(trailTexts)
  const language = useLanguage()
  const columns: readonly Column<S>[] = [
    {
      id: 'when',
      title: say('when'),
      width: 200,
      cell: ({ line: { logged }, clock }) => {
        const { claimedAt, device } = logged.change
        const claimed = showClaimed(claimedAt, language)
        const received = logged.receipt ? showReceived(logged.receipt.committedAt, language) : say('notReceived')
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
    ...(whose ? [whose] : []),
    { id: 'where', title: say('where'), cell: ({ where }) => <span title={where}>{where}</span> },
    { id: 'change', title: say('change'), width: 176, cell: ({ change }) => <span title={change}>{change}</span> },
    { id: 'reason', title: say('reason'), width: 130, cell: ({ reason }) => <span title={reason}>{reason}</span> },
    { id: 'state', title: say('state'), width: 100, cell: ({ state }) => <span title={state}>{state}</span> },
  ]
  return (
    <Table
      label={say('tab')}
      rows={rows}
      rowKey={({ key }) => key}
      current={current}
      onCurrent={({ key }) => onChoose(key)}
      onOpen={({ key }) => onChoose(key)}
      openLabel={say('choose')}
      columns={columns}
      {...(onEnd && { onEnd })}
    />
  )
}
