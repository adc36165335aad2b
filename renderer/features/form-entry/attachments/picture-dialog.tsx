import { useEffect, useMemo, useState } from 'react'
import type { Attachment, Casebook } from '#shared/casebook/casebook'
import type { FormPath } from '#shared/casebook/path'
import type { CompiledStudy } from '#shared/study/compile'
import { useNow } from '../../../app/clock'
import { useData } from '../../../data/hooks'
import type { FileOutcome } from '../../../data/files'
import { usePeople } from '../../../form/people'
import { useAssert } from '../../../review/use-assert'
import { Button } from '../../../ui/button'
import { showMoment } from '../../../ui/dates'
import { Dialog } from '../../../ui/dialog'
import { Field, TextInput } from '../../../ui/field'
import { useLanguage, useTexts } from '../../../ui/language'
import { Notice } from '../../../ui/notice'
import { Loading } from '../../../ui/progress'
import styles from './attachments.module.css'
import { attachmentTexts } from './texts'
import { type Zoom, ZoomChoice } from './zoom'

interface PictureDialogProps {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly form: FormPath
  readonly attachment: Attachment
  readonly mayTakeAway: boolean
  readonly onClose: () => void
}

/** A picture as it was added, from this device or fetched now; and the way to say that it was a mistake. */
export function PictureDialog({ study, casebook, form, attachment, mayTakeAway, onClose }: PictureDialogProps) {
  const say = useTexts(attachmentTexts)
  const language = useLanguage()
  const now = useNow()
  const people = usePeople()
  const assert = useAssert(study)
  const [zoom, setZoom] = useState<Zoom>('1')
  const [asks, setAsks] = useState(false)
  const [reason, setReason] = useState('')
  const [failed, setFailed] = useState(false)
  const { ref, file, logged, removed } = attachment
  const outcome = useFile(attachment)
  const takeAway = async () => {
    const done = await assert(casebook, { kind: 'detach', form, attachment: ref, reason: reason.trim() })
    setFailed(!done)
    if (done) onClose()
  }
  const told = (said: typeof logged) => ({
    by: people.get(said.change.author) ?? '',
    when: showMoment(said.change.claimedAt, language, now),
  })
  return (
    <Dialog
      title={file.title}
      wide="table"
      onClose={onClose}
      foot={
        <>
          {mayTakeAway && !removed && !asks && (
            <Button icon="trash" onClick={() => setAsks(true)}>
              {say('takeAway')}
            </Button>
          )}
          <span className="grow" />
          {asks ? (
            <>
              <Button onClick={() => setAsks(false)}>{say('cancel')}</Button>
              <Button kind="danger" disabled={reason.trim() === ''} onClick={() => void takeAway()}>
                {say('takeAway')}
              </Button>
            </>
          ) : (
            <Button kind="primary" onClick={onClose}>
              {say('done')}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.showing}>
        <div className={styles.tools}>
          <p className="secondary grow">
            {[
              say('addedBy', told(logged)),
              file.blackened > 0 ? say('parts', { count: file.blackened }) : say('noParts'),
            ].join(' · ')}
          </p>
          <ZoomChoice zoom={zoom} onZoom={setZoom} />
        </div>
        {removed && (
          <Notice tone="check" title={say('takenAwayBy', told(removed.logged))}>
            {removed.reason}
          </Notice>
        )}
        {asks && (
          <Field label={say('reason')} hint={say('reasonHint')} required>
            {(control) => (
              <TextInput
                {...control}
                value={reason}
                maxLength={500}
                autoFocus
                onChange={({ target }) => setReason(target.value)}
              />
            )}
          </Field>
        )}
        {failed && <Notice live tone="check" title={say('fault.not-stored')} />}
        {outcome === undefined ? (
          <Loading label={say('fetching')} />
        ) : outcome.kind === 'here' ? (
          <Shown content={outcome.content} attachment={attachment} zoom={Number(zoom)} />
        ) : (
          <Notice live tone={outcome.kind === 'damaged' ? 'stop' : 'device'} title={say(outcome.kind)}>
            {say(`${outcome.kind}.text`)}
          </Notice>
        )}
      </div>
    </Dialog>
  )
}

function useFile({ logged, file }: Attachment): FileOutcome | undefined {
  const data = useData()
  const [outcome, setOutcome] = useState<FileOutcome>()
  const { stream } = logged.change
  useEffect(() => {
    let here = true
    data.file({ stream, file }).then(
      (read) => here && setOutcome(read),
      () => here && setOutcome({ kind: 'damaged' }),
    )
    return () => {
      here = false
    }
  }, [data, stream, file])
  return outcome
}

interface ShownProps {
  readonly content: Uint8Array<ArrayBuffer>
  readonly attachment: Attachment
  readonly zoom: number
}

function Shown({ content, attachment: { file }, zoom }: ShownProps) {
  const source = useMemo(() => URL.createObjectURL(new Blob([content], { type: file.type })), [content, file.type])
  useEffect(() => () => URL.revokeObjectURL(source), [source])
  return (
    // A picture that is larger than its place is scrolled, with the keys too.
    <div className={styles.stage} tabIndex={0} role="group" aria-label={file.title}>
      <div className={styles.still} style={{ width: `${zoom * 100}%` }}>
        <img src={source} alt={file.title} />
      </div>
    </div>
  )
}
