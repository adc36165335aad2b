import { useEffect, useState } from 'react'
import type { ReferenceLoaded } from '#shared/reference/reference'
import { useNow } from '../../app/clock'
import { useData } from '../../data/hooks'
import { Dialog } from '../../ui/dialog'
import { showMoment } from '../../ui/dates'
import { useLanguage, useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { Loading } from '../../ui/progress'
import styles from './ranges.module.css'
import { rangesTexts } from './texts'

/** Every version of the table: who saved it, and when. */
export function HistoryDialog({ about, onClose }: { about: string; onClose: () => void }) {
  const say = useTexts(rangesTexts)
  const language = useLanguage()
  const now = useNow()
  const data = useData()
  const [loads, setLoads] = useState<readonly ReferenceLoaded[] | 'reading' | 'no-server'>('reading')
  useEffect(() => {
    let here = true
    void data.referenceHistory({ kind: 'ranges', about }).then((read) => {
      if (here) setLoads(read ?? 'no-server')
    })
    return () => {
      here = false
    }
  }, [data, about])
  return (
    <Dialog wide title={say('historyTitle')} onClose={onClose}>
      <div className={styles.looked}>
        <p className="mute">{say('historyText')}</p>
        {loads === 'reading' && <Loading />}
        {loads === 'no-server' && <Notice tone="device" title={say('noHistory')} />}
        {typeof loads === 'object' && (
          <table className={styles.refused}>
            <thead>
              <tr>
                <th scope="col">{say('version')}</th>
                <th scope="col">{say('when')}</th>
                <th scope="col">{say('by')}</th>
                <th scope="col">{say('fingerprint')}</th>
              </tr>
            </thead>
            <tbody>
              {loads.map(({ document, loadedAt, loadedBy }, i) => (
                <tr key={loadedAt}>
                  <td className="num">
                    {loads.length - i} {i === 0 && <span className="secondary">{say('inUse')}</span>}
                  </td>
                  <td>{showMoment(loadedAt, language, now)}</td>
                  <td>{loadedBy}</td>
                  <td className="num" title={document}>
                    {document.slice(0, 12)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Dialog>
  )
}
