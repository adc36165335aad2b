import { useEffect, useMemo, useState } from 'react'
import type { AttachedFile } from '#shared/attachment'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import { Checkbox, Field, TextInput } from '../../../ui/field'
import { FilePlace } from '../../../ui/file-place'
import { useTexts } from '../../../ui/language'
import { Notice } from '../../../ui/notice'
import styles from './attachments.module.css'
import type { Blackout } from './blackout'
import { BlackoutEditor } from './blackout-editor'
import { type NoPicture, type Picture, blackenedPicture, readPicture } from './picture'
import { attachmentTexts } from './texts'
import { type Zoom, ZoomChoice } from './zoom'

interface AddPictureDialogProps {
  readonly onClose: () => void
  /** Stores it; false where it could not be stored. */
  readonly onAdd: (
    content: Uint8Array<ArrayBuffer>,
    said: Pick<AttachedFile, 'title' | 'type' | 'blackened'>,
  ) => Promise<boolean>
}

/** From a file to a picture that identifies nobody: chosen, blacked out, looked at, named. */
export function AddPictureDialog({ onClose, onAdd }: AddPictureDialogProps) {
  const say = useTexts(attachmentTexts)
  const [picture, setPicture] = useState<Picture>()
  const [fault, setFault] = useState<NoPicture | 'not-stored'>()
  const [parts, setParts] = useState<readonly Blackout[]>([])
  const [title, setTitle] = useState('')
  const [looked, setLooked] = useState(false)
  const [zoom, setZoom] = useState<Zoom>('1')
  const [storing, setStoring] = useState(false)

  const choose = async (file: File) => {
    const read = await readPicture(file)
    if (typeof read === 'string') {
      setFault(read)
      return
    }
    setFault(undefined)
    setPicture(read)
  }
  const add = async () => {
    if (!picture) return
    setStoring(true)
    const outcome = await stored(picture).catch(() => 'not-stored' as const)
    setStoring(false)
    if (outcome) setFault(outcome)
    else onClose()
  }
  const stored = async (picture: Picture): Promise<typeof fault> => {
    const content = await blackenedPicture(picture, parts)
    if (content === 'too-large') return content
    const said = { title: title.trim(), type: picture.type, blackened: parts.length }
    return (await onAdd(content, said)) ? undefined : 'not-stored'
  }
  const change = (next: readonly Blackout[]) => {
    setParts(next)
    // What was said of the picture was said of it as it was then.
    setLooked(false)
  }
  const ready = picture !== undefined && title.trim() !== '' && looked && !storing
  const told = fault && <Notice live tone="check" title={say(`fault.${fault}`)} />

  return (
    <Dialog
      title={say('addPicture')}
      wide={picture ? 'table' : true}
      onClose={onClose}
      foot={
        <>
          {picture && !ready && !storing && <span className={styles.lacks}>{say(lacking(title, looked))}</span>}
          <Button onClick={onClose}>{say('cancel')}</Button>
          <Button kind="primary" disabled={!ready} onClick={() => void add()}>
            {say(storing ? 'adding' : 'add')}
          </Button>
        </>
      }
    >
      {!picture ? (
        <div className={styles.choosing}>
          <FilePlace
            title={say('chooseTitle')}
            text={say('chooseText')}
            choose={say('choose')}
            accept="image/png,image/jpeg"
            primary
            onFile={(file) => void choose(file)}
          />
          {told}
        </div>
      ) : (
        <div className={styles.editing}>
          <PictureAtWork picture={picture} parts={parts} onParts={change} zoom={Number(zoom)} />
          <div className={styles.beside}>
            <p>{say('blackoutText')}</p>
            <div className={styles.tools}>
              <ZoomChoice zoom={zoom} onZoom={setZoom} />
            </div>
            <div className={styles.tools}>
              <Button icon="plus" onClick={() => change([...parts, IN_THE_MIDDLE])}>
                {say('addPart')}
              </Button>
              <Button disabled={parts.length === 0} onClick={() => change(parts.slice(0, -1))}>
                {say('undo')}
              </Button>
            </div>
            <p className="secondary" role="status">
              {say(parts.length === 0 ? 'noParts' : 'parts', { count: parts.length })}
            </p>
            <Field label={say('title')} hint={say('titleHint')} required>
              {(control) => (
                <TextInput
                  {...control}
                  value={title}
                  maxLength={120}
                  onChange={({ target }) => setTitle(target.value)}
                />
              )}
            </Field>
            <Checkbox checked={looked} onChange={({ target }) => setLooked(target.checked)}>
              {say('looked')}
            </Checkbox>
            {told}
          </div>
        </div>
      )}
    </Dialog>
  )
}

/** For whoever draws with the keys: there, to be moved and sized. */
const IN_THE_MIDDLE: Blackout = { x: 0.35, y: 0.45, width: 0.3, height: 0.1 }

const lacking = (title: string, looked: boolean) =>
  title.trim() === '' ? (looked ? 'lacksTitle' : 'lacksBoth') : 'lacksLook'

function PictureAtWork({
  picture,
  ...rest
}: {
  readonly picture: Picture
  readonly parts: readonly Blackout[]
  readonly onParts: (parts: readonly Blackout[]) => void
  readonly zoom: number
}) {
  const source = useMemo(() => URL.createObjectURL(picture.file), [picture])
  useEffect(() => () => URL.revokeObjectURL(source), [source])
  return <BlackoutEditor source={source} {...rest} />
}
