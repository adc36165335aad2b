import { useState } from 'react'
import { type Alert, type LockoutAlert, type SeriousEventAlert, readsAlertsAt } from '#shared/alerts/protocol'
import { useAlerts } from '../../app/alerts'
import { useNow } from '../../app/clock'
import type { Destination } from '../../app/paths'
import { useGo } from '../../app/place'
import { useSession } from '../../app/store'
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

/** What the person has to look at soon, at their sites or among accounts, and who has said that they do. */
export function AlertsScreen() {
  const say = useTexts(alertsTexts)
  const go = useGo()
  const { alerts, acknowledge } = useAlerts()
  const { administrator, grants } = useSession()
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
          {[
            ...(grants.some(({ role }) => readsAlertsAt(role)) ? [say('noneText')] : []),
            ...(administrator ? [say('noneLocked')] : []),
          ].join(' ')}
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
          onOpen={(alert) => go(destinationOf(alert))}
        />
      )}
      <KeyHints>{say('count', { count: alerts?.filter(({ acknowledged }) => !acknowledged).length ?? 0 })}</KeyHints>
    </Screen>
  )
}

/** Where somebody acts on it. */
function destinationOf(alert: Alert): Destination {
  switch (alert.kind) {
    case 'serious-adverse-event': {
      const { study, site, subject, form } = alert
      return { screen: 'form', study, site, subject, form }
    }
    case 'lockout':
      return { screen: 'administration' }
  }
}

function useColumns(): readonly Column<Alert>[] {
  const say = useTexts(alertsTexts)
  const language = useLanguage()
  const now = useNow()
  return [
    {
      id: 'kind',
      title: say('kind'),
      width: 196,
      cell: ({ kind }) => <Tag kind={kind === 'lockout' ? 'hold' : 'sae'}>{say(`kind.${kind}`)}</Tag>,
    },
    {
      id: 'about',
      title: say('about'),
      width: 168,
      cell: (alert) =>
        alert.kind === 'lockout' ? <span className="medium">{alert.user.name}</span> : <Code alert={alert} />,
    },
    {
      id: 'where',
      title: say('where'),
      cell: (alert) => (alert.kind === 'lockout' ? <Device alert={alert} /> : `${alert.study}, ${alert.site}`),
    },
    { id: 'raised', title: say('raised'), width: 148, cell: ({ raisedAt }) => showMoment(raisedAt, language, now) },
    {
      id: 'state',
      title: say('state'),
      width: 240,
      cell: ({ kind, acknowledged, escalatedAt }) =>
        acknowledged ? (
          <span className="mute">
            {say('acknowledged', { name: acknowledged.by, at: showMoment(acknowledged.at, language, now) })}
          </span>
        ) : (
          <strong>{say(escalatedAt === undefined ? 'waits' : `escalated.${kind}`)}</strong>
        ),
    },
  ]
}

/** The participant's number, where this device has it already. */
function Code({ alert: { study, site, subject } }: { alert: SeriousEventAlert }) {
  const line = useRoster(study, site)?.find((one) => one.subject === subject)
  return <span className="medium">{line?.code ?? '…'}</span>
}

/** Who counted the tries, and on what they were made. */
function Device({ alert: { device, offline, lockedAt } }: { alert: LockoutAlert }) {
  const say = useTexts(alertsTexts)
  const at = showMoment(lockedAt, useLanguage(), useNow())
  return (
    <>
      {say(offline ? 'onDevice' : 'atServer', { at })}
      <span className="mute">{` · ${device?.platform ?? say('unknownDevice')}`}</span>
    </>
  )
}
