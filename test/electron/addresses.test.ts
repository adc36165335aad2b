import { expect, test } from 'vitest'
import { mayOpenExternally } from '../../electron/external'
import { isAppAddress } from '../../electron/origin'
import { administratorsFile, serverAddress, serverIn } from '../../electron/server-address'

test.each([
  ['the page', 'app://tracer/index.html', true],
  ['a place in the page', 'app://tracer/index.html#/NCT03972488/NL01/participants', true],
  ['a host that begins like ours', 'app://tracer.evil/index.html', false],
  ['a name before a foreign host', 'app://tracer@evil/index.html', false],
  ['a name before our host', 'app://someone@tracer/index.html', false],
  ['a port', 'app://tracer:81/index.html', false],
  ['our address as a path', 'app://evil/app://tracer/', false],
  ['our host on the web', 'https://tracer/index.html', false],
  ['a file', 'file:///etc/passwd', false],
  ['a script', 'javascript:alert(1)', false],
  ['data', 'data:text/html,app://tracer/', false],
  ['a blob of ours', 'blob:app://tracer/2b1f', false],
  ['an empty frame', 'about:blank', false],
  ['nothing', '', false],
])('%s is part of the app: %s (ELEC-04, ELEC-06)', (_, address, ours) => {
  expect(isAppAddress(address)).toBe(ours)
})

test.each([
  ['a trial register', 'https://clinicaltrials.gov/study/NCT03972488', true],
  ['the same without encryption', 'http://clinicaltrials.gov/study/NCT03972488', false],
  ['a host that ends like a known one', 'https://evil-clinicaltrials.gov/', false],
  ['a host that begins like a known one', 'https://clinicaltrials.gov.evil.test/', false],
  ['a name before a foreign host', 'https://clinicaltrials.gov@evil.test/', false],
  ['a known host with a password', 'https://a:b@clinicaltrials.gov/', false],
  ['another port', 'https://clinicaltrials.gov:8443/', false],
  ['any other site', 'https://example.org/', false],
  ['a file', 'file:///C:/Windows/System32/calc.exe', false],
  ['a share', 'smb://10.0.0.1/share', false],
  ['a share as Windows writes it', '\\\\10.0.0.1\\share\\run.exe', false],
  ['a diagnostic tool', 'ms-msdt:/id PCWDiagnostic', false],
  ['a search', 'search-ms:query=a&crumb=location:\\\\10.0.0.1', false],
  ['a script', 'javascript:alert(1)', false],
])('%s opens outside: %s (ELEC-05)', (_, address, allowed) => {
  expect(mayOpenExternally(address)).toBe(allowed)
})

test.each([
  ['the one beside us where nothing is configured', undefined, 'http://127.0.0.1:4870/'],
  ['one on this computer', 'http://localhost:5000', 'http://localhost:5000/'],
  ['a hospital', serverIn('{"server":"https://edc.hospital.test"}'), 'https://edc.hospital.test/'],
])('the server is %s', (_, configured, address) => {
  expect(serverAddress(configured).href).toBe(address)
})

test.each([
  ['http beyond this computer', 'http://edc.hospital.test'],
  ['http on a host that begins like this computer', 'http://localhost.evil.test'],
  ['a name and a password', 'https://a:b@edc.hospital.test'],
  ['a path', 'https://edc.hospital.test/other'],
  ['another scheme', 'ftp://edc.hospital.test'],
  ['no address', 'edc'],
])('a server with %s is refused (P11-20, ELEC-14)', (_, configured) => {
  expect(() => serverAddress(configured)).toThrow()
})

test.each([
  ['an address alone', 'https://edc.hospital.test'],
  ['more than an address', '{"server":"https://a.test","ca":"off"}'],
  ['another name', '{"address":"https://a.test"}'],
])('an administrator cannot write %s (ELEC-14)', (_, file) => {
  expect(() => serverIn(file)).toThrow('server.json')
})

test.each([
  ['win32', 'C:\\Program Files\\Tracer\\Tracer.exe', 'C:\\Program Files\\Tracer\\server.json'],
  ['darwin', '/Applications/Tracer.app/Contents/MacOS/Tracer', '/Library/Application Support/Tracer/server.json'],
  ['linux', '/tmp/.mount_Tracer/tracer', '/etc/tracer/server.json'],
] as const)('on %s the server is named where only an administrator writes', (platform, program, file) => {
  expect(administratorsFile(platform, program)).toBe(file)
})
