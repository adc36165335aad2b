import { randomBytes, randomUUID } from 'node:crypto'
import { desc, eq, inArray } from 'drizzle-orm'
import type { SiteId, StudyId } from '#shared/ids'
import type { PlaceRequest, SealListRequest, SealedList } from '#shared/randomisation/protocol'
import { can } from '#shared/roles'
import type { SignedIn } from '../auth/session'
import type { Context } from '../context'
import { type Refused, refuse } from '../refused'
import { note } from '../security-log'
import { appUser, randomisationEntry, randomisationList, randomisationPlace, site } from '../store/schema'
import { loadVersion } from '../study/versions'
import { holdsRatio } from './blocks'
import { SEED_BYTES } from './draw'
import { type Recipe, listHash, listOf, strataOf } from './list'
import { openRecipe, sealArm, sealRecipe } from './sealed'

/** Who keeps lists: makes them, opens sites, sets numbers. Nobody, these people included, reads an entry. */

const MOST_ENTRIES = 100_000
/** PostgreSQL takes 65,535 parameters a statement. */
const CHUNK = 5_000

const notAKeeper = refuse('not-allowed', 'Only an administrator of the study keeps its randomisation lists.')

async function mayKeep({ store, now }: Context, who: SignedIn, study: StudyId): Promise<Refused | undefined> {
  if (who.grants.some((grant) => grant.study === study && can(grant.role, 'seal-randomisation'))) return undefined
  await note(store.db, now(), 'list-refused', { user: who.user, device: who.device, detail: study })
  return notAKeeper
}

/**
 * Makes a list from a new seed and seals it. A further list of the same study goes on where the ones before are used up,
 * and gives strata to sites that have come since.
 */
export async function sealList(
  context: Context,
  who: SignedIn,
  { version: id, plan }: SealListRequest,
): Promise<SealedList | Refused> {
  const { store, secrets, now } = context
  const version = await loadVersion(store.db, id)
  const study = version?.study.id
  // Who keeps no lists of it learns nothing of a version, not even whether there is one.
  if (!version || study === undefined) return notAKeeper
  const refused = await mayKeep(context, who, study)
  if (refused) return refused
  const def = version.randomisation
  if (def?.method.value !== plan.method) return refuse('bad-request', 'The study version does not randomise this way.')
  const shares = def.arms.value.map(({ arm, parts }) => ({ arm, parts }))
  if (plan.method === 'blocks' && !plan.sizes.every((size) => holdsRatio(shares, size)))
    return refuse('bad-request', 'A block size does not hold the ratio.')
  const sites = await store.db.select({ id: site.siteId }).from(site).where(eq(site.studyId, study))
  const strata = strataOf(def, sites.map((row) => row.id).sort())
  if (plan.method === 'blocks' && strata.length * plan.length > MOST_ENTRIES)
    return refuse('too-large', 'The list is too long.')

  const recipe: Recipe = { study, version: id, shares, strata: [...strata], plan }
  const seed = randomBytes(SEED_BYTES)
  const list = randomUUID()
  const hash = listHash(recipe, seed)
  const madeAt = now()
  const entries = listOf(recipe, seed).map(({ stratum, position, arm }) => ({
    ...{ listId: list, stratum, position },
    sealedArm: sealArm.entry(secrets, arm, list, stratum, position),
  }))
  await store.db.transaction(async (tx) => {
    const made = { hash, madeAt, madeBy: who.user }
    const { method } = plan
    await tx
      .insert(randomisationList)
      .values({ id: list, studyId: study, version: id, method, ...sealRecipe(secrets, list, recipe, seed), ...made })
    for (let at = 0; at < entries.length; at += CHUNK)
      await tx.insert(randomisationEntry).values(entries.slice(at, at + CHUNK))
    await note(tx, madeAt, 'list-sealed', { user: who.user, device: who.device, detail: `${list} ${hash}` })
  })
  return {
    ...{ id: list, study, version: id, method: plan.method, hash },
    ...{ madeAt: madeAt.toISOString(), madeBy: who.name, holds: true },
  }
}

/** The lists of a study, newest first, each made again from its seed to see that it is still the one it was. */
export async function listsOf(
  context: Context,
  who: SignedIn,
  study: StudyId,
): Promise<{ readonly lists: SealedList[] } | Refused> {
  const refused = await mayKeep(context, who, study)
  if (refused) return refused
  const { store, secrets } = context
  const rows = await store.db
    .select({ list: randomisationList, name: appUser.name })
    .from(randomisationList)
    .innerJoin(appUser, eq(appUser.id, randomisationList.madeBy))
    .where(eq(randomisationList.studyId, study))
    .orderBy(desc(randomisationList.ordinal))
  return {
    lists: rows.map(({ list, name }) => {
      const { recipe, seed } = openRecipe(secrets, list)
      return {
        ...{ id: list.id, study, version: list.version, method: list.method, hash: list.hash },
        ...{ madeAt: list.madeAt.toISOString(), madeBy: name, holds: listHash(recipe, seed) === list.hash },
      }
    }),
  }
}

/** Opens or closes a place from now on; what was said before stays in the history. */
export async function setPlace(
  context: Context,
  who: SignedIn,
  request: PlaceRequest,
): Promise<PlaceRequest | Refused> {
  const { study, site: place, open, most } = request
  const refused = await mayKeep(context, who, study)
  if (refused) return refused
  const { store, now } = context
  const sites = await store.db.select({ id: site.siteId }).from(site).where(eq(site.studyId, study))
  if (place !== '*' && !sites.some(({ id }) => id === place)) return refuse('not-found', `There is no site ${place}.`)
  await store.db.transaction(async (tx) => {
    const setAt = now()
    await tx
      .insert(randomisationPlace)
      .values({ studyId: study, siteId: place, open, most: most ?? null, setAt, setBy: who.user })
    const detail = `${study}/${place} ${open ? 'open' : 'closed'} ${most ?? ''}`.trimEnd()
    await note(tx, setAt, 'randomisation-place-set', { user: who.user, device: who.device, detail })
  })
  return request
}

/** What was said last of the study as a whole and of one of its sites. */
export async function placesNow(db: Pick<Context['store']['db'], 'selectDistinctOn'>, study: StudyId, at: SiteId) {
  const rows = await db
    .selectDistinctOn([randomisationPlace.studyId, randomisationPlace.siteId])
    .from(randomisationPlace)
    .where(inArray(randomisationPlace.siteId, ['*', at]))
    .orderBy(randomisationPlace.studyId, randomisationPlace.siteId, desc(randomisationPlace.id))
  const here = (place: SiteId | '*') => rows.find((row) => row.studyId === study && row.siteId === place)
  return { study: here('*'), site: here(at) }
}
