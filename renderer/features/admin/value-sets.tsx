import { useCallback, useState } from 'react'
import { nameOfSet } from '#shared/clinical/quality-of-life/value-set-document'
import { type SetReading, readValueSetFile } from '#shared/clinical/quality-of-life/value-set-file'
import { useNow } from '../../app/clock'
import type { DataDoor } from '../../data/door'
import { useAsked, useData, useValueSet } from '../../data/hooks'
import type { LoadOutcome } from '../../data/published'
import { showMoment } from '../../ui/dates'
import { FilePlace } from '../../ui/file-place'
import { useLanguage, useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { Fact, Facts } from '../../ui/screen'
import styles from './admin.module.css'
import { LoadPreview } from './load-preview'
import { valueSetTexts } from './value-set-texts'

type Step =
  | { readonly kind: 'nothing' | 'loaded' }
  | {
      readonly kind: 'read'
      readonly name: string
      readonly reading: SetReading
      readonly loading: boolean
      readonly failed?: Exclude<LoadOutcome, 'loaded'>
    }

/** Sets of values for the EQ-5D as their owner licensed them: which are loaded, and the way to load one. */
export function ValueSets() {
  const say = useTexts(valueSetTexts)
  const data = useData()
  const [step, setStep] = useState<Step>({ kind: 'nothing' })
  const loaded = useAsked(
    'sync',
    useCallback((door: DataDoor) => door.loaded('eq5d'), []),
  )
  const readFile = async (file: File) =>
    setStep({ kind: 'read', name: file.name, reading: readValueSetFile(await file.text()), loading: false })
  const load = async () => {
    if (step.kind !== 'read' || step.reading.kind !== 'set') return
    const { set } = step.reading
    setStep({ kind: 'read', name: step.name, reading: step.reading, loading: true })
    const outcome = await data.loadReference({ reference: { kind: 'eq5d', about: nameOfSet(set), document: set } })
    // What counts now is what the server says at the next contact.
    if (outcome === 'loaded') await data.syncNow()
    setStep(outcome === 'loaded' ? { kind: 'loaded' } : { ...step, loading: false, failed: outcome })
  }
  return (
    <section className={styles.section} aria-labelledby="value-sets">
      <div className={styles.lead}>
        <h2 id="value-sets">{say('title')}</h2>
        <p className="mute">{say('text')}</p>
      </div>
      <table className={styles.sample}>
        <thead>
          <tr>
            <th scope="col">{say('set')}</th>
            <th scope="col">{say('version')}</th>
            <th scope="col">{say('fingerprint')}</th>
            <th scope="col">{say('since')}</th>
          </tr>
        </thead>
        <tbody>
          {(loaded ?? []).map(({ about }) => (
            <SetLine key={about} name={about} />
          ))}
          {loaded?.length === 0 && (
            <tr>
              <td colSpan={4} className="secondary">
                {say('none')}
              </td>
            </tr>
          )}
        </tbody>
      </table>
      {step.kind === 'loaded' && (
        <Notice live tone="good" title={say('loaded')}>
          {say('loadedText')}
        </Notice>
      )}
      {step.kind === 'read' ? (
        <SetPreview {...step} onLoad={() => void load()} onDiscard={() => setStep({ kind: 'nothing' })} />
      ) : (
        <FilePlace
          title={say('load')}
          text={say('chooserText')}
          choose={say('choose')}
          accept=".tsv,.txt,text/tab-separated-values,text/plain"
          onFile={(file) => void readFile(file)}
        />
      )}
    </section>
  )
}

function SetLine({ name }: { name: string }) {
  const language = useLanguage()
  const now = useNow()
  const held = useValueSet(name)?.held
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        {held?.document.version ?? '–'}
        {held && <span className={styles.below}>{held.document.licence}</span>}
      </td>
      <td>{held ? <code>{held.loaded.document.slice(0, 16)}</code> : '–'}</td>
      <td>
        {held ? showMoment(held.loaded.loadedAt, language, now) : '–'}
        {held && <span className={styles.below}>{held.loaded.loadedBy}</span>}
      </td>
    </tr>
  )
}

interface SetPreviewProps {
  readonly name: string
  readonly reading: SetReading
  readonly loading: boolean
  readonly failed?: Exclude<LoadOutcome, 'loaded'>
  readonly onLoad: () => void
  readonly onDiscard: () => void
}

/** What a file holds, or the line at which it cannot be read and why, before any index rests on it. */
function SetPreview({ name, reading, loading, failed, onLoad, onDiscard }: SetPreviewProps) {
  const say = useTexts(valueSetTexts)
  return (
    <LoadPreview name={name} loadable={reading.kind === 'set'} busy={loading} onLoad={onLoad} onDiscard={onDiscard}>
      {reading.kind === 'refused' ? (
        <Notice live tone="stop" title={say('notASet')}>
          {say('line', { line: reading.line, why: say(`fault.${reading.why}`, { what: reading.what }) })}
        </Notice>
      ) : (
        <>
          <Notice live tone="good" title={say('whole')}>
            {say('wholeText')}
          </Notice>
          <Facts>
            <Fact label={say('set')}>{nameOfSet(reading.set)}</Fact>
            <Fact label={say('version')}>{reading.set.version}</Fact>
            <Fact label={say('values')}>{Object.keys(reading.set.values).length}</Fact>
            <Fact label={say('source')}>{reading.set.source}</Fact>
          </Facts>
          <p className="secondary">{reading.set.licence}</p>
        </>
      )}
      {failed && (
        <Notice live tone="check" title={say('failed')}>
          {say(`failed.${failed}`)}
        </Notice>
      )}
    </LoadPreview>
  )
}
