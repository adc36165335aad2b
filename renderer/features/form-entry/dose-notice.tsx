import { useState } from 'react'
import { v7 as uuid } from 'uuid'
import type { Casebook } from '#shared/casebook/casebook'
import { findingsOf } from '#shared/casebook/findings'
import { type FormPath, eventOf, groupPath, itemPath, formOid } from '#shared/casebook/path'
import { agentOf, startOf } from '#shared/dose-release/doses'
import { doseFault, proposedDeviation } from '#shared/dose-release/recorded'
import { decisionFor, gives } from '#shared/dose-release/release'
import type { CompiledStudy } from '#shared/study/compile'
import { useToday } from '../../app/clock'
import { hrefTo } from '../../app/paths'
import { mayHere, useGo, usePlace, useSubject } from '../../app/place'
import { Button, ButtonLink } from '../../ui/button'
import { useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { entryTexts } from './texts'
import { useRecorder } from '../../entry/use-world'

interface DoseNoticeProps {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly form: FormPath
}

/** On a form that records a dose: whether it was released, the way to the decision, and to the deviation where it was not. */
export function DoseNotice({ study, casebook, form }: DoseNoticeProps) {
  const say = useTexts(entryTexts)
  const place = usePlace()
  const subject = useSubject()
  const today = useToday()
  const agent = agentOf(study, formOid(form))
  if (agent === undefined) return null
  const start = startOf(study, casebook, form)
  const dose = { event: eventOf(form), agent, ...(start !== undefined && { planned: start }) }
  const fault = doseFault(study, casebook, form)?.fault
  const decision = decisionFor(study, casebook, { ...dose, planned: start ?? today })
  const link = (
    <ButtonLink
      icon="pen"
      href={hrefTo({ screen: 'dose-release', study: place.study, site: place.site, subject, dose })}
    >
      {say('doseRelease')}
    </ButtonLink>
  )
  if (fault === undefined) {
    if (!decision || !gives(decision.release.decision)) return null
    const { amount } = decision.release
    return (
      <Notice
        tone="good"
        title={say('doseReleased', { amount: amount ? `${amount.value} ${amount.unit}` : '' })}
        action={link}
      />
    )
  }
  const isDeviation = findingsOf(study, casebook, form, today).some(({ check }) => check === 'DOSE-DEVIATION')
  return (
    <>
      <Notice tone={fault === 'not-released' ? 'check' : 'stop'} title={say(`dose.${fault}`)} action={link}>
        {say('doseWhy')}
      </Notice>
      {isDeviation && mayHere(place, 'value', study.id) && (
        <DeviationNotice study={study} casebook={casebook} form={form} />
      )}
    </>
  )
}

/** What was given without a release that stands is a deviation: begun here, with what is known already. */
function DeviationNotice({ study, casebook, form }: DoseNoticeProps) {
  const say = useTexts(entryTexts)
  const record = useRecorder({ study, casebook })
  const go = useGo()
  const place = usePlace()
  const subject = useSubject()
  const [failed, setFailed] = useState(false)
  const begin = async () => {
    const proposed = proposedDeviation(study, casebook, form, uuid())
    if (!proposed) return
    const oid = formOid(proposed.form)
    const items = Object.entries({ DVTERM: say('deviationTerm'), ...proposed.values }).flatMap(([item, text]) => {
      const group = study.item(oid, item)?.group.oid
      if (group === undefined) return []
      const path = itemPath(groupPath(proposed.form, { oid: group }), item)
      return [{ path, bases: [], entry: { state: 'value' as const, text } }]
    })
    try {
      await record({ kind: 'value', items })
      go({ screen: 'form', study: place.study, site: place.site, subject, form: proposed.form })
    } catch {
      setFailed(true)
    }
  }
  return (
    <Notice
      tone="check"
      live
      title={say('deviationTitle')}
      action={<Button onClick={() => void begin()}>{say('deviationBegin')}</Button>}
    >
      {say(failed ? 'deviationFailed' : 'deviationText')}
    </Notice>
  )
}
