import { useEffect, useState } from 'react'
import type { AccessLine } from '#shared/access'
import type { SubjectCode } from '#shared/ids'
import { useNow, useToday } from '../../app/clock'
import { useHost } from '../../app/host-context'
import { usePlace, useSubject } from '../../app/place'
import { useData } from '../../data/hooks'
import { Button } from '../../ui/button'
import { showMoment } from '../../ui/dates'
import { KeyHints } from '../../ui/key-hints'
import { useLanguage, useTexts } from '../../ui/language'
import { EmptyState } from '../../ui/notice'
import { Loading } from '../../ui/progress'
import { ToolLine } from '../../ui/screen'
import { type Column, Table } from '../../ui/table'
import { accessFile } from './access-file'
import { accessTexts } from './access-texts'

/** Who opened, printed or saved the record of this participant, for whoever answers their question. */
export function AccessList({ code }: { readonly code: SubjectCode | undefined }) {
  const say = useTexts(accessTexts)
  const data = useData()
  const host = useHost()
  const today = useToday()
  const { study, site } = usePlace()
  const subject = useSubject()
  const [lines, setLines] = useState<readonly AccessLine[] | 'reading' | 'failed'>('reading')
  const [asked, setAsked] = useState(0)
  const [at, setAt] = useState<number>()
  const columns = useColumns()
  useEffect(() => {
    let here = true
    void data.accessTo({ study, site, subject }).then((answer) => {
      if (here) setLines(answer ?? 'failed')
    })
    return () => {
      here = false
    }
  }, [data, study, site, subject, asked])
  if (lines === 'reading') return <Loading />
  if (lines === 'failed')
    return (
      <EmptyState
        icon="cloud-off"
        title={say('failed')}
        action={<Button onClick={() => setAsked((count) => count + 1)}>{say('again')}</Button>}
      >
        {say('failedText')}
      </EmptyState>
    )
  const save = () =>
    void host.saveFile(`access-to-${code ?? subject}-${today}.csv`, accessFile({ study, site, code }, lines))
  return (
    <>
      <ToolLine below>
        <p className="mute">{say('text')}</p>
        <div className="grow" />
        <Button icon="export" disabled={lines.length === 0} onClick={save}>
          {say('save')}
        </Button>
      </ToolLine>
      {lines.length === 0 ? (
        <EmptyState icon="people" title={say('none')}>
          {say('noneText')}
        </EmptyState>
      ) : (
        <Table
          label={say('tab')}
          rows={lines}
          columns={columns}
          rowKey={({ line }) => String(line)}
          current={String(at ?? lines[0]?.line)}
          onCurrent={({ line }) => setAt(line)}
          onOpen={({ line }) => setAt(line)}
        />
      )}
      <KeyHints>{say('count', { count: lines.length })}</KeyHints>
    </>
  )
}

function useColumns(): readonly Column<AccessLine>[] {
  const say = useTexts(accessTexts)
  const language = useLanguage()
  const now = useNow()
  return [
    { id: 'at', title: say('at'), width: 148, cell: ({ at }) => showMoment(at, language, now) },
    {
      id: 'who',
      title: say('who'),
      width: 260,
      cell: ({ user }) => (
        <>
          <span className="medium">{user.name}</span> <span className="mute">{user.userName}</span>
        </>
      ),
    },
    { id: 'kind', title: say('kind'), width: 120, cell: ({ kind }) => say(`kind.${kind}`) },
    { id: 'of', title: say('of'), width: 176, cell: ({ ofSite }) => say(ofSite ? 'ofSite' : 'ofRecord') },
    { id: 'device', title: say('device'), cell: ({ platform }) => platform },
    {
      id: 'received',
      title: say('received'),
      width: 148,
      cell: ({ receivedAt }) => showMoment(receivedAt, language, now),
    },
  ]
}
