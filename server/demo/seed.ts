import type { FastifyInstance } from 'fastify'
import { studies } from '#forms/studies'
import { compileStudy } from '#shared/study/compile'
import type { Context } from '../context'
import { addGrant, addPerson, addSite } from '../people'
import { setting } from '../store/schema'
import { storeVersion } from '../study/versions'
import { ACCOUNTS, PASSWORD, SITES, STUDY } from './accounts'
import type { Call } from './device'
import { playStories } from './play'

/**
 * Fills an empty server with the demonstration: study, sites, people, and participants whose changes were really pushed
 * by demonstration devices. A server that has any people is left as it is.
 */
export async function seedDemonstration(context: Context, app: FastifyInstance): Promise<void> {
  const { db } = context.store
  const [begun] = await db
    .insert(setting)
    .values({ key: 'demonstration', value: 'begun' })
    .onConflictDoNothing()
    .returning()
  if (!begun) return
  for (const { id, name } of SITES) await addSite(context, STUDY, id, name)
  const sites = SITES.map(({ id }) => id)
  for (const version of studies.filter(({ study }) => study.id === STUDY))
    await db.transaction((tx) => storeVersion(tx, { version, sites, at: context.now() }))

  // Everyone has had their role since long before the first participant of the story.
  const from = new Date(context.now().getTime() - 400 * 86_400_000)
  for (const { userName, name, role, sites } of ACCOUNTS) {
    const administrator = role === 'administrator'
    const user = await addPerson(context, { userName, name, password: PASSWORD, administrator })
    for (const site of sites) await addGrant(context, user, { study: STUDY, site, role, from })
  }
  const version = studies.find(({ study }) => study.id === STUDY)
  if (version) await playStories(callInside(app), compileStudy(version), context.now())
}

/** Calls the server without a network between: the same routes, the same checks. */
const callInside =
  (app: FastifyInstance): Call =>
  async (method, path, body, token) => {
    const answer = await app.inject({
      method,
      url: path,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      ...(body ? { payload: body } : {}),
    })
    return { status: answer.statusCode, body: answer.json() }
  }
