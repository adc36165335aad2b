import { generateKeyPairSync, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { takeUpdate, type Updater } from '../../electron/take-update'

const ours = generateKeyPairSync('ed25519')
const theirs = generateKeyPairSync('ed25519')
const publicKey = Buffer.from(ours.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64')

const manifest = JSON.stringify({ version: '1.3.0', files: [{ name: 'Tracer-1.3.0.exe', sha512: 'ZmlsZQ==' }] })
const signedBy = (key: typeof ours) =>
  JSON.stringify({ manifest, signature: sign(null, Buffer.from(manifest), key.privateKey).toString('base64') })

/** An updater that offers version 1.3.0 and writes down what it is asked to do. */
function offering(isUpdateAvailable = true) {
  const did: string[] = []
  const updater: Updater = {
    autoDownload: true,
    autoInstallOnAppQuit: true,
    allowDowngrade: true,
    disableWebInstaller: false,
    setFeedURL: ({ url }) => void did.push(`looks at ${url}`),
    checkForUpdates: () => {
      did.push(updater.autoDownload ? 'downloads unseen' : 'looks')
      const updateInfo = { version: '1.3.0', files: [{ url: 'Tracer-1.3.0.exe', sha512: 'ZmlsZQ==' }] }
      return Promise.resolve({ isUpdateAvailable, updateInfo })
    },
    downloadUpdate: () => Promise.resolve(did.push('downloads')),
  }
  return { did, updater }
}

const from = (text: string, { running = '1.2.0', isAllSent = true } = {}) => ({
  feed: new URL('https://edc.hospital.test/updates/'),
  fetchText: (address: URL) => Promise.resolve(address.pathname === '/updates/manifest.json' ? text : ''),
  publicKey,
  running,
  isAllSent: () => isAllSent,
})
const looked = ['looks at https://edc.hospital.test/updates/', 'looks']

test('what we signed is downloaded, to be put in place when the app closes', async () => {
  const { did, updater } = offering()
  expect(await takeUpdate(updater, from(signedBy(ours)))).toBe('good')
  expect(did).toEqual([...looked, 'downloads'])
  expect(updater).toMatchObject({ autoInstallOnAppQuit: true, allowDowngrade: false, disableWebInstaller: true })
})

test.each([
  ['signed by somebody else', from(signedBy(theirs)), 'not-signed'],
  ['not signed', from(manifest), 'unreadable'],
  ['older than what runs', from(signedBy(ours), { running: '1.4.0' }), 'not-newer'],
  ['good, while work waits to be sent', from(signedBy(ours), { isAllSent: false }), 'work-waits'],
])('an update that is %s is left alone (ELEC-12)', async (_, source, outcome) => {
  const { did, updater } = offering()
  expect(await takeUpdate(updater, source)).toBe(outcome)
  expect(did).toEqual(looked)
  expect(updater.autoInstallOnAppQuit).toBe(false)
})

test('nothing happens when there is nothing new', async () => {
  const { did, updater } = offering(false)
  expect(await takeUpdate(updater, from(''))).toBe('none')
  expect(did).toEqual(looked)
})
