import { useMemo, useState } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import type { FormPath } from '#shared/casebook/path'
import { studyOf } from '#shared/casebook/versions'
import { type SiteInfo, versionsAt } from '#shared/protocol'
import { can } from '#shared/roles'
import type { CompiledStudy } from '#shared/study/compile'
import { useRecordsOf } from '../../app/access-noted'
import { usePeopleNames } from '../../app/people'
import { canHere, useGo, usePlace } from '../../app/place'
import { useAppSelector, useSession } from '../../app/store'
import { rolesAt } from '../../app/where'
import { useCasebook, useData, useSiteStudy } from '../../data/hooks'
import { ExportOutcome } from '../../export/outcome'
import { TrailEntry } from '../../review/trail/entry'
import { useSpokenTrail } from '../../review/trail/spoken'
import { trailTexts } from '../../review/trail/texts'
import { TrailTable } from '../../review/trail/trail-table'
import { useBlackingOut } from '../../review/use-blacking-out'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { KeyHints } from '../../ui/key-hints'
import { useTexts } from '../../ui/language'
import { EmptyState, Notice } from '../../ui/notice'
import { Loading } from '../../ui/progress'
import { Screen, ScreenHead, ToolLine } from '../../ui/screen'
import { type TrailFilter, type TrailLine, type TrailReading, everything, isEverything, isSiteBook } from './book-trail'
import { Filters } from './filters'
import { keptCasebooks } from './kept-casebooks'
import styles from './trail-screen.module.css'
import { useTrail } from './use-trail'
import { useTrailFile } from './use-trail-file'

/** So many lines are looked for to begin with; with each end that somebody scrolls to, twice as many. */
const AT_FIRST = 200

/** Everything that was ever said at a site, or at all sites of a study that the person reads: participants' and the sites' own. */
export function TrailScreen() {
  const say = useTexts(trailTexts)
  const place = usePlace()
  const data = useData()
  const { grants } = useSession()
  const known = useAppSelector(({ exchange }) => exchange.sites)
  const readable = useMemo(
    () =>
      (known ?? []).filter(
        ({ study, site }) =>
          study === place.study && rolesAt(grants, study, site).some((role) => can(role, 'read-casebook')),
      ),
    [known, grants, place.study],
  )
  const [whole, setWhole] = useState(false)
  const sites = useMemo(
    () => (whole ? readable : readable.filter(({ site }) => site === place.site)),
    [whole, readable, place.site],
  )
  const versions = useMemo(
    () => [...new Set([...place.versions, ...readable.flatMap((site) => versionsAt(site))])],
    [place.versions, readable],
  )
  const study = useSiteStudy({ versions })
  const spoken = useSpokenTrail()
  const casebooks = useMemo(() => keptCasebooks(data), [data])
  const [filter, setFilter] = useState(everything)
  const [wanted, setWanted] = useState(AT_FIRST)
  const narrow = (by: Partial<TrailFilter>) => {
    const next = { ...filter, ...by }
    setFilter(isEverything(next) ? everything : next)
    setWanted(AT_FIRST)
  }
  const reach = (all: boolean) => {
    setWhole(all)
    narrow({ subject: '' })
  }
  const reading = useMemo(
    (): TrailReading | undefined =>
      study && { data, casebooks, study, spoken, siteName: ({ site }) => say('theSite', { site }) },
    [data, casebooks, study, spoken, say],
  )
  const shown = useMemo(() => sites.map(({ site }) => site), [sites])
  useRecordsOf(shown)
  const trail = useTrail({ study: place.study, sites: shown }, reading, filter, wanted)
  const people = usePeopleNames()
  const file = useTrailFile()
  const [current, setCurrent] = useState<string>()
  const { lines, read, of, missing, more } = trail
  const chosen = lines.find(({ key }) => key === current) ?? lines[0]
  const siteOfChosen = chosen && readable.find(({ site }) => site === chosen.book.site)
  const entries = say('count', { count: lines.length })
  return (
    <Screen>
      <ScreenHead
        title={say('title')}
        aside={
          canHere(place, 'export') && (
            <Button
              icon="export"
              disabled={!reading || lines.length === 0 || file.state.kind === 'working'}
              onClick={() => reading && file.start(reading, { study: place.study, sites, filter, people })}
            >
              {say('save')}
            </Button>
          )
        }
      >
        {readable.length > 1 && (
          <div className="line" role="group" aria-label={say('reach')}>
            <Chip on={!whole} onClick={() => reach(false)}>
              {say('theSite', { site: place.site })}
            </Chip>
            <Chip on={whole} onClick={() => reach(true)}>
              {say('theStudy', { count: readable.length })}
            </Chip>
          </div>
        )}
      </ScreenHead>
      <ToolLine>
        <Filters filter={filter} onNarrow={narrow} books={trail.books ?? []} people={people} />
      </ToolLine>
      {file.state.kind !== 'idle' && (
        <div className={styles.notice}>
          <ExportOutcome of={file} />
        </div>
      )}
      {missing > 0 && !trail.reading && (
        <div className={styles.notice}>
          <Notice tone="calm" title={say('missing', { count: missing })} />
        </div>
      )}
      {lines.length > 0 ? (
        <TrailTable
          rows={lines}
          current={chosen?.key}
          onChoose={setCurrent}
          whose={{
            id: 'whose',
            title: say('participant'),
            width: 108,
            cell: ({ book }) => <span className="medium">{whose(book)}</span>,
          }}
          onEnd={() => more && setWanted(lines.length * 2)}
        />
      ) : trail.reading ? (
        <Loading />
      ) : filter === everything ? (
        <EmptyState icon="history" title={say('empty')}>
          {say('emptyText')}
        </EmptyState>
      ) : (
        <EmptyState
          icon="history"
          title={say('none')}
          action={<Button onClick={() => narrow(everything)}>{say('showAll')}</Button>}
        >
          {say('noneText')}
        </EmptyState>
      )}
      {study && chosen && siteOfChosen && (
        <ChosenEntry key={chosen.key} study={study} site={siteOfChosen} chosen={chosen} />
      )}
      <KeyHints>
        {trail.reading
          ? say('readingBooks', { entries, read, all: of })
          : say(more ? 'part' : 'whole', { entries, read, all: of })}
      </KeyHints>
    </Screen>
  )
}

/** What a book is called in a column: a participant's code; a site's own needs no name beside its place. */
const whose = (book: TrailLine['book']): string => book.code ?? (isSiteBook(book) ? '' : book.subject.slice(0, 8))

interface ChosenEntryProps {
  readonly study: CompiledStudy
  readonly site: SiteInfo
  readonly chosen: TrailLine
}

/** The line that is chosen: its casebook is read for it alone. */
function ChosenEntry({ study, site, chosen }: ChosenEntryProps) {
  const casebook = useCasebook(chosen.book.subject)
  const own = useMemo(() => casebook && studyOf(study, casebook), [study, casebook])
  return own && casebook ? <ReadEntry study={own} site={site} chosen={chosen} casebook={casebook} /> : null
}

function ReadEntry({ study, site, chosen, casebook }: ChosenEntryProps & { readonly casebook: Casebook }) {
  const go = useGo()
  const blackingOut = useBlackingOut(study, casebook, site)
  const { book } = chosen
  const onForm = (form: FormPath) =>
    go({ screen: 'form', study: book.study, site: book.site, subject: book.subject, form })
  return <TrailEntry at={{ study, casebook }} shown={chosen} by={blackingOut} onForm={onForm} whose={whose(book)} />
}
