import { useState } from 'react'
import type { DeviceStanding } from '#shared/administration/protocol'
import { useNow } from '../../../app/clock'
import { Button } from '../../../ui/button'
import { showMoment } from '../../../ui/dates'
import { useInspector, Inspector, InspectorSection } from '../../../ui/inspector'
import { KeyHints } from '../../../ui/key-hints'
import { useLanguage, useTexts } from '../../../ui/language'
import { EmptyState } from '../../../ui/notice'
import { Fact, Facts } from '../../../ui/screen'
import { type Column, Table } from '../../../ui/table'
import styles from '../admin.module.css'
import type { Administered } from '../use-overview'
import { RenewDialog } from './renew-dialog'
import { RevokeDialog } from './revoke-dialog'
import { devicesTexts } from './texts'

/** Every device that ever signed in: whose, with which app, when last, and the way to shut one out. */
export function DevicesPart({ overview: { devices }, act }: Administered) {
  const say = useTexts(devicesTexts)
  const { setOpen } = useInspector()
  const [at, setAt] = useState<string>()
  const columns = useColumns()
  const shown = devices.filter(({ platform }) => platform !== 'server')
  const current = shown.find(({ id }) => id === at) ?? shown[0]
  if (!current)
    return (
      <EmptyState icon="panel" title={say('none')}>
        {say('noneText')}
      </EmptyState>
    )
  return (
    <>
      <Table
        label={say('devices')}
        rows={shown}
        columns={columns}
        rowKey={({ id }) => id}
        current={current.id}
        onCurrent={({ id }) => setAt(id)}
        onOpen={({ id }) => {
          setAt(id)
          setOpen(true)
        }}
      />
      <DevicePanel key={current.id} device={current} act={act} />
      <KeyHints>{say('count', { count: shown.length })}</KeyHints>
    </>
  )
}

function useColumns(): readonly Column<DeviceStanding>[] {
  const say = useTexts(devicesTexts)
  const language = useLanguage()
  const now = useNow()
  return [
    { id: 'people', title: say('people'), cell: ({ people }) => people.join(', ') || '–' },
    {
      id: 'platform',
      title: say('platform'),
      width: 260,
      cell: ({ platform }) => <span className="mute">{platform}</span>,
    },
    { id: 'app', title: say('app'), width: 96, cell: ({ app }) => app },
    {
      id: 'seen',
      title: say('seen'),
      width: 132,
      cell: ({ lastSeen }) => (lastSeen === undefined ? '–' : showMoment(lastSeen, language, now)),
    },
    {
      id: 'state',
      title: say('state'),
      width: 168,
      cell: ({ revokedAt, erased }) =>
        revokedAt === undefined ? say('good') : erased ? say('erased') : <strong>{say('notConfirmed')}</strong>,
    },
  ]
}

function DevicePanel({ device, act }: { device: DeviceStanding; act: Administered['act'] }) {
  const say = useTexts(devicesTexts)
  const language = useLanguage()
  const now = useNow()
  const [asking, setAsking] = useState<'revoke' | 'renew'>()
  const { id, app, platform, people, registeredAt, lastSeen, revokedAt, finalPush, erased, clockSkew = 0 } = device
  const { keys } = device
  const minutes = Math.round(Math.abs(clockSkew) / 60)
  const moment = (at: string | undefined) => (at === undefined ? '–' : showMoment(at, language, now))
  return (
    <Inspector title={people.join(', ') || say('nobody')} subtitle={id}>
      <InspectorSection title={say('device')}>
        <Facts>
          <Fact label={say('app')}>{app}</Fact>
          <Fact label={say('since')}>{moment(registeredAt)}</Fact>
          <Fact label={say('seen')}>{moment(lastSeen)}</Fact>
          <Fact label={say('clock')}>
            {minutes < 5
              ? say('clockRight')
              : say(clockSkew > 0 ? 'clockAhead' : 'clockBehind', {
                  hours: Math.floor(minutes / 60),
                  minutes: minutes % 60,
                })}
          </Fact>
          {keys && <Fact label={say('keys')}>{say('keysSince', { at: moment(keys.madeAt) })}</Fact>}
          <Fact label={say('state')}>
            {revokedAt === undefined ? say('good') : say('revokedAt', { at: moment(revokedAt) })}
          </Fact>
        </Facts>
        {revokedAt !== undefined && (
          <p>{erased ? say('erasedAt', { at: moment(erased.at) }) : say(finalPush ? 'waitsForWork' : 'waits')}</p>
        )}
        {erased && <p>{erased.lost === 0 ? say('lostNone') : say('lostSome', { count: erased.lost })}</p>}
        {revokedAt === undefined && keys?.renewing && <p>{say('renewing')}</p>}
        <p className="mute">{platform}</p>
        {!erased && (
          <div className={styles.buttons}>
            {revokedAt === undefined && keys && !keys.renewing && (
              <Button onClick={() => setAsking('renew')}>{say('renew')}</Button>
            )}
            <Button kind={revokedAt === undefined ? 'danger' : 'plain'} onClick={() => setAsking('revoke')}>
              {say(revokedAt === undefined ? 'revoke' : 'change')}
            </Button>
          </div>
        )}
      </InspectorSection>
      {asking === 'revoke' && <RevokeDialog device={device} act={act} onClose={() => setAsking(undefined)} />}
      {asking === 'renew' && <RenewDialog device={device} act={act} onClose={() => setAsking(undefined)} />}
    </Inspector>
  )
}
