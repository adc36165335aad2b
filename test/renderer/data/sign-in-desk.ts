import { CompactSign, exportJWK, generateKeyPair } from 'jose'
import type { SessionStandings } from '#shared/administration/protocol'
import { DeviceId, SiteId, UserId } from '#shared/ids'
import { type Grant, type OfflineGrant, type SignInAnswer, SignInRequest } from '#shared/protocol'
import type { Role } from '#shared/roles'
import { STUDY } from '../../support/small-study'
import { addressOf } from './own-device'

/** The network as far as signing in: tests of one device alone need no more of a server. */
export interface Desk {
  readonly fetch: typeof fetch
  password: string
  /** Role and site of the person, as the next answer grants them. */
  grants: readonly (readonly [Role, string])[]
  /** Where the person is signed in, as the server knows. */
  sessions: SessionStandings['sessions']
  /** Answers with a grant of another server or another device. */
  forged: 'not' | 'by-another-server' | 'for-another-device'
}

const NAMES: Readonly<Record<string, string>> = { ana: 'Ana Lindqvist', ben: 'Ben Okafor', carla: 'Carla Moretti' }
const DAY = 24 * 3600

export async function signInDesk(now: () => number): Promise<Desk> {
  const keys = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const other = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const serverKey = (await exportJWK(keys.publicKey)).x ?? ''
  const users = new Map(Object.keys(NAMES).map((name) => [name, UserId.parse(crypto.randomUUID())]))
  const dataKeys = new Map<string, { keyId: string; key: string }>()
  const keyFor = (device: string, site: string) => {
    const name = `${device} ${site}`
    const known = dataKeys.get(name) ?? {
      keyId: crypto.randomUUID(),
      key: Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url'),
    }
    dataKeys.set(name, known)
    return known
  }
  const desk: Desk = {
    password: 'quiet-harbour-lantern',
    grants: [['nurse', 'NL01']],
    sessions: [],
    forged: 'not',
    fetch: async (input, init) => {
      if (addressOf(input).endsWith('/api/auth/sessions')) return Response.json({ sessions: desk.sessions })
      if (!addressOf(input).endsWith('/api/auth/sign-in')) throw new TypeError('nobody there')
      const request = SignInRequest.parse(JSON.parse(new TextDecoder().decode(init?.body as Uint8Array)))
      const id = users.get(request.userName)
      if (!id || request.password !== desk.password)
        return Response.json({ code: 'wrong-password', message: 'wrong' }, { status: 401 })
      const grants: Grant[] = desk.grants.map(([role, site]) => ({
        study: STUDY,
        site: SiteId.parse(site),
        role,
        from: '2026-01-01T00:00:00.000Z',
      }))
      const user = { id, userName: request.userName, name: NAMES[request.userName] ?? '' }
      const iat = Math.floor(now() / 1000)
      const device = desk.forged === 'for-another-device' ? DeviceId.parse(crypto.randomUUID()) : request.device.id
      const { name, userName } = user
      const grant: OfflineGrant = {
        ...{ iss: 'tracer', sub: id, device, name, userName, grants, grantVersion: 1, iat, exp: iat + 14 * DAY },
      }
      const by = desk.forged === 'by-another-server' ? other : keys
      const offlineGrant = await new CompactSign(new TextEncoder().encode(JSON.stringify(grant)))
        .setProtectedHeader({ alg: 'EdDSA' })
        .sign(by.privateKey)
      const answer: SignInAnswer = {
        user,
        accessToken: 'access',
        accessUntil: new Date(now() + 600_000).toISOString(),
        refreshToken: 'refresh',
        offlineGrant,
        serverKey,
        dataKeys: grants.map(({ study, site }) => ({ study, site, ...keyFor(request.device.id, site) })),
      }
      return Response.json(answer)
    },
  }
  return desk
}
