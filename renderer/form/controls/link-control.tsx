import { IconButton } from '../../ui/button'
import { useTexts } from '../../ui/language'
import { useFormSession } from '../form-session'
import type { ItemView } from '../scene'
import { codeLabel, referencesOf } from '../shown'
import { formTexts } from '../texts'
import { ComboControl } from './combo-control'
import styles from './link.module.css'

/** Another record, found by what it says of itself, with the way to it. Several stand below each other before the control. */
export function LinkControl({ item, dense = false }: { item: ItemView; dense?: boolean }) {
  const say = useTexts(formTexts)
  const { sitting, mayEnter, openRecord } = useFormSession()
  const { def, state, codeList, language, path } = item
  const many = def.type === 'text' && def.link?.many === true
  const references = state?.value?.state === 'value' ? referencesOf(state.value.text, codeList) : []
  const nameOf = (reference: string) => codeLabel(codeList, reference, language)
  const jump = (reference: string) =>
    openRecord && (
      <IconButton
        icon="right"
        label={say('openRecord', { record: nameOf(reference) })}
        tabIndex={-1}
        className={styles.jump}
        onClick={() => openRecord(reference)}
      />
    )
  if (!many)
    return (
      <div className={styles.link}>
        <ComboControl item={item} dense={dense} />
        {references.map((reference) => (
          <span key={reference}>{jump(reference)}</span>
        ))}
      </div>
    )
  return (
    <div className={styles.many}>
      {references.map((reference) => (
        <span key={reference} className={styles.one}>
          <span>{nameOf(reference)}</span>
          {jump(reference)}
          {mayEnter && (
            <IconButton
              icon="close"
              label={say('dropRecord', { record: nameOf(reference) })}
              tabIndex={-1}
              className={styles.jump}
              onClick={() => sitting.enter(path, { text: references.filter((other) => other !== reference).join(' ') })}
            />
          )}
        </span>
      ))}
      <ComboControl item={item} dense={dense} />
    </div>
  )
}
