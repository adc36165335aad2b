import { randomUUID } from 'node:crypto'
import { and, eq, gt, isNull, ne, notExists, or, sql } from 'drizzle-orm'
import type { ActAnswer, AdministrationAct, Delegation } from '#shared/administration/protocol'
import { UserId } from '#shared/ids'
import { can } from '#shared/roles'
import { renewKeys, renewable } from '../auth/data-keys'
import { invite } from '../auth/invitations'
import { forgetSecondFactor } from '../auth/second-factor'
import type { SignedIn } from '../auth/session'
import type { Context } from '../context'
import { addSite } from '../people'
import { type Refused, isRefused, refuse } from '../refused'
import { note } from '../security-log'
import type { Transaction } from '../store/database'
import { appUser, device, erasure, session, site, studyVersion, userGrant } from '../store/schema'
import { setSiteToNewest } from '../study/versions'
import { askRecovery, useRecovery, withdrawRecovery } from './recoveries'

/**
 * Does what an administrator of the server says, in one transaction with its line in the security log. Whoever sets up a
 * server neither enters nor reviews: no role that reads a casebook is theirs, by their own hand or another's.
 */
export async function administer(
  context: Context,
  who: SignedIn,
  act: AdministrationAct,
): Promise<ActAnswer | Refused> {
  const outcome = who.administrator
    ? await done(context, who, act)
    : refuse('not-allowed', 'Only an administrator of the server does this.')
  if (isRefused(outcome))
    await note(context.store.db, context.now(), 'administration-refused', {
      user: who.user,
      device: who.device,
      detail: `${act.act}: ${outcome.refused}`,
    })
  return outcome
}

