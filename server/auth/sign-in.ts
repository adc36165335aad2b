import { and, eq, sql } from 'drizzle-orm'
import { GENESIS } from '#shared/change/chain'
import type { EnrolmentAnswer } from '#shared/administration/protocol'
import type { UserId } from '#shared/ids'
import type { SignInAnswer, SignInRequest } from '#shared/protocol'
import { raiseLockout } from '../alerts/lockouts'
import type { Context } from '../context'
import { type Refused, isRefused, refuse } from '../refused'
import { note } from '../security-log'
import { appUser, device, deviceUser, signInAttempt } from '../store/schema'
import { dataKeysFor } from './data-keys'
import { offlineGrant } from './grants'
import { hashPassword, isOutdated, passwordHolds } from './password'
import { beginEnrolment, hasSecondFactor, lacksSecondFactor } from './second-factor'
import { openSession, whoCalls } from './session'
import { isEd25519Key } from './signer'

/** So many wrong passwords in a row close an account, the first time for so long, then twice as long each time. */
const TRIES = 5
const FIRST_LOCK_SECONDS = 60
const LONGEST_LOCK_SECONDS = 3600

/** Tries of one name that wait for each other; more are told to come back. */
const MOST_WAITING = 50
const turns = new Map<string, { last: Promise<unknown>; waiting: number }>()

/**
 * Tries of one name are looked at one after the other, so that a person who opens several devices at once is not taken
 * for several wrong guesses. Each server that shares the database has a queue of its own.
 */
export async function inTurn<T>(nameKey: string, work: () => Promise<T>): Promise<T | Refused> {
  const turn = turns.get(nameKey) ?? { last: Promise.resolve(), waiting: 0 }
  if (turn.waiting >= MOST_WAITING) return refuse('too-many', 'Many tries of this name wait.', { retryAfter: 5 })
  turns.set(nameKey, turn)
  turn.waiting++
  const mine = turn.last.then(work)
  turn.last = mine.catch(() => undefined)
  try {
    return await mine
  } finally {
    if (--turn.waiting === 0) turns.delete(nameKey)
  }
}

/** Lets a person in on a device that this server knows from now on. */
export async function signIn(context: Context, request: SignInRequest): Promise<SignInAnswer | Refused> {
  const userName = request.userName.trim().toLowerCase()
  if (!isEd25519Key(request.device.publicKey)) return refuse('bad-request', 'The device key is not an Ed25519 key.')
  const nameKey = context.secrets.keyed('user-name', userName)
  const user = await inTurn(nameKey, () => whoProves(context, nameKey, { ...request, userName }))
  return isRefused(user) ? user : letIn(context, request, user)
}

/** What somebody brings to show who they are. */
interface Proof {
  /** Lower case. */
  readonly userName: string
  readonly password: string
  readonly code?: string
  readonly device: Pick<SignInRequest['device'], 'id'>
}

/** Who brings the right password, and the right code where one is asked for; wrong ones are counted together. */
export async function whoProves(context: Context, nameKey: string, proof: Proof): Promise<User | Refused> {
  const held = await whoseIs(context, nameKey, proof)
  if (isRefused(held)) return held
  const { known, tries } = held
  const lacks = await lacksSecondFactor(context, known, proof.code)
  // A wrong code stays counted beside wrong passwords; being asked for one is nobody's fault.
  if (!lacks) await forgetTries(context, nameKey)
  else if (lacks.refused !== 'wrong-code') await takeBackTry(context, nameKey)
  else await tellIfLocked(context, tries, proof, known)
  return lacks ?? known
}

/** Begins a second factor for the person whose name and password these are. */
export async function enrolSecondFactor(context: Context, request: SignInRequest): Promise<EnrolmentAnswer | Refused> {
  const userName = request.userName.trim().toLowerCase()
  const nameKey = context.secrets.keyed('user-name', userName)
  const user = await inTurn(nameKey, async () => {
    const held = await whoseIs(context, nameKey, { ...request, userName })
    if (isRefused(held)) return held
    await takeBackTry(context, nameKey)
    return held.known
  })
  return isRefused(user) ? user : beginEnrolment(context, user)
}

const triesOf = (nameKey: string) => eq(signInAttempt.nameKey, nameKey)
const forgetTries = ({ store }: Context, nameKey: string) => store.db.delete(signInAttempt).where(triesOf(nameKey))

/** Takes back the count of this try alone: what was wrong before it stays counted. */
const takeBackTry = ({ store }: Context, nameKey: string) =>
  store.db
    .update(signInAttempt)
    .set({ failures: sql`greatest(0, ${signInAttempt.failures} - 1)`, lockedUntil: null })
    .where(triesOf(nameKey))

