import { useMemo, useState } from 'react'
import { journeyOf } from '#shared/casebook/phases'
import { refOf } from '#shared/change/change'
import { showStamp } from '#shared/export/stamp'
import { type Randomisation, randomisationOf } from '#shared/randomisation/allocation'
import { refusalText } from '#shared/randomisation/words'
import { type Readiness, readinessOf } from '#shared/randomisation/readiness'
import { textIn } from '#shared/study/definition'
import { mayHere, usePlace } from '../../app/place'
import { Button } from '../../ui/button'
import { HueDot } from '../../ui/chip'
import { useLanguage, useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import type { FormAt } from './form-mark'
import { RandomiseDialog } from './randomise-dialog'
import styles from './side-panel.module.css'
import { Unblinding } from './unblinding'
import { randomisationTexts } from './randomisation-texts'

/** Where randomisation stands: what is missing, asked, waiting, refused or done. For studies that randomise. */
export function RandomisationPart({ at }: { readonly at: FormAt }) {
  const say = useTexts(randomisationTexts)
  const place = usePlace()
  const [asking, setAsking] = useState(false)
  const { study, casebook, today } = at
  const standing = useMemo(() => randomisationOf(casebook), [casebook])
  const readiness = useMemo(() => readinessOf(study, casebook, place.site, today), [study, casebook, place.site, today])
  const open = standing.state === 'not-asked' || standing.state === 'refused' || standing.state === 'held'
  const ready = open && readiness.reasons.length === 0
  return (
    <>
      <Standing at={at} standing={standing} readiness={readiness} />
      {ready && mayHere(place, 'request') && (
        <Button className={styles.asks} onClick={() => setAsking(true)}>
          {say(standing.state === 'not-asked' ? 'ask' : 'askAgain')}
        </Button>
      )}
      {asking && <RandomiseDialog study={study} readiness={readiness} onClose={() => setAsking(false)} />}
    </>
  )
}

interface StandingProps {
  readonly at: FormAt
  readonly standing: Randomisation
  readonly readiness: Readiness
}

function Standing({ at: { study, casebook }, standing, readiness }: StandingProps) {
  const say = useTexts(randomisationTexts)
  const language = useLanguage()
  const { arm: inArm, part } = useMemo(() => journeyOf(study, casebook).assigned, [study, casebook])
  const entered = study.version.arms.find(({ oid }) => oid === (part ?? inArm))
  const reasons = (list: Readiness['reasons']) => (
    <ul>
      {list.map((reason) => (
        <li key={`${reason.code} ${reason.about ?? ''}`}>{refusalText(study, reason, language)}</li>
      ))}
    </ul>
  )
  switch (standing.state) {
    case 'not-asked':
      if (entered)
        return (
          <>
            <p className="medium">
              <HueDot hue={entered.hue ?? 'neutral'} /> {textIn(entered.title, language)}
            </p>
            <p className="secondary">{say('entered')}</p>
          </>
        )
      return readiness.reasons.length === 0 ? (
        <p className="secondary">{say('ready')}</p>
      ) : (
        <Notice tone="calm" title={say('notReady')}>
          {reasons(readiness.reasons)}
        </Notice>
      )
    case 'waiting':
      return (
        <Notice
          tone="device"
          title={say('waiting', { when: showStamp(standing.request.change.claimedAt, language) })}
          live
        >
          {say(standing.sent ? 'sent' : 'notSent')}
        </Notice>
      )
    case 'held':
      return <Notice tone="decide" title={say('held')} live />
    case 'refused':
      return (
        <Notice tone="stop" title={say('refused')} live>
          {reasons(standing.reasons)}
        </Notice>
      )
    case 'allocated': {
      const { arm, subArm, number } = standing.allocation
      const def = study.version.arms.find(({ oid }) => oid === (subArm ?? arm))
      return (
        <>
          <p className="medium">
            {arm === undefined ? (
              say('blind')
            ) : (
              <>
                <HueDot hue={def?.hue ?? 'neutral'} /> {def ? textIn(def.title, language) : (subArm ?? arm)}
              </>
            )}
          </p>
          <p className="secondary num">
            {say('number', { number, when: showStamp(standing.answer.change.claimedAt, language) })}
          </p>
          {arm === undefined && <Unblinding {...{ study, casebook }} allocation={refOf(standing.answer.change)} />}
        </>
      )
    }
  }
}
