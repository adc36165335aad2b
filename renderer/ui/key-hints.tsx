import { useState, type ReactNode } from 'react'
import { Dialog } from './dialog'
import { Kbd } from './kbd'
import styles from './key-hints.module.css'
import { useActiveKeys, useKeys } from './keys'
import { useTexts } from './language'
import { uiTexts } from './texts'

/** The foot of a screen: what the screen has to say about itself, and the keys that work on it. */
export function KeyHints({ children }: { children?: ReactNode }) {
  const say = useTexts(uiTexts)
  const [open, setOpen] = useState(false)
  useKeys([{ keys: '?', label: say('allKeys'), run: () => setOpen(true), hint: false }])
  const keys = useActiveKeys()
  return (
    <footer className={styles.foot}>
      <span className={styles.says}>{children}</span>
      {keys
        .filter(({ hint }) => hint !== false)
        .slice(0, 6)
        .map(({ keys, label }) => (
          <span key={label} className={styles.hint}>
            <Kbd keys={keys} /> {label}
          </span>
        ))}
      <button type="button" className={styles.all} onClick={() => setOpen(true)}>
        <Kbd keys="?" /> {say('allKeys')}
      </button>
      {open && (
        <Dialog title={say('keysOf')} onClose={() => setOpen(false)}>
          <dl className={styles.list}>
            {keys.map(({ keys, label }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>
                  <Kbd keys={keys} />
                </dd>
              </div>
            ))}
          </dl>
        </Dialog>
      )}
    </footer>
  )
}