async function done(context: Context, who: SignedIn, act: AdministrationAct): Promise<ActAnswer | Refused> {
  const { store, now } = context
  const at = now()
  const by = { user: who.user, device: who.device }
  switch (act.act) {
    case 'invite':
      return store.db.transaction(async (tx) => {
        const { userName, name, administrator = false, email, delegations } = act
        const id = UserId.parse(randomUUID())
        const wrong = await wrongWith(tx, who, { user: id, administrator }, delegations)
        if (wrong) return wrong
        const [added] = await tx
          .insert(appUser)
          .values({ id, userName, name, administrator, email, grantVersion: 1 })
          .onConflictDoNothing()
          .returning()
        // A name is given once and for ever: what somebody signed by it stays theirs (21 CFR 11.100(a)).
        if (!added) return refuse('outdated', 'This user name is taken.')
        await give(tx, at, who, id, delegations)
        await note(tx, at, 'person-invited', { ...by, detail: id })
        return invited(context, await invite(tx, at, id))
      })
    case 'invite-again':
      return withPerson(context, act.user, async (tx, { passwordHash }) => {
        // A first password is one administrator's to give; another's place is taken by two people together.
        if (passwordHash !== null && !(await useRecovery(tx, at, act.user, who.user)))
          return refuse('not-allowed', 'A lost password takes two people: ask for its recovery.')
        await note(tx, at, 'person-invited', { ...by, detail: act.user })
        return invited(context, await invite(tx, at, act.user))
      })
    case 'recover':
      return withPerson(context, act.user, async (tx, { passwordHash }) => {
        if (passwordHash === null) return refuse('bad-request', 'They have no password yet: a new link is enough.')
        const asked = await askRecovery(tx, at, act.user, who.user)
        if (!asked) return refuse('bad-request', 'A recovery of this person waits already.')
        await note(tx, at, 'recovery-asked', { ...by, detail: act.user })
        return {}
      })
    case 'withdraw-recovery':
      return store.db.transaction(async (tx) => {
        const user = await withdrawRecovery(tx, at, act.recovery)
        if (user === undefined) return refuse('not-found', 'There is no such recovery now.')
        await note(tx, at, 'recovery-withdrawn', { ...by, detail: user })
        return {}
      })
    case 'delegate':
      return withPerson(context, act.user, async (tx, { administrator }) => {
        const wrong = await wrongWith(tx, who, { user: act.user, administrator }, [act.delegation])
        if (wrong) return wrong
        await give(tx, at, who, act.user, [act.delegation])
        return {}
      })
    case 'end-delegation':
      return store.db.transaction(async (tx) => {
        const stands = or(isNull(userGrant.untilAt), gt(userGrant.untilAt, at))
        const [ended] = await tx
          .update(userGrant)
          // One that had not begun ends where it would have begun: it never held.
          .set({ untilAt: sql`greatest(${userGrant.fromAt}, ${at.toISOString()}::timestamptz)` })
          .where(and(eq(userGrant.id, act.delegation), stands))
          .returning()
        if (!ended) return refuse('not-found', 'Nothing of the kind is delegated now.')
        await regrant(tx, ended.userId)
        await note(tx, at, 'delegation-ended', { ...by, detail: act.delegation })
        return {}
      })
    case 'set-email':
      return withPerson(context, act.user, async (tx) => {
        await tx
          .update(appUser)
          .set({ email: act.email ?? null })
          .where(eq(appUser.id, act.user))
        await note(tx, at, 'address-set', { ...by, detail: act.user })
        return {}
      })
    case 'end-sessions':
      return withPerson(context, act.user, async (tx) => {
        await endSessionsOf(tx, at, act.user)
        await note(tx, at, 'sessions-ended', { ...by, detail: act.user })
        return {}
      })
    case 'reset-second-factor':
      return withPerson(context, act.user, async (tx) => {
        await forgetSecondFactor(tx, act.user)
        await endSessionsOf(tx, at, act.user)
        await note(tx, at, 'second-factor-taken-away', { ...by, detail: act.user })
        return {}
      })
    case 'disable':
      if (act.user === who.user) return refuse('not-allowed', 'Nobody disables their own account.')
      return withPerson(context, act.user, async (tx) => {
        await tx.update(appUser).set({ disabledAt: at }).where(eq(appUser.id, act.user))
        await endSessionsOf(tx, at, act.user)
        await note(tx, at, 'person-disabled', { ...by, detail: act.user })
        return {}
      })
    case 'enable':
      return withPerson(context, act.user, async (tx) => {
        await tx.update(appUser).set({ disabledAt: null }).where(eq(appUser.id, act.user))
        await note(tx, at, 'person-enabled', { ...by, detail: act.user })
        return {}
      })
    case 'add-site': {
      const { study, site: id, name } = act
      const [open] = await store.db
        .select({ id: studyVersion.id })
        .from(studyVersion)
        .where(eq(studyVersion.studyId, study))
        .limit(1)
      if (!open) return refuse('not-found', 'There is no such study.')
      const known = await store.db.$count(site, and(eq(site.studyId, study), eq(site.siteId, id)))
      if (known > 0) return refuse('outdated', 'This site is there already.')
      await addSite(context, study, id, name)
      await store.db.transaction(async (tx) => {
        await setSiteToNewest(tx, { study, site: id, at, by: who.user })
        await note(tx, at, 'site-added', { ...by, detail: `${study}/${id}` })
      })
      return {}
    }
    case 'revoke-device':
      return store.db.transaction(async (tx) => {
        const open = or(isNull(device.revokedAt), ne(device.finalPush, act.finalPush))
        const isErased = tx.select({ device: erasure.device }).from(erasure).where(eq(erasure.device, act.device))
        const [revoked] = await tx
          .update(device)
          .set({
            revokedAt: sql`coalesce(${device.revokedAt}, ${at.toISOString()}::timestamptz)`,
            finalPush: act.finalPush,
          })
          .where(and(eq(device.id, act.device), open, notExists(isErased)))
          .returning()
        if (!revoked) return refuse('not-found', 'There is no such device, or it is revoked already.')
        const detail = `${act.device} ${act.finalPush ? 'final-push' : 'no-push'}`
        await note(tx, at, 'device-revoked', { ...by, detail })
        return {}
      })
    case 'renew-keys':
      return store.db.transaction(async (tx) => {
        const [known] = await tx.select().from(device).where(eq(device.id, act.device))
        if (!known || known.revokedAt) return refuse('not-found', 'There is no such device, or it is revoked.')
        const rows = await renewable(tx, act.device)
        if (rows.length === 0) return refuse('bad-request', 'It has no keys yet, or newer ones are on their way.')
        await renewKeys(context, tx, act.device, rows, by)
        return {}
      })
  }
}

