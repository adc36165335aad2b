import type { OdmReading } from '../../import/odm-worker'
import { readOdm } from '../../import/read-odm'
import { StudyVersion, textIn } from '#shared/study/definition'
import { Button } from '../../ui/button'
import { useLanguage, useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { versionsTexts } from './texts'
import styles from './versions.module.css'

/** What a chosen file is: a version as Tracer writes one, a study in ODM, or neither. */
export type VersionFile =
  | { readonly kind: 'version'; readonly version: StudyVersion }
  | { readonly kind: 'odm'; readonly reading: OdmReading }
  | { readonly kind: 'neither' }

/** Reads a file that somebody chose; ODM off the page, however long it is. */
export async function readVersionFile(file: Blob, ends: AbortSignal): Promise<VersionFile> {
  // In UTF-16 the signs of other bytes stand between.
  const begin = (await file.slice(0, 200).text()).replaceAll('\u0000', '').replace(/^[\ufeff\ufffd\s]+/, '')
  if (begin.startsWith('<')) {
    const reading = await readOdm(file, ends)
    return reading ? { kind: 'odm', reading } : { kind: 'neither' }
  }
  const read = StudyVersion.safeParse(await jsonOf(file))
  return read.success ? { kind: 'version', version: read.data } : { kind: 'neither' }
}

/** What a file says, or nothing where it is no JSON. */
async function jsonOf(file: Blob): Promise<unknown> {
  try {
    return JSON.parse(await file.text())
  } catch {
    return undefined
  }
}

/** As many sentences are read by anybody. */
const SHOWN = 100

interface OdmPreviewProps {
  readonly reading: OdmReading
  readonly onChoose: (version: StudyVersion) => void
}

/** What is in an ODM file, counted, with everything that could not be carried; or the place and the reason of its refusal. */
export function OdmPreview({ reading, onChoose }: OdmPreviewProps) {
  const say = useTexts(versionsTexts)
  const language = useLanguage()
  if (reading.kind === 'refused')
    return (
      <Notice live tone="stop" title={say('odmRefused')}>
        <p>{say('odmWhere', { line: reading.line, path: reading.path })}</p>
        <p>{textIn(reading.reason, language)}</p>
      </Notice>
    )
  const { versions, participants, values, left } = reading
  return (
    <div className={styles.stack}>
      {versions.map((version) => (
        <div key={`${version.study.id} ${version.name}`} className={styles.odmVersion}>
          <span>
            <b className="strong">{version.study.name}</b> {version.name}
            <span className="secondary">
              {' '}
              {say('odmCounts', {
                visits: version.events.length,
                forms: version.forms.length,
                items: version.forms.reduce(
                  (sum, form) => sum + form.groups.reduce((n, { items }) => n + items.length, 0),
                  0,
                ),
                lists: version.codeLists.length,
              })}
            </span>
          </span>
          <Button onClick={() => onChoose(version)}>{say('odmChoose')}</Button>
        </div>
      ))}
      {participants > 0 && (
        <Notice tone="calm" title={say('odmData', { participants, values })}>
          {say('odmDataText')}
        </Notice>
      )}
      {left.length === 0 ? (
        <p className="secondary">{say('odmWhole')}</p>
      ) : (
        <details className={styles.odmLeft} open={left.length <= 5}>
          <summary>{say('odmLeft', { count: left.length })}</summary>
          <ul>
            {left.slice(0, SHOWN).map((what) => (
              <li key={what.en}>{textIn(what, language)}</li>
            ))}
          </ul>
          {left.length > SHOWN && <p className="secondary">{say('odmMore', { count: left.length - SHOWN })}</p>}
        </details>
      )}
    </div>
  )
}
