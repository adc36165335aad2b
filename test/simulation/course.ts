import type { DeviceId } from '#shared/ids'
import type { LogDisk } from './memory-log'
import type { SimClient } from './sim-client'
import type { Town } from './sim-server'
import type { VirtualTime } from './time'

/** What there is in a course of things: everything that promises are held against. */
export interface Course {
  readonly time: VirtualTime
  readonly town: Town
  /** The servers' database. */
  readonly disk: LogDisk
  readonly clients: readonly SimClient[]
  /** Devices of which there are two: the one that was quicker goes on, the other is stopped until a person decides. */
  readonly forked: ReadonlySet<DeviceId>
  /** Whether a back-up was restored: of two devices with one name the other may now be the quicker one. */
  readonly restored: boolean
  /** The true time. */
  readonly now: () => Date
}
