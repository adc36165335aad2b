import { useState } from 'react'
import { layoutOf } from '#shared/casebook/layout'
import type { Casebook } from '#shared/casebook/casebook'
import { ItemPath, type Scope } from '#shared/casebook/path'
import type { AdverseEvent } from '#shared/review/ae-queue'
import type { CompiledStudy } from '#shared/study/compile'
import { textIn } from '#shared/study/definition'
import { Telling } from '../../form/telling'
import { Button } from '../../ui/button'
import { Field, Select, TextArea } from '../../ui/field'
import { useKeys } from '../../ui/keys'
import { useLanguage, useTexts } from '../../ui/language'
import { adverseEventTexts } from './texts'
import styles from './workbench.module.css'

interface AskProps {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly event: AdverseEvent
  readonly onAsk: (scope: Scope, text: string) => void
  readonly onClose: () => void
}

/** A question to the site about an event or one of its items, written beside what it is about. */
export function Ask({ study, casebook, event, onAsk, onClose }: AskProps) {
  const say = useTexts(adverseEventTexts)
  const language = useLanguage()
  const [about, setAbout] = useState<Scope>(event.form)
  const [text, setText] = useState('')
  const ready = text.trim() !== ''
  const send = () => {
    if (ready) onAsk(about, text.trim())
  }
  useKeys([
    { keys: 'mod+Enter', label: say('askSend'), run: send, whileTyping: true },
    { keys: 'Escape', label: say('cancel'), run: onClose, whileTyping: true },
  ])
  const items = (layoutOf(study, casebook, event.form)?.groups ?? [])
    .filter(({ def }) => !def.repeating)
    .flatMap(({ rows }) => rows.flatMap((row) => row.items.filter(({ visible }) => visible)))
  return (
    <form
      className={styles.ask}
      aria-label={say('askTitle')}
      onSubmit={(submit) => {
        submit.preventDefault()
        send()
      }}
    >
      <Field label={say('askWhere')}>
        {(control) => (
          <Select
            {...control}
            value={about}
            choices={[
              { value: event.form, label: say('wholeEvent') },
              ...items.map(({ path, def }) => ({ value: path, label: textIn(def.label, language) })),
            ]}
            onChange={({ target }) => {
              const item = ItemPath.safeParse(target.value)
              setAbout(item.success ? item.data : event.form)
            }}
          />
        )}
      </Field>
      <Field label={say('askWhat')}>
        {(control) => (
          <TextArea
            {...control}
            autoFocus
            rows={2}
            maxLength={2_000}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
      <Telling text={text} />
      <div className={styles.askFoot}>
        <Button onClick={onClose}>{say('cancel')}</Button>
        <Button kind="primary" type="submit" keys="mod+Enter" disabled={!ready}>
          {say('askSend')}
        </Button>
      </div>
    </form>
  )
}
