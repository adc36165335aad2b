import { useEffect, useState } from 'react'
import type { SecurityLines } from '#shared/administration/protocol'
import { useToday } from '../../../app/clock'
import { useHost } from '../../../app/host-context'
import { isNotDone } from '../../../data/administration'
import { useData } from '../../../data/hooks'
import { Button } from '../../../ui/button'
import { KeyHints } from '../../../ui/key-hints'
import { useTexts } from '../../../ui/language'
import { Notice } from '../../../ui/notice'
import { Loading } from '../../../ui/progress'
import { Scroll } from '../../../ui/screen'
import styles from '../admin.module.css'
import { securityFile } from './security-file'
import { securityTexts } from './texts'

type Line = SecurityLines['lines'][number]

/** What happened to accounts, devices and roles, newest first. Nobody can change or remove a line. */
export function SecurityPart() {
  const say = useTexts(securityTexts)
  const data = useData()
  const host = useHost()
  const today = useToday()
  const [lines, setLines] = useState<readonly Line[]>()
  const [state, setState] = useState<'reading' | 'rest' | 'whole' | 'failed'>('reading')
  const [saving, setSaving] = useState(false)
  const more = async (had: readonly Line[]) => {
    setState('reading')
    const answer = await data.securityLog(had.at(-1)?.id)
    if (isNotDone(answer)) {
      setState('failed')
      return
    }
    setLines([...had, ...answer.lines])
    setState(answer.lines.length === 0 || answer.lines.at(-1)?.id === 1 ? 'whole' : 'rest')
  }
  const save = async () => {
    setSaving(true)
    const file = await securityFile((before) => data.securityLog(before))
    if (file) await host.saveFile(`security-log-${today}.csv`, file)
    else setState('failed')
    setSaving(false)
  }
  useEffect(() => {
    let here = true
    void data.securityLog().then((answer) => {
      if (!here) return
      if (isNotDone(answer)) {
        setState('failed')
        return
      }
      setLines(answer.lines)
      setState('rest')
    })
    return () => {
      here = false
    }
  }, [data])
  return (
    <>
      <Scroll pad label={say('title')}>
        <div className={styles.studies}>
          {state === 'failed' && <Notice tone="device" title={say('failed')} />}
          {lines ? <Lines lines={lines} /> : state === 'reading' && <Loading />}
          {lines && (
            <div className="line">
              {state === 'rest' && <Button onClick={() => void more(lines)}>{say('earlier')}</Button>}
              <Button icon="export" disabled={saving} onClick={() => void save()}>
                {say('save')}
              </Button>
            </div>
          )}
        </div>
      </Scroll>
      <KeyHints>{say('append')}</KeyHints>
    </>
  )
}

function Lines({ lines }: { lines: readonly Line[] }) {
  const say = useTexts(securityTexts)
  return (
    <table className={styles.rows}>
      <thead>
        <tr>
          <th scope="col">{say('at')}</th>
          <th scope="col">{say('kind')}</th>
          <th scope="col">{say('who')}</th>
          <th scope="col">{say('device')}</th>
          <th scope="col">{say('detail')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ id, at, kind, who, device, detail }) => (
          <tr key={id}>
            <td className="num">{at.slice(0, 19).replace('T', ' ')}</td>
            <td>{kind}</td>
            <td>{who ?? '–'}</td>
            <td className="num" title={device}>
              {device?.slice(0, 8) ?? '–'}
            </td>
            <td className={styles.detail} title={detail}>
              {detail ?? '–'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
