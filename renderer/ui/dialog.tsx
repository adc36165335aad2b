import { useEffect, useId, useRef, type ReactNode } from 'react'
import { IconButton } from './button'
import { cx } from './cx'
import styles from './dialog.module.css'
import { useKeys } from './keys'
import { useTexts } from './language'
import { uiTexts } from './texts'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** Buttons, the primary one last. */
  readonly foot?: ReactNode
  /** `table`: as wide as a table of many columns asks for. */
  readonly wide?: boolean | 'table'
}

/** Where the focus begins: what is to be filled in, else the primary act; never the cross, which would throw it away. */
const FIRST = '[role="group"][tabindex="0"], input:not([tabindex="-1"]), textarea, select, footer button:last-child'

/**
 * A question that has to be answered before going on. Open as long as it is drawn; Escape and the cross call `onClose`.
 * Focus stays inside and goes back to where it came from.
 */
export function Dialog({ title, onClose, children, foot, wide = false }: DialogProps) {
  const say = useTexts(uiTexts)
  const box = useRef<HTMLDialogElement>(null)
  const heading = useId()
  useKeys([], { modal: true })
  useEffect(() => {
    const dialog = box.current
    if (!dialog) return undefined
    dialog.showModal()
    dialog.querySelector<HTMLElement>(FIRST)?.focus()
    return () => dialog.close()
  }, [])
  return (
    <dialog
      ref={box}
      className={cx(styles.dialog, wide === 'table' ? styles.table : wide && styles.wide)}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <header className={styles.head}>
        <h2 id={heading}>{title}</h2>
        <IconButton icon="close" label={say('close')} onClick={onClose} />
      </header>
      <div className={styles.body}>{children}</div>
      {foot !== undefined && <footer className={styles.foot}>{foot}</footer>}
    </dialog>
  )
}
