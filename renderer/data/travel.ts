import { type StreamId, streamId } from '#shared/ids'
import type { OfflineGrant } from '#shared/protocol'
import { can } from '#shared/roles'
import { TravelAnswer, type TravelPass } from '#shared/travel/pass'
import { type PassHolder, readPass } from './keys/pass'
import type { Opened, Vault } from './keys/vault'
import { type TravelDoor, packOf } from './pack'
import type { TracerDatabase } from './store/database'
import { destroySite } from './store/destroy'
import type { Clock } from './surroundings'
import type { Server } from './sync/server'

/** What a person may do by a pass: what they could do there anyway, nowhere else, until it ends. */
export const limitedTo = ({ study, site, exp }: TravelPass, grant: OfflineGrant): OfflineGrant => ({
  ...grant,
  grants: grant.grants
    .filter((one) => one.study === study && (one.site === '*' || one.site === site) && can(one.role, 'travel'))
    .map((one) => ({ ...one, site })),
  exp,
})

/** Removes what was taken along and has run out, unless somebody may still work with this device anyway. */
export async function destroyExpired({
  vault,
  db,
  clock,
}: {
  readonly vault: Vault
  readonly db: TracerDatabase
  readonly clock: Clock
}): Promise<void> {
  const records = await vault.records()
  const someoneReads = records.some(
    ({ offlineUntil, travel }) => clock.now() < Math.max(Date.parse(offlineUntil), travel?.until ?? 0),
  )
  for (const { id, travel } of records) {
    if (!travel || clock.now() < travel.until) continue
    if (!someoneReads) await destroySite(db, travel.key)
    await vault.keepTravel(id, undefined)
  }
}

interface TravelParts {
  readonly opened: Opened
  readonly vault: Vault
  readonly server: Server
  readonly clock: Clock
  readonly holder: PassHolder
  readonly exchangeNow: () => Promise<Exchanged>
}

/** How the exchange ended, as far as it matters here. */
interface Exchanged {
  readonly state: string
  readonly waiting: number
  readonly streams: readonly {
    readonly stream: StreamId
    readonly head: number
    readonly cursor: number
    /** There while parts of the snapshot that the stream began with are missing. */
    readonly snapshot?: unknown
  }[]
}

export function travelOf({ opened, vault, server, clock, holder, exchangeNow }: TravelParts): TravelDoor {
  const { record, ring } = opened
  return {
    async pack() {
      const kept = await vault.travel(record.id)
      const pass = kept && (await readPass(kept.pass, holder, clock.now()))
      return pass && packOf(pass)
    },

    async takeAlong(request) {
      const { state, streams } = await exchangeNow()
      const here = streams.find(({ stream }) => stream === streamId(request.study, request.site, 'data'))
      const keys = ring.of(request.study, request.site)
      // What is taken along is whole.
      if (state !== 'idle' || !here || here.cursor < here.head || here.snapshot || !keys) return 'no-server'
      const answer = await server.post('/api/travel', request, TravelAnswer)
      if (!answer.ok) return answer.failure.code === 'not-allowed' ? 'not-allowed' : 'no-server'
      const { pass } = answer.value
      const read = await readPass(pass, holder, clock.now())
      if (!read) return 'no-server'
      await vault.keepTravel(record.id, { pass, key: keys.id, until: read.exp * 1000 })
      return 'taken'
    },

    async bringBack() {
      const { state, waiting } = await exchangeNow()
      if (state !== 'idle' || waiting > 0) return 'no-server'
      await vault.keepTravel(record.id, undefined)
      return 'back'
    },
  }
}
