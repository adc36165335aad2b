import type { DeviceId, UserId } from '#shared/ids'
import { TravelPass } from '#shared/travel/pass'
import { verifiedPayload } from './grant'

export interface PassHolder {
  readonly device: DeviceId
  readonly user: UserId
  readonly serverKey: string
}

/** The server's word on what this person has along on this device; undefined when it is another's, altered, or run out. */
export async function readPass(jws: string, holder: PassHolder, now: number): Promise<TravelPass | undefined> {
  const pass = await passOf(jws, holder)
  return pass && now < pass.exp * 1000 ? pass : undefined
}

/** The same, run out or not. */
export async function passOf(jws: string, { device, user, serverKey }: PassHolder): Promise<TravelPass | undefined> {
  const pass = TravelPass.safeParse(await verifiedPayload(jws, serverKey)).data
  return pass?.device === device && pass.sub === user ? pass : undefined
}
