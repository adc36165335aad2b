import { useMemo, useState } from 'react'
import { consentTo, versionOf } from '#shared/casebook/versions'
import { type SiteInfo, versionsAt } from '#shared/protocol'
import type { CompiledStudy } from '#shared/study/compile'
import { hrefTo } from '../../app/paths'
import { usePlace } from '../../app/place'
import { useRoster, useSiteStudy } from '../../data/hooks'
import { useCasebooks } from '../../data/use-casebooks'
import { showDate } from '../../ui/dates'
import { Icon } from '../../ui/icon'
import { useLanguage, useTexts } from '../../ui/language'
import { Progress } from '../../ui/progress'
import { versionsTexts } from './texts'
import styles from './versions.module.css'

/** Who has consented to a version, site by site; the person's own site lies open, any other is read once it is opened. */
export function Consents({ to, sites }: { to: CompiledStudy; sites: readonly SiteInfo[] }) {
  const say = useTexts(versionsTexts)
  const place = usePlace()
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set([place.site]))
  const toggle = (site: string) => {
    const next = new Set(open)
    if (!next.delete(site)) next.add(site)
    setOpen(next)
  }
  return (
    <section className={styles.part} aria-label={say('consents')}>
      <h2>{say('consents')}</h2>
      <ul className={styles.sites}>
        {sites.map((info) => {
          const isOpen = open.has(info.site)
          return (
            <li key={info.site}>
              <button type="button" className={styles.unfold} aria-expanded={isOpen} onClick={() => toggle(info.site)}>
                <Icon name={isOpen ? 'down' : 'right'} />
                <span className="medium">{info.site}</span> <span className="secondary">{info.name}</span>
              </button>
              {isOpen && <ConsentsAt to={to} at={info} />}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function ConsentsAt({ to, at }: { to: CompiledStudy; at: SiteInfo }) {
  const say = useTexts(versionsTexts)
  const language = useLanguage()
  const versions = useMemo(() => [...new Set([...versionsAt(at), to.id])], [at, to.id])
  const study = useSiteStudy({ versions })
  const roster = useRoster(at.study, at.site)
  const subjects = useMemo(() => (roster ?? []).map(({ subject }) => subject), [roster])
  const { casebooks, read } = useCasebooks(subjects)
  const approved = at.approvals?.find(({ version }) => version === to.id)?.on
  const lines = useMemo(
    () =>
      (roster ?? []).flatMap(({ subject, code }) => {
        const casebook = casebooks.get(subject)
        const on = casebook && versionOf(casebook)
        if (!casebook || on === undefined) return []
        return [
          { subject, code, on, consented: approved === undefined ? undefined : consentTo(to, casebook, approved) },
        ]
      }),
    [roster, casebooks, approved, to],
  )
  if (!roster || !study) return <p className="secondary">{say('reading')}</p>
  if (roster.length === 0) return <p className="secondary">{say('noParticipants')}</p>
  const given = lines.filter(({ consented }) => consented !== undefined).length
  return (
    <div className={styles.consents}>
      {read < subjects.length ? (
        <p className="line secondary">
          <Progress label={say('consents')} value={read} max={subjects.length} />
        </p>
      ) : (
        <p className="secondary">
          {approved === undefined ? say('notApprovedThere') : say('consentsGiven', { given, count: lines.length })}
        </p>
      )}
      <table className={styles.table}>
        <thead>
          <tr>
            {(['participant', 'on', 'consentedOn'] as const).map((column) => (
              <th key={column} scope="col">
                {say(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ subject, code, on, consented }) => (
            <tr key={subject}>
              <td>
                <a
                  className={styles.pick}
                  href={hrefTo({ screen: 'casebook', study: at.study, site: at.site, subject })}
                >
                  {code}
                </a>
              </td>
              <td>{study.under(on).version.name}</td>
              <td>
                {consented ? (
                  [showDate(consented.on, language), on === to.id ? undefined : say('notMovedYet')]
                    .filter(Boolean)
                    .join(', ')
                ) : (
                  <span className="secondary">{say('notYet')}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
