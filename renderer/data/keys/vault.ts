import type { DataKey, DeviceLockout, SignInAnswer } from '#shared/protocol'
import { base64url, fromBase64url, utf8 } from '../bytes'
import type { KnownPerson } from '../door'
import type { PersonRow, TracerDatabase } from '../store/database'
import { destroySite, hasUnsent } from '../store/destroy'
import { type Identity, newSigningPair } from '../store/identity'
import type { Surroundings } from '../surroundings'
import {
  type Attempts,
  NO_ATTEMPTS,
  attemptsText,
  begun,
  isLockout,
  readAttempts,
  triesLeft,
  waitSeconds,
  worse,
} from './attempts'
import { DamagedRecord, type NamedKey, openJson, sealJson } from './envelope'
import { type Keyring, createKeyring } from './keyring'
import { Bundle, PersonRecord, type Secrets, handOver, openPart, parsePart, sealPart, takeBack } from './person'
import { type PasswordKeys, isWeaker, newSalt, stretch } from './stretch'

/** What a right password gave. Lives in the worker's memory and ends with it. */
export interface Opened {
  readonly record: PersonRecord
  readonly ring: Keyring
  /** For what only this person may read on this device. */
  readonly own: NamedKey
  readonly signature: { readonly keyId: string; readonly publicKey: string }
}

export type Unlocking =
  | {
      readonly kind: 'open'
      readonly opened: Opened
      /** Keeps what the server says of this person now, under the password just given. */
      readonly renew: (answer: SignInAnswer) => Promise<void>
    }
  | { readonly kind: 'wrong'; readonly triesLeft: number; readonly waitSeconds: number }
  /** Too early for another try; the password was not looked at. */
  | { readonly kind: 'too-early'; readonly waitSeconds: number }

/** The people of a device and what their passwords open. */
export interface Vault {
  people(): Promise<readonly KnownPerson[]>
  find(userName: string): Promise<PersonRecord | undefined>
  /** Counts the try first, then looks; a right password sets the count back. */
  unlock(record: PersonRecord, password: string): Promise<Unlocking>
  /** Is this their password? Counted like a sign-in. */
  confirm(record: PersonRecord, password: string): Promise<boolean>
  /** Keeps a person whom the server let in. One known under another password gets new wraps; the old ones go. */
  welcome(answer: SignInAnswer, password: string): Promise<Opened>
  /** Signs a text with the person's own key, or undefined when the password is wrong. */
  signAs(record: PersonRecord, password: string, text: string): Promise<string | undefined>
  keepRefresh(opened: Opened, token: string): Promise<void>
  refreshToken(opened: Opened): Promise<string | undefined>
  /** What a person has along; kept, or forgotten, without their password. */
  travel(id: string): Promise<PersonRecord['travel']>
  keepTravel(id: string, travel: PersonRecord['travel']): Promise<void>
  /** Everybody known here, for what is due without anyone being signed in. */
  records(): Promise<readonly PersonRecord[]>
  /** Whom wrong passwords have locked out here, whoever it was, as long as the server has not heard of it. */
  lockouts(): Promise<readonly DeviceLockout[]>
  /** The server has heard of these. */
  forgetLockouts(told: readonly DeviceLockout[]): Promise<void>
}

/** So many are kept for the server, the last ones, and said at once. */
const MOST_LOCKOUTS = 50

