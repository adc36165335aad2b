import { useState } from 'react'
import { useHost } from '../../app/host-context'
import { useData } from '../../data/hooks'
import type { TakenIn } from '../../data/unsent'
import { Button } from '../../ui/button'
import { FilePlace } from '../../ui/file-place'
import { useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import styles from './sync.module.css'
import { syncTexts } from './texts'

type Saved = { readonly kind: 'saving' | 'nothing' | 'failed' } | { readonly kind: 'saved'; readonly changes: number }

/** The last resort of who has no line: all that waits, as a file that only the server can read. */
export function SaveUnsent() {
  const say = useTexts(syncTexts)
  const data = useData()
  const host = useHost()
  const [saved, setSaved] = useState<Saved>()
  const save = async () => {
    setSaved({ kind: 'saving' })
    try {
      const file = await data.unsentFile()
      const written = file && (await host.saveFile(nameOn(new Date()), file.bytes))
      if (!file) setSaved({ kind: 'nothing' })
      else setSaved(written ? { kind: 'saved', changes: file.changes } : undefined)
    } catch {
      setSaved({ kind: 'failed' })
    }
  }
  return (
    <>
      <div className={styles.byHand}>
        <p className="mute">{say('byHandText')}</p>
        <Button icon="export" disabled={saved?.kind === 'saving'} onClick={save}>
          {say(saved?.kind === 'saving' ? 'savingUnsent' : 'saveUnsent')}
        </Button>
      </div>
      {saved?.kind === 'saved' && (
        <div className={styles.told}>
          <Notice live tone="good" title={say('savedUnsent', { count: saved.changes })}>
            {say('savedUnsentText')}
          </Notice>
        </div>
      )}
      {saved?.kind === 'nothing' && (
        <div className={styles.told}>
          <Notice live tone="calm" title={say('nothingToSave')} />
        </div>
      )}
      {saved?.kind === 'failed' && (
        <div className={styles.told}>
          <Notice live tone="check" title={say('notSaved')}>
            {say('notSavedText')}
          </Notice>
        </div>
      )}
    </>
  )
}

/** To the minute: a later file is not taken for an earlier one. */
const nameOn = (now: Date) => `unsent-work-${now.toISOString().slice(0, 16).replaceAll(':', '')}.tracer`

/** Such a file, of this device or another, handed to the server. */
export function TakeInUnsent() {
  const say = useTexts(syncTexts)
  const data = useData()
  const [taken, setTaken] = useState<TakenIn | 'under-way'>()
  const take = async (file: File) => {
    setTaken('under-way')
    setTaken(await data.takeInUnsent(new Uint8Array(await file.arrayBuffer())))
  }
  return (
    <section className={styles.section}>
      <h2>{say('takeInHead')}</h2>
      <FilePlace
        title={say('takeInTitle')}
        text={say('takeInText')}
        choose={say('takeIn')}
        accept=".tracer"
        onFile={(file) => void take(file)}
      />
      {taken && (
        <div className={styles.told}>
          <Told taken={taken} />
        </div>
      )}
    </section>
  )
}

function Told({ taken }: { taken: TakenIn | 'under-way' }) {
  const say = useTexts(syncTexts)
  if (taken === 'under-way') return <Notice live tone="device" title={say('takingIn')} />
  if (taken.kind === 'taken')
    return (
      <Notice live tone="good" title={say('takenIn', { count: taken.changes })}>
        {taken.fresh === 0 ? say('takenAgain') : say('takenFresh', { fresh: taken.fresh })}
      </Notice>
    )
  return (
    <Notice live tone="check" title={say(`taken-${taken.why}`)}>
      {say(`taken-${taken.why}-text`)}
    </Notice>
  )
}
