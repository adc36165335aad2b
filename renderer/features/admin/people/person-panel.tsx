import { useState } from 'react'
import type { AdministrationAct, AdministrationOverview, PersonStanding } from '#shared/administration/protocol'
import { lackingTraining } from '#shared/administration/training'
import { useSession } from '../../../app/store'
import { isNotDone } from '../../../data/administration'
import { Button } from '../../../ui/button'
import { localDay, showDate, showMoment } from '../../../ui/dates'
import { Inspector, InspectorSection } from '../../../ui/inspector'
import { useLanguage, useTexts } from '../../../ui/language'
import { Notice } from '../../../ui/notice'
import { Fact, Facts } from '../../../ui/screen'
import styles from '../admin.module.css'
import type { Administered } from '../use-overview'
import { ConfirmDialog } from '../confirm-dialog'
import { DelegateDialog } from './delegate-dialog'
import { isInForce, useNowSince } from './in-force'
import { InvitationTold } from './invitation-told'
import { RecoveryPart } from './recovery-part'
import { peopleTexts } from './texts'

interface PersonPanelProps {
  /** When the server said so. */
  readonly asked: string
  readonly person: PersonStanding
  readonly studies: AdministrationOverview['studies']
  readonly act: Administered['act']
  readonly confirmRecovery: Administered['confirmRecovery']
}

type Held = PersonStanding['delegations'][number]
type Asking =
  | { readonly kind: 'delegate' }
  | { readonly kind: 'end'; readonly delegation: Held }
  | { readonly kind: 'disable' | 'enable' | 'end-sessions' | 'reset-second-factor' | 'invite-again' | 'recover' }
  | { readonly kind: 'told'; readonly invitation: string; readonly address: string | undefined }

/** Everything about one person: how they come in, what was delegated to them and when they were trained for it. */
export function PersonPanel({ asked, person, studies, act, confirmRecovery }: PersonPanelProps) {
  const say = useTexts(peopleTexts)
  const language = useLanguage()
  const now = useNowSince(asked)
  const { user } = useSession()
  const [asking, setAsking] = useState<Asking>()
  const { id, name, userName, state, administrator, email, lastSeen, signedIn, secondFactor, recovery, delegations } =
    person
  const own = id === user.id
  const close = () => setAsking(undefined)
  const button = (kind: Exclude<Asking['kind'], 'told' | 'end' | 'delegate'>) => (
    <Button onClick={() => setAsking({ kind })}>{say(`act.${kind}`)}</Button>
  )
  return (
    <Inspector title={name} subtitle={userName}>
      <InspectorSection title={say('access')}>
        <Facts>
          <Fact label={say('state')}>{say(`state.${state}`)}</Fact>
          <Fact label={say('seen')}>{lastSeen ? showMoment(lastSeen, language, now) : '–'}</Fact>
          <Fact label={say('signedIn')}>{signedIn}</Fact>
          <Fact label={say('factor')}>{say(secondFactor ? 'factorSet' : 'factorNone')}</Fact>
          <Fact label={say('email')}>{email ?? '–'}</Fact>
        </Facts>
        {recovery && (
          <RecoveryPart
            name={name}
            now={now}
            recovery={recovery}
            act={act}
            confirmRecovery={confirmRecovery}
            onLink={() => setAsking({ kind: 'invite-again' })}
          />
        )}
        <div className={styles.buttons}>
          {state === 'invited' ? button('invite-again') : !recovery && button('recover')}
          {signedIn > 0 && !own && button('end-sessions')}
          {secondFactor && button('reset-second-factor')}
          {!own && button(state === 'disabled' ? 'enable' : 'disable')}
        </div>
      </InspectorSection>
      <InspectorSection title={say('delegated')}>
        {administrator && (
          <Notice tone="calm" title={say('administratorOnly')}>
            {say('administratorOnlyText')}
          </Notice>
        )}
        {lackingTraining(person, studies, now.getTime()).map(({ study, version, name: of, since, sites }) => (
          <Notice key={version} tone="check" title={say('lacksTitle', { version: of, study })}>
            {since === undefined
              ? say('lacksAny', { sites: sites.join(', ') })
              : say('lacksSince', { sites: sites.join(', '), day: showDate(since, language) })}
          </Notice>
        ))}
        {delegations.length === 0 && <p className="mute">{say('noRole')}</p>}
        <ul className={styles.delegations}>
          {delegations.map((one) => (
            <Delegated
              key={one.id}
              delegation={one}
              now={now}
              onEnd={() => setAsking({ kind: 'end', delegation: one })}
            />
          ))}
        </ul>
        <div className={styles.buttons}>
          <Button icon="plus" onClick={() => setAsking({ kind: 'delegate' })}>
            {say('act.delegate')}
          </Button>
        </div>
      </InspectorSection>
      {asking?.kind === 'delegate' && <DelegateDialog person={person} studies={studies} act={act} onClose={close} />}
      {asking?.kind === 'told' && (
        <InvitationTold invitation={asking.invitation} address={asking.address} name={name} onClose={close} />
      )}
      {asking && asking.kind !== 'delegate' && asking.kind !== 'told' && (
        <ConfirmDialog
          title={say(`act.${asking.kind}`)}
          text={say(`text.${asking.kind}`, { name })}
          confirm={say(`act.${asking.kind}`)}
          onClose={close}
          onConfirm={async () => {
            const answer = await act(actOf(asking, id))
            if (isNotDone(answer)) return say(`failed.${answer.not}`)
            setAsking(
              answer.invitation === undefined
                ? undefined
                : { kind: 'told', invitation: answer.invitation, address: answer.address },
            )
            return undefined
          }}
        />
      )}
    </Inspector>
  )
}

function Delegated({ delegation, now, onEnd }: { delegation: Held; now: Date; onEnd: () => void }) {
  const say = useTexts(peopleTexts)
  const language = useLanguage()
  const { role, study, site, from, until, trainedOn, givenBy } = delegation
  const day = (instant: string) => showDate(localDay(new Date(instant)), language)
  const over = until !== undefined && Date.parse(until) <= now.getTime()
  return (
    <li className={over ? styles.over : undefined}>
      <p>
        <b className="medium">{say(`role.${role}`)}</b>, {site === '*' ? say('everySite') : site}
      </p>
      <p className="secondary">
        {study}.{' '}
        {until === undefined ? say('since', { day: day(from) }) : say('span', { from: day(from), until: day(until) })}
      </p>
      <p className="secondary">
        {trainedOn === undefined ? say('notTrained') : say('trainedOn', { day: showDate(trainedOn, language) })}{' '}
        {givenBy !== undefined && say('givenBy', { name: givenBy })}
      </p>
      {(isInForce(delegation, now) || !over) && (
        <Button kind="quiet" onClick={onEnd}>
          {say('act.end')}
        </Button>
      )}
    </li>
  )
}

function actOf(asking: Exclude<Asking, { kind: 'delegate' | 'told' }>, user: PersonStanding['id']): AdministrationAct {
  return asking.kind === 'end'
    ? { act: 'end-delegation', delegation: asking.delegation.id }
    : { act: asking.kind, user }
}
