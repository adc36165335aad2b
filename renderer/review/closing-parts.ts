import { useEffect, useMemo, useState } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import { type Scope, eventOf, formOf, steps } from '#shared/casebook/path'
import type { Closing } from '#shared/change/change'
import type { SiteId, StudyId } from '#shared/ids'
import type { SiteInfo } from '#shared/protocol'
import { againstLocking, closedHere, siteBookOf } from '#shared/review/closing'
import { loosens, mayLead } from '#shared/roles'
import type { CompiledStudy } from '#shared/study/compile'
import { textIn } from '#shared/study/definition'
import { usePlace } from '../app/place'
import { useAppSelector, useSession } from '../app/store'
import { rolesAt } from '../app/where'
import { useData } from '../data/hooks'
import { useCasebooks } from '../data/use-casebooks'
import { useLanguage, useTexts } from '../ui/language'
import { reviewTexts } from './texts'
import { scopeName } from './words'

/** How much waits for a person in a part: a lock would leave it for ever. */
export interface Waiting {
  readonly contested: number
  readonly held: number
  readonly queries: number
}

/** What is closed in one act: a part of one participant, a site with everybody in it, or every site of the study. */
export interface ClosingPart {
  readonly key: string
  /** What it is called. */
  readonly what: string
  /** What is said, once for each book it is said of. */
  readonly targets: readonly ClosingTarget[]
  readonly waiting: Waiting
  /** It opens something, and wants a reason. */
  readonly opens: boolean
}

export interface ClosingTarget {
  readonly casebook: Casebook
  readonly scope: Scope
  /** Another site than that of the screen. */
  readonly site?: SiteInfo
}

interface Closable {
  readonly study: CompiledStudy
  /** A participant's casebook, or the site's own. */
  readonly casebook: Casebook
  readonly scope: Scope
  readonly to: Closing
}

/** Everything around a scope that this person may lead there, from the scope itself out to the study. */
export function useClosingParts({ study, casebook, scope, to }: Closable): readonly ClosingPart[] {
  const say = useTexts(reviewTexts)
  const language = useLanguage()
  const place = usePlace()
  const { grants } = useSession()
  const known = useAppSelector(({ exchange }) => exchange.sites)
  const sites = useMemo(() => (known ?? []).filter((one) => one.study === place.study), [known, place.study])
  const books = useMemo(() => sites.map(({ site }) => siteBookOf(place.study, site)), [sites, place.study])
  const { casebooks } = useCasebooks(books)
  const waitingAt = useWaiting(place.study, sites)
  return useMemo(() => {
    const lead = (target: ClosingTarget): boolean => {
      const roles = rolesAt(grants, place.study, target.site?.site ?? place.site)
      return roles.some((role) => mayLead(role, closingOf(target), to))
    }
    const part = (key: string, what: string, all: readonly ClosingTarget[], waiting: Waiting): ClosingPart[] => {
      const targets = all.filter(lead)
      const opens = targets.some((target) => loosens(closingOf(target), to))
      return targets.length > 0 ? [{ key, what, targets, waiting, opens }] : []
    }
    const isSite = casebook.code === undefined
    const inside = isSite
      ? []
      : around(scope).flatMap((each) => {
          const log = each !== '' && study.event(steps(each)[0]?.oid ?? '')
          const name = scopeName(study, each, language) ?? (log ? textIn(log.title, language) : say('casebook'))
          const { contested, held, queries } = againstLocking(casebook, each)
          const waiting = { contested: contested.length, held: held.length, queries: queries.length }
          return part(each, `${casebook.code ?? ''}, ${name}`, [{ casebook, scope: each }], waiting)
        })
    const ofSite = sites.map((site): readonly [ClosingTarget[], Waiting] => {
      const book = casebooks.get(siteBookOf(place.study, site.site))
      return [book ? [{ casebook: book, scope: '', site }] : [], waitingAt.get(site.site) ?? nothing]
    })
    const here = sites.findIndex(({ site }) => site === place.site)
    const [own, waiting] = ofSite[here] ?? [[], nothing]
    const all = ofSite.flatMap(([targets]) => targets)
    const together = ofSite.reduce((sum, [, one]) => added(sum, one), nothing)
    return [
      ...inside,
      ...part('site', say('site', { site: place.site }), own, waiting),
      ...(all.length > 1 && all.length === sites.length
        ? part('study', say('study', { study: study.version.study.name, count: all.length }), all, together)
        : []),
    ]
  }, [study, casebook, scope, to, say, language, place, grants, sites, casebooks, waitingAt])
}

const nothing: Waiting = { contested: 0, held: 0, queries: 0 }
const added = (a: Waiting, b: Waiting): Waiting => ({
  contested: a.contested + b.contested,
  held: a.held + b.held,
  queries: a.queries + b.queries,
})

const closingOf = ({ casebook, scope }: ClosingTarget): Closing => closedHere(casebook, scope)?.closing ?? 'open'

/** A scope, its form, its visit and the casebook; a row of a form by itself is closed with its form. */
function around(scope: Scope): readonly Scope[] {
  const form = formOf(scope)
  if (!form) return scope === '' ? [''] : [scope, '']
  const item = steps(scope).length === 4 ? [scope] : []
  return [...item, form, eventOf(form), '']
}

/** What waits for a person at each site, as far as this device knows. */
function useWaiting(study: StudyId, sites: readonly SiteInfo[]): ReadonlyMap<SiteId, Waiting> {
  const data = useData()
  const [waiting, setWaiting] = useState<ReadonlyMap<SiteId, Waiting>>(new Map())
  useEffect(() => {
    let here = true
    const read = async () => {
      const each = await Promise.all(
        sites.map(async ({ site }) => {
          const roster = await data.roster(study, site)
          const sum = roster.reduce(
            (total, { contested, held, openQueries: queries }) => added(total, { contested, held, queries }),
            nothing,
          )
          return [site, sum] as const
        }),
      )
      if (here) setWaiting(new Map(each))
    }
    // Without it the lock is only less well informed: the server and the lists still say what waits.
    read().catch(() => undefined)
    return () => {
      here = false
    }
  }, [data, study, sites])
  return waiting
}
