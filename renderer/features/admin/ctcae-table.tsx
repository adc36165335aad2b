import type { ReferenceLoaded } from '#shared/reference/reference'
import { useNow } from '../../app/clock'
import type { LoadOutcome } from '../../data/published'
import { useCtcaeTable } from '../../data/hooks'
import { showMoment } from '../../ui/dates'
import { FilePlace } from '../../ui/file-place'
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
        <FilePlace
          title={say(loaded ? 'replace' : 'load')}
          text={say('chooserText')}
          choose={say('choose')}
          accept=".xlsx,.tsv,.txt,.csv"
          primary={!loaded}
          keys={{ key: 'o', label: say('chooseKey') }}
          onFile={readFile}
          onText={readPasted}
        />
      )}
      {(step.kind === 'read' || step.kind === 'loading') && (
        <>
          <TablePreview
            candidate={step.candidate}
            same={step.candidate.id !== undefined && step.candidate.id === loaded?.document}
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
  readonly loaded: ReferenceLoaded
  /** By this person, a moment ago. */
  readonly just: boolean
}

function Loaded({ loaded: { document: id, loadedAt, loadedBy }, just }: LoadedProps) {
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
          <span className="num" title={id}>
            {id.slice(0, 12)}
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
