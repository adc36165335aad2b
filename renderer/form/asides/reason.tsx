import type { Entry } from '#shared/change/change'
import { textIn } from '#shared/study/definition'
import { showEntry } from '#shared/study/show-entry'
import { useTexts } from '../../ui/language'
import { ChoicePanel } from '../choice-panel'
import { focusAfter, focusItem } from '../focus'
import { useFormSession } from '../form-session'
import type { ItemView } from '../scene'
import { formTexts } from '../texts'

const REASONS = ['slip', 'source', 'misread', 'late', 'query', 'other'] as const

/** Asks in place why a value changes that someone relied on. The new value is stored with the answer, not before. */
export function ReasonAside({ item, entry }: { item: ItemView; entry: Entry }) {
  const { sitting, restore } = useFormSession()
  const say = useTexts(formTexts)
  const { def, codeList, language, state } = item
  const shown = (value: Entry | undefined) => (value && showEntry(def, value, codeList, language)) || say('emptyValue')
  return (
    <ChoicePanel
      tone="calm"
      icon="pen"
      lead={
        <>
          <b className="strong">{say('reasonAsk', { item: textIn(def.label, language) })}</b>{' '}
          {say('reasonFromTo', { from: shown(state?.value), to: shown(entry) })}
          <p className="secondary">{say('reasonKept')}</p>
        </>
      }
      label={say('reasonAsk', { item: textIn(def.label, language) })}
      choices={REASONS.map((id) => ({
        id,
        label: say(`reason.${id}`),
        words: id === 'other' ? 'required' : 'optional',
      }))}
      confirm={say('reasonSave')}
      placeholder={say('words')}
      cancel={say('reasonDrop')}
      takesFocus="when-near"
      onCancel={() => {
        restore(item.path)
        focusItem(item.path)
      }}
      onConfirm={(reason, words) => {
        sitting.explain(item.path, [say(`reason.${reason}`), words].filter(Boolean).join(': '))
        focusAfter(item.path)
      }}
    />
  )
}
