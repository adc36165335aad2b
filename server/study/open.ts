import { eq, inArray } from 'drizzle-orm'
import type { OpenStudyRequest, PublishAnswer } from '#shared/protocol'
import { can } from '#shared/roles'
import type { SignedIn } from '../auth/session'
import type { Context } from '../context'
import { addGrant, addSite } from '../people'
import { type Refused, isRefused, refuse } from '../refused'
import { note } from '../security-log'
import { appUser, studyVersion } from '../store/schema'
import { SoundVersion } from './sound'
import { storeVersion } from './versions'

/**
 * Opens a study that the server does not know: its first version, its sites, and who works there as what. An
 * administrator's act; later versions are published by the study's own data managers.
 */
export async function openStudy(
  context: Context,
  who: SignedIn,
  { version, sites, people, trainedOn = 'none' }: OpenStudyRequest,
): Promise<PublishAnswer | Refused> {
  const { db } = context.store
  if (!who.administrator) return refuse('not-allowed', 'Only an administrator opens a study.')
  const study = version.study.id
  const [known] = await db.select({ id: studyVersion.id }).from(studyVersion).where(eq(studyVersion.studyId, study))
  if (known) return refuse('bad-request', `${study} is open already; its data manager publishes further versions.`)
  const sound = SoundVersion.of(version)
  if (isRefused(sound)) return sound

  const named = [...new Set(people.map(({ userName }) => userName))]
  const found = named.length === 0 ? [] : await db.select().from(appUser).where(inArray(appUser.userName, named))
  const users = new Map(found.map((user) => [user.userName, user]))
  const stranger = named.find((name) => !users.has(name))
  if (stranger !== undefined) return refuse('not-found', `There is nobody called ${stranger}.`)
  const bent = people.find(({ userName, role }) => users.get(userName)?.administrator && can(role, 'read-casebook'))
  if (bent) return refuse('not-allowed', 'Who administers the server has no role in the data of a study.')
  const elsewhere = people.find(({ site }) => site !== '*' && !sites.some(({ id }) => id === site))
  if (elsewhere) return refuse('not-found', `${elsewhere.site} is no site of this study.`)

  for (const { id, name } of sites) await addSite(context, study, id, name)
  const at = context.now()
  const id = await db.transaction((tx) =>
    storeVersion(tx, { sound, sites: sites.map((site) => site.id), at, by: who.user }),
  )
  for (const { userName, role, site } of people) {
    const user = users.get(userName)
    if (user) await addGrant(context, user.id, { study, role, site, trainedOn })
  }
  await note(db, at, 'version-published', { user: who.user, device: who.device, detail: id })
  return { id }
}
