import { useState } from 'react'
import type { AdministrationOverview } from '#shared/administration/protocol'
import { useNow } from '../../../app/clock'
import { Button } from '../../../ui/button'
import { showDate, showMoment } from '../../../ui/dates'
import { KeyHints } from '../../../ui/key-hints'
import { useKeys } from '../../../ui/keys'
import { useLanguage, useTexts } from '../../../ui/language'
import { EmptyState } from '../../../ui/notice'
import { Scroll } from '../../../ui/screen'
import styles from '../admin.module.css'
import type { Administered } from '../use-overview'
import { AddSiteDialog } from './add-site-dialog'
import { placesTexts } from './texts'

type Study = AdministrationOverview['studies'][number]

/** Each study with the versions that were published and the sites that run them. */
export function StudiesPart({ overview: { studies }, act }: Administered) {
  const say = useTexts(placesTexts)
  const [adding, setAdding] = useState<Study>()
  const [only] = studies
  useKeys(studies.length === 1 && only ? [{ keys: 'n', label: say('addSite'), run: () => setAdding(only) }] : [])
  if (studies.length === 0)
    return (
      <EmptyState icon="document" title={say('none')}>
        {say('noneText')}
      </EmptyState>
    )
  return (
    <>
      <Scroll pad>
        <div className={styles.studies}>
          {studies.map((study) => (
            <section key={study.study} className={styles.study} aria-labelledby={`study-${study.study}`}>
              <div className={styles.studyHead}>
                <h2 id={`study-${study.study}`}>{study.name}</h2>
                <span className="mute">{study.study}</span>
                <div className="grow" />
                <Button icon="plus" onClick={() => setAdding(study)}>
                  {say('addSite')}
                </Button>
              </div>
              <Sites study={study} />
              <Versions study={study} />
            </section>
          ))}
          <p className="mute">{say('consents')}</p>
        </div>
      </Scroll>
      {adding && <AddSiteDialog study={adding} act={act} onClose={() => setAdding(undefined)} />}
      <KeyHints>{say('count', { count: studies.length })}</KeyHints>
    </>
  )
}

function Sites({ study: { sites, versions } }: { study: Study }) {
  const say = useTexts(placesTexts)
  const language = useLanguage()
  return (
    <table className={styles.rows}>
      <thead>
        <tr>
          <th scope="col">{say('site')}</th>
          <th scope="col">{say('name')}</th>
          <th scope="col">{say('runs')}</th>
          <th scope="col">{say('approved')}</th>
        </tr>
      </thead>
      <tbody>
        {sites.map(({ site, name, version, since }) => (
          <tr key={site}>
            <th scope="row">{site}</th>
            <td>{name}</td>
            <td>
              {versions.find((one) => one.version === version)?.name ?? (
                <span className="secondary">{say('noVersion')}</span>
              )}
            </td>
            <td className="secondary">{since === undefined ? '–' : showDate(since, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Versions({ study: { versions, sites } }: { study: Study }) {
  const say = useTexts(placesTexts)
  const language = useLanguage()
  const now = useNow()
  return (
    <table className={styles.rows}>
      <thead>
        <tr>
          <th scope="col">{say('version')}</th>
          <th scope="col">{say('published')}</th>
          <th scope="col">{say('by')}</th>
          <th scope="col">{say('fingerprint')}</th>
          <th scope="col">{say('runBy')}</th>
        </tr>
      </thead>
      <tbody>
        {versions.map(({ version, name, publishedAt, publishedBy }) => (
          <tr key={version}>
            <th scope="row">{name}</th>
            <td>{showMoment(publishedAt, language, now)}</td>
            <td>{publishedBy ?? <span className="secondary">{say('setUp')}</span>}</td>
            <td className="num" title={version}>
              {version.slice(0, 12)}
            </td>
            <td>
              {sites
                .filter((one) => one.version === version)
                .map(({ site }) => site)
                .join(', ') || '–'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
