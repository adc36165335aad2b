import { useState } from 'react'
import { AdministrationAct, type AdministrationOverview } from '#shared/administration/protocol'
import { isNotDone } from '../../../data/administration'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import { Field, TextInput } from '../../../ui/field'
import { useTexts } from '../../../ui/language'
import styles from '../admin.module.css'
import type { Administered } from '../use-overview'
import { placesTexts } from './texts'

interface AddSiteDialogProps {
  readonly study: AdministrationOverview['studies'][number]
  readonly act: Administered['act']
  readonly onClose: () => void
}

/** One more site of a study; it begins with the version that was published last. */
export function AddSiteDialog({ study, act, onClose }: AddSiteDialogProps) {
  const say = useTexts(placesTexts)
  const [site, setSite] = useState('')
  const [name, setName] = useState('')
  const [state, setState] = useState<'asks' | 'sends' | { readonly problem: string; readonly field: 'site' | 'name' }>(
    'asks',
  )
  const add = async () => {
    if (state === 'sends') return
    const order = AdministrationAct.safeParse({
      ...{ act: 'add-site', study: study.study, site: site.trim().toUpperCase(), name: name.trim() },
    })
    if (!order.success) {
      const field = order.error.issues[0]?.path[0] === 'name' ? 'name' : 'site'
      setState({ problem: say(`${field}Wrong`), field })
      return
    }
    setState('sends')
    const answer = await act(order.data)
    if (isNotDone(answer)) setState({ problem: say(`failed.${answer.not}`), field: 'site' })
    else onClose()
  }
  const problem = (field: 'site' | 'name') =>
    typeof state === 'object' && state.field === field ? state.problem : undefined
  return (
    <Dialog
      title={say('addTitle', { study: study.name })}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{say('cancel')}</Button>
          <Button kind="primary" disabled={state === 'sends'} onClick={() => void add()}>
            {say('addSite')}
          </Button>
        </>
      }
    >
      <form
        className={styles.ask}
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <Field label={say('site')} required hint={say('siteHint')} problem={problem('site')}>
          {(control) => <TextInput {...control} value={site} onChange={({ target }) => setSite(target.value)} />}
        </Field>
        <Field label={say('name')} required problem={problem('name')}>
          {(control) => <TextInput {...control} value={name} onChange={({ target }) => setName(target.value)} />}
        </Field>
        <p className="mute">{say('addText', { version: study.versions[0]?.name ?? '' })}</p>
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}
