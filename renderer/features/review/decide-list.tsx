import { wordsIn } from '#shared/export/words'
import type { CompiledStudy } from '#shared/study/compile'
import { useNow } from '../../app/clock'
import { scopesOf } from '#shared/casebook/fold'
import { scopeName } from '../../review/words'
import { showMoment } from '../../ui/dates'
import { Mark } from '../../ui/mark'
import { Table } from '../../ui/table'
import { Decision } from './decision'
import type { DecideLine } from './lines'
import { participantColumn } from './participant-column'
import { useListed } from './use-listed'

/** Two values that stand against each other, and entries that were kept without counting: somebody with the right decides. */
export function DecideList({ study, lines }: { study: CompiledStudy; lines: readonly DecideLine[] }) {
  const { say, language, authorOf, current, setAt } = useListed(lines)
  const now = useNow()
  const loggedOf = (line: DecideLine) => (line.kind === 'held' ? line.logged : line.since)
  const what = (line: DecideLine): string => {
    const scopes = line.kind === 'held' ? scopesOf(line.logged.change.body) : [line.item.path]
    const [first, ...others] = scopes.map((scope) => scopeName(study, scope, language) ?? say('casebook'))
    return `${first ?? say('casebook')}${others.length > 0 ? ` +${others.length}` : ''}`
  }
  return (
    <>
      <Table
        label={say('decide')}
        rows={lines}
        rowKey={({ key }) => key}
        current={current?.key}
        onCurrent={({ key }) => setAt(key)}
        onOpen={({ key }) => setAt(key)}
        columns={[
          {
            id: 'state',
            title: say('state'),
            width: 180,
            cell: ({ kind }) => (
              <Mark
                state={kind === 'contested' ? 'contested' : 'held'}
                word={say(kind === 'contested' ? 'twoValues' : 'held')}
              />
            ),
          },
          participantColumn(say('participant')),
          { id: 'what', title: say('what'), cell: what },
          {
            id: 'why',
            title: say('why'),
            width: 240,
            cell: (line) =>
              line.kind === 'held' && line.logged.receipt?.reason && wordsIn(language).held[line.logged.receipt.reason],
          },
          {
            id: 'by',
            title: say('by'),
            width: 240,
            cell: (line) => {
              const logged = loggedOf(line)
              return logged && <span title={authorOf(logged)}>{authorOf(logged)}</span>
            },
          },
          {
            id: 'since',
            title: say('since'),
            width: 120,
            align: 'right',
            cell: (line) => {
              const logged = loggedOf(line)
              return logged && <span className="mute">{showMoment(logged.change.claimedAt, language, now)}</span>
            },
          },
        ]}
      />
      {current && <Decision key={current.key} study={study} line={current} />}
    </>
  )
}
