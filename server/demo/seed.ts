import { and, eq, sql } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { studies } from '#forms/studies'
import { compileStudy } from '#shared/study/compile'
import type { Context } from '../context'
import { addGrant, addPerson, addSite } from '../people'
import type { Database } from '../store/database'
import { DEMONSTRATION } from '../store/prepare'
import { appUser, numberLease, setting, site } from '../store/schema'
import { storeVersion } from '../study/versions'
import { ACCOUNTS, NL01, NL02, PASSWORD, SITES, STUDY } from './accounts'
import type { Call } from './device'
import { playStories } from './play'
import { TRIALS, playTrials } from './trials'

/**
 * Fills an empty server with the demonstration: study, sites, people, and participants whose changes were really pushed
 * by demonstration devices. One that is there is left as it is.
 */
export async function seedDemonstration(context: Context, app: FastifyInstance, signal?: AbortSignal): Promise<void> {
  const { db } = context.store
  const version = studies.find(({ study }) => study.id === STUDY)
  if (!version) throw new Error(`the demonstration's study ${STUDY} does not ship`)
  const begun = { key: DEMONSTRATION.begun, value: context.now().toISOString() }
  const [first] = await db.insert(setting).values(begun).onConflictDoNothing().returning()
  if (!first) return
  for (const { id, name } of SITES) await addSite(context, STUDY, id, name)
  const sites = SITES.map(({ id }) => id)
  await db.transaction((tx) => storeVersion(tx, { version, sites, at: context.now() }))

  // Everyone has had their role since long before the first participant of the story.
  const from = new Date(context.now().getTime() - 1_000 * 86_400_000)
  for (const { userName, name, role, sites } of ACCOUNTS) {
    const administrator = role === 'administrator'
    const user = await addPerson(context, { userName, name, password: PASSWORD, administrator })
    for (const site of sites) await addGrant(context, user, { study: STUDY, site, role, from })
  }
  await playStories(callInside(app, signal), compileStudy(version), context.now())
  await putDevicesAway(db)
  await seedTrials(context, callInside(app, signal))
  await db.insert(setting).values({ key: DEMONSTRATION.made, value: context.now().toISOString() })
}

/** The five trials, whole: the people of Rotterdam and of the sponsor work there as well. */
async function seedTrials(context: Context, call: Call): Promise<void> {
  const { db } = context.store
  const from = new Date(context.now().getTime() - 1_000 * 86_400_000)
  const people = await db.select({ id: appUser.id, userName: appUser.userName }).from(appUser)
  for (const { version, site: at } of TRIALS) {
    const study = version.study.id
    await addSite(context, study, at, at === NL02 ? 'Utrecht' : 'Rotterdam')
    await db.transaction((tx) => storeVersion(tx, { version, sites: [at], at: context.now() }))
    for (const { userName, role, sites } of ACCOUNTS) {
      const user = people.find((one) => one.userName === userName)
      const everywhere = sites.some((own) => own === '*')
      // Who has a role at every site of a study needs no other there.
      if (user && (everywhere ? study !== STUDY : sites.some((own) => own === NL01)))
        await addGrant(context, user.id, { study, site: everywhere ? '*' : at, role, from })
    }
  }
  for (const { study, site: at, next } of await playTrials(call, context.now()))
    await db
      .update(site)
      .set({ nextNumber: next })
      .where(and(eq(site.studyId, study), eq(site.siteId, at)))
}

/** The devices of the stories never come back: the numbers they were lent and did not give out are lent again. */
async function putDevicesAway(db: Database): Promise<void> {
  await db.update(numberLease).set({ last: sql`${numberLease.used}` })
  const here = and(eq(numberLease.studyId, site.studyId), eq(numberLease.siteId, site.siteId))
  const given = sql`SELECT max(${numberLease.last}) FROM ${numberLease} WHERE ${here}`
  await db.update(site).set({ nextNumber: sql`coalesce((${given}), 0) + 1` })
}

/** Calls the server without a network between: the same routes, the same checks. */
const callInside =
  (app: FastifyInstance, signal?: AbortSignal): Call =>
  async (method, path, body, token) => {
    signal?.throwIfAborted()
    const answer = await app.inject({
      method,
      url: path,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      ...(body ? { payload: body } : {}),
    })
    return { status: answer.statusCode, body: answer.json() }
  }
