import { useTexts } from '../../ui/language'
import { ChoicePanel } from '../choice-panel'
import { useFormSession } from '../form-session'
import { logTexts } from './log-texts'

const REASONS = ['slip', 'double', 'participant', 'other'] as const

/** Asks why a record goes. It is marked, never deleted. */
export function RemovePanel({ number, onDone }: { number: number; onDone: () => void }) {
  const { sitting } = useFormSession()
  const say = useTexts(logTexts)
  return (
    <ChoicePanel
      tone="calm"
      icon="trash"
      lead={<b className="strong">{say('removeAsk', { number })}</b>}
      label={say('removeAsk', { number })}
      choices={REASONS.map((id) => ({
        id,
        label: say(`remove.${id}`),
        words: id === 'other' ? 'required' : 'optional',
      }))}
      confirm={say('removeConfirm')}
      placeholder={say('words')}
      takesFocus="always"
      onCancel={onDone}
      onConfirm={(id, words) => {
        void sitting.withdraw([say(`remove.${id}`), words].filter(Boolean).join(': '))
        onDone()
      }}
    />
  )
}
