import { MissingCode } from '#shared/change/change'
import { textIn } from '#shared/study/definition'
import { missingText } from '#shared/study/show-entry'
import { useTexts } from '../../ui/language'
import { ChoicePanel } from '../choice-panel'
import { focusAfter, focusItem } from '../focus'
import { useFormSession } from '../form-session'
import type { ItemView } from '../scene'
import { formTexts } from '../texts'

/** Why there is no value: "not done" wants words, the others may have them. */
export function MissingAside({ item }: { item: ItemView }) {
  const { sitting, restore } = useFormSession()
  const say = useTexts(formTexts)
  const { language, path } = item
  const question = say('missingFor', { item: textIn(item.def.label, language) })
  const { state } = item
  const replaces = state?.value !== undefined && state.value.state !== 'blank'
  return (
    <ChoicePanel
      tone="calm"
      icon="info"
      lead={<b className="strong">{question}</b>}
      label={question}
      choices={MissingCode.options.map((id) => ({
        id,
        label: missingText(id, language),
        words: id === 'ND' || replaces ? 'required' : 'optional',
      }))}
      confirm={say('missingConfirm')}
      placeholder={say('missingWords')}
      takesFocus="always"
      onCancel={() => {
        sitting.askMissing(undefined)
        focusItem(path)
      }}
      onConfirm={(code, words) => {
        restore(path)
        sitting.enterMissing(path, code, words)
        focusAfter(path)
      }}
    />
  )
}
