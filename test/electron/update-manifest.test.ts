import { generateKeyPairSync, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { judgeUpdate, namesPublisher } from '../../electron/update-manifest'

const ours = generateKeyPairSync('ed25519')
const theirs = generateKeyPairSync('ed25519')
const publicKey = Buffer.from(ours.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64')

const files = [
  { name: 'Tracer-1.3.0.exe', sha512: 'ZmlsZQ==' },
  { name: 'Tracer-1.3.0.AppImage', sha512: 'b3RoZXI=' },
]
const release = { version: '1.3.0', files }
const offer = { version: '1.3.0', files: [{ url: 'Tracer-1.3.0.exe', sha512: 'ZmlsZQ==' }] }

function signed(manifest: unknown, key = ours.privateKey): string {
  const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest)
  return JSON.stringify({ manifest: text, signature: sign(null, Buffer.from(text), key).toString('base64') })
}
const altered = (text: string) => text.replace('1.3.0', '1.4.0')

test.each([
  ['what we signed', signed(release), offer, '1.2.9', 'good'],
  ['a step over several versions', signed(release), offer, '0.9.12', 'good'],
  ['the version that runs', signed(release), offer, '1.3.0', 'not-newer'],
  ['an older version', signed(release), offer, '1.10.0', 'not-newer'],
  ['no signature', JSON.stringify({ manifest: JSON.stringify(release) }), offer, '1.2.0', 'unreadable'],
  [
    'an empty signature',
    JSON.stringify({ manifest: JSON.stringify(release), signature: '' }),
    offer,
    '1.2.0',
    'not-signed',
  ],
  ['another signature', signed(release, theirs.privateKey), offer, '1.2.0', 'not-signed'],
  ['a changed manifest', altered(signed(release)), offer, '1.2.0', 'not-signed'],
  ['another version offered', signed(release), { ...offer, version: '1.3.1' }, '1.2.0', 'other-version'],
  [
    'another hash',
    signed(release),
    { ...offer, files: [{ url: 'Tracer-1.3.0.exe', sha512: 'ZXZpbA==' }] },
    '1.2.0',
    'other-files',
  ],
  [
    'another file',
    signed(release),
    { ...offer, files: [{ url: 'evil.exe', sha512: 'ZmlsZQ==' }] },
    '1.2.0',
    'other-files',
  ],
  ['no file', signed(release), { ...offer, files: [] }, '1.2.0', 'other-files'],
  ['a signed text that is no manifest', signed('{"version":"1.3.0"}'), offer, '1.2.0', 'unreadable'],
  ['a version that is none', signed({ ...release, version: '1.3' }), offer, '1.2.0', 'unreadable'],
  ['a web page', '<html>', offer, '1.2.0', 'unreadable'],
])('an update with %s (ELEC-12)', (_, text, offered, running, verdict) => {
  expect(judgeUpdate(text, offered, publicKey, running)).toBe(verdict)
})

test.each([
  ['provider: generic\npublisherName: Example Trials\n', true],
  ['provider: generic\npublisherName:\n  - Example Trials\n', true],
  ['publisherName:\nprovider: generic\n', false],
  ['provider: generic\n', false],
])('%j names a publisher: %s (ELEC-12)', (appUpdate, named) => {
  expect(namesPublisher(appUpdate)).toBe(named)
})
