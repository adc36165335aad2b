import { type ReactNode, useState } from 'react'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import styles from './admin.module.css'
import { adminTexts } from './texts'

interface ConfirmDialogProps {
  readonly title: string
  readonly text: string
  /** What is chosen with it. */
  readonly children?: ReactNode
  readonly confirm: string
  /** What it does cannot be taken back. */
  readonly grave?: boolean
  readonly onClose: () => void
  /** Does it and takes this question away, or says why it could not be done. */
  readonly onConfirm: () => Promise<string | undefined>
}

/** Asks once more before something that other people notice; what it means stands in it. */
export function ConfirmDialog({
  title,
  text,
  children,
  confirm,
  grave = false,
  onClose,
  onConfirm,
}: ConfirmDialogProps) {
  const say = useTexts(adminTexts)
  const [state, setState] = useState<'asks' | 'does' | { readonly problem: string }>('asks')
  const run = async () => {
    setState('does')
    const problem = await onConfirm()
    if (problem !== undefined) setState({ problem })
  }
  return (
    <Dialog
      title={title}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{say('cancel')}</Button>
          <Button kind={grave ? 'danger' : 'primary'} disabled={state === 'does'} onClick={() => void run()}>
            {confirm}
          </Button>
        </>
      }
    >
      <div className={styles.ask}>
        <p>{text}</p>
        {children}
        {typeof state === 'object' && <Notice live tone="check" title={state.problem} />}
      </div>
    </Dialog>
  )
}
