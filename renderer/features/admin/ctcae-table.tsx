import { useRef, type ClipboardEvent, type DragEvent } from 'react'
import { useNow } from '../../app/clock'
import type { LoadOutcome } from '../../data/door'
import { useCtcaeTable } from '../../data/hooks'
import { Button } from '../../ui/button'
import { showMoment } from '../../ui/dates'
import { Icon } from '../../ui/icon'
import { useKeys } from '../../ui/keys'
import { useLanguage, useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { Loading } from '../../ui/progress'
import { Fact, Facts } from '../../ui/screen'
import styles from './admin.module.css'
import { TablePreview } from './table-preview'
import { adminTexts } from './texts'
import { useTable } from './use-table'

/** NCI's table: which one is loaded, and the way to load one. */
export function CtcaeTable() {
  const say = useTexts(adminTexts)
  const here = useCtcaeTable()
  const { step, readFile, readPasted, load, discard } = useTable()
  if (!here) return <Loading />
  const loaded = here.held?.loaded
  return (
    <section className={styles.section} aria-labelledby="ctcae">
      <div className={styles.lead}>
        <h2 id="ctcae">{say('ctcae')}</h2>
        <p className="mute">{say('ctcaeText')}</p>
      </div>
      {loaded ? <Loaded loaded={loaded} just={step.kind === 'loaded'} /> : <NotLoaded />}
      {step.kind === 'reading' && <Loading label={say('reading')} />}
      {(step.kind === 'nothing' || step.kind === 'loaded') && (
        <Chooser again={loaded !== undefined} onFile={readFile} onText={readPasted} />
      )}
      {(step.kind === 'read' || step.kind === 'loading') && (
        <>
          <TablePreview
            candidate={step.candidate}
            same={step.candidate.id !== undefined && step.candidate.id === loaded?.table}
            replaces={loaded !== undefined}
            busy={step.kind === 'loading'}
            onLoad={load}
            onDiscard={discard}
          />
          {step.kind === 'read' && step.failed && <Failed why={step.failed} />}
        </>
      )}
    </section>
  )
}

interface LoadedProps {
  readonly loaded: { readonly table: string; readonly loadedAt: string; readonly loadedBy: string }
  /** By this person, a moment ago. */
  readonly just: boolean
}

function Loaded({ loaded: { table, loadedAt, loadedBy }, just }: LoadedProps) {
  const say = useTexts(adminTexts)
  const language = useLanguage()
  const now = useNow()
  return (
    <>
      {just && (
        <Notice live tone="good" title={say('justLoaded')}>
          {say('justLoadedText')}
        </Notice>
      )}
      <Facts>
        <Fact label={say('shown')}>{say('version')}</Fact>
        <Fact label={say('since')}>{showMoment(loadedAt, language, now)}</Fact>
        <Fact label={say('by')}>{loadedBy}</Fact>
        <Fact label={say('fingerprint')}>
          <span className="num" title={table}>
            {table.slice(0, 12)}
          </span>
        </Fact>
      </Facts>
    </>
  )
}

function NotLoaded() {
  const say = useTexts(adminTexts)
  return (
    <Notice tone="calm" title={say('notLoaded')}>
      {say('notLoadedText')}
    </Notice>
  )
}

function Failed({ why }: { why: Exclude<LoadOutcome, 'loaded'> }) {
  const say = useTexts(adminTexts)
  return (
    <Notice live tone="check" title={say('failed')}>
      {say(`failed.${why}`)}
    </Notice>
  )
}

interface ChooserProps {
  readonly again: boolean
  readonly onFile: (file: File) => void
  readonly onText: (text: string) => void
}

/** A file is chosen, dropped here, or its rows are pasted. */
function Chooser({ again, onFile, onText }: ChooserProps) {
  const say = useTexts(adminTexts)
  const input = useRef<HTMLInputElement>(null)
  const choose = () => input.current?.click()
  useKeys([{ keys: 'o', label: say('chooseKey'), run: choose }])
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    const [file] = event.dataTransfer.files
    if (file) onFile(file)
  }
  const onPaste = (event: ClipboardEvent) => {
    event.preventDefault()
    const [file] = event.clipboardData.files
    if (file) onFile(file)
    else onText(event.clipboardData.getData('text/plain'))
  }
  return (
    <div
      className={styles.chooser}
      // Rows are pasted into it, so it takes the focus.
      tabIndex={0}
      role="group"
      aria-label={say(again ? 'replace' : 'load')}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
      onPaste={onPaste}
    >
      <Icon name="document" className={styles.chooserIcon} />
      <div className={styles.chooserWords}>
        <p className="medium">{say(again ? 'replace' : 'load')}</p>
        <p className="mute">{say('chooserText')}</p>
      </div>
      <Button kind={again ? 'plain' : 'primary'} keys="o" onClick={choose}>
        {say('choose')}
      </Button>
      <input
        ref={input}
        type="file"
        className="spoken"
        tabIndex={-1}
        aria-label={say('choose')}
        accept=".xlsx,.tsv,.txt,.csv"
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) onFile(file)
          // The same file, mended, can be chosen again.
          event.target.value = ''
        }}
      />
    </div>
  )
}
