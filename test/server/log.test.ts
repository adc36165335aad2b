import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { GENESIS } from '#shared/change/chain'
import { DeviceId, SiteId, streamId } from '#shared/ids'
import { device } from '../../server/store/schema'
import { postgresLog } from '../../server/sync/postgres-log'
import { logSuite } from '../support/log-suite'
import type { Sight } from '../../server/store/database'
import { PASSWORD, type TestServer, sessionOf, startTestServer } from '../support/server'
import { STUDY, smallStudy } from '../support/small-study'

const streams = [streamId(STUDY, SiteId.parse('A1'), 'data'), streamId(STUDY, SiteId.parse('B1'), 'data')] as const

let server: TestServer
let sight: Sight
beforeAll(async () => {
  server = await startTestServer()
  await server.addStudy(smallStudy, ['A1', 'B1'])
  await server.addPerson('ana', STUDY, 'nurse@A1', 'nurse@B1')
  sight = { ...sessionOf(await server.device().signIn('ana', PASSWORD, 'nurse')), at: new Date() }
})
afterAll(() => server.stop())

logSuite(() => ({
  log: postgresLog(server.context.store, sight),
  streams,
  async device() {
    const id = DeviceId.parse(randomUUID())
    const row = { id, publicKey: '', app: '', platform: '', acked: 0, chain: GENESIS, registeredAt: new Date() }
    await server.context.store.db.insert(device).values(row)
    return id
  },
}))