const invited = ({ publicAddress: address }: Context, invitation: string): ActAnswer => ({
  invitation,
  ...(address !== undefined && { address }),
})

const endSessionsOf = (tx: Transaction, at: Date, user: UserId) =>
  tx
    .update(session)
    .set({ endedAt: at })
    .where(and(eq(session.userId, user), isNull(session.endedAt)))

async function withPerson(
  { store }: Context,
  user: UserId,
  work: (tx: Transaction, person: typeof appUser.$inferSelect) => Promise<ActAnswer | Refused>,
): Promise<ActAnswer | Refused> {
  return store.db.transaction(async (tx) => {
    const [person] = await tx.select().from(appUser).where(eq(appUser.id, user))
    return person ? work(tx, person) : refuse('not-found', 'There is no such person.')
  })
}

/** A day begins so long, in milliseconds, before it begins in Greenwich, where it begins first. */
const EARLIEST_ZONE = 14 * 3_600_000

/** Why these roles cannot be this person's, or undefined. */
async function wrongWith(
  tx: Transaction,
  who: SignedIn,
  { user, administrator }: { readonly user: UserId; readonly administrator: boolean },
  delegations: readonly Delegation[],
): Promise<Refused | undefined> {
  const held = await tx
    .select({ study: userGrant.studyId, role: userGrant.role })
    .from(userGrant)
    .where(and(eq(userGrant.userId, user), or(isNull(userGrant.untilAt), gt(userGrant.untilAt, sql`now()`))))
  for (const { study, site: place, role, from, trainedOn } of delegations) {
    const reads = can(role, 'read-casebook')
    if (reads && (administrator || user === who.user))
      return refuse('not-allowed', 'Who administers the server has no role in the data of a study.')
    if ([...held, ...delegations].some((other) => other.study === study && can(other.role, 'read-casebook') !== reads))
      return refuse('not-allowed', 'Who keeps the lists of a study has no other role in it.')
    if (Date.parse(trainedOn) > Date.parse(from) + EARLIEST_ZONE)
      return refuse('bad-request', 'Nobody begins before they were trained.')
    const there = place === '*' ? eq(site.studyId, study) : and(eq(site.studyId, study), eq(site.siteId, place))
    if ((await tx.$count(site, there)) === 0) return refuse('not-found', 'There is no such study, or no such site.')
  }
  return undefined
}

async function give(
  tx: Transaction,
  at: Date,
  who: SignedIn,
  user: UserId,
  delegations: readonly Delegation[],
): Promise<void> {
  for (const { study, site: place, role, from, until, trainedOn } of delegations) {
    const id = randomUUID()
    await tx.insert(userGrant).values({
      ...{ id, userId: user, studyId: study, siteId: place, role, trainedOn, givenBy: who.user },
      ...{ fromAt: new Date(from), untilAt: until === undefined ? null : new Date(until) },
    })
    const detail = `${user} ${role}@${study}/${place} ${id}`
    await note(tx, at, 'role-delegated', { user: who.user, device: who.device, detail })
  }
  if (delegations.length > 0) await regrant(tx, user)
}

/** Devices of this person are sent back to say hello. */
const regrant = (tx: Transaction, user: UserId) =>
  tx
    .update(appUser)
    .set({ grantVersion: sql`${appUser.grantVersion} + 1` })
    .where(eq(appUser.id, user))
