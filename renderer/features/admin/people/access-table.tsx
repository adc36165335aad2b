import { useState } from 'react'
import type { Access } from '#shared/administration/access'
import { localDay, showDate } from '../../../ui/dates'
import { useLanguage, useTexts } from '../../../ui/language'
import { EmptyState } from '../../../ui/notice'
import { type Column, Table } from '../../../ui/table'
import { peopleTexts } from './texts'

interface Line {
  readonly key: string
  readonly access: Access
  /** Left out for the right to administer the server. */
  readonly role: Access['roles'][number] | undefined
}

/** Who could do what on one day that is past: a line for each role that was held then. */
export function AccessTable({ day, access }: { readonly day: string; readonly access: readonly Access[] }) {
  const say = useTexts(peopleTexts)
  const language = useLanguage()
  const [at, setAt] = useState<string>()
  const columns = useColumns()
  const lines = access.flatMap((one): readonly Line[] => [
    ...(one.administrator ? [{ key: one.person.id, access: one, role: undefined }] : []),
    ...one.roles.map((role) => ({ key: role.id, access: one, role })),
  ])
  if (lines.length === 0)
    return (
      <EmptyState icon="people" title={say('nobodyThen', { day: showDate(day, language) })}>
        {say('nobodyThenText')}
      </EmptyState>
    )
  return (
    <Table
      label={say('accessOn')}
      rows={lines}
      columns={columns}
      rowKey={({ key }) => key}
      current={lines.some(({ key }) => key === at) ? at : lines[0]?.key}
      onCurrent={({ key }) => setAt(key)}
      onOpen={({ key }) => setAt(key)}
    />
  )
}

function useColumns(): readonly Column<Line>[] {
  const say = useTexts(peopleTexts)
  const language = useLanguage()
  const dayOf = (instant: string | undefined) =>
    instant === undefined ? <span className="mute">–</span> : showDate(localDay(new Date(instant)), language)
  return [
    {
      id: 'name',
      title: say('name'),
      width: 200,
      cell: ({ access: { person } }) => <span className="medium">{person.name}</span>,
    },
    { id: 'userName', title: say('userName'), width: 160, cell: ({ access: { person } }) => person.userName },
    {
      id: 'role',
      title: say('role'),
      cell: ({ role }) => (role ? say(`role.${role.role}`) : say('serverAdministrator')),
    },
    { id: 'study', title: say('study'), width: 132, cell: ({ role }) => role?.study },
    {
      id: 'site',
      title: say('site'),
      width: 96,
      cell: ({ role }) => (role?.site === '*' ? say('everySite') : role?.site),
    },
    {
      id: 'from',
      title: say('from'),
      width: 112,
      cell: ({ access, role }) => dayOf(role ? role.from : access.person.since),
    },
    { id: 'until', title: say('endedOn'), width: 112, cell: ({ role }) => dayOf(role?.until) },
    {
      id: 'trained',
      title: say('trained'),
      width: 112,
      cell: ({ role }) => role?.trainedOn && showDate(role.trainedOn, language),
    },
    {
      id: 'giver',
      title: say('giver'),
      width: 150,
      cell: ({ role }) => role?.givenBy ?? <span className="mute">–</span>,
    },
  ]
}
