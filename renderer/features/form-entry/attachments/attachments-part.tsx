import { useId, useState } from 'react'
import type { Attachment, Casebook } from '#shared/casebook/casebook'
import type { FormPath } from '#shared/casebook/path'
import { studyAt, studyOf } from '#shared/casebook/versions'
import type { Closing } from '#shared/change/change'
import { mayNow } from '#shared/roles'
import type { CompiledStudy } from '#shared/study/compile'
import { useNow } from '../../../app/clock'
import { usePlace, useSubject } from '../../../app/place'
import { useAppSelector } from '../../../app/store'
import { useData } from '../../../data/hooks'
import { showBytes } from '../../../ui/bytes'
import { usePeople } from '../../../form/people'
import { Button } from '../../../ui/button'
import { showMoment } from '../../../ui/dates'
import { Icon } from '../../../ui/icon'
import { useLanguage, useTexts } from '../../../ui/language'
import { Mark } from '../../../ui/mark'
import { AddPictureDialog } from './add-picture-dialog'
import styles from './attachments.module.css'
import { PictureDialog } from './picture-dialog'
import { attachmentTexts } from './texts'

interface AttachmentsPartProps {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly form: FormPath
  readonly closing: Closing
}

/** The pictures that belong to a form, below its items; nothing where there is none and nobody may add one. */
export function AttachmentsPart({ study, casebook, form, closing }: AttachmentsPartProps) {
  const say = useTexts(attachmentTexts)
  const heading = useId()
  const data = useData()
  const place = usePlace()
  const subject = useSubject()
  const [adding, setAdding] = useState(false)
  const [shown, setShown] = useState<Attachment['ref']>()
  const attachments = casebook.forms.get(form)?.attachments ?? []
  const mayAdd = place.roles.some((role) => mayNow(role, 'attach', closing))
  if (attachments.length === 0 && !mayAdd) return null
  const open = attachments.find(({ ref }) => ref === shown)
  return (
    <section className={styles.part} aria-labelledby={heading}>
      <header className={styles.head}>
        <h2 id={heading}>{say('attachments')}</h2>
        {mayAdd && (
          <Button kind="quiet" icon="plus" onClick={() => setAdding(true)}>
            {say('addPicture')}
          </Button>
        )}
      </header>
      {attachments.length > 0 && (
        <ul className={styles.list}>
          {attachments.map((one) => (
            <Line key={one.ref} attachment={one} onOpen={() => setShown(one.ref)} />
          ))}
        </ul>
      )}
      {adding && (
        <AddPictureDialog
          onClose={() => setAdding(false)}
          onAdd={async (content, said) => {
            const version = studyAt(studyOf(study, casebook), casebook, form).id
            const { study: id, site } = place
            try {
              await data.attach({ study: id, site, version, subject, form, said, content })
              return true
            } catch {
              return false
            }
          }}
        />
      )}
      {open && (
        <PictureDialog
          {...{ study, casebook, form }}
          attachment={open}
          mayTakeAway={place.roles.some((role) => mayNow(role, 'detach', closing))}
          onClose={() => setShown(undefined)}
        />
      )}
    </section>
  )
}

function Line({ attachment, onOpen }: { readonly attachment: Attachment; readonly onOpen: () => void }) {
  const say = useTexts(attachmentTexts)
  const language = useLanguage()
  const now = useNow()
  const people = usePeople()
  const waits = useAppSelector(({ exchange }) => exchange.status?.files?.includes(attachment.ref) ?? false)
  const { file, logged, removed } = attachment
  const said = removed?.logged ?? logged
  const by = people.get(said.change.author) ?? ''
  return (
    <li>
      <button type="button" className={styles.line} onClick={onOpen}>
        <Icon name="document" className={styles.icon} />
        <span className={styles.words}>
          <span className={removed ? styles.gone : 'medium'}>{file.title}</span>
          <span className="secondary">
            {removed
              ? say('takenAwayBy', { by, when: showMoment(said.change.claimedAt, language, now) })
              : [
                  say('addedBy', { by, when: showMoment(said.change.claimedAt, language, now) }),
                  showBytes(file.bytes, language),
                  file.blackened > 0 ? say('parts', { count: file.blackened }) : say('noParts'),
                ].join(' · ')}
          </span>
        </span>
        {waits && <Mark state="unsent" word={say('waits')} />}
      </button>
    </li>
  )
}
