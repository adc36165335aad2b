import { textIn } from '#shared/study/definition'
import { Button } from '../../ui/button'
import { useLanguage, useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { ChoicePanel } from '../choice-panel'
import { formTexts } from '../texts'
import { logTexts } from './log-texts'
import styles from './log.module.css'
import { MOST_ITEMS, type PastePlan, type Refused } from './paste'

const REASONS = ['slip', 'source', 'misread', 'late', 'query', 'other'] as const
/** As many refused cells as are named; the rest is counted. */
const NAMED = 8

interface PastePanelProps {
  readonly plan: PastePlan
  /** The person has seen which cells cannot be taken and wants the others. */
  readonly withoutRefused: boolean
  readonly onOthers: () => void
  readonly onPaste: (reason: string | undefined) => void
  readonly onDrop: () => void
}

/** Asks what has to be known before anything is pasted: what to do without the refused cells, and why values change. */
export function PastePanel({ plan, withoutRefused, onOthers, onPaste, onDrop }: PastePanelProps) {
  const say = useTexts(logTexts)
  const form = useTexts(formTexts)
  const { refused, cells } = plan
  if (plan.items.length > MOST_ITEMS)
    return (
      <Notice
        tone="check"
        live
        title={say('pasteTooMany', { count: plan.items.length, most: MOST_ITEMS })}
        action={<Button onClick={onDrop}>{say('pasteDrop')}</Button>}
      />
    )
  if (refused.length > 0 && !withoutRefused)
    return (
      <Notice
        tone="check"
        live
        title={say('pasteRefused', { count: refused.length })}
        action={
          <span className={styles.pasteActs}>
            {cells > 0 && <Button onClick={onOthers}>{say('pasteOthers', { count: cells })}</Button>}
            <Button kind="primary" autoFocus onClick={onDrop}>
              {say('pasteDrop')}
            </Button>
          </span>
        }
      >
        <ul className={styles.refused}>
          {refused.slice(0, NAMED).map((cell) => (
            <RefusedCell key={`${cell.row} ${cell.column?.item.oid ?? cell.text}`} cell={cell} />
          ))}
          {refused.length > NAMED && <li>{say('pasteMore', { count: refused.length - NAMED })}</li>}
        </ul>
      </Notice>
    )
  return (
    <ChoicePanel
      tone="calm"
      icon="pen"
      lead={<b className="strong">{say('pasteExplain')}</b>}
      label={say('pasteExplain')}
      choices={REASONS.map((id) => ({
        id,
        label: form(`reason.${id}`),
        words: id === 'other' ? 'required' : 'optional',
      }))}
      confirm={say('pasteSave')}
      placeholder={form('words')}
      cancel={say('pasteDrop')}
      takesFocus="always"
      onCancel={onDrop}
      onConfirm={(id, words) => onPaste([form(`reason.${id}`), words].filter(Boolean).join(': '))}
    />
  )
}

function RefusedCell({ cell: { row, column, text, reason } }: { cell: Refused }) {
  const say = useTexts(logTexts)
  const form = useTexts(formTexts)
  const language = useLanguage()
  const name = column ? textIn(column.item.label, language) : '–'
  return (
    <li>
      <b className="strong">{text}</b> <span className="secondary">{say('pasteCell', { row, column: name })}</span>{' '}
      {reason === 'beyond'
        ? say('pasteBeyond')
        : reason === 'closed'
          ? say('pasteClosed')
          : form(`unreadable.${reason}`)}
    </li>
  )
}
