import { useEffect, useState } from 'react'
import { v7 as uuid } from 'uuid'
import { type SubjectCode, SubjectKey } from '#shared/ids'
import { useGo, usePlace } from '../../app/place'
import { useData } from '../../data/hooks'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import styles from './participants.module.css'
import { participantsTexts } from './texts'

type Number =
  | { readonly kind: 'asking' }
  | { readonly kind: 'free'; readonly code: SubjectCode }
  | { readonly kind: 'none'; readonly asked: boolean }

const found = (code: SubjectCode | undefined, asked: boolean): Number =>
  code ? { kind: 'free', code } : { kind: 'none', asked }

/** Takes the next number of this device's lease and opens the casebook under it. */
export function EnrolDialog({ onClose }: { onClose: () => void }) {
  const say = useTexts(participantsTexts)
  const data = useData()
  const go = useGo()
  const place = usePlace()
  const { study, site, version } = place
  const [number, setNumber] = useState<Number>({ kind: 'asking' })
  const [step, setStep] = useState<'ready' | 'saving' | 'not-saved'>('ready')

  useEffect(() => {
    let here = true
    void data.nextSubjectCode(study, site).then((code) => {
      if (here) setNumber(found(code, false))
    })
    return () => {
      here = false
    }
  }, [data, study, site])

  const askServer = async () => {
    setNumber({ kind: 'asking' })
    await data.syncNow()
    setNumber(found(await data.nextSubjectCode(study, site), true))
  }

  const enrol = async (code: SubjectCode) => {
    setStep('saving')
    const subject = SubjectKey.parse(uuid())
    try {
      await data.record({ study, site, version, subject, body: { kind: 'enrol', code } })
    } catch {
      setStep('not-saved')
      return
    }
    go({ screen: 'casebook', study, site, subject })
  }

  return (
    <Dialog
      title={say('enrolTitle')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{say('cancel')}</Button>
          {number.kind === 'none' ? (
            <Button kind="primary" icon="refresh" onClick={askServer}>
              {say('askServer')}
            </Button>
          ) : (
            <Button
              kind="primary"
              disabled={step === 'saving'}
              onClick={() => number.kind === 'free' && enrol(number.code)}
            >
              {number.kind === 'asking' ? say('asking') : step === 'saving' ? say('enrolling') : say('enrol')}
            </Button>
          )}
        </>
      }
    >
      {number.kind === 'none' ? (
        <Notice tone="device" title={say('noNumber', { site })} live>
          <p>{say('noNumberText')}</p>
          {number.asked && <p>{say('stillNone')}</p>}
        </Notice>
      ) : (
        <div className={styles.enrol}>
          <p className="secondary">{say('enrolNumber', { site: `${site} ${place.siteName}` })}</p>
          <p className={styles.number}>{number.kind === 'free' ? number.code : '…'}</p>
          <p>{say('enrolText')}</p>
          {step === 'not-saved' && (
            <Notice tone="stop" title={say('notSaved')} live>
              {say('notSavedText')}
            </Notice>
          )}
        </div>
      )}
    </Dialog>
  )
}
