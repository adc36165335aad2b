import { randomBytes } from 'node:crypto'
import { and, eq, isNotNull, isNull, lt } from 'drizzle-orm'
import { Secret, TOTP } from 'otpauth'
import type { EnrolmentAnswer } from '#shared/administration/protocol'
import type { UserId } from '#shared/ids'
import type { Role } from '#shared/roles'
import type { Context } from '../context'
import { type Refused, refuse } from '../refused'
import { note } from '../security-log'
import type { Transaction } from '../store/database'
import { type appUser, recoveryCode, secondFactor } from '../store/schema'
import { grantsOf, inForce } from './grants'

type User = typeof appUser.$inferSelect

/** Whose passwords alone open too much: who sees many sites, and who sets up the server. */
const sponsor: ReadonlySet<Role> = new Set<Role>(['monitor', 'data-manager', 'administrator'])

const PERIOD = 30
/** A phone's clock may be one step off, either way. */
const WINDOW = 1
const RECOVERY_CODES = 10

const sealedFor = (user: UserId) => `second-factor|${user}`
const totp = (secret: Buffer, label: string) =>
  new TOTP({ issuer: 'Tracer', label, secret: new Secret({ buffer: Uint8Array.from(secret).buffer }), period: PERIOD })

const hashed = ({ secrets }: Context, user: UserId, code: string) => secrets.keyed('recovery-code', `${user} ${code}`)

/** Letters and digits that nobody takes for each other. */
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const newRecoveryCode = (): string => {
  const drawn = [...randomBytes(40)].flatMap((byte) =>
    // Bytes past the last whole multiple would favour the first letters.
    byte < 248 ? (letters[byte % letters.length] ?? []) : [],
  )
  const code = drawn.slice(0, 10).join('')
  return `${code.slice(0, 5)}-${code.slice(5)}`
}

/**
 * Makes a secret and recovery codes for a person who has none yet, in the place of those begun before. They are told
 * once; the secret is kept sealed, the codes as hashes. Nothing is asked for until a first code was right.
 */
export async function beginEnrolment(context: Context, user: User): Promise<EnrolmentAnswer | Refused> {
  const secret = randomBytes(20)
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
  const begun = await context.store.db.transaction(async (tx) => {
    const sealedSecret = context.secrets.seal(secret, sealedFor(user.id))
    const [row] = await tx
      .insert(secondFactor)
      .values({ userId: user.id, sealedSecret, lastStep: 0 })
      .onConflictDoUpdate({
        target: secondFactor.userId,
        set: { sealedSecret },
        setWhere: isNull(secondFactor.confirmedAt),
      })
      .returning()
    if (!row) return false
    await tx.delete(recoveryCode).where(eq(recoveryCode.userId, user.id))
    await tx
      .insert(recoveryCode)
      .values(codes.map((code) => ({ userId: user.id, codeHash: hashed(context, user.id, code) })))
    return true
  })
  if (!begun) return refuse('not-allowed', 'There is a second factor already; an administrator takes it away.')
  const uri = totp(secret, user.userName)
  return { uri: uri.toString(), secret: uri.secret.base32, recoveryCodes: codes }
}

/** Whether the person has a second factor that is asked for. */
export async function hasSecondFactor({ store }: Context, user: UserId): Promise<boolean> {
  return (
    (await store.db.$count(secondFactor, and(eq(secondFactor.userId, user), isNotNull(secondFactor.confirmedAt)))) > 0
  )
}

/**
 * Why the password alone does not let this person in, or undefined where it does or the code is right. A code works once;
 * the first right one ends the enrolment.
 */
export async function lacksSecondFactor(
  context: Context,
  user: User,
  code: string | undefined,
): Promise<Refused | undefined> {
  const { store, now } = context
  const [factor] = await store.db.select().from(secondFactor).where(eq(secondFactor.userId, user.id))
  const asked = factor?.confirmedAt ? true : await isRequired(context, user)
  if (!asked && code === undefined) return undefined
  if (!factor) return asked ? refuse('enrol-needed', 'A second factor has to be set up first.') : undefined
  if (code === undefined)
    return factor.confirmedAt
      ? refuse('code-needed', 'The code of the second factor is asked for.')
      : refuse('enrol-needed', 'A second factor has to be set up first.')
  if (await takeCode(context, user, factor, code.replaceAll(/\s/g, '').toUpperCase())) return undefined
  await note(store.db, now(), 'second-factor-failed', { user: user.id })
  return refuse('wrong-code', 'The code is not right, or was used before.')
}

async function isRequired(context: Context, user: User): Promise<boolean> {
  if (context.secondFactor !== 'required') return false
  const grants = inForce(await grantsOf(context.store.db, user.id), context.now())
  return user.administrator || grants.some(({ role }) => sponsor.has(role))
}

async function takeCode(
  context: Context,
  user: User,
  factor: typeof secondFactor.$inferSelect,
  code: string,
): Promise<boolean> {
  const { store, secrets, now } = context
  if (!/^[0-9]{6}$/.test(code)) return factor.confirmedAt !== null && takeRecoveryCode(context, user, code)
  const at = now().getTime()
  const off = totp(secrets.open(factor.sealedSecret, sealedFor(user.id)), user.userName).validate({
    ...{ token: code, timestamp: at, window: WINDOW },
  })
  if (off === null) return false
  const step = Math.floor(at / 1000 / PERIOD) + off
  return store.db.transaction(async (tx) => {
    const [taken] = await tx
      .update(secondFactor)
      .set({ lastStep: step, confirmedAt: factor.confirmedAt ?? now() })
      .where(and(eq(secondFactor.userId, user.id), lt(secondFactor.lastStep, step)))
      .returning()
    if (taken && !factor.confirmedAt) await note(tx, now(), 'second-factor-set-up', { user: user.id })
    return taken !== undefined
  })
}

async function takeRecoveryCode(context: Context, user: User, code: string): Promise<boolean> {
  const { store, now } = context
  const hash = hashed(context, user.id, code)
  const [used] = await store.db
    .update(recoveryCode)
    .set({ usedAt: now() })
    .where(and(eq(recoveryCode.userId, user.id), eq(recoveryCode.codeHash, hash), isNull(recoveryCode.usedAt)))
    .returning()
  if (used) await note(store.db, now(), 'recovery-code-used', { user: user.id })
  return used !== undefined
}

/** Takes a person's second factor away, with its recovery codes: they set up another at their next sign-in. */
export async function forgetSecondFactor(tx: Transaction, user: UserId): Promise<void> {
  await tx.delete(secondFactor).where(eq(secondFactor.userId, user))
  await tx.delete(recoveryCode).where(eq(recoveryCode.userId, user))
}
