import { useMemo, useState } from 'react'
import { answersOf } from '#shared/casebook/links'
import { type FormPath, type ItemPath, formOf, formOid, itemOf } from '#shared/casebook/path'
import type { Entry, Logged } from '#shared/change/change'
import { type Landmark, type Moment, casebookAt, differing, landmarksOf, stoodIn } from '#shared/review/time-travel'
import { showEntry } from '#shared/study/show-entry'
import { ClaimedMoment } from '../../form/claimed-moment'
import { showClaimed, showReceived } from '../../form/instant'
import { recordName, scopeName, scopeWords, useAuthorName } from '../../review/words'
import { Button } from '../../ui/button'
import { showDate } from '../../ui/dates'
import { Select, TextInput } from '../../ui/field'
import { KeyHints } from '../../ui/key-hints'
import { useLanguage, useTexts } from '../../ui/language'
import { EmptyState, Notice } from '../../ui/notice'
import { ToolLine } from '../../ui/screen'
import { type Column, Table } from '../../ui/table'
import styles from './casebook.module.css'
import type { FormAt } from './form-mark'
import { thenTexts } from './then-texts'

interface ThenViewProps {
  readonly at: FormAt
  readonly onForm: (form: FormPath) => void
}

/** What is chosen in one of the two lists: a name of a moment, and the day where it is the end of one. */
interface Chosen {
  readonly name: string
  readonly day: string
}

/** One line: an item with what stood there, and where two times are compared, what stands there after. */
interface Line {
  readonly item: ItemPath
  readonly was: readonly Entry[]
  readonly is: readonly Entry[]
  readonly logged: Logged | undefined
  readonly reason: string | undefined
}

const NOW = 'now'
const DAY = 'day'
const nameOf = ({ kind, moment }: Landmark): string => `${kind} ${moment.seq}`

