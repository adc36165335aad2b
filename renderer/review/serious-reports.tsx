import { useState } from 'react'
import type { FormPath } from '#shared/casebook/path'
import { showStamp } from '#shared/export/stamp'
import type { Casebook } from '#shared/casebook/casebook'
import type { SubjectKey } from '#shared/ids'
import { versionBefore } from '#shared/review/report-changes'
import type { SeriousReport } from '#shared/review/serious'
import type { CompiledStudy } from '#shared/study/compile'
import { useHost } from '../app/host-context'
import { hrefTo } from '../app/paths'
import { canHere, usePlace } from '../app/place'
import { useSession } from '../app/store'
import { useData } from '../data/hooks'
import { claimedInstant } from '../data/surroundings'
import { type SafetyReportWish, makeSafetyReport } from '../export/safety-report'
import { Button } from '../ui/button'
import { useLanguage, useTexts } from '../ui/language'
import styles from './review-parts.module.css'
import { ReportChanges } from './report-changes'
import { seriousTexts } from './serious-texts'

const KINDS: readonly SafetyReportWish['kind'][] = ['pdf', 'json', 'xml']

interface SeriousReportsProps {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly reports: readonly SeriousReport[]
  /** The form on the screen, to which no link leads. */
  readonly about: FormPath
}

/** Every version of the report of an event: what it still lacks, what it changed, and the file of it, made on this device. */
export function SeriousReports({ study, casebook, reports, about }: SeriousReportsProps) {
  const say = useTexts(seriousTexts)
  const language = useLanguage()
  const place = usePlace()
  const { subject } = casebook
  const making = useMaking(subject)
  if (reports.length === 0) return null
  return (
    <ul className={styles.reports} aria-label={say('reports')}>
      {reports.map((report) => {
        const { form, kind, version, sent, lacks } = report
        const earlier = versionBefore(reports, report)
        return (
          <li key={form} className={styles.report}>
            <span className="medium">
              {form === about ? (
                say(`kind.${kind}`, { version })
              ) : (
                <a href={hrefTo({ screen: 'form', study: place.study, site: place.site, subject, form })}>
                  {say(`kind.${kind}`, { version })}
                </a>
              )}
            </span>
            <span className="secondary">{sent === undefined ? say('notSent') : showStamp(sent, language)}</span>
            {lacks.length > 0 && (
              <span>{say('lacks', { facts: lacks.map((fact) => say(`fact.${fact}`)).join(', ') })}</span>
            )}
            {canHere(place, 'export') && (
              <span className={styles.reportFiles}>
                {KINDS.map((file) => (
                  <Button
                    key={file}
                    kind="quiet"
                    disabled={making.state === 'making'}
                    onClick={() => void making.make(form, file, version)}
                  >
                    {say(file)}
                  </Button>
                ))}
              </span>
            )}
            {earlier && <ReportChanges {...{ study, casebook, earlier }} now={report} isOpen={form === about} />}
          </li>
        )
      })}
      {making.state !== undefined && <li role="status">{say(making.state)}</li>}
    </ul>
  )
}

function useMaking(subject: SubjectKey) {
  const data = useData()
  const host = useHost()
  const language = useLanguage()
  const { site, siteName, versions } = usePlace()
  const { user } = useSession()
  const [state, setState] = useState<'making' | 'failed'>()
  const make = async (form: FormPath, kind: SafetyReportWish['kind'], version: number) => {
    setState('making')
    try {
      const { app } = await host.version()
      const asOf = claimedInstant({ now: () => Date.now(), offset: (at) => -new Date(at).getTimezoneOffset() })
      const about = { site, siteName, versions, subject, form, kind, language, asOf }
      const bytes = await makeSafetyReport(data, { ...about, author: user.name, app: `Tracer ${app}` })
      await host.saveFile(`sae-${form.slice(-4)}-v${version}_${asOf.slice(0, 10)}.${kind}`, bytes)
      setState(undefined)
    } catch {
      setState('failed')
    }
  }
  return { state, make }
}
