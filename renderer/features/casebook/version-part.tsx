import { useState } from 'react'
import { v7 as uuid } from 'uuid'
import { formPath } from '#shared/casebook/path'
import { consentTo } from '#shared/casebook/versions'
import { hrefTo } from '../../app/paths'
import { mayHere, usePlace } from '../../app/place'
import { showDate } from '../../ui/dates'
import { useLanguage, useTexts } from '../../ui/language'
import type { FormAt } from './form-mark'
import styles from './side-panel.module.css'
import { versionTexts } from './version-texts'

/** Which version the participant is on; where their site works by another, what is missing for them to move. */
export function VersionPart({ at: { study, casebook } }: { at: FormAt }) {
  const say = useTexts(versionTexts)
  const language = useLanguage()
  const place = usePlace()
  const next = study.atSite.id === study.id ? undefined : study.atSite
  const approval = next && place.approvals.find(({ version }) => version === next.id)
  const consented = next && approval && consentTo(next, casebook, approval.on)
  const enters = mayHere(place, 'value')
  const event = next?.events.find(
    ({ kind, forms }) => kind === 'unscheduled' && forms.includes(next.version.consent?.form ?? ''),
  )
  const [visit] = useState(() => uuid())
  const form =
    event && next?.version.consent && formPath({ oid: event.oid, repeat: visit }, { oid: next.version.consent.form })
  const to = { study: place.study, site: place.site }
  return (
    <section className={styles.part}>
      <h3>{say('version')}</h3>
      <p className="medium">{study.version.name}</p>
      {next && approval && (
        <>
          <p className="secondary">
            {say('approved', { name: next.version.name, date: showDate(approval.on, language) })}
          </p>
          {consented ? (
            <p className="secondary">{say('consented', { date: showDate(consented.on, language) })}</p>
          ) : (
            <p className="secondary">{say('notConsented')}</p>
          )}
          {!consented && enters && form && (
            <a className={styles.link} href={hrefTo({ screen: 'form', ...to, subject: casebook.subject, form })}>
              {say('recordConsent')}
            </a>
          )}
          <a className={styles.link} href={hrefTo({ screen: 'versions', ...to })}>
            {say(consented ? 'rehearseAndMove' : 'rehearse')}
          </a>
        </>
      )}
    </section>
  )
}
