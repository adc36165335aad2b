import { and, eq, sql } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { studies } from '#forms/studies'
import { compileStudy } from '#shared/study/compile'
import type { Context } from '../context'
import { addGrant, addPerson, addSite } from '../people'
import type { Database } from '../store/database'
import { DEMONSTRATION } from '../store/prepare'
import { numberLease, setting, site } from '../store/schema'
import { SoundVersion } from '../study/sound'
import { storeVersion } from '../study/versions'
import { ACCOUNTS, PASSWORD, SITES, STUDY } from './accounts'
import type { Call } from './device'
import { playStories } from './play'
import { openTrials } from './trials'

/**
 * Fills an empty server with the demonstration: study, sites, people, and participants whose changes were really pushed
 * by demonstration devices. One that is there is left as it is. `trials`: the five trials are opened beside it.
 */
export async function seedDemonstration(
  context: Context,
  app: FastifyInstance,
  { trials = false, signal }: { readonly trials?: boolean; readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const { db } = context.store
  const version = studies.find(({ study }) => study.id === STUDY)
  if (!version) throw new Error(`the demonstration's study ${STUDY} does not ship`)
  const begun = { key: DEMONSTRATION.begun, value: context.now().toISOString() }
  const [first] = await db.insert(setting).values(begun).onConflictDoNothing().returning()
  if (!first) return
  for (const { id, name } of SITES) await addSite(context, STUDY, id, name)
  const sites = SITES.map(({ id }) => id)
  await db.transaction((tx) => storeVersion(tx, { sound: SoundVersion.sure(version), sites, at: context.now() }))

  // Everyone has had their role since long before the first participant of the story.
  const from = new Date(context.now().getTime() - 400 * 86_400_000)
  for (const { userName, name, role, sites } of ACCOUNTS) {
    const administrator = role === 'administrator'
    const user = await addPerson(context, { userName, name, password: PASSWORD, administrator })
    for (const site of sites) await addGrant(context, user, { study: STUDY, site, role, from })
  }
  await playStories(callInside(app, signal), compileStudy(version), context.now())
  await putDevicesAway(db)
  if (trials) await openTrials(context)
  await db.insert(setting).values({ key: DEMONSTRATION.made, value: context.now().toISOString() })
}

/** The devices of the stories never come back: the numbers they were lent and did not give out are lent again. */
async function putDevicesAway(db: Database): Promise<void> {
  await db.update(numberLease).set({ last: sql`${numberLease.used}` })
  const here = and(eq(numberLease.studyId, site.studyId), eq(numberLease.siteId, site.siteId))
  const given = sql`SELECT max(${numberLease.last}) FROM ${numberLease} WHERE ${here}`
  await db.update(site).set({ nextNumber: sql`coalesce((${given}), 0) + 1` })
}

/** Calls the server without a network between: the same routes, the same checks. */
export const callInside =
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
