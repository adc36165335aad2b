import { GENESIS } from '#shared/change/chain'
import { DeviceId, SiteId, streamId } from '#shared/ids'
import { randomUUID } from 'node:crypto'
import { logSuite } from '../support/log-suite'
import { STUDY } from '../support/small-study'
import { LogDisk, emptyLog, memoryLog } from './memory-log'

const streams = [streamId(STUDY, SiteId.parse('A1'), 'data'), streamId(STUDY, SiteId.parse('B1'), 'data')] as const
const disk = new LogDisk(emptyLog(streams))
const log = memoryLog(disk, () => new Promise((resolve) => setImmediate(resolve)))

logSuite(() => ({
  log,
  streams,
  async device() {
    const device = DeviceId.parse(randomUUID())
    const devices = new Map(disk.state.devices).set(device, { acked: 0, chain: GENESIS })
    disk.state = { ...disk.state, devices }
    return device
  },
}))
