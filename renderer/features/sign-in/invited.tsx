import { useState } from 'react'
import { tokenIn } from '#shared/administration/invitation'
import { Button } from '../../ui/button'
import { Field, TextInput } from '../../ui/field'
import { FileButton } from '../../ui/file-button'
import { useTexts } from '../../ui/language'
import styles from './sign-in.module.css'
import { signInTexts } from './texts'

/** An invitation is one line; whatever is longer is another file. */
const MOST_BYTES = 4_096

/** For whoever was sent an invitation and has no address bar to paste it into: its link, or the file that holds it. */
export function Invited({ onInvitation }: { readonly onInvitation: (token: string) => void }) {
  const say = useTexts(signInTexts)
  const [open, setOpen] = useState(false)
  const [link, setLink] = useState('')
  const [wrong, setWrong] = useState(false)
  if (!open)
    return (
      <div>
        <Button kind="quiet" className={styles.invited} onClick={() => setOpen(true)}>
          {say('invited')}
        </Button>
      </div>
    )
  const take = (text: string) => {
    const token = tokenIn(text)
    setWrong(token === undefined)
    if (token !== undefined) onInvitation(token)
  }
  const read = async (chosen: File) => take(chosen.size > MOST_BYTES ? '' : await chosen.text())
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        take(link)
      }}
      noValidate
    >
      <Field label={say('invitation')} hint={say('invitationHint')} problem={wrong ? say('noInvitation') : undefined}>
        {(control) => (
          <TextInput {...control} value={link} autoFocus onChange={({ target }) => setLink(target.value)} />
        )}
      </Field>
      <div className="line">
        <Button type="submit">{say('openInvitation')}</Button>
        <FileButton
          kind="quiet"
          icon="document"
          label={say('invitationFile')}
          accept=".txt,text/plain"
          onFile={(file) => void read(file)}
        />
      </div>
    </form>
  )
}