/** Whose the name and the password are; the try stays counted as a wrong one, and is the how many-th in a row. */
async function whoseIs(
  context: Context,
  nameKey: string,
  request: Proof,
): Promise<{ readonly known: User; readonly tries: number } | Refused> {
  const { store, now } = context
  const tries = await countTry(context, nameKey)
  if (typeof tries === 'object') {
    await note(store.db, now(), 'sign-in-locked', { device: request.device.id })
    return tries
  }
  const [user] = await store.db.select().from(appUser).where(eq(appUser.userName, request.userName))
  const holds = await passwordHolds(user?.passwordHash, request.password)
  if (!user || !holds || user.disabledAt) {
    await note(store.db, now(), 'sign-in-failed', { user: user?.id, device: request.device.id })
    await tellIfLocked(context, tries, request, user)
    return refuse('wrong-password', 'User name or password is not right.')
  }
  if (user.passwordHash !== null && isOutdated(user.passwordHash))
    await store.db
      .update(appUser)
      .set({ passwordHash: await hashPassword(request.password) })
      .where(and(eq(appUser.id, user.id), eq(appUser.passwordHash, user.passwordHash)))
  return { known: user, tries }
}

/** So many wrong ones have closed the account: administrators are told at once. */
async function tellIfLocked(
  { store, now }: Context,
  tries: number,
  { userName, device: { id } }: Proof,
  user: User | undefined,
): Promise<void> {
  if (tries >= TRIES) await raiseLockout(store.db, { userName, user: user?.id, device: id }, now())
}

type User = typeof appUser.$inferSelect

async function letIn(context: Context, request: SignInRequest, user: User): Promise<SignInAnswer | Refused> {
  const { store, now } = context
  const refused = await registerDevice(context, request.device, user.id)
  if (refused) return refused
  const session = await openSession(context, user.id, request.device.id)
  const who = await whoCalls(context, `Bearer ${session.accessToken}`)
  if (isRefused(who)) return who
  await note(store.db, now(), 'signed-in', { user: user.id, device: request.device.id })
  return {
    user: { id: user.id, userName: user.userName, name: user.name },
    ...session,
    offlineGrant: await offlineGrant(context, who, await hasSecondFactor(context, user.id)),
    serverKey: context.signer.publicKey,
    dataKeys: await dataKeysFor(context, who, request.device.renewsKeys === true),
  }
}

/**
 * Counts a try as wrong before the password is looked at, in one statement, so that many guesses at once are counted as
 * many; a right password takes the count back. Says how many there are now, or refuses while the account is closed.
 */
async function countTry({ store, now }: Context, nameKey: string): Promise<number | Refused> {
  const at = now()
  const wait = sql`least(${LONGEST_LOCK_SECONDS}, ${FIRST_LOCK_SECONDS} * power(2, least(${signInAttempt.failures} + 1 - ${TRIES}, 20)))`
  const [counted] = await store.db
    .insert(signInAttempt)
    .values({ nameKey, failures: 1 })
    .onConflictDoUpdate({
      target: signInAttempt.nameKey,
      set: {
        failures: sql`${signInAttempt.failures} + 1`,
        lockedUntil: sql`CASE WHEN ${signInAttempt.failures} + 1 >= ${TRIES}
          THEN ${at.toISOString()}::timestamptz + make_interval(secs => ${wait}) END`,
      },
      setWhere: sql`${signInAttempt.lockedUntil} IS NULL OR ${signInAttempt.lockedUntil} <= ${at.toISOString()}::timestamptz`,
    })
    .returning()
  if (counted) return counted.failures
  const [row] = await store.db.select().from(signInAttempt).where(eq(signInAttempt.nameKey, nameKey))
  const seconds = Math.ceil(((row?.lockedUntil ?? at).getTime() - at.getTime()) / 1000)
  return refuse('locked-out', 'Too many wrong passwords.', { retryAfter: Math.max(1, seconds) })
}

/** A device is known by its key from first contact on: the same id with another key is a copy or a forgery. */
async function registerDevice(
  { store, now }: Context,
  { id, publicKey, app, platform }: SignInRequest['device'],
  user: UserId,
): Promise<Refused | undefined> {
  const { db } = store
  const fresh = { id, publicKey, app, platform, acked: 0, chain: GENESIS, registeredAt: now() }
  const [added] = await db.insert(device).values(fresh).onConflictDoNothing().returning()
  if (added) await note(db, now(), 'device-registered', { user, device: id })
  const [known] = await db.select().from(device).where(eq(device.id, id))
  if (known?.publicKey !== publicKey) {
    await note(db, now(), 'device-forked', { user, device: id, detail: 'another key' })
    return refuse('fork', 'A device with this id and another key is known.')
  }
  if (known.revokedAt) return refuse('revoked', 'This device was revoked.')
  if (known.app !== app || known.platform !== platform)
    await db.update(device).set({ app, platform }).where(eq(device.id, id))
  await db.insert(deviceUser).values({ device: id, userId: user, firstAt: now() }).onConflictDoNothing()
  return undefined
}
