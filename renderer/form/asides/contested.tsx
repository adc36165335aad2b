import type { ItemEntry, ItemState } from '#shared/casebook/casebook'
import type { Entry } from '#shared/change/change'
import { wordsIn } from '#shared/export/words'
import { textIn } from '#shared/study/definition'
import { showEntry } from '#shared/study/show-entry'
import { Icon } from '../../ui/icon'
import { useLanguage, useTexts } from '../../ui/language'
import { ChoicePanel } from '../choice-panel'
import { focusAfter } from '../focus'
import { useFormSession } from '../form-session'
import { showClaimed } from '../instant'
import { usePeople } from '../people'
import type { ItemView } from '../scene'
import { formTexts } from '../texts'
import styles from './asides.module.css'

/** Values that stand against each other, side by side with who, when and where; and the way to decide. */
export function ContestedAside({ item, state }: { item: ItemView; state: ItemState }) {
  const { sitting, mayResolve } = useFormSession()
  const say = useTexts(formTexts)
  const label = say('contestedLabel', { item: textIn(item.def.label, item.language) })
  const lead = (
    <>
      <b className="strong">{say('contestedTitle')}</b> {say('contestedMeaning')}
    </>
  )
  if (!mayResolve || !sitting.mayDecide(item.path))
    return (
      <div className={styles.contested} role="group" aria-label={label}>
        <div className={styles.line}>
          <Icon name="pause" className={styles.icon} />
          <span>{lead}</span>
        </div>
        <ul className={styles.heads}>
          {state.heads.map((head) => (
            <li key={head.ref}>
              <Claim item={item} head={head} />
            </li>
          ))}
        </ul>
        <p className="secondary">{say(mayResolve ? 'decideInvestigator' : 'decideElse')}</p>
      </div>
    )
  const blank: Entry = { state: 'blank' }
  const answers = [...state.heads.map((head) => ({ id: head.ref, head })), { id: 'blank', head: undefined }]
  return (
    <ChoicePanel
      tone="decide"
      icon="warning"
      lead={lead}
      label={label}
      choices={answers.map(({ id, head }) => ({
        id,
        label: head ? <Claim item={item} head={head} /> : say('contestedBlank'),
        words: 'required',
      }))}
      confirm={say('decide')}
      placeholder={say('decideWords')}
      onConfirm={(id, words) => {
        const chosen = answers.find((answer) => answer.id === id)?.head
        void sitting.resolve(item.path, chosen ? chosen.value : blank, words)
        focusAfter(item.path)
      }}
    />
  )
}

function Claim({ item, head }: { item: ItemView; head: ItemEntry }) {
  const say = useTexts(formTexts)
  const language = useLanguage()
  const people = usePeople()
  const { change } = head.logged
  return (
    <span className={styles.claim}>
      <b className="strong">{showEntry(item.def, head.value, item.codeList, language) || say('emptyValue')}</b>
      <span className="secondary">
        {say('by', {
          name: people.get(change.author) ?? say('unknownPerson'),
          role: wordsIn(language).role[change.role],
        })}{' '}
        · {showClaimed(change.claimedAt, language)} · {say('device', { device: change.device.slice(0, 8) })}
      </span>
    </span>
  )
}
