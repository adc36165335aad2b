import { useState } from 'react'
import {
  type Alert,
  type LockoutAlert,
  type RecoveryAsked,
  type SeriousEventAlert,
  type UnblindingAlert,
  readsAlertsAt,
} from '#shared/alerts/protocol'
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
import { ConfirmRecovery } from './confirm-recovery'
import { alertsTexts } from './texts'

type Waiting = Alert | RecoveryAsked

const isDone = (one: Waiting): boolean => one.kind !== 'recovery' && one.acknowledged !== undefined

/** What the person has to look at soon, at their sites or among accounts, and who has said that they do. */
export function AlertsScreen() {
  const say = useTexts(alertsTexts)
  const go = useGo()
  const { told, acknowledge, confirmRecovery } = useAlerts()
  const { administrator, grants } = useSession()
  const [at, setAt] = useState<string>()
  const [failed, setFailed] = useState(false)
  const [confirming, setConfirming] = useState<RecoveryAsked>()
  const columns = useColumns()
  const waiting: readonly Waiting[] | undefined = told && [...told.recoveries, ...told.alerts]
  const current = waiting?.find(({ id }) => id === at) ?? waiting?.[0]
  const open = current !== undefined && !isDone(current)
  const word = say(current?.kind === 'recovery' ? 'confirm' : 'acknowledge')
  const take = async () => {
    if (current?.kind === 'recovery') setConfirming(current)
    else if (open) setFailed(!(await acknowledge(current.id)))
  }
  useKeys(open ? [{ keys: 'a', label: word, run: () => void take() }] : [])
  return (
    <Screen>
      <ScreenHead title={say('title')} />
      {waiting && waiting.length > 0 && (
        <ToolLine>
          <p className="mute">{say(current?.kind === 'recovery' ? 'recoveryText' : 'text')}</p>
          <div className="grow" />
          <Button kind="primary" icon="tick" keys="a" disabled={!open} onClick={() => void take()}>
            {word}
          </Button>
        </ToolLine>
      )}
      {failed && <Notice live tone="device" title={say('failed')} />}
      {!waiting && (
        <EmptyState icon="cloud-off" title={say('noServer')}>
          {say('noServerText')}
        </EmptyState>
      )}
      {waiting?.length === 0 && (
        <EmptyState icon="tick" title={say('none')}>
          {[
            ...(grants.some(({ role }) => readsAlertsAt(role)) ? [say('noneText')] : []),
            ...(administrator ? [say('noneLocked')] : []),
          ].join(' ')}
        </EmptyState>
      )}
      {waiting && waiting.length > 0 && (
        <Table
          label={say('title')}
          rows={waiting}
          columns={columns}
          rowKey={({ id }) => id}
          current={current?.id}
          onCurrent={({ id }) => setAt(id)}
          onOpen={(one) => (one.kind === 'recovery' ? setConfirming(one) : go(destinationOf(one)))}
        />
      )}
      {confirming && (
        <ConfirmRecovery asked={confirming} confirm={confirmRecovery} onClose={() => setConfirming(undefined)} />
      )}
      <KeyHints>{say('count', { count: waiting?.filter((one) => !isDone(one)).length ?? 0 })}</KeyHints>
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
    case 'unblinding': {
      const { study, site, subject } = alert
      return { screen: 'casebook', study, site, subject }
    }
    case 'lockout':
      return { screen: 'administration' }
  }
}

function useColumns(): readonly Column<Waiting>[] {
  const say = useTexts(alertsTexts)
  const language = useLanguage()
  const now = useNow()
  return [
    {
      id: 'kind',
      title: say('kind'),
      width: 196,
      cell: ({ kind }) => <Tag kind={tags[kind]}>{say(`kind.${kind}`)}</Tag>,
    },
    {
      id: 'about',
      title: say('about'),
      width: 168,
      cell: (one) => ('subject' in one ? <Code alert={one} /> : <span className="medium">{one.user.name}</span>),
    },
    {
      id: 'where',
      title: say('where'),
      cell: (one) => <Where one={one} />,
    },
    {
      id: 'raised',
      title: say('raised'),
      width: 148,
      cell: (one) => showMoment(one.kind === 'recovery' ? one.askedAt : one.raisedAt, language, now),
    },
    {
      id: 'state',
      title: say('state'),
      width: 240,
      cell: (one) => {
        if (one.kind === 'recovery')
          return <strong>{say('confirmUntil', { at: showMoment(one.until, language, now) })}</strong>
        const { kind, acknowledged, escalatedAt } = one
        return acknowledged ? (
          <span className="mute">
            {say('acknowledged', { name: acknowledged.by, at: showMoment(acknowledged.at, language, now) })}
          </span>
        ) : (
          <strong>{say(escalatedAt === undefined ? 'waits' : `escalated.${kind}`)}</strong>
        )
      },
    },
  ]
}

const tags = { 'serious-adverse-event': 'sae', unblinding: 'check', lockout: 'hold', recovery: 'check' } as const

/** The place, the device, or whoever asked. */
function Where({ one }: { one: Waiting }) {
  const say = useTexts(alertsTexts)
  switch (one.kind) {
    case 'serious-adverse-event':
    case 'unblinding':
      return `${one.study}, ${one.site}`
    case 'lockout':
      return <Device alert={one} />
    case 'recovery':
      return say('askedBy', { name: one.askedBy })
  }
}

/** The participant's number, where this device has it already. */
function Code({ alert: { study, site, subject } }: { alert: SeriousEventAlert | UnblindingAlert }) {
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
