import type { DataKey, DeviceLockout, SignInAnswer } from '#shared/protocol'
import { base64url, fromBase64url, utf8 } from '../bytes'
import type { KnownPerson } from '../door'
import type { PersonRow, TracerDatabase } from '../store/database'
import { destroySite, hasUnsent } from '../store/destroy'
import type { Identity } from '../store/identity'
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
import { DamagedRecord, type NamedKey, isSameSealing, openJson, sealJson } from './envelope'
import { type Keyring, createKeyring, firstOf, madeAt } from './keyring'
import {
  type Bundle,
  PersonRecord,
  type Secrets,
  type Wrap,
  openPart,
  rewrapped,
  sealPart,
  settled,
  takeBack,
  wrapIn,
} from './person'
import { hasEnded, keysInUse } from './renewal'
import { isWeaker, newSalt, stretch } from './stretch'
import { type Wrapped, createWraps } from './wraps'

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
      /** A change of the password was broken off: this one or another is in force, as the server will say. */
      readonly undecided: boolean
      /** Keeps what the server says of this person now, under the password just given: that one is in force. */
      readonly renew: (answer: SignInAnswer) => Promise<void>
    }
  | NotRight

/** Why a password opened nothing. */
export type NotRight =
  | { readonly kind: 'wrong'; readonly triesLeft: number; readonly waitSeconds: number }
  /** Too early for another try; the password was not looked at. */
  | { readonly kind: 'too-early'; readonly waitSeconds: number }

/** A change of the password for which all is ready here: the new password opens this device beside the old one. */
export interface Prepared {
  readonly kind: 'ready'
  /** What the server knows it by. */
  readonly change: string
  /** It was asked for before, and the answer did not come. */
  readonly again: boolean
  /** The server has set the new one: the old one opens nothing any more. */
  readonly settle: () => Promise<unknown>
  /** The server has not, and never will: the new one opens nothing. */
  readonly withdraw: () => Promise<unknown>
}

