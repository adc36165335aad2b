import { type DeviceId, type StreamId, streamId } from '#shared/ids'
import { type OfflineGrant, mayReadSite } from '#shared/protocol'
import { can } from '#shared/roles'
import { TravelAnswer, type TravelPass } from '#shared/travel/pass'
import { readGrant } from './keys/grant'
import { type PassHolder, passOf, readPass } from './keys/pass'
import { namesAround } from './keys/renewal'
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

interface Journeys {
  readonly vault: Vault
  readonly db: TracerDatabase
  readonly clock: Clock
  readonly device: DeviceId
  readonly serverKey: string
}

/**
 * Removes what was taken along and has run out, unless somebody here may still read that very site anyway: by the server's
 * signed word on their roles, or by a journey that goes on. That they may work elsewhere keeps nothing. Says whether
 * anything was removed.
 */
export async function destroyExpired({ vault, db, clock, device, serverKey }: Journeys): Promise<boolean> {
  const records = await vault.records()
  const now = clock.now()
  const ended = records.flatMap(({ id, user, travel }) => (travel && now >= travel.until ? [{ id, user, travel }] : []))
  if (ended.length === 0) return false
  const words = await Promise.all(records.map(({ offlineGrant }) => readGrant(offlineGrant, serverKey, device, now)))
  let destroyed = false
  for (const { id, user, travel } of ended) {
    const pass = await passOf(travel.pass, { device, user: user.id, serverKey })
    const keys = namesAround(records, travel.key)
    const isRead =
      pass !== undefined &&
      (words.some((word) => word.kind === 'good' && mayReadSite(word.grant.grants, pass, now)) ||
        records.some((other) => other.travel && keys.has(other.travel.key) && now < other.travel.until))
    if (!isRead) await destroySite(db, keys)
    destroyed ||= !isRead
    await vault.keepTravel(id, undefined)
  }
  return destroyed
}

/** When the first journey of anybody here ends; undefined where nobody is on one. */
export async function nextEnd(vault: Vault): Promise<number | undefined> {
  const ends = (await vault.records()).flatMap(({ travel }) => travel?.until ?? [])
  return ends.length > 0 ? Math.min(...ends) : undefined
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
