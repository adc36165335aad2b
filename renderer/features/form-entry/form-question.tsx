import { ChoicePanel } from '../../form/choice-panel'
import { useFormSession } from '../../form/form-session'
import { useTexts } from '../../ui/language'
import { entryTexts } from './texts'

export type Question = 'not-done' | 'withdraw'

const NOT_DONE = ['patient', 'time', 'technical', 'other'] as const
const WITHDRAW = ['slip', 'double', 'participant', 'other'] as const

interface FormQuestionProps {
  readonly question: Question
  readonly title: string
  readonly onDone: () => void
}

/** A decision about the form as a whole, asked at its head. */
export function FormQuestion({ question, title, onDone }: FormQuestionProps) {
  const { sitting } = useFormSession()
  const say = useTexts(entryTexts)
  const said = (parts: readonly string[]) => parts.filter(Boolean).join(': ')
  switch (question) {
    case 'not-done':
      return (
        <ChoicePanel
          tone="calm"
          icon="info"
          lead={<b className="strong">{say('notDoneAsk', { form: title })}</b>}
          label={say('notDoneAsk', { form: title })}
          choices={NOT_DONE.map((id) => ({
            id,
            label: say(`notDone.${id}`),
            words: id === 'other' ? 'required' : 'optional',
          }))}
          confirm={say('notDoneConfirm')}
          placeholder={say('notDoneWords')}
          takesFocus="always"
          onCancel={onDone}
          onConfirm={(id, words) => {
            void sitting.setStatus('not-done', said([say(`notDone.${id}`), words]))
            onDone()
          }}
        />
      )
    case 'withdraw':
      return (
        <ChoicePanel
          tone="calm"
          icon="trash"
          lead={<b className="strong">{say('withdrawAsk')}</b>}
          label={say('withdrawAsk')}
          choices={WITHDRAW.map((id) => ({
            id,
            label: say(`withdraw.${id}`),
            words: id === 'other' ? 'required' : 'optional',
          }))}
          confirm={say('withdrawConfirm')}
          placeholder={say('words')}
          takesFocus="always"
          onCancel={onDone}
          onConfirm={(id, words) => {
            void sitting.withdraw(said([say(`withdraw.${id}`), words]))
            onDone()
          }}
        />
      )
  }
}
