import { useState } from 'react'
import type { Readiness } from '#shared/randomisation/readiness'
import { levelText, stratumText } from '#shared/randomisation/words'
import type { CompiledStudy } from '#shared/study/compile'
import { usePlace, useSubject } from '../../app/place'
import { useData } from '../../data/hooks'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { useLanguage, useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { Fact, Facts } from '../../ui/screen'
import styles from './casebook.module.css'
import { randomisationTexts } from './randomisation-texts'

interface RandomiseDialogProps {
  readonly study: CompiledStudy
  readonly readiness: Readiness
  readonly onClose: () => void
}

/** The strata as the casebook has them, confirmed by a person; then the server is asked. Cannot be taken back. */
export function RandomiseDialog({ study, readiness, onClose }: RandomiseDialogProps) {
  const say = useTexts(randomisationTexts)
  const language = useLanguage()
  const data = useData()
  const subject = useSubject()
  const { study: id, site } = usePlace()
  // What was shown is what is confirmed, also when something arrives meanwhile.
  const [{ strata }] = useState(readiness)
  const [step, setStep] = useState<'asking' | 'saving' | 'not-saved'>('asking')

  const ask = async () => {
    setStep('saving')
    try {
      await data.record({
        ...{ study: id, site, version: study.id, subject },
        body: { kind: 'request', act: 'randomise', strata: [...strata] },
      })
    } catch {
      setStep('not-saved')
      return
    }
    onClose()
  }

  return (
    <Dialog
      title={say('title')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{say('cancel')}</Button>
          <Button kind="primary" disabled={step === 'saving'} onClick={ask}>
            {say('confirm')}
          </Button>
        </>
      }
    >
      <div className={styles.asking}>
        <p>{say('confirmText')}</p>
        <Facts>
          {strata.map(({ stratum, level }) => (
            <Fact key={stratum} label={stratumText(study, stratum, language)}>
              {levelText(study, stratum, level, language)}
            </Fact>
          ))}
        </Facts>
        {step === 'not-saved' && (
          <Notice tone="stop" title={say('notSaved')} live>
            {say('notSavedText')}
          </Notice>
        )}
      </div>
    </Dialog>
  )
}
