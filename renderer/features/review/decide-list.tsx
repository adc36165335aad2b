import { wordsIn } from '#shared/export/words'
import type { CompiledStudy } from '#shared/study/compile'
import { useNow } from '../../app/clock'
import { scopesOf } from '#shared/casebook/fold'
import { scopeName } from '../../review/words'
import { showMoment } from '../../ui/dates'
import { Mark } from '../../ui/mark'
import { Table } from '../../ui/table'
import { Decision } from './decision'
import type { DecideLine, RedactionLine } from './lines'
import { participantColumn } from './participant-column'
import { RedactionDecision } from './redaction-decision'
import { useListed } from './use-listed'

type AnyLine = DecideLine | RedactionLine

const MARKS = { contested: 'contested', held: 'held', redaction: 'held' } as const
const STATES = { contested: 'twoValues', held: 'held', redaction: 'toBlackOut' } as const

/**
 * Two values that stand against each other, entries that were kept without counting, and what somebody asked to have
 * blacked out: somebody with the right decides.
 */
export function DecideList({ study, lines }: { study: CompiledStudy; lines: readonly AnyLine[] }) {
  const { say, language, authorOf, current, setAt } = useListed(lines)
  const now = useNow()
  const changeOf = (line: AnyLine) =>
    line.kind === 'redaction' ? line.change : (line.kind === 'held' ? line.logged : line.since)?.change
  const what = (line: AnyLine): string => {
    const scopes =
      line.kind === 'contested'
        ? [line.item.path]
        : scopesOf((line.kind === 'held' ? line.logged.change : line.change).body)
    const whole = line.casebook.code === undefined ? say('site', { site: line.code }) : say('casebook')
    const [first, ...others] = scopes.map((scope) => scopeName(study, scope, language) ?? whole)
    return `${first ?? whole}${others.length > 0 ? ` +${others.length}` : ''}`
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
            cell: ({ kind }) => <Mark state={MARKS[kind]} word={say(STATES[kind])} />,
          },
          participantColumn(say('participant')),
          { id: 'what', title: say('what'), cell: what },
          {
            id: 'why',
            title: say('why'),
            width: 240,
            cell: (line) =>
              line.kind === 'redaction'
                ? line.body.reason
                : line.kind === 'held' &&
                  line.logged.receipt?.reason &&
                  wordsIn(language).held[line.logged.receipt.reason],
          },
          {
            id: 'by',
            title: say('by'),
            width: 240,
            cell: (line) => {
              const change = changeOf(line)
              return change && <span title={authorOf({ change })}>{authorOf({ change })}</span>
            },
          },
          {
            id: 'since',
            title: say('since'),
            width: 120,
            align: 'right',
            cell: (line) => {
              const change = changeOf(line)
              return change && <span className="mute">{showMoment(change.claimedAt, language, now)}</span>
            },
          },
        ]}
      />
      {current?.kind === 'redaction' ? (
        <RedactionDecision key={current.key} study={study} line={current} />
      ) : (
        current && <Decision key={current.key} study={study} line={current} />
      )}
    </>
  )
}
