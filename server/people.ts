import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { type SiteId, type StudyId, UserId } from '#shared/ids'
import type { Role } from '#shared/roles'
import { hashPassword } from './auth/password'
import type { Context } from './context'
import { appUser, site, userGrant } from './store/schema'

/** What an administrator sets up: sites, people, and who may do what where. */

/** Adds a site to a study; the database adds the stream its data go into. A site that is there stays as it is. */
export async function addSite({ store }: Context, study: StudyId, id: SiteId, name: string): Promise<void> {
  await store.db.insert(site).values({ studyId: study, siteId: id, name, nextNumber: 1 }).onConflictDoNothing()
}

export interface NewPerson {
  /** Lower case; unique. */
  readonly userName: string
  readonly name: string
  readonly password: string
  readonly administrator?: boolean
}

export async function addPerson({ store }: Context, person: NewPerson): Promise<UserId> {
  const id = UserId.parse(randomUUID())
  const { userName, name, administrator = false } = person
  const passwordHash = await hashPassword(person.password)
  await store.db.insert(appUser).values({ id, userName, name, passwordHash, administrator, grantVersion: 1 })
  return id
}

export interface NewGrant {
  readonly study: StudyId
  readonly site: SiteId | '*'
  readonly role: Role
  readonly from?: Date
  /** The day of their training for it; left out, the day on which it begins. `none`: not on record. */
  readonly trainedOn?: string
}

/** Gives a person a role at a site from now on. Devices learn of it at their next call. */
export async function addGrant(
  { store, now }: Context,
  user: UserId,
  { study, site, role, from = now(), trainedOn = from.toISOString().slice(0, 10) }: NewGrant,
): Promise<void> {
  await store.db.transaction(async (tx) => {
    const given = { id: randomUUID(), userId: user, studyId: study, siteId: site, role, fromAt: from }
    await tx.insert(userGrant).values({ ...given, trainedOn: trainedOn === 'none' ? null : trainedOn })
    await tx.update(appUser).set(raised).where(eq(appUser.id, user))
  })
}

/** Ends every grant a person has, from this moment. What they wrote before stays theirs. */
export async function endGrants({ store, now }: Context, user: UserId): Promise<void> {
  await store.db.transaction(async (tx) => {
    await tx
      .update(userGrant)
      .set({ untilAt: now() })
      .where(
        sql`${userGrant.userId} = ${user} AND (${userGrant.untilAt} IS NULL OR ${userGrant.untilAt} > ${now().toISOString()})`,
      )
    await tx.update(appUser).set(raised).where(eq(appUser.id, user))
  })
}

const raised = { grantVersion: sql`${appUser.grantVersion} + 1` }
