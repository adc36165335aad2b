import { useState } from 'react'
import type { SiteInfo } from '#shared/protocol'
import type { CompiledStudy } from '#shared/study/compile'
import { useNow, useToday } from '../../app/clock'
import { canHere, usePlace } from '../../app/place'
import { useAppSelector } from '../../app/store'
import type { VersionOutcome } from '../../data/published'
import { useData } from '../../data/hooks'
import { Button } from '../../ui/button'
import { showDate, showMoment } from '../../ui/dates'
import { Dialog } from '../../ui/dialog'
import { Field, TextInput } from '../../ui/field'
import { useLanguage, useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { Consents } from './consents'
import { versionsTexts } from './texts'
import styles from './versions.module.css'

/** Which sites have approved a version, since when and who recorded it, and who has consented to it. A data manager records approvals. */
export function Approvals({ study }: { study: CompiledStudy }) {
  const say = useTexts(versionsTexts)
  const language = useLanguage()
  const now = useNow()
  const place = usePlace()
  const sites = (useAppSelector(({ exchange }) => exchange.sites) ?? []).filter((one) => one.study === place.study)
  const records = canHere(place, 'publish-study')
  const [recording, setRecording] = useState<SiteInfo>()
  return (
    <>
      <section className={styles.part}>
        <table className={styles.table}>
          <thead>
            <tr>
              {(['site', 'approvedOn', 'reference', 'recordedBy'] as const).map((column) => (
                <th key={column} scope="col">
                  {say(column)}
                </th>
              ))}
              {records && <th scope="col" />}
            </tr>
          </thead>
          <tbody>
            {sites.map((info) => {
              const approval = info.approvals?.find(({ version }) => version === study.id)
              return (
                <tr key={info.site}>
                  <td>
                    <span className="medium">{info.site}</span> <span className="secondary">{info.name}</span>
                  </td>
                  <td>
                    {approval ? showDate(approval.on, language) : <span className="secondary">{say('notYet')}</span>}
                  </td>
                  <td>{approval?.reference}</td>
                  <td>
                    {approval &&
                      [showMoment(approval.recordedAt, language, now), approval.recordedBy].filter(Boolean).join(', ')}
                  </td>
                  {records && (
                    <td>
                      {info.version !== study.id && <Button onClick={() => setRecording(info)}>{say('record')}</Button>}
                    </td>
                  )}
                </tr>
              )
            })}
          </tbody>
        </table>
        {recording && <RecordDialog study={study} at={recording} onClose={() => setRecording(undefined)} />}
      </section>
      {study.version.consent && <Consents to={study} sites={sites} />}
    </>
  )
}

interface RecordDialogProps {
  readonly study: CompiledStudy
  readonly at: SiteInfo
  readonly onClose: () => void
}

function RecordDialog({ study, at, onClose }: RecordDialogProps) {
  const say = useTexts(versionsTexts)
  const today = useToday()
  const data = useData()
  const [on, setOn] = useState(today)
  const [reference, setReference] = useState('')
  const [asked, setAsked] = useState(false)
  const [outcome, setOutcome] = useState<Exclude<VersionOutcome, 'done'>>()
  const [busy, setBusy] = useState(false)
  const fits = /^\d{4}-\d\d-\d\d$/.test(on) && !Number.isNaN(Date.parse(on)) && on <= today
  const save = async () => {
    setAsked(true)
    if (!fits || busy) return
    setBusy(true)
    const words = reference.trim()
    const done = await data.approveVersion({
      ...{ study: at.study, site: at.site, version: study.id, on },
      ...(words !== '' && { reference: words }),
    })
    setBusy(false)
    if (done === 'done') onClose()
    else setOutcome(done)
  }
  return (
    <Dialog
      title={say('recordTitle', { site: at.site, name: study.version.name })}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{say('cancel')}</Button>
          <Button kind="primary" disabled={busy} onClick={() => void save()}>
            {say('record')}
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <Field
          label={say('day')}
          hint={say('dayHint')}
          required
          problem={asked && !fits ? say('dayProblem') : undefined}
        >
          {(control) => <TextInput {...control} value={on} onChange={({ target }) => setOn(target.value.trim())} />}
        </Field>
        <Field label={say('referenceLabel')}>
          {(control) => (
            <TextInput
              {...control}
              maxLength={200}
              value={reference}
              onChange={({ target }) => setReference(target.value)}
            />
          )}
        </Field>
        <p className="secondary">{say('recordText')}</p>
        {outcome && <Notice live tone="check" title={say(`failed.${outcome}`)} />}
      </div>
    </Dialog>
  )
}
