import { useState } from 'react'
import { invitationLink } from '#shared/administration/invitation'
import { useHost } from '../../../app/host-context'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import { useTexts } from '../../../ui/language'
import { Notice } from '../../../ui/notice'
import { QrCode } from '../../../ui/qr'
import styles from '../admin.module.css'
import { peopleTexts } from './texts'

interface InvitationToldProps {
  readonly invitation: string
  /** Where the server says that it is reached; else where this page came from. */
  readonly address: string | undefined
  readonly name: string
  readonly onClose: () => void
}

/** The link that lets a person in once, to copy, to photograph or to save: it is kept nowhere. */
export function InvitationTold({ invitation, address, name, onClose }: InvitationToldProps) {
  const say = useTexts(peopleTexts)
  const host = useHost()
  const [copied, setCopied] = useState(false)
  const link = invitationLink(address ?? location.origin, invitation)
  const copy = async () => {
    await navigator.clipboard.writeText(link).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }
  const save = () =>
    void host.saveFile(`${name.replaceAll(/\W+/g, '-')}.tracer-invitation.txt`, new TextEncoder().encode(`${link}\n`))
  return (
    <Dialog
      title={say('toldTitle', { name })}
      onClose={onClose}
      foot={
        <>
          <Button icon="export" onClick={save}>
            {say('saveLink')}
          </Button>
          <Button icon="copy" onClick={() => void copy()}>
            {say(copied ? 'copied' : 'copyLink')}
          </Button>
          <Button kind="primary" onClick={onClose}>
            {say('done')}
          </Button>
        </>
      }
    >
      <div className={styles.ask}>
        <div className={styles.told}>
          <QrCode text={link} label={say('toldPicture')} />
          <div className={styles.toldText}>
            <p>{say('toldText', { name })}</p>
            <p className={styles.link}>{link}</p>
          </div>
        </div>
        <Notice tone="check" title={say('toldOnce')}>
          {say('toldOnceText')}
        </Notice>
      </div>
    </Dialog>
  )
}
