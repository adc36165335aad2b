import { link } from '#shared/change/chain'
import { Change, type ChangeBody, type Logged } from '#shared/change/change'
import { canonicalJson } from '#shared/canonical-json'
import { type DeviceId, type UserId, streamId } from '#shared/ids'
import { type Grant, LIMITS } from '#shared/protocol'
import { type Role, mayAssert } from '#shared/roles'
import type { Draft } from '../door'
import { type Clock, claimedInstant } from '../surroundings'
import { NoKeys, type Shelf, sealLogged } from './shelf'
import type { Plan, Writer } from './writer'

/** Who writes, where and when: what every change of a session says about itself. */
export interface Author {
  readonly user: UserId
  readonly device: DeviceId
  readonly grants: readonly Grant[]
  /** One running of the app. */
  readonly boot: string
  readonly clock: Clock
}

/** The role in which someone may say this here: the one that allows it, or else the first they have here. */
export function roleFor(
  grants: readonly Grant[],
  { study, site }: Pick<Draft, 'study' | 'site'>,
  kind: ChangeBody['kind'],
  now: number,
): Role | undefined {
  const here = grants.filter(
    (grant) =>
      grant.study === study &&
      (grant.site === '*' || grant.site === site) &&
      Date.parse(grant.from) <= now &&
      (grant.until === undefined || now < Date.parse(grant.until)),
  )
  return (here.find(({ role }) => mayAssert(role, kind)) ?? here[0])?.role
}

/**
 * Numbers what someone asserts, links it to the device's chain and stores it: log, outbox, value and counter together.
 * `claimedAt` is given where the body already speaks of it, as a signature does.
 */
export async function record(
  shelf: Shelf,
  writer: Writer,
  author: Author,
  draft: Draft,
  claimedAt: string = claimedInstant(author.clock),
): Promise<Logged> {
  const { study, site, version, subject, body, source = 'direct' } = draft
  const { clock, user, device, boot } = author
  const keys = shelf.ring.of(study, site)
  const role = roleFor(author.grants, draft, body.kind, clock.now())
  if (!keys || !role) throw new NoKeys(`${study}/${site}`)
  const stream = streamId(study, site, 'data')
  const mono = Math.round(clock.mono())
  const plan = await writer.commit(async (ledger): Promise<Plan & { logged: Logged }> => {
    const n = ledger.n + 1
    const change = Change.parse({
      ...{ v: 1, device, n, study, stream, version, subject },
      ...{ author: user, role, claimedAt, zone: clock.zone, boot, mono, source, body },
    })
    const bytes = canonicalJson(change).length
    if (bytes > LIMITS.changeBytes) throw new RangeError('a change is too large to be sent')
    const logged = { change }
    const hash = link(ledger.chain, change)
    const sealed = await sealLogged(shelf, keys, { table: 'log', row: n }, [logged])
    return {
      logged,
      changes: [logged],
      ledger: { n, chain: hash },
      async alongside() {
        await shelf.db.log.add({ n, at: clock.now(), bytes, hash, sealed })
        await shelf.db.outbox.add({ n })
      },
    }
  })
  return plan.logged
}
