import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { decodeJwt } from 'jose'
import { GENESIS, linkAll } from '#shared/change/chain'
import type { Change, ChangeBody } from '#shared/change/change'
import {
  DeviceId,
  type Hash,
  type SiteId,
  type StudyId,
  type StudyVersionId,
  type SubjectKey,
  type UserId,
  streamId,
} from '#shared/ids'
import { HelloAnswer, OfflineGrant, PushAnswer, type PushRequest, SignInAnswer } from '#shared/protocol'
import type { Role } from '#shared/roles'
import { VERSION } from '../version'

/** Carries one call to a server: method, path, body, access token. */
export type Call = (
  method: 'GET' | 'POST',
  path: string,
  body: object | undefined,
  token: string | undefined,
) => Promise<{ readonly status: number; readonly body: unknown }>

export interface Author {
  readonly user: UserId
  readonly role: Role
  readonly token: string
  readonly grantVersion: number
}

/** What is asserted, by whom, when, where. */
export interface Assertion {
  readonly by: Author
  /** The author's clock, with offset. */
  readonly at: string
  readonly study: StudyId
  readonly site: SiteId
  readonly version: StudyVersionId
  readonly subject: SubjectKey
  readonly body: ChangeBody
  /** One running of the app, a new one each time when left out, and milliseconds since it began. */
  readonly boot?: string
  readonly mono?: number
  /** How far the author had read the stream; left out by who had read nothing of it. */
  readonly seen?: number
}

/**
 * A device as the server sees one: keys, numbers, a chain, and calls; without storage or screen. The demonstration and
 * the tests speak to the server through it exactly as the app does.
 */
export class Device {
  readonly id = DeviceId.parse(randomUUID())
  private readonly keys = generateKeyPairSync('ed25519')
  private readonly waiting: Change[] = []
  private n = 0
  private sent: Hash = GENESIS

  constructor(
    private readonly call: Call,
    readonly zone = 'Europe/Amsterdam',
  ) {}

  get publicKey(): string {
    return this.keys.publicKey.export({ format: 'jwk' }).x ?? ''
  }

  async signIn(
    userName: string,
    password: string,
    role: Role,
    code?: string,
  ): Promise<Author & { readonly answer: SignInAnswer }> {
    const device = { id: this.id, publicKey: this.publicKey, app: '0', platform: 'none' }
    const request = { userName, password, device, ...(code !== undefined && { code }) }
    const { body } = await this.call('POST', '/api/auth/sign-in', request, undefined)
    const answer = SignInAnswer.parse(body)
    const { grantVersion } = OfflineGrant.parse(decodeJwt(answer.offlineGrant))
    return { user: answer.user.id, role, token: answer.accessToken, grantVersion, answer }
  }

  async hello(token: string): Promise<HelloAnswer> {
    const claimedAt = new Date().toISOString()
    const request = { device: this.id, app: '0', lastN: this.n, cursors: {}, claimedAt }
    return HelloAnswer.parse((await this.call('POST', '/api/sync/hello', request, token)).body)
  }

  /** Numbers an assertion and keeps it until the next push. */
  assert({ by, at, study, site, version, subject, body, boot, mono, seen }: Assertion): Change {
    const change: Change = {
      v: 1,
      device: this.id,
      n: ++this.n,
      study,
      stream: streamId(study, site, 'data'),
      version,
      subject,
      author: by.user,
      role: by.role,
      claimedAt: at,
      zone: this.zone,
      boot: boot ?? randomUUID(),
      mono: mono ?? this.n,
      source: 'direct',
      app: VERSION,
      ...(seen !== undefined && { seen }),
      body,
    }
    this.waiting.push(change)
    return change
  }

  /** The batch that a push would send now. */
  batch(by: Author): PushRequest {
    return {
      device: this.id,
      grantVersion: by.grantVersion,
      from: this.n - this.waiting.length + 1,
      before: this.sent,
      ...this.seal(this.sent, this.waiting),
      changes: [...this.waiting],
    }
  }

  /** Where the chain ends after these changes, signed by this device. */
  seal(before: Hash, changes: readonly Change[]): Pick<PushRequest, 'after' | 'signature'> {
    const after = linkAll(before, changes)
    return { after, signature: sign(null, Buffer.from(after), this.keys.privateKey).toString('base64url') }
  }

  /** Sends everything that waits; throws with the server's reason when it does not take it. */
  async push(by: Author): Promise<PushAnswer> {
    const batch = this.batch(by)
    const { status, body } = await this.call('POST', '/api/sync/push', batch, by.token)
    if (status !== 200) throw new Error(`push refused: ${JSON.stringify(body)}`)
    this.sent = batch.after
    this.waiting.length = 0
    return PushAnswer.parse(body)
  }
}
