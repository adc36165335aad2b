import { useMemo, useRef, useState } from 'react'
import { accessWithin } from '#shared/administration/access'
import type { AdministrationOverview, PersonStanding } from '#shared/administration/protocol'
import { lackingTraining } from '#shared/administration/training'
import { useToday } from '../../../app/clock'
import { useHost } from '../../../app/host-context'
import { Button } from '../../../ui/button'
import { showDate, showMoment } from '../../../ui/dates'
import { TextInput } from '../../../ui/field'
import { FilterInput } from '../../../ui/filter-input'
import { useInspector } from '../../../ui/inspector'
import { KeyHints } from '../../../ui/key-hints'
import { useKeys } from '../../../ui/keys'
import { useLanguage, useTexts } from '../../../ui/language'
import { Mark } from '../../../ui/mark'
import { EmptyState } from '../../../ui/notice'
import { ToolLine } from '../../../ui/screen'
import { type Column, Table } from '../../../ui/table'
import type { Administered } from '../use-overview'
import { accessOn, accessReview } from './access-review'
import { AccessTable } from './access-table'
import { InviteDialog } from './invite-dialog'
import styles from '../admin.module.css'
import { isInForce, useNowSince } from './in-force'
import { PersonPanel } from './person-panel'
import { peopleTexts } from './texts'

/** Who works with this server, as what, where, from when until when, and who gave it to them. */
export function PeoplePart({ overview, act, confirmRecovery }: Administered) {
  const say = useTexts(peopleTexts)
  const host = useHost()
  const language = useLanguage()
  const today = useToday()
  const { setOpen } = useInspector()
  const [words, setWords] = useState('')
  const [at, setAt] = useState<string>()
  const [inviting, setInviting] = useState(false)
  const [day, setDay] = useState('')
  const filter = useRef<HTMLInputElement>(null)
  const columns = useColumns(overview)
  const { people } = overview
  const shown = useMemo(() => {
    const wanted = words.trim().toLowerCase()
    return people.filter(
      ({ name, userName, delegations }) =>
        wanted === '' ||
        [name, userName, ...delegations.flatMap(({ study, site }) => [study, site])].some((text) =>
          text.toLowerCase().includes(wanted),
        ),
    )
  }, [people, words])
  const current = shown.find(({ id }) => id === at) ?? shown[0]
  const access = useMemo(() => (day === '' ? undefined : accessWithin(shown, wholeDay(day))), [shown, day])
  const review = () =>
    void (access
      ? host.saveFile(`access-on-${day}.csv`, accessOn(day, access))
      : host.saveFile(`access-review-${today}.csv`, accessReview(overview)))
  useKeys([
    { keys: '/', label: say('filter'), run: () => filter.current?.focus(), hint: false },
    { keys: 'n', label: say('invite'), run: () => setInviting(true) },
  ])
  return (
    <>
      <div className={styles.underTabs}>
        <ToolLine>
          <FilterInput ref={filter} label={say('filter')} value={words} onType={setWords} />
          <label className={styles.dayChoice}>
            <span className="mute">{say('accessOn')}</span>
            <TextInput type="date" value={day} max={today} onChange={({ target }) => setDay(target.value)} />
          </label>
          {day !== '' && <Button onClick={() => setDay('')}>{say('accessNow')}</Button>}
          <div className="grow" />
          <Button icon="export" onClick={review}>
            {say(day === '' ? 'review' : 'reviewThen')}
          </Button>
          <Button kind="primary" icon="plus" keys="n" onClick={() => setInviting(true)}>
            {say('invite')}
          </Button>
        </ToolLine>
      </div>
      {access ? (
        <AccessTable day={day} access={access} />
      ) : shown.length === 0 ? (
        <EmptyState icon="people" title={say('nobody')}>
          {say('nobodyText')}
        </EmptyState>
      ) : (
        <Table
          label={say('people')}
          rows={shown}
          columns={columns}
          rowKey={({ id }) => id}
          current={current?.id}
          onCurrent={({ id }) => setAt(id)}
          onOpen={({ id }) => {
            setAt(id)
            setOpen(true)
          }}
        />
      )}
      {current && !access && (
        <PersonPanel
          key={current.id}
          asked={overview.at}
          person={current}
          studies={overview.studies}
          act={act}
          confirmRecovery={confirmRecovery}
        />
      )}
      {inviting && <InviteDialog studies={overview.studies} act={act} onClose={() => setInviting(false)} />}
      <KeyHints>
        {access
          ? say('countThen', { count: access.length, day: showDate(day, language) })
          : say('count', { count: shown.length })}
      </KeyHints>
    </>
  )
}

/** From the beginning of a day on this device's clock to the beginning of the next. */
function wholeDay(day: string): { readonly from: number; readonly to: number } {
  const from = new Date(`${day}T00:00:00`)
  const next = new Date(from)
  next.setDate(next.getDate() + 1)
  return { from: from.getTime(), to: next.getTime() }
}

function useColumns({ at, studies }: AdministrationOverview): readonly Column<PersonStanding>[] {
  const say = useTexts(peopleTexts)
  const language = useLanguage()
  const now = useNowSince(at)
  return [
    { id: 'name', title: say('name'), width: 168, cell: ({ name }) => <span className="medium">{name}</span> },
    { id: 'userName', title: say('userName'), width: 128, cell: ({ userName }) => userName },
    {
      id: 'roles',
      title: say('roles'),
      cell: ({ administrator, delegations }) => {
        const held = delegations.filter((one) => isInForce(one, now))
        const roles = held.map(({ role, study, site }) => `${say(`role.${role}`)}, ${site === '*' ? study : site}`)
        const all = [...(administrator ? [say('serverAdministrator')] : []), ...new Set(roles)]
        return all.length === 0 ? <span className="mute">{say('noRole')}</span> : all.join(' · ')
      },
    },
    {
      id: 'training',
      title: say('training'),
      width: 116,
      cell: (person) => {
        const lacking = lackingTraining(person, studies, now.getTime())
        return lacking.length === 0 ? null : (
          <Mark
            state="check"
            word={say('lacks', { version: [...new Set(lacking.map(({ name }) => name))].join(', ') })}
          />
        )
      },
    },
    {
      id: 'factor',
      title: say('factor'),
      width: 104,
      cell: ({ secondFactor }) => (secondFactor ? say('factorSet') : <span className="mute">–</span>),
    },
    {
      id: 'seen',
      title: say('seen'),
      width: 108,
      cell: ({ lastSeen }) => (lastSeen ? showMoment(lastSeen, language, now) : <span className="mute">–</span>),
    },
    {
      id: 'state',
      title: say('state'),
      width: 112,
      cell: ({ state, recovery }) => {
        if (recovery) return <strong>{say('recoveryWaits')}</strong>
        return state === 'active' ? say('state.active') : <strong>{say(`state.${state}`)}</strong>
      },
    },
  ]
}
