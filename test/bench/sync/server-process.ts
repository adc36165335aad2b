import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addGrant, addPerson, addSite } from '../../../server/people'
import { startServer } from '../../../server/start'
import { startEmbedded } from '../../../server/store/embedded'
import { SoundVersion } from '../../../server/study/sound'
import { storeVersion } from '../../../server/study/versions'
import { SITE, STUDY, syncStudy } from './study'

/**
 * The real server in a process of its own, so that its memory is its own, over an embedded PostgreSQL that waits for the
 * disk as in production. Arguments: the folder of the page it serves, the password of everybody, and how many people.
 * Tells its parent where it is; ends when asked, or when the parent is gone.
 */
const [rendererDir = '', password = '', people = '1'] = process.argv.slice(2)
const dataDir = await mkdtemp(join(tmpdir(), 'tracer-bench-sync-'))
const database = await startEmbedded(join(dataDir, 'postgres'), 'bench')
const server = await startServer({
  dataDir,
  databaseUrl: database.adminUrl,
  rendererDir,
  authPerMinute: 10_000,
  rates: { exchange: 1_000_000, reading: 1_000_000 },
  secondFactor: 'if-enrolled',
})
const { context } = server
await addSite(context, STUDY, SITE, 'Site of the bench')
const version = await context.store.db.transaction((tx) =>
  storeVersion(tx, { sound: SoundVersion.sure(syncStudy), sites: [SITE], at: context.now() }),
)
for (let i = 1; i <= Number(people); i++) {
  const user = await addPerson(context, { userName: `nurse.${i}`, name: `Nurse ${i}`, password })
  await addGrant(context, user, { study: STUDY, site: SITE, role: 'nurse' })
}
process.send?.({ address: server.address, adminUrl: database.adminUrl, version })

let ending: Promise<void> | undefined
const end = () => {
  ending ??= (async () => {
    await server.stop()
    await database.stop()
    await rm(dataDir, { recursive: true, force: true })
    process.exit(0)
  })()
}
process.on('SIGTERM', end)
process.on('disconnect', end)