/** The people of a device and what their passwords open. */
export interface Vault {
  people(): Promise<readonly KnownPerson[]>
  find(userName: string): Promise<PersonRecord | undefined>
  /** Counts the try first, then looks; a right password sets the count back. */
  unlock(record: PersonRecord, password: string): Promise<Unlocking>
  /** Is this their password? Counted like a sign-in. */
  confirm(record: PersonRecord, password: string): Promise<{ readonly kind: 'right' } | NotRight>
  /**
   * Makes a new password open this device beside the one in force, before the server is asked to set it. `undecided`:
   * another new one was asked for before, of which the server has not been heard yet.
   */
  prepare(
    record: PersonRecord,
    passwords: { readonly current: string; readonly next: string },
  ): Promise<Prepared | NotRight | { readonly kind: 'undecided' }>
  /** Keeps a person whom the server let in. One known under another password gets new wraps; the old ones go. */
  welcome(answer: SignInAnswer, password: string): Promise<Opened>
  /** Signs a text with the person's own key. */
  signAs(
    record: PersonRecord,
    password: string,
    text: string,
  ): Promise<{ readonly kind: 'signed'; readonly signature: string } | NotRight>
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

export function createVault(surroundings: Surroundings, db: TracerDatabase, { local }: Identity): Vault {
  const { crypto, clock, keychain, newId, stretching } = surroundings
  const { openedBy, bundleOf, newSignature, wrapped, wrappedAnew } = createWraps(surroundings)
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
  /** Rewrites what is kept of a person, beginning again where another tab was quicker; nothing where they went. */
  async function rewrite(id: string, change: (record: PersonRecord) => PersonRecord | Promise<PersonRecord>) {
    for (;;) {
      const before = await db.vault.get(id)
      if (!before) return undefined
      const record = await change(await read(before))
      const sealed = await sealJson(crypto, local, place(id), record)
      const done = await db.transaction('rw', db.vault, async () => {
        const row = await db.vault.get(id)
        if (!row || !isSameSealing(row.sealed, before.sealed)) return false
        await db.vault.put({ ...row, sealed })
        return true
      })
      if (done) return record
    }
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
    // It may have another password since whoever asks read it.
    const row = await db.vault.get(record.id)
    const now = row ? await read(row) : record
    const found = (await openedBy(now.id, now, password)) ?? (now.next && (await openedBy(now.id, now.next, password)))
    if (!found) {
      const attempts = await attemptsOf(record)
      return {
        kind: 'wrong' as const,
        triesLeft: triesLeft(attempts),
        waitSeconds: waitSeconds(attempts, clock.now()),
      }
    }
    await forgetTries(record.id)
    await tally(record).keep(NO_ATTEMPTS)
    return { kind: 'right' as const, record: now, ...found }
  }

  /** The password was right: the last try, counted beforehand, was no wrong one. */
  async function forgetTries(id: string): Promise<void> {
    await db.transaction('rw', db.vault, async () => {
      const row = await db.vault.get(id)
      const lockouts = row?.lockouts?.filter((at) => at !== row.attempts.last) ?? []
      await db.vault.update(id, { attempts: NO_ATTEMPTS, lockouts })
    })
  }

  /** What the server gives a key for may be kept here, whatever it ordered before. */
  const keepAgain = ({ dataKeys }: SignInAnswer) =>
    db.meta.bulkDelete(dataKeys.map(({ keyId }) => `purge ${keyId}` as const))

  /**
   * Keys of sites that were taken off this device go as well, as soon as nothing that they seal is still to be sent; and
   * those that newer ones have replaced.
   */
  async function withoutSpent(bundle: Bundle): Promise<Bundle> {
    const spent = new Set<string>()
    for (const { keyId } of bundle.dataKeys) {
      if (await hasEnded(db, keyId)) spent.add(keyId)
      const order = await db.meta.get(`purge ${keyId}`)
      if (!order || (await hasUnsent(db, keyId))) continue
      await destroySite(db, new Set([keyId]))
      spent.add(keyId)
    }
    const dataKeys = bundle.dataKeys.filter(({ keyId }) => !spent.has(keyId))
    return spent.size === 0 ? bundle : { ...bundle, dataKeys }
  }

  async function opened(record: PersonRecord, { dataKeys, own }: Bundle, { keyId, publicKey }: Secrets['signing']) {
    const key = await crypto.subtle.importKey('raw', fromBase64url(own), 'AES-GCM', false, ['encrypt', 'decrypt'])
    return {
      record,
      ring: await createKeyring(crypto, dataKeys, await keysInUse(db)),
      own: { id: `own:${record.id}`, key },
      signature: { keyId, publicKey },
    }
  }

  const prepared = (id: string, { change, ...wrap }: Wrap & { change: string }, again: boolean): Prepared => ({
    ...{ kind: 'ready', change, again },
    // The server's word counts, whatever another tab made of it meanwhile; which keys it opens, the next sign-in tells.
    settle: () => rewrite(id, (now) => ({ ...settled(now, wrap), holds: undefined })),
    withdraw: () => rewrite(id, (now) => (now.next?.change === change ? { ...now, next: undefined } : now)),
  })

  /** Keys the server handed out replace those of the same site; others stay as long as something is sealed by them. */
  const merged = (before: readonly DataKey[], now: readonly DataKey[]): DataKey[] => [
    ...before.filter(({ keyId }) => !now.some((key) => key.keyId === keyId)),
    ...now,
  ]

  const heldIn = ({ dataKeys }: Bundle): PersonRecord['holds'] =>
    dataKeys.map((one) => ({ key: one.keyId, first: firstOf(one), madeAt: madeAt(one) }))

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

    async confirm(record, password) {
      const checked = await check(record, password)
      return checked.kind === 'right' ? { kind: 'right' } : checked
    },

    async unlock(record, password) {
      const checked = await check(record, password)
      if (checked.kind !== 'right') return checked
      const { id } = record
      let by: Wrapped = checked
      const kept = await bundleOf(id, by.secrets, by.keys)
      const bundle = await withoutSpent(kept)
      if (bundle !== kept) {
        const { secrets, keys, wrap } = by
        by = { ...by, wrap: { ...wrap, secrets: await wrapped(id, keys, bundle, secrets.signing) } }
      }
      if (isWeaker(by.wrap.stretching, stretching)) by = await wrappedAnew(id, by, bundle, password)
      const { wrap, keys, secrets } = by
      const current = await rewrite(id, (now) => ({
        ...rewrapped(now, checked.wrap, wrap),
        ...{ lastIn: clock.now(), holds: heldIn(bundle) },
      }))
      const now = await opened(current ?? checked.record, bundle, secrets.signing)
      return {
        kind: 'open',
        opened: now,
        undecided: checked.record.next !== undefined,
        async renew(answer) {
          await keepAgain(answer)
          await rewrite(id, async (before) => {
            const latest = wrapIn(before, wrap)
            // Another password may be in force by now; what this one opened is nobody's any more.
            if (!latest) return { ...before, ...saidOf(answer) }
            // What another tab kept for them meanwhile stays with them.
            const known = await bundleOf(id, await takeBack(keychain, id, latest), keys)
            const next = await withoutSpent({ ...bundle, dataKeys: merged(known.dataKeys, answer.dataKeys) })
            const inForce = { ...wrap, secrets: await wrapped(id, keys, next, secrets.signing) }
            return { ...settled(before, inForce), ...saidOf(answer), holds: heldIn(next) }
          })
          await now.ring.learn(answer.dataKeys)
        },
      }
    },

    async prepare(record, { current, next: password }) {
      const checked = await check(record, current)
      if (checked.kind !== 'right') return checked
      const { id, next: asked } = checked.record
      if (asked) {
        const isThat = checked.wrap.salt === checked.record.salt && (await openedBy(id, asked, password)) !== undefined
        return isThat ? prepared(id, asked, true) : { kind: 'undecided' }
      }
      const bundle = await bundleOf(id, checked.secrets, checked.keys)
      const { wrap } = await wrappedAnew(id, checked, bundle, password)
      const next = { ...wrap, change: newId() }
      // Of two tabs that ask at once, one does.
      const kept = await rewrite(id, (now) => (now.next ? now : { ...now, next }))
      return kept?.next?.change === next.change ? prepared(id, next, false) : { kind: 'undecided' }
    },

    async welcome(answer, password) {
      const known = (await everyone()).find(({ user }) => user.id === answer.user.id)
      const id = known?.id ?? newId()
      const salt = newSalt(crypto)
      const keys = await stretch(crypto, password, salt, stretching)
      await keepAgain(answer)
      const bundle = await withoutSpent({
        dataKeys: answer.dataKeys,
        own: base64url(crypto.getRandomValues(new Uint8Array(32))),
      })
      const signing = await newSignature(id, keys)
      const record: PersonRecord = {
        id,
        ...saidOf(answer),
        salt: base64url(salt),
        stretching,
        holds: heldIn(bundle),
        secrets: await wrapped(id, keys, bundle, signing),
      }
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
      if (checked.kind !== 'right') return checked
      const { keys, secrets } = checked
      const pkcs8 = fromBase64url(await openPart(crypto, keys.signing, record.id, 'signing', secrets.signing.wrapped))
      const key = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign'])
      return {
        kind: 'signed',
        signature: base64url(new Uint8Array(await crypto.subtle.sign('Ed25519', key, utf8(text)))),
      }
    },

    async keepRefresh({ record, own }, token) {
      const refresh = await sealPart(crypto, own.key, record.id, 'refresh', token)
      await rewrite(record.id, (now) => ({ ...now, refresh }))
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
      await rewrite(id, (now) => ({ ...now, travel }))
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
