import { createPublicKey, generateKeyPairSync, createPrivateKey, sign } from 'node:crypto'
import { SignJWT, jwtVerify } from 'jose'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { DeviceId, UserId } from '#shared/ids'
import type { OfflineGrant } from '#shared/protocol'
import type { TravelPass } from '#shared/travel/pass'
import type { Secrets } from '../secrets'
import type { Database } from '../store/database'
import { serverKey } from '../store/schema'

/** Signs with the server's Ed25519 key: grants that devices keep, and the access tokens of a session. */
export interface Signer {
  /** Raw public key, base64url. */
  readonly publicKey: string
  grant(payload: OfflineGrant): Promise<string>
  travel(payload: TravelPass): Promise<string>
  /** A signature over a text as it is, raw, base64url. */
  text(text: string): string
  access(claims: AccessClaims, from: Date, until: Date): Promise<string>
  /** The claims of an access token that this server signed and that is still good, or undefined. */
  readAccess(token: string, now: Date): Promise<AccessClaims | undefined>
}

const AccessClaims = z.object({ sub: UserId, device: DeviceId, sid: z.uuid() })
export type AccessClaims = z.output<typeof AccessClaims>

const ISSUER = 'tracer'
const AUDIENCE = 'tracer-api'
/** A grant, a pass and an access token are never taken for one another: each has its own type. */
const ACCESS_TYPE = 'at+jwt'
const GRANT_TYPE = 'grant+jwt'
const TRAVEL_TYPE = 'travel+jwt'
const ALGORITHM = 'EdDSA'

/** Opens the server's key, making it at the first start. Servers on one database use the same. */
export async function openSigner(db: Database, secrets: Secrets): Promise<Signer> {
  const id = 'signing'
  const stored = () => db.select().from(serverKey).where(eq(serverKey.id, id))
  let [row] = await stored()
  if (!row) {
    const pair = generateKeyPairSync('ed25519')
    const sealedPrivate = secrets.seal(pair.privateKey.export({ type: 'pkcs8', format: 'der' }), id)
    const publicKey = pair.publicKey.export({ format: 'jwk' }).x
    if (publicKey === undefined) throw new Error('an Ed25519 key without a public half')
    await db.insert(serverKey).values({ id, publicKey, sealedPrivate }).onConflictDoNothing()
    ;[row] = await stored()
  }
  if (!row) throw new Error('the signing key could not be stored')

  const privateKey = createPrivateKey({ key: unsealed(secrets, row.sealedPrivate, id), type: 'pkcs8', format: 'der' })
  const publicKey = ed25519(row.publicKey)
  return {
    publicKey: row.publicKey,
    grant: (payload) => new SignJWT(payload).setProtectedHeader({ alg: ALGORITHM, typ: GRANT_TYPE }).sign(privateKey),
    travel: (payload) => new SignJWT(payload).setProtectedHeader({ alg: ALGORITHM, typ: TRAVEL_TYPE }).sign(privateKey),
    text: (text) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
    access: (claims, from, until) =>
      new SignJWT({ device: claims.device, sid: claims.sid })
        .setProtectedHeader({ alg: ALGORITHM, typ: ACCESS_TYPE })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(claims.sub)
        .setIssuedAt(from)
        .setExpirationTime(until)
        .sign(privateKey),
    async readAccess(token, now) {
      const rules = { issuer: ISSUER, audience: AUDIENCE, typ: ACCESS_TYPE, algorithms: [ALGORITHM], currentDate: now }
      const read = await jwtVerify(token, publicKey, rules).catch(() => undefined)
      return AccessClaims.safeParse(read?.payload).data
    },
  }
}

function unsealed(secrets: Secrets, sealed: string, id: string): Buffer {
  try {
    return secrets.open(sealed, id)
  } catch {
    throw new Error(
      'this is not the secret that the database was made with (TRACER_SECRET, or `secret` among the data)',
    )
  }
}

const ed25519 = (raw: string) => createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw }, format: 'jwk' })

/** Is this a raw Ed25519 public key in base64url? */
export const isEd25519Key = (raw: string): boolean => Buffer.from(raw, 'base64url').length === 32
