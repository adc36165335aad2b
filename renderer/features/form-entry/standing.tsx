import type { ItemPath } from '#shared/casebook/path'
import type { Role } from '#shared/roles'
import { textIn } from '#shared/study/definition'
import { focusItem } from '../../form/focus'
import { useFormSession } from '../../form/form-session'
import { IconButton } from '../../ui/button'
import { useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { uiTexts } from '../../ui/texts'
import styles from './entry.module.css'
import { entryTexts } from './texts'

/** As many as fit beside each other; the rest is counted. */
const SHOWN = 8

interface StandingProps {
  readonly paths: readonly ItemPath[]
  readonly role: Role
  readonly onClose: () => void
}

/** What stands against completing, each a way to go there. */
export function Standing({ paths, role, onClose }: StandingProps) {
  const { sitting } = useFormSession()
  const say = useTexts(entryTexts)
  const ui = useTexts(uiTexts)
  const why = (path: ItemPath): string => {
    const item = sitting.item(path)
    if (sitting.begun(path)) return say('standsUnsaved')
    if (item?.state?.contested) return say('standsContested')
    if (item?.toEnter) return say('standsEnter')
    const [finding] = item?.findings ?? []
    return finding && role === 'investigator' ? textIn(finding.message, sitting.language()) : say('standsCheck')
  }
  const nameOf = (path: ItemPath): string => {
    const item = sitting.item(path)
    return item ? textIn(item.def.label, sitting.language()) : path
  }
  return (
    <Notice
      tone="check"
      live
      title={say('standing', { count: paths.length })}
      action={<IconButton icon="close" label={ui('close')} onClick={onClose} />}
    >
      {say('standingText')}
      <ul className={styles.standing}>
        {paths.slice(0, SHOWN).map((path) => (
          <li key={path}>
            <button type="button" className={styles.standingItem} onClick={() => focusItem(path)}>
              {nameOf(path)}
            </button>{' '}
            <span className="secondary">{why(path)}</span>
          </li>
        ))}
        {paths.length > SHOWN && <li className="secondary">{say('more', { count: paths.length - SHOWN })}</li>}
      </ul>
    </Notice>
  )
}
