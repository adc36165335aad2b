import { useEffect, useMemo, useRef, useState } from 'react'
import type { StudyVersionId } from '#shared/ids'
import type { Published } from '#shared/protocol'
import { compileStudy, problemsOf } from '#shared/study/compile'
import { type StudyVersion, versionIdOf } from '#shared/study/definition'
import { usePlace } from '../../app/place'
import type { VersionOutcome } from '../../data/published'
import { useData, useStudy } from '../../data/hooks'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { FileButton } from '../../ui/file-button'
import { useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { Loading } from '../../ui/progress'
import { DifferenceList } from './difference-list'
import { versionsTexts } from './texts'
import { OdmPreview, type VersionFile, readVersionFile } from './version-file'
import styles from './versions.module.css'

interface PublishDialogProps {
  readonly published: readonly Published[]
  /** With the version that was published, where one was. */
  readonly onClose: (done?: StudyVersionId) => void
}

interface Candidate {
  readonly version: StudyVersion
  readonly problems: readonly string[]
}

/** A version from a file, or one that is shipped: looked at, then published. */
export function PublishDialog({ published, onClose }: PublishDialogProps) {
  const say = useTexts(versionsTexts)
  const data = useData()
  const { study } = usePlace()
  const shipped = useShipped(study)
  const [candidate, setCandidate] = useState<Candidate>()
  const [file, setFile] = useState<VersionFile | 'reading'>()
  const reading = useRef<AbortController>(undefined)
  useEffect(() => () => reading.current?.abort(), [])
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Exclude<VersionOutcome, 'done'>>()
  const known = new Set(published.map(({ version }) => version))
  const latest = published.at(-1)
  const ready =
    candidate && candidate.problems.length === 0 && candidate.version.study.id === study ? candidate.version : undefined

  const look = (version: StudyVersion) => setCandidate({ version, problems: problemsOf(version) })
  const readFile = async (chosen: File) => {
    reading.current?.abort()
    const ends = new AbortController()
    reading.current = ends
    setOutcome(undefined)
    setCandidate(undefined)
    setFile('reading')
    const read = await readVersionFile(chosen, ends.signal)
    if (ends.signal.aborted) return
    setFile(read)
    if (read.kind === 'version') look(read.version)
  }
  const publish = async () => {
    if (!ready || busy) return
    setBusy(true)
    const done = await data.publishVersion(ready)
    setBusy(false)
    if (done === 'done') onClose(versionIdOf(ready))
    else setOutcome(done)
  }
  return (
    <Dialog
      wide
      title={say('publishTitle')}
      onClose={() => onClose()}
      foot={
        <>
          <Button onClick={() => onClose()}>{say('cancel')}</Button>
          <Button kind="primary" disabled={!ready || busy} onClick={() => void publish()}>
            {say('publishNow')}
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <p>{say('publishText')}</p>
        {shipped.length > 0 && (
          <div className={styles.stack} role="group" aria-label={say('shipped')}>
            <p className="secondary">{say('shipped')}</p>
            <div className={styles.tools}>
              {shipped.map((version) => (
                <Button key={version.name} disabled={known.has(versionIdOf(version))} onClick={() => look(version)}>
                  {known.has(versionIdOf(version)) ? `${version.name}, ${say('already')}` : version.name}
                </Button>
              ))}
            </div>
          </div>
        )}
        <div>
          <FileButton
            icon="document"
            label={say('fromFile')}
            accept=".json,.xml,application/json,text/xml"
            onFile={(chosen) => void readFile(chosen)}
          />
        </div>
        {file === 'reading' && <Loading label={say('odmReading')} />}
        {typeof file === 'object' && file.kind === 'neither' && <Notice live tone="check" title={say('notAVersion')} />}
        {typeof file === 'object' && file.kind === 'odm' && <OdmPreview reading={file.reading} onChoose={look} />}
        {candidate && <Looked candidate={candidate} />}
        {ready && latest && <Preview version={ready} latest={latest.version} />}
        {outcome && <Notice live tone="check" title={say(`failed.${outcome}`)} />}
      </div>
    </Dialog>
  )
}

function Looked({ candidate: { version, problems } }: { candidate: Candidate }) {
  const say = useTexts(versionsTexts)
  const { study } = usePlace()
  const title = say('chosen', { study: version.study.name, name: version.name })
  if (version.study.id !== study)
    return (
      <Notice live tone="check" title={title}>
        {say('otherStudy', { study: version.study.id })}
      </Notice>
    )
  if (problems.length === 0) return <Notice live tone="good" title={title} />
  return (
    <Notice live tone="stop" title={title}>
      <p>{say('problems', { count: problems.length })}</p>
      <ul className={styles.choices}>
        {problems.slice(0, 20).map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </Notice>
  )
}

/** What the version says otherwise than the one that was published last, before anybody gets it. */
function Preview({ version, latest }: { version: StudyVersion; latest: StudyVersionId }) {
  const say = useTexts(versionsTexts)
  const before = useStudy(latest)
  const after = useMemo(() => compileStudy(version), [version])
  if (!before || before.id === after.id) return null
  return (
    <div className={styles.differs} role="region" aria-label={say('difference')} tabIndex={0}>
      <DifferenceList before={before} after={after} />
    </div>
  )
}

/** The versions of a study that come with the app: fetched only when somebody publishes. */
function useShipped(study: string): readonly StudyVersion[] {
  const [shipped, setShipped] = useState<readonly StudyVersion[]>([])
  useEffect(() => {
    let here = true
    void import('#forms/studies').then(({ trials, amendments }) => {
      if (here) setShipped([...trials, ...amendments].filter((version) => version.study.id === study))
    })
    return () => {
      here = false
    }
  }, [study])
  return shipped
}
