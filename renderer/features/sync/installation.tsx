import { useEffect, useState } from 'react'
import { useNow } from '../../app/clock'
import { useHost } from '../../app/host-context'
import { useAppSelector } from '../../app/store'
import { useData } from '../../data/hooks'
import type { CheckOutcome, InstallationReport } from '../../data/installation'
import { Button } from '../../ui/button'
import { showMoment } from '../../ui/dates'
import { useLanguage, useTexts } from '../../ui/language'
import { Mark, type MarkState } from '../../ui/mark'
import styles from './sync.module.css'
import { syncTexts } from './texts'

const marks: { readonly [R in CheckOutcome['result']]: MarkState } = {
  good: 'verified',
  fault: 'check',
  unknown: 'planned',
}

/** What this installation found when it tried itself: at its first start, after an update, and whenever it is asked to. */
export function Installation() {
  const say = useTexts(syncTexts)
  const language = useLanguage()
  const now = useNow()
  const host = useHost()
  const data = useData()
  const [report, setReport] = useState<InstallationReport>()
  const contact = useAppSelector(({ exchange }) => exchange.status?.lastContactAt !== undefined)
  useEffect(() => {
    let here = true
    void data.installation().then((made) => {
      if (here) setReport(made)
    })
    return () => {
      here = false
    }
  }, [data, contact])
  if (!report) return null
  const save = async () => {
    const build = await host.version()
    const bytes = new TextEncoder().encode(`${JSON.stringify({ ...report, build: build.build }, null, 2)}\n`)
    await host.saveFile(`tracer-installation-${report.at.slice(0, 10)}.json`, bytes)
  }
  const faults = report.checks.filter(({ result }) => result === 'fault').length
  return (
    <section className={styles.section} aria-label={say('installation')}>
      <h2>{say('installation')}</h2>
      <p className="mute">
        {say(faults === 0 ? 'installationGood' : 'installationFaults', {
          count: faults,
          app: report.app,
          when: showMoment(report.at, language, now),
        })}
      </p>
      <table className={styles.streams}>
        <thead>
          <tr>
            <th scope="col">{say('check')}</th>
            <th scope="col">{say('result')}</th>
          </tr>
        </thead>
        <tbody>
          {report.checks.map(({ check, result }) => (
            <tr key={check}>
              <td>{say(`check-${check}`)}</td>
              <td>
                <Mark state={marks[result]} word={say(`result-${result}`)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.byHand}>
        <Button onClick={() => void data.installation(true).then(setReport)}>{say('installationAnew')}</Button>
        <Button kind="quiet" onClick={() => void save()}>
          {say('installationSave')}
        </Button>
      </p>
    </section>
  )
}
