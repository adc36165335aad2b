import { useMemo } from 'react'
import type { ItemEntry } from '#shared/casebook/casebook'
import { valueSource } from '#shared/casebook/value-source'
import type { Entry } from '#shared/change/change'
import { type ClockFault, clockFaultsIn } from '#shared/change/clock'
import { sayClock } from '#shared/export/clock-words'
import { wordsIn } from '#shared/export/words'
import { REDACTED } from '#shared/redaction/black-out'
import type { CompiledStudy } from '#shared/study/compile'
import { showEntry } from '#shared/study/show-entry'
import { cx } from '../../ui/cx'
import { useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import { BlackOut, type BlackingOut } from '../black-out'
import { useFormSession, useScene } from '../form-session'
import { showClaimed, showReceived } from '../instant'
import { usePeople } from '../people'
import type { ItemView } from '../scene'
import { formTexts } from '../texts'
import { useBlackingOutHere } from './blacking-out'
import styles from './inspector.module.css'

interface HistoryListProps {
  readonly study: CompiledStudy
  readonly item: ItemView
  readonly history: readonly ItemEntry[]
}

/** Every entry that ever touched an item, newest first: who, as what, from where, when by their clock, when received, why. */
export function HistoryList({ study, item, history }: HistoryListProps) {
  const say = useTexts(formTexts)
  const { sitting } = useFormSession()
  const said = useScene(sitting, ({ form }) => form?.ordered)
  const clocks = useMemo(() => clockFaultsIn(said ?? []), [said])
  const blackingOut = useBlackingOutHere()
  if (history.length === 0) return <p className="secondary">{say('historyNone')}</p>
  return (
    <ol className={styles.history}>
      {history.toReversed().map((entry) => (
        <HistoryLine
          key={entry.ref}
          study={study}
          item={item}
          entry={entry}
          history={history}
          clock={clocks.get(entry.ref)}
          blackingOut={blackingOut}
        />
      ))}
    </ol>
  )
}

interface HistoryLineProps extends Pick<HistoryListProps, 'study'> {
  readonly item: ItemView
  readonly entry: ItemEntry
  readonly history: readonly ItemEntry[]
  readonly clock: ClockFault | undefined
  readonly blackingOut: BlackingOut
}

function HistoryLine({ study, item, entry, history, clock, blackingOut }: HistoryLineProps) {
  const say = useTexts(formTexts)
  const language = useLanguage()
  const people = usePeople()
  const words = wordsIn(language)
  const { change, receipt } = entry.logged
  const shown = (value: Entry) =>
    value.state === 'missing' && value.reason === REDACTED
      ? say('blackedOut')
      : showEntry(item.def, value, item.codeList, item.language) || say('emptyValue')
  const before = history.filter(({ ref }) => entry.bases.includes(ref)).map(({ value }) => shown(value))
  const to = shown(entry.value)
  const decided = change.body.kind === 'resolve'
  return (
    <li className={cx(styles.entry, !receipt && styles.unsent, !entry.counts && styles.held)}>
      <p className={styles.values}>{before.length > 0 ? say('fromTo', { from: before.join(' / '), to }) : to}</p>
      <p className="secondary">
        {say('by', {
          name: people.get(change.author) ?? say('unknownPerson'),
          role: words.role[change.role],
        })}
      </p>
      <p className="secondary">{say('comesFrom', { source: words.source[valueSource(study, change, item.path)] })}</p>
      <p className="secondary">{say('made', { when: showClaimed(change.claimedAt, language) })}</p>
      <p className="secondary">
        {receipt ? say('received', { when: showReceived(receipt.committedAt, language) }) : say('onThisDevice')} ·{' '}
        {say('device', { device: change.device.slice(0, 8) })}
        {change.app !== undefined && ` · Tracer ${change.app}`}
      </p>
      {clock && (
        <p className={styles.heldReason}>
          <Mark state="out-of-window" word={sayClock(words, clock)} />
        </p>
      )}
      {entry.reason !== undefined && (
        <p className={styles.reason}>
          {say(decided ? 'decidedIs' : 'reasonIs', {
            reason: entry.reason === REDACTED ? say('blackedOut') : entry.reason,
          })}
        </p>
      )}
      {!entry.counts && receipt?.reason && (
        <p className={styles.heldReason}>{say('heldIs', { reason: words.held[receipt.reason] })}</p>
      )}
      {change.redacted !== undefined && <p className="secondary">{say('blackedOutIs')}</p>}
      <BlackOut
        logged={entry.logged}
        by={blackingOut}
        // Of a change that set several items, this one.
        only={item.path}
        showValue={shown}
      />
    </li>
  )
}
