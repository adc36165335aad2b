import type { SiteId } from '#shared/ids'
import type { CompiledStudy } from '#shared/study/compile'
import type { NumberLease } from '#shared/protocol'
import { PASSWORD } from './accounts'
import { type Call, Device } from './device'
import { type Moment, newSigningKey } from './pen'
import { acts } from './stories'
import type { Desk } from './story'

/** Lets the demonstration's people do what they did, in the order they did it, each on their device. */
export async function playStories(call: Call, study: CompiledStudy, now: Date): Promise<void> {
  const ward = new Device(call, 'Europe/Amsterdam')
  const tablet = new Device(call, 'Europe/Amsterdam')
  const lyon = new Device(call, 'Europe/Paris')
  const office = new Device(call, 'Europe/Stockholm')
  const investigator = await ward.signIn('investigator.nl01', PASSWORD, 'investigator')
  const at = { at: now.getTime() }
  const desks: Readonly<Record<Desk, Moment>> = {
    nurse: { ...at, device: ward, by: await ward.signIn('nurse.nl01', PASSWORD, 'nurse'), zone: ward.zone },
    investigator: { ...at, device: ward, by: investigator, zone: ward.zone },
    tablet: {
      ...at,
      device: tablet,
      by: await tablet.signIn('investigator.nl01', PASSWORD, 'investigator'),
      zone: tablet.zone,
    },
    lyon: { ...at, device: lyon, by: await lyon.signIn('nurse.fr01', PASSWORD, 'nurse'), zone: lyon.zone },
    monitor: { ...at, device: office, by: await office.signIn('monitor', PASSWORD, 'monitor'), zone: office.zone },
  }
  const key = newSigningKey()
  await call('POST', '/api/keys', { keyId: key.keyId, publicKey: key.publicKey }, investigator.token)

  const leases: readonly NumberLease[] = [
    ...(await ward.hello(investigator.token)).leases,
    ...(await lyon.hello(desks.lyon.by.token)).leases,
  ]
  const codeOf = (site: SiteId, number: number) => {
    const first = leases.find((lease) => lease.site === site)?.first ?? 1
    return `${site}-${String(first + number - 1).padStart(3, '0')}`
  }
  const today = Date.parse(`${now.toISOString().slice(0, 10)}T00:00:00Z`)
  let last: Moment | undefined
  for (const act of acts({ study, today, key }, codeOf)) {
    const desk = desks[act.desk]
    // What one device wrote has arrived before the next one goes on from it.
    if (last && last.device !== desk.device) await last.device.push(last.by)
    act.write({ ...desk, at: act.at })
    last = desk
  }
  if (last) await last.device.push(last.by)
}
