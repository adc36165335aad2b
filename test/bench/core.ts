import { findingsOf } from '#shared/casebook/findings'
import { emptyCasebook, fold } from '#shared/casebook/fold'
import { layoutOf } from '#shared/casebook/layout'
import { summarise } from '#shared/casebook/summary'
import { searchTerms } from '#shared/clinical/ctcae/search'
import { GENESIS, firstBreak, link } from '#shared/change/chain'
import { SiteId } from '#shared/ids'
import { tell, tellTimes } from './figures'
import { logOf, study, typed } from './typed'

const site = SiteId.parse('NL01')
const place = { study: study.version.study.id, site }
const TODAY = '2026-10-01'

/** What nurses type into the search of CTCAE terms, in three languages, some of it misspelt. */
const SEARCHED = ['tired', 'diarrhoea', 'low platelets', 'mal au ventre', 'ont i magen', 'nutropenia']

/**
 * What pure functions take, without browser or database: folding, proving a chain, judging the rules of a form, finding
 * terms.
 */
export function core(): void {
  const people = Array.from({ length: 20 }, (_, i) => typed(i + 1, site)).map((one) => ({
    ...one,
    log: logOf(one, site),
  }))
  const changes = people.flatMap(({ log }) => log)

  perSecond('fold', 'one casebook at once', changes.length, () => {
    for (const { subject, log } of people) fold(log, emptyCasebook(subject))
  })
  const [first] = people
  if (!first) return
  perSecond('fold', 'change by change', first.log.length, () => {
    let casebook = emptyCasebook(first.subject)
    for (const logged of first.log) casebook = fold([logged], casebook)
  })

  let hash = GENESIS
  const links = changes.map(({ change }, i) => {
    const numbered = { ...change, n: i + 1 }
    hash = link(hash, numbered)
    return { change: numbered, hash }
  })
  perSecond('chain', 'verified', links.length, () => {
    if (firstBreak(links)) throw new Error('the chain of the bench does not hold')
  })

  const casebooks = people.map(({ subject, log, largest }) => ({
    casebook: fold(log, emptyCasebook(subject)),
    form: largest,
  }))
  tellTimes(
    'rules',
    repeated(20, () => casebooks.map(({ casebook, form }) => timed(() => layoutOf(study, casebook, form)))),
    'layout of AE',
  )
  tellTimes(
    'rules',
    repeated(20, () => casebooks.map(({ casebook, form }) => timed(() => findingsOf(study, casebook, form, TODAY)))),
    'findings of AE',
  )
  tellTimes(
    'rules',
    repeated(10, () => casebooks.map(({ casebook }) => timed(() => summarise(study, casebook, place, TODAY)))),
    'summary of a participant',
  )

  const keystrokes = SEARCHED.flatMap((word) => Array.from(word, (_, at) => word.slice(0, at + 1)))
  tellTimes(
    'terms',
    repeated(20, () => keystrokes.map((query) => timed(() => searchTerms(query)))),
    'a keystroke in the search',
  )
}

const timed = (work: () => unknown): number => {
  const begin = performance.now()
  work()
  return performance.now() - begin
}

/** The samples of so many rounds, the first of which only warms up. */
function repeated(rounds: number, round: () => readonly number[]): readonly number[] {
  round()
  return Array.from({ length: rounds }, round).flat()
}

/** Rounds of `work` for a second after one that warms up; tells how many things a second the median round did. */
function perSecond(bench: string, metric: string, things: number, work: () => void): void {
  work()
  const rounds: number[] = []
  const until = performance.now() + 1_000
  while (performance.now() < until || rounds.length < 5) rounds.push(timed(work))
  rounds.sort((a, b) => a - b)
  const middle = rounds[Math.floor(rounds.length / 2)] ?? Infinity
  tell({ bench, metric, value: Math.round((things / middle) * 1_000), unit: 'per s', n: rounds.length })
}
