import { Change, type ChangeBody, type Logged } from '#shared/change/change'
import { type DeviceId, type UserId, streamId } from '#shared/ids'
import { type Grant, isInForce, isTrained } from '#shared/protocol'
import { type Role, saysData, speaksAs } from '#shared/roles'
import type { Draft } from '../door'
import { type Clock, claimedInstant } from '../surroundings'
import type { ChunkRow } from './database'
import type { OwnLog } from './log'
import { NoKeys, type Shelf } from './shelf'
import type { Sight } from './sight'

/** Who writes, where and when: what every change of a session says about itself. */
export interface Author {
  readonly user: UserId
  readonly device: DeviceId
  /** The version of the app. */
  readonly app: string
  readonly grants: readonly Grant[]
  /** One running of the app. */
  readonly boot: string
  readonly clock: Clock
  /** The first day on which a training for the study version counts; undefined where any will do. */
  readonly since?: string | undefined
}

/** Somebody without a training on record wanted to enter something. */
export class NotTrained extends Error {
  constructor(what: string) {
    super(`no training on record for ${what}`)
    this.name = 'NotTrained'
  }
}

/** The role in which someone says this here (`speaksAs`). Without training for any that would do, nothing is entered. */
export function roleFor(
  grants: readonly Grant[],
  { study, site }: Pick<Draft, 'study' | 'site'>,
  body: ChangeBody,
  now: number,
  since?: string,
): Role | undefined {
  const here = grants.filter(
    (grant) => grant.study === study && (grant.site === '*' || grant.site === site) && isInForce(grant, now),
  )
  const trained = saysData(body.kind) ? here.filter((grant) => isTrained(grant, since)) : here
  if (trained.length === 0 && here.length > 0) throw new NotTrained(`${study}/${site}`)
  return speaksAs(
    trained.map(({ role }) => role),
    body,
  )
}

/**
 * Numbers what someone asserts, links it to the device's chain and stores it.
 * `claimedAt` is given where the body already speaks of it, as a signature does; `chunks` where it names a file.
 */
export async function record(
  { ring }: Pick<Shelf, 'ring'>,
  log: OwnLog,
  sight: Sight,
  author: Author,
  draft: Draft,
  claimedAt: string = claimedInstant(author.clock),
  chunks: readonly ChunkRow[] = [],
): Promise<Logged> {
  const { study, site, version, subject, body, source = 'direct' } = draft
  const { clock, user, device, app, boot } = author
  const keys = ring.of(study, site)
  const role = roleFor(author.grants, draft, body, clock.now(), author.since)
  if (!keys || !role) throw new NoKeys(`${study}/${site}`)
  const stream = streamId(study, site, 'data')
  const mono = Math.round(clock.mono())
  const said = {
    v: 1,
    device,
    study,
    stream,
    version,
    subject,
    author: user,
    role,
    claimedAt,
    zone: clock.zone,
    boot,
    mono,
    app,
  }
  // Begun now, and rarely asked of the database: who writes on saw what had come by then.
  const reading = sight.of(keys, stream)
  const make = async (n: number) => {
    const seen = await reading
    return Change.parse({ ...said, n, source, body, ...(seen > 0 && { seen }) })
  }
  return log.append(keys, make, clock.now(), chunks)
}
