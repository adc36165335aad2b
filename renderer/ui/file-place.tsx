import { useRef, type ClipboardEvent, type DragEvent } from 'react'
import { FileButton } from './file-button'
import styles from './file-place.module.css'
import { Icon } from './icon'
import { useKeys } from './keys'

interface FilePlaceProps {
  readonly title: string
  readonly text: string
  /** What the button says. */
  readonly choose: string
  readonly accept: string
  /** The one thing to do here. */
  readonly primary?: boolean
  /** The key that chooses a file, and what it is called. */
  readonly keys?: { readonly key: string; readonly label: string }
  readonly onFile: (file: File) => void
  /** Rows that are pasted; left out, only a file is taken. */
  readonly onText?: (text: string) => void
}

/** Where a file is chosen, dropped, or its rows are pasted. */
export function FilePlace({ title, text, choose, accept, primary = false, keys, onFile, onText }: FilePlaceProps) {
  const button = useRef<HTMLButtonElement>(null)
  useKeys(keys ? [{ keys: keys.key, label: keys.label, run: () => button.current?.click() }] : [])
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    const [file] = event.dataTransfer.files
    if (file) onFile(file)
  }
  const onPaste = (event: ClipboardEvent) => {
    event.preventDefault()
    const [file] = event.clipboardData.files
    if (file) onFile(file)
    else onText?.(event.clipboardData.getData('text/plain'))
  }
  return (
    <div
      className={styles.place}
      // Rows are pasted into it, so it takes the focus.
      {...(onText && { tabIndex: 0, onPaste })}
      role="group"
      aria-label={title}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
    >
      <Icon name="document" className={styles.icon} />
      <div className={styles.words}>
        <p className="medium">{title}</p>
        <p className="mute">{text}</p>
      </div>
      <FileButton
        button={button}
        kind={primary ? 'primary' : 'plain'}
        label={choose}
        accept={accept}
        {...(keys && { keys: keys.key })}
        onFile={onFile}
      />
    </div>
  )
}
