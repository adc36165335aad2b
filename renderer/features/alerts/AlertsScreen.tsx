import { useState } from 'react'
import type { Alert } from '#shared/alerts/protocol'
import { useAlerts } from '../../app/alerts'
import { useNow } from '../../app/clock'
import { useGo } from '../../app/place'
import { useRoster } from '../../data/hooks'
import { Button } from '../../ui/button'
import { Tag } from '../../ui/chip'
import { showMoment } from '../../ui/dates'
import { KeyHints } from '../../ui/key-hints'
import { useKeys } from '../../ui/keys'
import { useLanguage, useTexts } from '../../ui/language'
import { EmptyState, Notice } from '../../ui/notice'
import { Screen, ScreenHead, ToolLine } from '../../ui/screen'
import { type Column, Table } from '../../ui/table'
import { alertsTexts } from './texts'

/** What somebody at one of the person's sites has to look at soon, and who has said that they do. */
export function AlertsScreen() {
  const say = useTexts(alertsTexts)
  const go = useGo()
  const { alerts, acknowledge } = useAlerts()
  const [at, setAt] = useState<string>()
  const [failed, setFailed] = useState(false)
  const columns = useColumns()
  const current = alerts?.find(({ id }) => id === at) ?? alerts?.[0]
  const open = current && !current.acknowledged
  const take = async () => {
    if (open) setFailed(!(await acknowledge(current.id)))
  }
  useKeys(open ? [{ keys: 'a', label: say('acknowledge'), run: () => void take() }] : [])
  return (
    <Screen>
      <ScreenHead title={say('title')} />
      {alerts && alerts.length > 0 && (
        <ToolLine>
          <p className="mute">{say('text')}</p>
          <div className="grow" />
          <Button kind="primary" icon="tick" keys="a" disabled={!open} onClick={() => void take()}>
            {say('acknowledge')}
          </Button>
        </ToolLine>
      )}
      {failed && <Notice live tone="device" title={say('failed')} />}
      {!alerts && (
        <EmptyState icon="cloud-off" title={say('noServer')}>
          {say('noServerText')}
        </EmptyState>
      )}
      {alerts?.length === 0 && (
        <EmptyState icon="tick" title={say('none')}>
          {say('noneText')}
        </EmptyState>
      )}
      {alerts && alerts.length > 0 && (
        <Table
          label={say('title')}
          rows={alerts}
          columns={columns}
          rowKey={({ id }) => id}
          current={current?.id}
          onCurrent={({ id }) => setAt(id)}
          onOpen={({ study, site, subject, form }) => go({ screen: 'form', study, site, subject, form })}
        />
      )}
      <KeyHints>{say('count', { count: alerts?.filter(({ acknowledged }) => !acknowledged).length ?? 0 })}</KeyHints>
    </Screen>
  )
}

function useColumns(): readonly Column<Alert>[] {
  const say = useTexts(alertsTexts)
  const language = useLanguage()
  const now = useNow()
  return [
    { id: 'kind', title: say('kind'), width: 220, cell: ({ kind }) => <Tag kind="sae">{say(`kind.${kind}`)}</Tag> },
    { id: 'site', title: say('site'), width: 180, cell: ({ study, site }) => `${study}, ${site}` },
    { id: 'participant', title: say('participant'), width: 132, cell: (alert) => <Code alert={alert} /> },
    { id: 'raised', title: say('raised'), width: 148, cell: ({ raisedAt }) => showMoment(raisedAt, language, now) },
    {
      id: 'state',
      title: say('state'),
      cell: ({ acknowledged, escalatedAt }) =>
        acknowledged ? (
          <span className="mute">
            {say('acknowledged', { name: acknowledged.by, at: showMoment(acknowledged.at, language, now) })}
          </span>
        ) : (
          <strong>{say(escalatedAt === undefined ? 'waits' : 'escalated')}</strong>
        ),
    },
  ]
}

/** The participant's number, where this device has it already. */
function Code({ alert: { study, site, subject } }: { alert: Alert }) {
  const line = useRoster(study, site)?.find((one) => one.subject === subject)
  return <span className="medium">{line?.code ?? '…'}</span>
}
