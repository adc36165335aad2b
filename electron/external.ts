/** Sites the app may point at: the trial registers, the agencies, and the criteria that grades come from. */
const KNOWN_HOSTS: ReadonlySet<string> = new Set([
  'clinicaltrials.gov',
  'euclinicaltrials.eu',
  'www.clinicaltrialsregister.eu',
  'www.ema.europa.eu',
  'www.fda.gov',
  'ctep.cancer.gov',
])

/** May the system's browser be asked to open this? Only https, only a known host, no port, no name and password. */
export function mayOpenExternally(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, port, username, password } = new URL(address)
  return protocol === 'https:' && KNOWN_HOSTS.has(hostname) && port === '' && username === '' && password === ''
}
