import { useState } from 'react'
import type { ItemPath } from '#shared/casebook/path'
import { textIn } from '#shared/study/definition'
import { showEntry } from '#shared/study/show-entry'
import { Button, IconButton } from '../../ui/button'
import { useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { uiTexts } from '../../ui/texts'
import { FormBody } from '../form-body'
import { useFormSession, useScene } from '../form-session'
import { focusItem } from '../focus'
import type { Scene } from '../scene'
import { logTexts } from './log-texts'
import styles from './log.module.css'

interface RecordPanelProps {
  readonly number: number | undefined
  /** Items that the table has columns for. */
  readonly columns: ReadonlySet<string>
  readonly onItem: (path: ItemPath) => void
  readonly onForm: () => void
  readonly onClose: () => void
}

/** The rest of a record below the table: every item that has no column, and what completes it. */
export function RecordPanel({ number, columns, onItem, onForm, onClose }: RecordPanelProps) {
  const { sitting, mayEnter } = useFormSession()
  const say = useTexts(logTexts)
  const ui = useTexts(uiTexts)
  const { status, withdrawn } = useScene(sitting, ({ progress }) => progress)
  const called = useScene(sitting, nameOf)
  return (
    <section
      className={styles.panel}
      aria-label={number === undefined ? say('restNew') : say('rest', { number })}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        onClose()
      }}
    >
      <header className={styles.panelHead}>
        <h2>{number === undefined ? say('newRecord') : say('record', { number })}</h2>
        <span className="secondary">{called}</span>
        <span className="grow" />
        {mayEnter && !withdrawn && status !== 'complete' && <Completing />}
        {status === 'complete' && <span className="secondary">{say('isComplete')}</span>}
        <Button kind="quiet" icon="document" onClick={onForm}>
          {say('asForm')}
        </Button>
        <IconButton icon="close" label={ui('close')} keyNames="Esc" onClick={onClose} />
      </header>
      <div className={styles.panelBody} data-rest>
        <FormBody onItem={onItem} without={columns} takesFocus={false} />
      </div>
    </section>
  )
}

/** What the record is called, as it stands in its table. */
function nameOf({ def, items }: Scene): string {
  const named = [...items.values()].find((item) => item.def.oid === def.nameItem)
  const value = named?.state?.value
  return named && value ? showEntry(named.def, value, named.codeList, named.language) : ''
}

/** Completes the record, or says what is left. */
function Completing() {
  const { sitting } = useFormSession()
  const say = useTexts(logTexts)
  const { standing } = useScene(sitting, ({ progress }) => progress)
  const [tried, setTried] = useState<'no' | 'left' | 'unstored'>('no')
  const [first] = standing
  const complete = async () => {
    await sitting.settled()
    const left = sitting.current().progress.standing.length + sitting.begunItems().length
    if (left > 0) setTried('left')
    else if (!(await sitting.setStatus('complete'))) setTried('unstored')
  }
  return (
    <>
      {tried === 'unstored' && <Notice tone="stop" live title={say('notStored')} />}
      {tried === 'left' && first !== undefined && (
        <span className={styles.leftOver} role="status">
          {say('left', { count: standing.length })}{' '}
          <Button kind="quiet" onClick={() => focusItem(first)}>
            {labelOf(sitting.item(first)?.def.label)}
          </Button>
        </span>
      )}
      <Button kind={standing.length === 0 ? 'primary' : 'plain'} onClick={() => void complete()}>
        {say('complete')}
      </Button>
    </>
  )

  function labelOf(label: Parameters<typeof textIn>[0] | undefined): string {
    return label ? textIn(label, sitting.language()) : ''
  }
}
