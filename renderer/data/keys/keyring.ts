import type { SiteId, StreamId, StudyId } from '#shared/ids'
import { streamParts } from '#shared/ids'
import type { DataKey } from '#shared/protocol'
import { SEALING } from '#shared/sealing'
import { base64url, fromBase64url, utf8 } from '../bytes'
import type { NamedKey } from './envelope'

/** An opaque name for something that must not be readable in an index. */
export type Mark = string

/** The keys of one study and site on this device: one seals, one makes index names. */
export interface SiteKeys extends NamedKey {
  readonly study: StudyId
  readonly site: SiteId | '*'
  /** The first key of this site here, by its name: these themselves, or the one that they came after. */
  readonly first: string
  /** When they were made to come after others, in milliseconds since 1970; 0 for the first. */
  readonly madeAt: number
  /** The same text always has the same mark under these keys and all that come after them, and tells nothing without them. */
  mark(kind: MarkKind, text: string): Promise<Mark>
}

export type MarkKind = 'subject' | 'form' | 'site' | 'stream' | 'chunk'

/** The keys a signed-in person holds. Gone with the worker. */
export interface Keyring {
  /** The keys for a site: its own, or else those of the whole study. */
  of(study: StudyId, site: SiteId): SiteKeys | undefined
  ofStream(stream: StreamId): SiteKeys | undefined
  /** All that the stream may ever have been stored under here, of those that came one after the other one each. */
  everOf(stream: StreamId): readonly SiteKeys[]
  /** Of keys that came one after the other, those that seal now; undefined where this person does not hold them. */
  inUse(keys: SiteKeys): SiteKeys | undefined
  byId(keyId: string): SiteKeys | undefined
  all(): readonly SiteKeys[]
  /** Takes in keys for sites that came since. */
  learn(dataKeys: readonly DataKey[]): Promise<void>
}

async function siteKeys(crypto: Crypto, dataKey: DataKey): Promise<SiteKeys> {
  const { study, site, keyId, key, renewed } = dataKey
  const root = await crypto.subtle.importKey('raw', fromBase64url(key), 'HKDF', false, ['deriveKey'])
  const part = (info: string) => ({ name: 'HKDF', hash: 'SHA-256', salt: utf8(keyId), info: utf8(info) })
  const data = await crypto.subtle.deriveKey(part(SEALING.info), root, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
  const marking = { name: 'HMAC', hash: 'SHA-256', length: 256 }
  const index = renewed
    ? await crypto.subtle.importKey('raw', fromBase64url(renewed.index), marking, false, ['sign'])
    : await crypto.subtle.deriveKey(part(SEALING.index), root, marking, false, ['sign'])
  const known = new Map<string, Mark>()
  return {
    ...{ id: keyId, key: data, study, site },
    first: firstOf(dataKey),
    madeAt: madeAt(dataKey),
    async mark(kind, text) {
      const named = `${kind}|${text}`
      const before = known.get(named)
      if (before !== undefined) return before
      const mac = await crypto.subtle.sign('HMAC', index, utf8(named))
      const mark = base64url(new Uint8Array(mac, 0, SEALING.mark))
      known.set(named, mark)
      return mark
    },
  }
}

/** The key that this one came after, or the key itself. */
export const firstOf = ({ keyId, renewed }: Pick<DataKey, 'keyId' | 'renewed'>): string => renewed?.first ?? keyId

export const madeAt = ({ renewed }: Pick<DataKey, 'renewed'>): number => (renewed ? Date.parse(renewed.at) : 0)

/** Which of the keys that came one after the other seals on this device, by the first of them. */
export type KeysInUse = ReadonlyMap<string, string>

/** Without a word on what is in use it is the first that there is. */
export async function createKeyring(
  crypto: Crypto,
  dataKeys: readonly DataKey[],
  named: KeysInUse = new Map(),
): Promise<Keyring> {
  const byId = new Map<string, SiteKeys>()
  /** The first key of those that were given last for a site. */
  const bySite = new Map<string, string>()
  const learn = async (more: readonly DataKey[]) => {
    for (const dataKey of more) {
      if (byId.has(dataKey.keyId)) continue
      const keys = await siteKeys(crypto, dataKey)
      byId.set(keys.id, keys)
      bySite.set(`${keys.study}/${keys.site}`, keys.first)
    }
  }
  await learn(dataKeys)
  const after = (first: string) => [...byId.values()].filter((keys) => keys.first === first)
  const using = (first: string) => {
    const name = named.get(first)
    // Never another than the one in use: what it sealed might be out of reach for others here.
    if (name !== undefined) return byId.get(name)
    return after(first).reduce<SiteKeys | undefined>((a, b) => (a && a.madeAt <= b.madeAt ? a : b), undefined)
  }
  const of = (study: StudyId, site: SiteId) => {
    const first = bySite.get(`${study}/${site}`) ?? bySite.get(`${study}/*`)
    return first === undefined ? undefined : using(first)
  }
  return {
    of,
    ofStream(stream) {
      const { study, site } = streamParts(stream)
      return of(study, site)
    },
    everOf(stream) {
      const { study, site } = streamParts(stream)
      const here = [...byId.values()].filter(
        (keys) => keys.study === study && (keys.site === site || keys.site === '*'),
      )
      return here.filter((keys, i) => here.findIndex(({ first }) => first === keys.first) === i)
    },
    inUse: ({ first }) => using(first),
    byId: (keyId) => byId.get(keyId),
    all: () => [...byId.values()],
    learn,
  }
}
