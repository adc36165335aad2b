import { useState } from 'react'
import { type Proposal, suggestionFinding } from '#shared/casebook/proposals'
import { textIn } from '#shared/study/definition'
import { showEntry } from '#shared/study/show-entry'
import { Button } from '../../ui/button'
import { Icon } from '../../ui/icon'
import { useTexts } from '../../ui/language'
import { ChoicePanel } from '../choice-panel'
import { focusAfter, focusItem } from '../focus'
import { useFormSession } from '../form-session'
import { showLimits } from '../limits'

import type { ItemView } from '../scene'
import { formTexts } from '../texts'
import styles from './asides.module.css'

const REASONS = ['known', 'source', 'other'] as const

/** What a graded result suggests about adverse events, with what it rests on. A person makes of it what is right. */
export function ProposalAside({ item, proposal }: { item: ItemView; proposal: Proposal }) {
  const { sitting, mayEnter, mayConfirm, openEvent } = useFormSession()
  const say = useTexts(formTexts)
  const [answering, setAnswering] = useState(false)
  const { suggestion, baseline } = proposal
  const { term } = suggestion
  const value = item.state?.value ?? item.calculated
  const limits = showLimits(item.limits, item.language)
  const rests = [
    value ? showEntry(item.def, value, item.codeList, item.language) : '',
    limits === '' ? '' : say('proposalLimits', { limits }),
    baseline === undefined ? '' : say('proposalBaseline', { grade: baseline }),
  ].filter((part) => part !== '')
  const lead = (
    <>
      <b className="strong">
        {suggestion.kind === 'new-event'
          ? say('proposalNew', { term, grade: suggestion.grade })
          : say('proposalWorse', { term, grade: suggestion.to, from: suggestion.from ?? '–' })}
      </b>{' '}
      <span className="secondary">{rests.join(' · ')}</span>
    </>
  )
  const label = say('proposalLabel', { item: textIn(item.def.label, item.language) })
  if (answering)
    return (
      <ChoicePanel
        tone="calm"
        icon="info"
        lead={lead}
        label={label}
        choices={REASONS.map((id) => ({
          id,
          label: say(`proposalNot.${id}`),
          words: id === 'other' ? 'required' : 'optional',
        }))}
        confirm={say('confirm')}
        placeholder={say('words')}
        takesFocus="always"
        onCancel={() => {
          setAnswering(false)
          focusItem(item.path)
        }}
        onConfirm={(id, words) => {
          const reason = [say(`proposalNot.${id}`), words].filter(Boolean).join(': ')
          void sitting.confirm(suggestionFinding(proposal, item.path, item.state), reason)
          focusAfter(item.path)
        }}
      />
    )
  return (
    <div className={styles.info} role="group" aria-label={label}>
      <Icon name="info" className={styles.icon} />
      <span className={styles.sentence}>{lead}</span>
      {mayEnter && openEvent && (
        <Button className={styles.small} onClick={() => openEvent(suggestion)}>
          {say(suggestion.kind === 'new-event' ? 'proposalBegin' : 'proposalOpen')}
        </Button>
      )}
      {mayConfirm && (
        <Button kind="quiet" className={styles.small} onClick={() => setAnswering(true)}>
          {say('proposalDismiss')}
        </Button>
      )}
    </div>
  )
}
