import { useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { logTexts } from './log-texts'
import styles from './log.module.css'
import { PastePanel } from './paste-panel'
import type { Pasting } from './use-paste'

/** What became of a paste, or what it asks before anything is pasted. */
export function Pasted({ paste, onDropped }: { readonly paste: Pasting; readonly onDropped: () => void }) {
  return (
    <>
      {paste.told !== undefined && <Told told={paste.told} />}
      {paste.asked && (
        <PastePanel
          {...paste.asked}
          onOthers={paste.withoutRefused}
          onPaste={paste.finish}
          onDrop={() => {
            paste.drop()
            onDropped()
          }}
        />
      )}
    </>
  )
}

function Told({ told }: { told: number | 'not-stored' }) {
  const say = useTexts(logTexts)
  if (told === 'not-stored') return <Notice tone="stop" live title={say('notStored')} />
  return (
    <p className={styles.told} role="status">
      {told === 0 ? say('pasteNothing') : say('pasted', { count: told })}
    </p>
  )
}
