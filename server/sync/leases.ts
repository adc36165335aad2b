import { and, eq, gt, lte, sql } from 'drizzle-orm'
import type { Change } from '#shared/change/change'
import { type DeviceId, streamParts } from '#shared/ids'
import type { NumberLease } from '#shared/protocol'
import { mayAssert } from '#shared/roles'
import { type Place, placesOf } from '../auth/grants'
import type { SignedIn } from '../auth/session'
import type { Context } from '../context'
import type { Transaction } from '../store/database'
import { numberLease, site } from '../store/schema'

/** A block of participant numbers; a device gets the next one when so few are left that a day offline could use them up. */
const BLOCK = 25
const FEW = 8

/** The blocks this device may take participant numbers from, for each site where its person enrols. */
export async function leasesFor({ store }: Context, who: SignedIn): Promise<NumberLease[]> {
  const places = await placesOf(store.db, who.grants)
  const enrolling = places.filter(({ grants }) => grants.some(({ role }) => mayAssert(role, 'enrol')))
  const leases: NumberLease[] = []
  for (const place of enrolling) leases.push(...(await store.db.transaction((tx) => leasesAt(tx, place, who.device))))
  return leases
}

async function leasesAt(tx: Transaction, { study, site: siteId }: Place, device: DeviceId): Promise<NumberLease[]> {
  const here = and(eq(site.studyId, study), eq(site.siteId, siteId))
  // The site's row is the lock: two devices never get the same block.
  const [row] = await tx.select().from(site).where(here).for('update')
  if (!row) return []
  const held = await tx
    .select()
    .from(numberLease)
    .where(
      and(
        eq(numberLease.studyId, study),
        eq(numberLease.siteId, siteId),
        eq(numberLease.device, device),
        gt(numberLease.last, numberLease.used),
      ),
    )
    .orderBy(numberLease.first)
  const left = held.reduce((sum, { last, used }) => sum + last - used, 0)
  if (left < FEW) {
    const first = row.nextNumber
    const lease = { studyId: study, siteId, device, first, last: first + BLOCK - 1, used: first - 1 }
    await tx.insert(numberLease).values(lease)
    await tx
      .update(site)
      .set({ nextNumber: first + BLOCK })
      .where(here)
    held.push(lease)
  }
  return held.map(({ first, last }) => ({ study, site: siteId, first, last }))
}

/**
 * Notes the numbers that enrolments have used up, so that the next hello knows how many are left. A number that this
 * server never lent was lent before it was restored from a back-up: nobody gets it again.
 */
export async function noteEnrolments(tx: Transaction, device: DeviceId, changes: readonly Change[]): Promise<void> {
  for (const { body, stream } of changes) {
    if (body.kind !== 'enrol') continue
    const number = Number(/-([0-9]{1,6})$/.exec(body.code)?.[1])
    if (!Number.isInteger(number)) continue
    const { study, site: siteId } = streamParts(stream)
    await tx
      .update(numberLease)
      .set({ used: sql`greatest(${numberLease.used}, ${number})` })
      .where(
        and(
          eq(numberLease.studyId, study),
          eq(numberLease.siteId, siteId),
          eq(numberLease.device, device),
          lte(numberLease.first, number),
          sql`${numberLease.last} >= ${number}`,
        ),
      )
    await tx
      .update(site)
      .set({ nextNumber: number + 1 })
      .where(and(eq(site.studyId, study), eq(site.siteId, siteId), lte(site.nextNumber, number)))
  }
}
