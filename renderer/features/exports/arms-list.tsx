import { useState } from 'react'
import type { SubjectSummary } from '#shared/casebook/summary'
import type { ShownArms } from '#shared/randomisation/protocol'
import type { CompiledStudy } from '#shared/study/compile'
import { textIn } from '#shared/study/definition'
import { useNow, useToday } from '../../app/clock'
import { useHost } from '../../app/host-context'
import { usePlace } from '../../app/place'
import type { NoArm } from '../../data/arms'
import { useData } from '../../data/hooks'
import { Button } from '../../ui/button'
import { showMoment } from '../../ui/dates'
import { useLanguage, useTexts } from '../../ui/language'
import { EmptyState } from '../../ui/notice'
import { ToolLine } from '../../ui/screen'
import { type Column, Table } from '../../ui/table'
import { armsFile } from './arms-file'
import { armsTexts } from './arms-texts'

type Arms = ShownArms['arms']

interface ArmsListProps {
  readonly study: CompiledStudy
  readonly roster: readonly SubjectSummary[]
}

/**
 * Who is in which arm of a blind study, for the people of the sponsor whom the study names. Asked of the server by a press,
 * for each look is noted; gone with the screen.
 */
export function ArmsList({ study, roster }: ArmsListProps) {
  const say = useTexts(armsTexts)
  const data = useData()
  const host = useHost()
  const today = useToday()
  const place = usePlace()
  const [shown, setShown] = useState<Arms | NoArm | 'not-asked' | 'asking'>('not-asked')
  const [current, setCurrent] = useState<string>()
  const codes = new Map<string, string>(roster.map(({ subject, code }) => [subject, code]))
  const columns = useColumns(study, codes)
  const ask = () => {
    setShown('asking')
    data.arms(place.study).then(setShown, () => setShown('no-server'))
  }
  if (typeof shown === 'string')
    return (
      <EmptyState
        icon={shown === 'no-server' ? 'cloud-off' : 'lock'}
        title={say(`${shown === 'asking' ? 'not-asked' : shown}.title`)}
        action={
          <Button disabled={shown === 'asking'} onClick={ask}>
            {say(shown === 'not-asked' || shown === 'asking' ? 'ask' : 'again')}
          </Button>
        }
      >
        {say(`${shown === 'asking' ? 'not-asked' : shown}.text`)}
      </EmptyState>
    )
  const save = () =>
    void host.saveFile(
      `arms-${place.study}-${today}.csv`,
      armsFile(place.study, shown, (subject) => codes.get(subject)),
    )
  return (
    <>
      <ToolLine below>
        <p className="mute">{say('text')}</p>
        <div className="grow" />
        <Button icon="export" disabled={shown.length === 0} onClick={save}>
          {say('save')}
        </Button>
      </ToolLine>
      <Table
        label={say('tab')}
        rows={shown}
        columns={columns}
        rowKey={({ subject }) => subject}
        current={current ?? shown[0]?.subject}
        onCurrent={({ subject }) => setCurrent(subject)}
        onOpen={({ subject }) => setCurrent(subject)}
      />
    </>
  )
}

function useColumns(study: CompiledStudy, codes: ReadonlyMap<string, string>): readonly Column<Arms[number]>[] {
  const say = useTexts(armsTexts)
  const language = useLanguage()
  const now = useNow()
  const armText = (oid: string) => {
    const def = study.version.arms.find((arm) => arm.oid === oid)
    return def ? textIn(def.title, language) : oid
  }
  return [
    { id: 'number', title: say('number'), width: 80, cell: ({ number }) => <span className="num">{number}</span> },
    { id: 'site', title: say('site'), width: 100, cell: ({ site }) => site },
    {
      ...{ id: 'participant', title: say('participant'), width: 160 },
      cell: ({ subject }) => <span className="num">{codes.get(subject) ?? '–'}</span>,
    },
    { id: 'arm', title: say('arm'), cell: ({ arm }) => armText(arm) },
    {
      ...{ id: 'at', title: say('at'), width: 180 },
      cell: ({ at }) => <span className="num">{showMoment(at, language, now)}</span>,
    },
  ]
}
