import type { ReactNode } from 'react'
import { Button } from '../../ui/button'
import { useKeys } from '../../ui/keys'
import { useTexts } from '../../ui/language'
import styles from './admin.module.css'
import { loadTexts } from './load-texts'

interface LoadPreviewProps {
  /** What the file is called. */
  readonly name: string
  /** There is something in it that can be loaded. */
  readonly loadable: boolean
  /** Another one is loaded already. */
  readonly replaces?: boolean
  readonly busy: boolean
  readonly onLoad: () => void
  readonly onDiscard: () => void
  /** What it holds, or what is wrong with it. */
  readonly children: ReactNode
}

/** A file before anybody else sees what is in it: loaded for everyone, or put away. */
export function LoadPreview({ name, loadable, replaces = false, busy, onLoad, onDiscard, children }: LoadPreviewProps) {
  const say = useTexts(loadTexts)
  useKeys([
    ...(loadable && !busy ? [{ keys: 'mod+Enter', label: say('loadKey'), run: onLoad }] : []),
    { keys: 'Escape', label: say('backKey'), run: onDiscard },
  ])
  return (
    <div className={styles.preview}>
      <h3>{name}</h3>
      {children}
      <div className="line">
        {loadable && (
          <Button kind="primary" keys="mod+Enter" disabled={busy} onClick={onLoad}>
            {say(busy ? 'loading' : replaces ? 'replaceNow' : 'loadNow')}
          </Button>
        )}
        <Button kind={loadable ? 'quiet' : 'plain'} disabled={busy} onClick={onDiscard}>
          {say(loadable ? 'discard' : 'chooseAnother')}
        </Button>
      </div>
    </div>
  )
}