export function createVault(
  { crypto, clock, keychain, newId, stretching }: Surroundings,
  db: TracerDatabase,
  { local }: Identity,
): Vault {
  const isRecord = (value: unknown): value is PersonRecord => PersonRecord.safeParse(value).success
  const place = (id: string) => ({ table: 'vault', row: id })
  const read = ({ id, sealed }: PersonRow) => openJson(crypto, local, place(id), sealed, isRecord)
  const everyone = async () => Promise.all((await db.vault.toArray()).map(read))
  const write = async (record: PersonRecord) => {
    const sealed = await sealJson(crypto, local, place(record.id), record)
    await db.transaction('rw', db.vault, async () => {
      const row = await db.vault.get(record.id)
      await db.vault.put({ attempts: NO_ATTEMPTS, ...row, id: record.id, sealed })
    })
  }
  const attemptsOf = async ({ id }: PersonRecord) => (await db.vault.get(id))?.attempts ?? NO_ATTEMPTS

  /** The count outside the profile, where the machine has a place for it: a profile that is copied back begins no other. */
  const tally = ({ id }: Pick<PersonRecord, 'id'>) => {
    const name = `tries-${id}`
    return {
      read: async () => readAttempts(await keychain.recall(name)),
      async keep(attempts: Attempts): Promise<void> {
        await keychain.remember(name, attemptsText(attempts))
      },
    }
  }

  /** The password's keys and the secrets they open, or why not. */
  async function check(record: PersonRecord, password: string) {
    const outside = await tally(record).read()
    const early = await db.transaction('rw', db.vault, async () => {
      const row = await db.vault.get(record.id)
      const [before, at] = [worse(row?.attempts ?? NO_ATTEMPTS, outside), clock.now()]
      const wait = waitSeconds(before, at)
      if (wait > 0) return wait
      const attempts = begun(before, at)
      // Kept with the count, so that ending the app does not keep it from those who have to know.
      const lockouts = [...(row?.lockouts ?? []), ...(isLockout(attempts) ? [attempts.last] : [])].slice(-MOST_LOCKOUTS)
      await db.vault.update(record.id, { attempts, lockouts })
      return 0
    })
    if (early > 0) return { kind: 'too-early' as const, waitSeconds: early }
    await tally(record).keep(await attemptsOf(record))
    const secrets = await takeBack(keychain, record)
    const keys = await stretch(crypto, password, fromBase64url(record.salt), record.stretching)
    if (keys.verifier !== secrets.verifier) {
      const attempts = await attemptsOf(record)
      return {
        kind: 'wrong' as const,
        triesLeft: triesLeft(attempts),
        waitSeconds: waitSeconds(attempts, clock.now()),
      }
    }
    await forgetTries(record.id)
    await tally(record).keep(NO_ATTEMPTS)
    return { kind: 'right' as const, keys, secrets }
  }

  /** The password was right: the last try, counted beforehand, was no wrong one. */
  async function forgetTries(id: string): Promise<void> {
    await db.transaction('rw', db.vault, async () => {
      const row = await db.vault.get(id)
      const lockouts = row?.lockouts?.filter((at) => at !== row.attempts.last) ?? []
      await db.vault.update(id, { attempts: NO_ATTEMPTS, lockouts })
    })
  }

  const bundleOf = async ({ id }: PersonRecord, { bundle }: Secrets, { wrap }: PasswordKeys) =>
    parsePart(Bundle, id, await openPart(crypto, wrap, id, 'bundle', bundle))

  /** What the server gives a key for may be kept here, whatever it ordered before. */
  const keepAgain = ({ dataKeys }: SignInAnswer) =>
    db.meta.bulkDelete(dataKeys.map(({ keyId }) => `purge ${keyId}` as const))

  /** Keys of sites that were taken off this device go as well, as soon as nothing that they seal is still to be sent. */
  async function withoutSpent(bundle: Bundle): Promise<Bundle> {
    const spent = new Set<string>()
    for (const { keyId } of bundle.dataKeys) {
      const order = await db.meta.get(`purge ${keyId}`)
      if (!order || (await hasUnsent(db, keyId))) continue
      await destroySite(db, keyId)
      spent.add(keyId)
    }
    const dataKeys = bundle.dataKeys.filter(({ keyId }) => !spent.has(keyId))
    return spent.size === 0 ? bundle : { ...bundle, dataKeys }
  }

  async function opened(record: PersonRecord, { dataKeys, own }: Bundle, { keyId, publicKey }: Secrets['signing']) {
    const key = await crypto.subtle.importKey('raw', fromBase64url(own), 'AES-GCM', false, ['encrypt', 'decrypt'])
    return {
      record,
      ring: await createKeyring(crypto, dataKeys),
      own: { id: `own:${record.id}`, key },
      signature: { keyId, publicKey },
    }
  }

  async function newSignature(id: string, { signing }: PasswordKeys): Promise<Secrets['signing']> {
    const pair = await newSigningPair(crypto, true)
    const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))
    return {
      keyId: newId(),
      publicKey: base64url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))),
      wrapped: await sealPart(crypto, signing, id, 'signing', base64url(pkcs8)),
    }
  }

  const wrapped = async (id: string, keys: PasswordKeys, bundle: Bundle, signing: Secrets['signing']) =>
    handOver(keychain, {
      verifier: keys.verifier,
      bundle: await sealPart(crypto, keys.wrap, id, 'bundle', JSON.stringify(bundle)),
      signing,
    })

  /** Keys the server handed out replace those of the same site; others stay as long as something is sealed by them. */
  const merged = (before: readonly DataKey[], now: readonly DataKey[]): DataKey[] => [
    ...before.filter(({ keyId }) => !now.some((key) => key.keyId === keyId)),
    ...now,
  ]

  const saidOf = ({ user, offlineGrant }: SignInAnswer) => ({
    user,
    offlineGrant,
    offlineUntil: expiryOf(offlineGrant),
    lastIn: clock.now(),
  })

  return {
    async people() {
      const records = await everyone()
      return records
        .sort((a, b) => b.lastIn - a.lastIn)
        .map(({ user, offlineUntil, travel }) => ({
          ...{ userName: user.userName, name: user.name },
          offlineUntil: new Date(Math.max(Date.parse(offlineUntil), travel?.until ?? 0)).toISOString(),
        }))
    },

    async find(userName) {
      const wanted = userName.trim().toLowerCase()
      return (await everyone()).find(({ user }) => user.userName.toLowerCase() === wanted)
    },

    confirm: async (record, password) => (await check(record, password)).kind === 'right',

    async unlock(record, password) {
      const checked = await check(record, password)
      if (checked.kind !== 'right') return checked
      let { keys, secrets } = checked
      const kept = await bundleOf(record, secrets, keys)
      const bundle = await withoutSpent(kept)
      let current = { ...record, lastIn: clock.now() }
      if (bundle !== kept) current = { ...current, secrets: await wrapped(record.id, keys, bundle, secrets.signing) }
      if (isWeaker(record.stretching, stretching)) {
        const pkcs8 = await openPart(crypto, keys.signing, record.id, 'signing', secrets.signing.wrapped)
        const salt = newSalt(crypto)
        keys = await stretch(crypto, password, salt, stretching)
        const rewrapped = await sealPart(crypto, keys.signing, record.id, 'signing', pkcs8)
        secrets = { ...secrets, signing: { ...secrets.signing, wrapped: rewrapped } }
        const handed = await wrapped(record.id, keys, bundle, secrets.signing)
        current = { ...current, salt: base64url(salt), stretching, secrets: handed }
      }
      await write(current)
      const now = await opened(current, bundle, secrets.signing)
      return {
        kind: 'open',
        opened: now,
        async renew(answer) {
          const next = { ...bundle, dataKeys: merged(bundle.dataKeys, answer.dataKeys) }
          await keepAgain(answer)
          const handed = await wrapped(current.id, keys, next, secrets.signing)
          await write({ ...current, ...saidOf(answer), secrets: handed })
          await now.ring.learn(answer.dataKeys)
        },
      }
    },

    async welcome(answer, password) {
      const known = (await everyone()).find(({ user }) => user.id === answer.user.id)
      const id = known?.id ?? newId()
      const salt = newSalt(crypto)
      const keys = await stretch(crypto, password, salt, stretching)
      const bundle = {
        dataKeys: answer.dataKeys,
        own: base64url(crypto.getRandomValues(new Uint8Array(32))),
      }
      const signing = await newSignature(id, keys)
      const record: PersonRecord = {
        id,
        ...saidOf(answer),
        salt: base64url(salt),
        stretching,
        secrets: await wrapped(id, keys, bundle, signing),
      }
      await keepAgain(answer)
      await write(record)
      await db.transaction('rw', db.vault, db.hellos, async () => {
        await forgetTries(id)
        // What stood there was sealed with a key that went with the old password.
        await db.hellos.delete(id)
      })
      await tally({ id }).keep(NO_ATTEMPTS)
      return opened(record, bundle, signing)
    },

    async signAs(record, password, text) {
      const checked = await check(record, password)
      if (checked.kind !== 'right') return undefined
      const { keys, secrets } = checked
      const pkcs8 = fromBase64url(await openPart(crypto, keys.signing, record.id, 'signing', secrets.signing.wrapped))
      const key = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign'])
      return base64url(new Uint8Array(await crypto.subtle.sign('Ed25519', key, utf8(text))))
    },

    async keepRefresh({ record, own }, token) {
      const row = await db.vault.get(record.id)
      if (!row) return
      await write({ ...(await read(row)), refresh: await sealPart(crypto, own.key, record.id, 'refresh', token) })
    },

    records: everyone,
    async lockouts() {
      const rows = await db.vault.toArray()
      const own = rows.map(async (row) => {
        if (!row.lockouts?.length) return []
        const { user } = await read(row)
        return row.lockouts.map((at) => ({ user: user.id, at: new Date(at).toISOString() }))
      })
      return (await Promise.all(own)).flat().slice(0, MOST_LOCKOUTS)
    },
    async forgetLockouts(told) {
      const ids = new Map((await everyone()).map(({ id, user }) => [user.id, id]))
      await db.transaction('rw', db.vault, async () => {
        for (const { user, at } of told) {
          const row = await db.vault.get(ids.get(user) ?? '')
          if (row)
            await db.vault.update(row.id, { lockouts: row.lockouts?.filter((one) => one !== Date.parse(at)) ?? [] })
        }
      })
    },
    async travel(id) {
      const row = await db.vault.get(id)
      return row && (await read(row)).travel
    },
    async keepTravel(id, travel) {
      const row = await db.vault.get(id)
      if (row) await write({ ...(await read(row)), travel })
    },

    async refreshToken({ record, own }) {
      const row = await db.vault.get(record.id)
      const refresh = row && (await read(row)).refresh
      return refresh === undefined ? undefined : openPart(crypto, own.key, record.id, 'refresh', refresh)
    },
  }
}

/** When a grant ends, for the sign-in list only: nothing is allowed by it before `readGrant` has verified it. */
function expiryOf(jws: string): string {
  const [, payload = ''] = jws.split('.')
  const claims: unknown = JSON.parse(new TextDecoder().decode(fromBase64url(payload)))
  if (typeof claims === 'object' && claims !== null && 'exp' in claims && typeof claims.exp === 'number')
    return new Date(claims.exp * 1000).toISOString()
  throw new DamagedRecord({ table: 'vault', row: 'grant' })
}