/** The casebook as of a day, a signature or an exchange, and what differs between two such moments. Only to read. */
export function ThenView({ at, onForm }: ThenViewProps) {
  const say = useTexts(thenTexts)
  const language = useLanguage()
  const authorOf = useAuthorName()
  const { study, casebook, today } = at
  const marks = useMemo(() => landmarksOf(casebook), [casebook])
  const [from, setFrom] = useState<Chosen>({ name: marks[0] ? nameOf(marks[0]) : DAY, day: today })
  const [to, setTo] = useState<Chosen>({ name: '', day: today })
  const [current, setCurrent] = useState<ItemPath>()
  const fromMoment = useMemo(() => momentOf(from, marks), [from, marks])
  const toMoment = useMemo(() => (to.name === '' ? undefined : momentOf(to, marks)), [to, marks])
  const then = useMemo(() => casebookAt(casebook, fromMoment), [casebook, fromMoment])
  const lines = useMemo(
    (): readonly Line[] =>
      toMoment
        ? differing(then, casebookAt(casebook, toMoment)).map(({ from: was, to: is, ...rest }) => ({
            ...rest,
            was,
            is,
          }))
        : stoodIn(then).map(({ values, ...rest }) => ({ ...rest, was: values, is: [], reason: undefined })),
    [then, casebook, toMoment],
  )
  const words = (mark: Landmark): string => {
    const who = authorOf(mark.logged)
    const when = mark.logged.receipt ? showReceived(mark.logged.receipt.committedAt, language) : ''
    const [scope = ''] = mark.scopes
    return mark.kind === 'sync'
      ? say('sync', { when, who, count: mark.count })
      : say('signature', { what: scopeName(study, scope, language) ?? say('casebook'), who, when })
  }
  const choices = [
    { value: NOW, label: say('now') },
    { value: DAY, label: say('day') },
    ...marks.map((mark) => ({ value: nameOf(mark), label: words(mark) })),
  ]
  const called = ({ name, day }: Chosen): string => {
    if (name === NOW) return say('now')
    const mark = marks.find((one) => nameOf(one) === name)
    const received = mark?.logged.receipt
    return received
      ? say(mark.kind === 'sync' ? 'afterSending' : 'whenSigned', {
          when: showReceived(received.committedAt, language),
        })
      : say('endOf', { day: showDate(day, language) })
  }
  const show = (item: ItemPath, values: readonly Entry[]): string => {
    const form = formOf(item)
    const def = form && study.item(formOid(form), itemOf(item))?.def
    return values
      .map((value) => (def ? showEntry(def, value, answersOf(study, casebook, def), language) : ''))
      .join(' / ')
  }
  const columns: readonly Column<Line>[] = [
    {
      id: 'place',
      title: say('place'),
      width: 240,
      cell: ({ item }) => {
        const { form, visit } = scopeWords(study, item, language)
        const name = [recordName(study, casebook, item), form, visit].filter(Boolean).join(', ')
        return <span title={name}>{name}</span>
      },
    },
    { id: 'item', title: say('item'), cell: ({ item }) => scopeWords(study, item, language).item ?? itemOf(item) },
    {
      id: 'was',
      title: say(toMoment ? 'was' : 'value'),
      width: 170,
      cell: ({ item, was }) => {
        const text = show(item, was)
        if (text === '') return <span className="mute">{say('nothing')}</span>
        return toMoment ? <s className="mute">{text}</s> : <span className="medium">{text}</span>
      },
    },
    ...(toMoment
      ? [
          {
            id: 'is',
            title: say('is'),
            width: 170,
            cell: ({ item, is }: Line) =>
              show(item, is) === '' ? (
                <span className="mute">{say('nothing')}</span>
              ) : (
                <span className="medium">{show(item, is)}</span>
              ),
          },
        ]
      : []),
    {
      id: 'who',
      title: say('who'),
      width: 220,
      cell: ({ logged }) => logged && <span title={authorOf(logged)}>{authorOf(logged)}</span>,
    },
    {
      id: 'when',
      title: say('when'),
      width: 200,
      cell: ({ logged }) =>
        logged && (
          <span title={showClaimed(logged.change.claimedAt, language)}>
            <ClaimedMoment at={logged.change.claimedAt} />
          </span>
        ),
    },
    ...(toMoment ? [{ id: 'why', title: say('why'), width: 150, cell: ({ reason }: Line) => reason }] : []),
  ]
  return (
    <>
      <ToolLine below>
        <span className="secondary">{say('from')}</span>
        <MomentChoice
          label={say('from')}
          dayLabel={say('dayFrom')}
          {...{ choices, today }}
          value={from}
          onChange={setFrom}
        />
        <span className="secondary">{say('to')}</span>
        <MomentChoice
          label={say('to')}
          dayLabel={say('dayTo')}
          blank={say('alone')}
          {...{ choices, today }}
          value={to}
          onChange={setTo}
        />
      </ToolLine>
      {(from.name !== NOW || toMoment) && (
        <div className={styles.then}>
          <Notice
            tone="decide"
            title={
              toMoment ? say('between', { from: called(from), to: called(to) }) : say('asOf', { when: called(from) })
            }
            action={
              <Button
                onClick={() => {
                  setFrom({ ...from, name: NOW })
                  setTo({ ...to, name: '' })
                }}
              >
                {say('toNow')}
              </Button>
            }
          >
            {say('readOnly')}
          </Notice>
        </div>
      )}
      {lines.length === 0 ? (
        <EmptyState icon="history" title={say(toMoment ? 'same' : 'none')}>
          {say(toMoment ? 'sameText' : 'noneText')}
        </EmptyState>
      ) : (
        <Table
          label={say('tab')}
          rows={lines}
          rowKey={({ item }) => item}
          current={lines.some(({ item }) => item === current) ? current : lines[0]?.item}
          onCurrent={({ item }) => setCurrent(item)}
          onOpen={({ item }) => {
            const form = formOf(item)
            if (form) onForm(form)
          }}
          openLabel={say('open')}
          columns={columns}
        />
      )}
      <KeyHints>{say('count', { count: lines.length })}</KeyHints>
    </>
  )
}

/** The moment of a choice; the end of a day is that of the clock here. */
function momentOf({ name, day }: Chosen, marks: readonly Landmark[]): Moment {
  if (name === NOW) return { kind: 'now' }
  const mark = marks.find((one) => nameOf(one) === name)
  if (mark) return mark.moment
  return { kind: 'instant', at: new Date(`${day}T23:59:59.999`).toISOString() }
}

interface MomentChoiceProps {
  readonly label: string
  readonly dayLabel: string
  readonly blank?: string
  readonly choices: readonly { readonly value: string; readonly label: string }[]
  readonly today: string
  readonly value: Chosen
  readonly onChange: (chosen: Chosen) => void
}

/** A list of moments; the end of a day asks which. */
function MomentChoice({ label, dayLabel, blank, choices, today, value, onChange }: MomentChoiceProps) {
  return (
    <>
      <Select
        aria-label={label}
        className={styles.moment}
        {...(blank !== undefined && { blank })}
        value={value.name}
        choices={choices}
        onChange={({ target }) => onChange({ ...value, name: target.value })}
      />
      {value.name === DAY && (
        <TextInput
          type="date"
          className={styles.momentDay}
          aria-label={dayLabel}
          value={value.day}
          max={today}
          onChange={({ target }) => target.value !== '' && onChange({ ...value, day: target.value })}
        />
      )}
    </>
  )
}
