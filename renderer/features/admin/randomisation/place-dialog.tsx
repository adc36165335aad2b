import { useState } from 'react'
import type { StudyId } from '#shared/ids'
import type { PlaceStanding } from '#shared/randomisation/protocol'
import type { LoadOutcome } from '../../../data/published'
import { useData } from '../../../data/hooks'
import { Button } from '../../../ui/button'
import { Dialog } from '../../../ui/dialog'
import { Field, TextInput } from '../../../ui/field'
import { useTexts } from '../../../ui/language'
import { Notice } from '../../../ui/notice'
import styles from '../admin.module.css'
import { keepingTexts } from './texts'

export interface PlaceAct {
  readonly kind: 'open' | 'close' | 'limit'
  readonly place: PlaceStanding
}

interface PlaceDialogProps {
  readonly study: StudyId
  readonly act: PlaceAct
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Opens or closes a site, or says how many may be randomised there. */
export function PlaceDialog({ study, act: { kind, place }, onClose, onDone }: PlaceDialogProps) {
  const say = useTexts(keepingTexts)
  const data = useData()
  const [most, setMost] = useState(place.most === undefined ? '' : String(place.most))
  const [state, setState] = useState<'asks' | 'sets' | Exclude<LoadOutcome, 'loaded'>>('asks')
  const readable = /^\d{0,6}$/.test(most.trim()) && Number(most) <= 100_000
  const name = place.site === '*' ? say('study') : place.site
  const set = async () => {
    if (!readable || state === 'sets') return
    setState('sets')
    const outcome = await data.setRandomisationPlace({
      study,
      site: place.site,
      open: kind === 'limit' ? place.open : kind === 'open',
      ...(most.trim() !== '' && { most: Number(most) }),
    })
    if (outcome === 'loaded') onDone()
    else setState(outcome)
  }
  return (
    <Dialog
      title={say(`${kind}Title`, { place: name })}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{say('cancel')}</Button>
          <Button kind="primary" disabled={state === 'sets'} onClick={() => void set()}>
            {say(kind === 'open' ? 'openIt' : kind === 'close' ? 'closeIt' : 'confirm')}
          </Button>
        </>
      }
    >
      <form
        className={styles.ask}
        onSubmit={(event) => {
          event.preventDefault()
          void set()
        }}
      >
        {kind !== 'limit' && <p>{say(`${kind}Text`)}</p>}
        {kind !== 'close' && (
          <Field label={say('mostLabel')} problem={readable ? undefined : say('mostWrong')}>
            {(control) => (
              <TextInput
                {...control}
                inputMode="numeric"
                value={most}
                onChange={(event) => setMost(event.currentTarget.value)}
              />
            )}
          </Field>
        )}
        {state !== 'asks' && state !== 'sets' && (
          <Notice live tone="check" title={say('failed')}>
            {say(`failed.${state}`)}
          </Notice>
        )}
      </form>
    </Dialog>
  )
}
