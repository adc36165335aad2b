import { z } from 'zod'
import { UserId } from '#shared/ids'
import { DataKey } from '#shared/protocol'
import { base64url, fromBase64url, textOf, utf8 } from '../bytes'
import type { Keychain } from '../surroundings'
import { DamagedRecord, type NamedKey, open, seal } from './envelope'

/** What one password opens, and how it is stretched. No two have the same salt. */
export const Wrap = z.strictObject({
  salt: z.string(),
  stretching: z.strictObject({ memory: z.number(), iterations: z.number() }),
  /** A `Secrets`, as the system keychain sealed it where there is one. */
  secrets: z.strictObject({ by: z.enum(['keychain', 'none']), text: z.string() }),
})
export type Wrap = z.output<typeof Wrap>

/** What a device keeps of a person. Names are sealed with the device's key, all keys under the person's password. */
export const PersonRecord = z.strictObject({
  id: z.string(),
  user: z.strictObject({ id: UserId, userName: z.string(), name: z.string() }),
  offlineGrant: z.string(),
  offlineUntil: z.string(),
  lastIn: z.number(),
  ...Wrap.shape,
  /** The same under a password that the server was asked to set, until it has said which of the two is in force. */
  next: Wrap.extend({ change: z.uuid() }).optional(),
  /** The refresh token under the person's own key: the exchange goes on after an offline sign-in. */
  refresh: z.string().optional(),
  /** Which keys their password opens, without the keys. Not known of who has not signed in since apps keep it. */
  holds: z.array(z.strictObject({ key: z.string(), first: z.string(), madeAt: z.number() })).optional(),
  /** What they took along: the server's pass, the name of the key it is sealed under, and when it ends. */
  travel: z.strictObject({ pass: z.string(), key: z.string(), until: z.number() }).optional(),
})
export type PersonRecord = z.output<typeof PersonRecord>

/** A key by its name, the first one of its site, and when it came after that. */
export type Held = NonNullable<PersonRecord['holds']>[number]

/** What a password opens, each part under its own key. */
export const Secrets = z.strictObject({
  verifier: z.string(),
  /** A `Bundle` under the wrap key. */
  bundle: z.string(),
  signing: z.strictObject({
    keyId: z.string(),
    publicKey: z.string(),
    /** PKCS #8 under the signing key. */
    wrapped: z.string(),
  }),
})
export type Secrets = z.output<typeof Secrets>

export const Bundle = z.strictObject({
  dataKeys: z.array(DataKey),
  /** The person's own key, for what only they may read here: directory, leases, refresh token. */
  own: z.string(),
})
export type Bundle = z.output<typeof Bundle>

/** A text sealed for one part of one person's record. */
export async function sealPart(crypto: Crypto, key: CryptoKey, person: string, part: string, text: string) {
  const sealed = await seal(crypto, named(key, part), { table: 'vault', row: `${person}/${part}` }, utf8(text))
  return base64url(sealed.data)
}

export async function openPart(crypto: Crypto, key: CryptoKey, person: string, part: string, sealed: string) {
  const place = { table: 'vault', row: `${person}/${part}` }
  const data = fromBase64url(sealed)
  return textOf(await open(crypto, named(key, part), place, { key: part, alg: 'A256GCM', data }))
}

const named = (key: CryptoKey, part: string): NamedKey => ({ id: part, key })

/** Parses what `openPart` gave, or says that the record is damaged. */
export function parsePart<T>(schema: z.ZodType<T>, person: string, text: string): T {
  const parsed = schema.safeParse(JSON.parse(text))
  if (!parsed.success) throw new DamagedRecord({ table: 'vault', row: person })
  return parsed.data
}

/** Gives secrets to the system keychain where there is a real one; without it the password alone protects them. */
export async function handOver(keychain: Keychain, secrets: Secrets): Promise<Wrap['secrets']> {
  const text = JSON.stringify(secrets)
  const sealed = (await keychain.canSeal()) ? await keychain.seal(base64(text)) : undefined
  return sealed === undefined ? { by: 'none', text } : { by: 'keychain', text: sealed }
}

/** Takes them back, or throws `DamagedRecord` when this machine's keychain does not open them. */
export async function takeBack(keychain: Keychain, id: string, { secrets }: Wrap): Promise<Secrets> {
  if (secrets.by === 'none') return parsePart(Secrets, id, secrets.text)
  const text = await keychain.unseal(secrets.text)
  if (text === undefined) throw new DamagedRecord({ table: 'vault', row: id })
  return parsePart(Secrets, id, atob(text))
}

/** The record with `by` where the wrap `of` stands; as it is where that one went. */
export function rewrapped(record: PersonRecord, of: Wrap, by: Wrap): PersonRecord {
  if (record.salt === of.salt) return { ...record, ...by }
  return record.next?.salt === of.salt ? { ...record, next: { ...record.next, ...by } } : record
}

/** The wrap of a record that has the salt of another; undefined where it went. */
export function wrapIn(record: PersonRecord, { salt }: Wrap): Wrap | undefined {
  return record.salt === salt ? record : record.next?.salt === salt ? record.next : undefined
}

/** The record with this wrap alone: its password is in force. */
export const settled = (record: PersonRecord, by: Wrap): PersonRecord => ({ ...record, ...by, next: undefined })

/** `Secrets` hold ASCII only. */
const base64 = (text: string): string => btoa(text)
