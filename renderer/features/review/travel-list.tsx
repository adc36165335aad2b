import { useEffect, useState } from 'react'
import type { SubjectKey } from '#shared/ids'
import { MOST_CASEBOOKS } from '#shared/travel/pass'
import { useNow } from '../../app/clock'
import { useData } from '../../data/hooks'
import type { Pack } from '../../data/pack'
import { Button } from '../../ui/button'
import { showMoment } from '../../ui/dates'
import { Segmented } from '../../ui/field'
import { useKeys } from '../../ui/keys'
import { useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import { Notice } from '../../ui/notice'
import { Table } from '../../ui/table'
import type { TravelLine } from './lines'
import { participantColumn } from './participant-column'
import styles from './review.module.css'
import { reviewScreenTexts } from './texts'
import { useListed } from './use-listed'

const JOURNEYS = ['7', '14', '30', '60'] as const
type Journey = (typeof JOURNEYS)[number]

type Told = 'no-server' | 'not-allowed' | 'taken' | 'back'

/** Casebooks to take along to where there is no network: chosen, with the time they stay readable, and brought back. */
export function TravelList({ lines }: { readonly lines: readonly TravelLine[] }) {
  const { say, place, current, setAt } = useListed(lines)
  const data = useData()
  const [days, setDays] = useState<Journey>('14')
  const [chosen, setChosen] = useState<ReadonlySet<SubjectKey>>(new Set())
  const [pack, setPack] = useState<Pack>()
  const [told, setTold] = useState<Told>()
  const [isBusy, setBusy] = useState(false)
  const look = () => data.pack().then(setPack)
  useEffect(() => void data.pack().then(setPack), [data])
  const along = new Set(pack?.study === place.study && pack.site === place.site ? pack.subjects : [])
  const toggle = ({ key, subject }: TravelLine) => {
    setAt(key)
    const next = new Set(chosen)
    if (!next.delete(subject) && next.size < MOST_CASEBOOKS) next.add(subject)
    setChosen(next)
  }
  const waitFor = async (work: Promise<Told>) => {
    setBusy(true)
    const outcome = await work.catch((): Told => 'no-server')
    setTold(outcome)
    if (outcome === 'taken') setChosen(new Set())
    await look()
    setBusy(false)
  }
  const take = () => {
    const { study, site } = place
    if (chosen.size > 0 && !isBusy)
      void waitFor(data.takeAlong({ study, site, subjects: [...chosen], days: Number(days) }))
  }
  const bringBack = () => {
    if (pack && !isBusy) void waitFor(data.bringBack())
  }
  useKeys([
    { keys: 't', label: say('take'), run: take },
    { keys: 'b', label: say('bringBack'), run: bringBack },
  ])
  return (
    <>
      <div className={styles.journey}>
        <Standing pack={pack} told={told} />
      </div>
      <Table
        label={say('travel')}
        rows={lines}
        rowKey={({ key }) => key}
        current={current?.key}
        onCurrent={({ key }) => setAt(key)}
        onOpen={toggle}
        openLabel={say('choose')}
        columns={[
          participantColumn(say('participant')),
          {
            id: 'chosen',
            title: say('chosen'),
            width: 180,
            cell: ({ subject }) =>
              chosen.has(subject) ? (
                <Mark state="verified" word={say('isChosen')} />
              ) : (
                <Mark state="planned" word={say('notChosen')} bare />
              ),
          },
          {
            id: 'along',
            title: say('state'),
            cell: ({ subject }) => along.has(subject) && <Mark state="complete" word={say('isAlong')} />,
          },
        ]}
      />
      <div className={styles.foot}>
        <Button kind="quiet" disabled={isBusy} onClick={() => setChosen(allOf(lines, chosen))}>
          {say(chosen.size === 0 ? 'chooseAll' : 'chooseNone')}
        </Button>
        <span className="grow" />
        <span className="secondary">{say('readableFor')}</span>
        <Segmented
          label={say('readableFor')}
          choices={JOURNEYS.map((value) => ({ value, label: say('days', { count: Number(value) }) }))}
          value={days}
          onChange={setDays}
        />
        <Button keys="b" disabled={!pack || isBusy} onClick={bringBack}>
          {say('bringBack')}
        </Button>
        <Button kind="primary" keys="t" disabled={chosen.size === 0 || isBusy} onClick={take}>
          {say('takeAlong', { count: chosen.size })}
        </Button>
      </div>
    </>
  )
}

const allOf = (lines: readonly TravelLine[], chosen: ReadonlySet<SubjectKey>): ReadonlySet<SubjectKey> =>
  new Set(chosen.size > 0 ? [] : lines.slice(0, MOST_CASEBOOKS).map(({ subject }) => subject))

/** What is along and for how long, what went wrong, or what it is for. */
function Standing({ pack, told }: { readonly pack: Pack | undefined; readonly told: Told | undefined }) {
  const say = useTexts(reviewScreenTexts)
  const language = useLanguage()
  const now = useNow()
  if (told === 'no-server' || told === 'not-allowed')
    return (
      <Notice tone="check" live title={say(`travel-${told}`)}>
        {say(`travel-${told}-text`)}
      </Notice>
    )
  if (!pack)
    return (
      <Notice
        tone={told === 'back' ? 'good' : 'calm'}
        live
        title={say(told === 'back' ? 'travel-back' : 'travel-none')}
      >
        {say('travel-none-text')}
      </Notice>
    )
  const left = Math.max(0, Math.ceil((Date.parse(pack.until) - now.getTime()) / 86_400_000))
  return (
    <Notice tone="good" live title={say('travel-along', { count: pack.subjects.length, site: pack.site })}>
      {say('travel-until', { until: showMoment(pack.until, language, now), left: say('days', { count: left }) })}
    </Notice>
  )
}
