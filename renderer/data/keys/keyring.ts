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
  /** The same text always has the same mark under these keys, and tells nothing without them. */
  mark(kind: MarkKind, text: string): Promise<Mark>
}

export type MarkKind = 'subject' | 'form' | 'site' | 'stream' | 'chunk'

/** The keys a signed-in person holds. Gone with the worker. */
export interface Keyring {
  /** The keys for a site: its own, or else those of the whole study. */
  of(study: StudyId, site: SiteId): SiteKeys | undefined
  ofStream(stream: StreamId): SiteKeys | undefined
  /** All that the stream may ever have been stored under here. */
  everOf(stream: StreamId): readonly SiteKeys[]
  byId(keyId: string): SiteKeys | undefined
  all(): readonly SiteKeys[]
  /** Takes in keys for sites that came since. */
  learn(dataKeys: readonly DataKey[]): Promise<void>
}

async function siteKeys(crypto: Crypto, { study, site, keyId, key }: DataKey): Promise<SiteKeys> {
  const root = await crypto.subtle.importKey('raw', fromBase64url(key), 'HKDF', false, ['deriveKey'])
  const part = (info: string) => ({ name: 'HKDF', hash: 'SHA-256', salt: utf8(keyId), info: utf8(info) })
  const data = await crypto.subtle.deriveKey(part(SEALING.info), root, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
  const index = await crypto.subtle.deriveKey(
    part(SEALING.index),
    root,
    { name: 'HMAC', hash: 'SHA-256', length: 256 },
    false,
    ['sign'],
  )
  const known = new Map<string, Mark>()
  return {
    id: keyId,
    key: data,
    study,
    site,
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

export async function createKeyring(crypto: Crypto, dataKeys: readonly DataKey[]): Promise<Keyring> {
  const byId = new Map<string, SiteKeys>()
  const bySite = new Map<string, SiteKeys>()
  const learn = async (more: readonly DataKey[]) => {
    for (const dataKey of more) {
      if (byId.has(dataKey.keyId)) continue
      const keys = await siteKeys(crypto, dataKey)
      byId.set(keys.id, keys)
      bySite.set(`${keys.study}/${keys.site}`, keys)
    }
  }
  await learn(dataKeys)
  const of = (study: StudyId, site: SiteId) => bySite.get(`${study}/${site}`) ?? bySite.get(`${study}/*`)
  return {
    of,
    ofStream(stream) {
      const { study, site } = streamParts(stream)
      return of(study, site)
    },
    everOf(stream) {
      const { study, site } = streamParts(stream)
      return [...byId.values()].filter((keys) => keys.study === study && (keys.site === site || keys.site === '*'))
    },
    byId: (keyId) => byId.get(keyId),
    all: () => [...byId.values()],
    learn,
  }
}
