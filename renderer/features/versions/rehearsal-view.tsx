import { useState } from 'react'
import { writeCsv } from '#shared/export/csv'
import type { SubjectKey } from '#shared/ids'
import type { CompiledStudy } from '#shared/study/compile'
import { useHost } from '../../app/host-context'
import { mayHere, usePlace } from '../../app/place'
import { useData } from '../../data/hooks'
import { Button } from '../../ui/button'
import { showDate } from '../../ui/dates'
import { Dialog } from '../../ui/dialog'
import { type Say, type UiLanguage, useLanguage, useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import { Progress } from '../../ui/progress'
import { moveBody } from './move'
import { Participant } from './participant-rehearsal'
import { type VersionsKey, versionsTexts } from './texts'
import { type Rehearsed, useRehearsals } from './use-rehearsals'
import styles from './versions.module.css'

type Said = { readonly kind: 'moved'; readonly count: number } | { readonly kind: 'notMoved' | 'saved' }

/** Everyone here who is on another version: whether they can move, and what it would change. */
export function RehearsalView({ to }: { to: CompiledStudy }) {
  const say = useTexts(versionsTexts)
  const language = useLanguage()
  const place = usePlace()
  const data = useData()
  const host = useHost()
  const { study, lines, done, of, approvedOn } = useRehearsals(to)
  const [chosen, setChosen] = useState<SubjectKey>()
  const [asking, setAsking] = useState(false)
  const [said, setSaid] = useState<Said>()
  const ready = lines.filter(({ consented }) => consented !== undefined)
  const moves = mayHere(place, 'amend') && approvedOn !== undefined
  const current = lines.find(({ subject }) => subject === chosen)

  const record = async (line: Rehearsed, more: Parameters<typeof moveBody>[2]) =>
    data.record({
      ...{ study: place.study, site: place.site, version: line.from, subject: line.subject },
      body: moveBody(line, to.id, more),
    })
  const move = async (all: readonly Rehearsed[], more: Parameters<typeof moveBody>[2] = { forms: [] }) => {
    setAsking(false)
    try {
      for (const line of all) await record(line, more)
      setSaid({ kind: 'moved', count: all.length })
    } catch {
      setSaid({ kind: 'notMoved' })
    }
  }
  const save = async () => {
    const rows = lines.map((line) => columns.map(({ text }) => text(line, say, language, approvedOn)))
    const name = `rehearsal-${place.site}-${to.version.name}`
    const bytes = writeCsv({ name, columns: columns.map(({ title }) => say(title)), rows }, { mark: true })
    if (await host.saveFile(`${name}.csv`, bytes)) setSaid({ kind: 'saved' })
  }

  return (
    <section className={styles.part}>
      <p className="secondary">{say('rehearsalText')}</p>
      {done < of && (
        <p className="line secondary">
          <Progress label={say('rehearsal')} value={done} max={of} /> {say('read', { done, of })}
        </p>
      )}
      {said && (
        <Notice
          live
          tone={said.kind === 'notMoved' ? 'stop' : 'good'}
          title={said.kind === 'moved' ? say('moved', { count: said.count, name: to.version.name }) : say(said.kind)}
        />
      )}
      {done === of && lines.length === 0 && !said && <p>{say(of === 0 ? 'noParticipants' : 'everyoneThere')}</p>}
      {lines.length > 0 && (
        <>
          <div className={styles.tools}>
            {moves && ready.length > 0 && (
              <Button kind="primary" onClick={() => setAsking(true)}>
                {say('moveAll', { count: ready.length })}
              </Button>
            )}
            <Button icon="export" onClick={() => void save()}>
              {say('saveTable')}
            </Button>
          </div>
          <table className={styles.table}>
            <thead>
              <tr>
                {columns.map(({ title }) => (
                  <th key={title} scope="col">
                    {say(title)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.subject} aria-selected={line === current}>
                  {columns.map(({ title, text }) => (
                    <td key={title}>
                      {title === 'participant' ? (
                        <button type="button" className={styles.pick} onClick={() => setChosen(line.subject)}>
                          {line.code}
                        </button>
                      ) : (
                        text(line, say, language, approvedOn)
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {current && study && (
        <Participant
          key={current.subject}
          line={current}
          study={study}
          to={to}
          onMove={moves && (current.consented || current.back) ? (more) => void move([current], more) : undefined}
        />
      )}
      {asking && (
        <Dialog
          title={say('moveTitle', { count: ready.length, name: to.version.name })}
          onClose={() => setAsking(false)}
          foot={
            <>
              <Button onClick={() => setAsking(false)}>{say('cancel')}</Button>
              <Button kind="primary" onClick={() => void move(ready)}>
                {say('moveAll', { count: ready.length })}
              </Button>
            </>
          }
        >
          <p>{ready.map(({ code }) => code).join(', ')}</p>
          <p className="secondary">{say('moveText', { name: to.version.name })}</p>
        </Dialog>
      )}
    </section>
  )
}

interface Column {
  readonly title: 'participant' | 'on' | 'consent' | 'visits' | 'queries' | 'breaks'
  readonly text: (
    line: Rehearsed,
    say: Say<VersionsKey>,
    language: UiLanguage,
    approvedOn: string | undefined,
  ) => string
}

/** As they stand on the screen and in the table that is saved. */
const columns: readonly Column[] = [
  { title: 'participant', text: ({ code }) => code },
  { title: 'on', text: ({ fromName }) => fromName },
  {
    title: 'consent',
    text: ({ consented, back }, say, language, approvedOn) => {
      if (approvedOn === undefined) return say('notApproved')
      if (consented) return say('consented', { date: showDate(consented.on, language) })
      return say(back ? 'wasThere' : 'notConsented')
    },
  },
  {
    title: 'visits',
    text: ({ rehearsal: { added, removed, moved } }, say) =>
      added.length + removed.length + moved.length === 0
        ? say('visitsNone')
        : say('visitsText', { added: added.length, removed: removed.length, moved: moved.length }),
  },
  {
    title: 'queries',
    text: ({ rehearsal: { opens, closes } }, say) =>
      opens.length + closes.length === 0
        ? say('queriesNone')
        : say('queriesText', { opens: opens.length, closes: closes.length }),
  },
  {
    title: 'breaks',
    text: ({ rehearsal: { signatures, verifications, releases } }, say) =>
      signatures.length + verifications.length + releases.length === 0
        ? say('breaksNone')
        : say('breaksText', {
            signatures: signatures.length,
            verifications: verifications.length,
            releases: releases.length,
          }),
  },
]
