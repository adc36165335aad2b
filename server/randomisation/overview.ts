import { count, desc, eq } from 'drizzle-orm'
import type { SiteId, StudyId } from '#shared/ids'
import type { PlaceStanding, RandomisationOverview, SealedList, StratumStanding } from '#shared/randomisation/protocol'
import { can } from '#shared/roles'
import { StudyVersion, versionIdOf } from '#shared/study/definition'
import { type SignedIn, sightOf } from '../auth/session'
import type { Context } from '../context'
import { type Refused, isRefused, refuse } from '../refused'
import { allocation, appUser, randomisationList, randomisationPlace, site, studyVersion } from '../store/schema'
import { listsOf } from './keep'
import { strataNamed } from './list'
import { openRecipe } from './sealed'

/**
 * How randomisation stands in each study whose lists a person keeps: how many, where, in which stratum. Counts alone:
 * which arm anybody was given, and what comes next, is in none of it.
 */
export async function overviewsFor(
  context: Context,
  who: SignedIn,
): Promise<{ readonly studies: RandomisationOverview[] } | Refused> {
  const studies = [
    ...new Set(who.grants.flatMap(({ study, role }) => (can(role, 'seal-randomisation') ? [study] : []))),
  ]
  if (studies.length === 0) return refuse('not-allowed', 'Only an administrator of a study keeps its randomisation.')
  const all: RandomisationOverview[] = []
  for (const study of studies) {
    const overview = await overviewOf(context, who, study)
    if (overview && isRefused(overview)) return overview
    if (overview) all.push(overview)
  }
  return { studies: all }
}

async function overviewOf(
  context: Context,
  who: SignedIn,
  study: StudyId,
): Promise<RandomisationOverview | Refused | undefined> {
  const version = await newestThatRandomises(context, study)
  if (!version?.randomisation) return undefined
  const lists = await listsOf(context, who, study)
  if (isRefused(lists)) return lists
  const given = await givenIn(context, who, study)
  return {
    study,
    name: version.study.name,
    version: versionIdOf(version),
    versionName: version.name,
    definition: version.randomisation,
    places: await placesOf(context, study, given.bySite),
    strata: await strataIn(context, study, given.byStratum),
    lists: sealedIn(lists.lists, study),
  }
}

const sealedIn = (lists: readonly SealedList[], study: StudyId): SealedList[] =>
  lists.filter((list) => list.study === study)

/** The version that draws now; an arm means what it means there. */
export async function newestThatRandomises({ store }: Context, study: StudyId): Promise<StudyVersion | undefined> {
  const rows = await store.db
    .select({ document: studyVersion.document })
    .from(studyVersion)
    .where(eq(studyVersion.studyId, study))
    .orderBy(desc(studyVersion.publishedAt), desc(studyVersion.id))
  for (const { document } of rows) {
    const version = StudyVersion.parse(JSON.parse(document))
    if (version.randomisation) return version
  }
  return undefined
}

interface Given {
  readonly bySite: ReadonlyMap<string, number>
  readonly byStratum: ReadonlyMap<string, number>
}

/** How many were allocated at each site and in each stratum. */
function givenIn(context: Context, who: SignedIn, study: StudyId): Promise<Given> {
  return context.store.within(
    sightOf(context, who),
    [],
    async (tx) => {
      const where = eq(allocation.studyId, study)
      const sums = await tx
        .select({ stream: allocation.stream, stratum: allocation.stratum, given: count() })
        .from(allocation)
        .where(where)
        .groupBy(allocation.stream, allocation.stratum)
      const bySite = new Map<string, number>()
      const byStratum = new Map<string, number>()
      for (const { stream, stratum, given } of sums) {
        const at = stream.split('/')[1] ?? ''
        bySite.set(at, (bySite.get(at) ?? 0) + given)
        byStratum.set(stratum, (byStratum.get(stratum) ?? 0) + given)
      }
      return { bySite, byStratum }
    },
    'read',
  )
}

/** The study as a whole, then its sites, each as it was set last. */
async function placesOf(
  { store }: Context,
  study: StudyId,
  bySite: ReadonlyMap<string, number>,
): Promise<PlaceStanding[]> {
  const sites = await store.db.select().from(site).where(eq(site.studyId, study)).orderBy(site.siteId)
  const set = await store.db
    .selectDistinctOn([randomisationPlace.siteId], { place: randomisationPlace, by: appUser.name })
    .from(randomisationPlace)
    .innerJoin(appUser, eq(appUser.id, randomisationPlace.setBy))
    .where(eq(randomisationPlace.studyId, study))
    .orderBy(randomisationPlace.siteId, desc(randomisationPlace.id))
  const standing = (id: SiteId | '*', name: string, randomised: number): PlaceStanding => {
    const now = set.find(({ place }) => place.siteId === id)
    return {
      ...{ site: id, name, randomised },
      // A site takes part once somebody has opened it; a study is open until somebody closes it.
      open: now?.place.open ?? id === '*',
      ...(typeof now?.place.most === 'number' && { most: now.place.most }),
      ...(now && { setAt: now.place.setAt.toISOString(), setBy: now.by }),
    }
  }
  const all = [...bySite.values()].reduce((sum, each) => sum + each, 0)
  return [standing('*', '', all), ...sites.map(({ siteId, name }) => standing(siteId, name, bySite.get(siteId) ?? 0))]
}

/** Every stratum that a list was made for or somebody is in, with the places that were planned where lists have places. */
async function strataIn(
  { store, secrets }: Context,
  study: StudyId,
  byStratum: ReadonlyMap<string, number>,
): Promise<StratumStanding[]> {
  const rows = await store.db
    .select()
    .from(randomisationList)
    .where(eq(randomisationList.studyId, study))
    .orderBy(randomisationList.ordinal)
  const planned = new Map<string, number>()
  const named = new Set(byStratum.keys())
  for (const row of rows) {
    const { recipe } = openRecipe(secrets, row)
    for (const stratum of recipe.strata) {
      named.add(stratum)
      if (recipe.plan.method === 'blocks') planned.set(stratum, (planned.get(stratum) ?? 0) + recipe.plan.length)
    }
  }
  return [...named].sort().map((name) => {
    const places = planned.get(name)
    return {
      levels: [...strataNamed(name)],
      randomised: byStratum.get(name) ?? 0,
      ...(places !== undefined && { planned: places }),
    }
  })
}
