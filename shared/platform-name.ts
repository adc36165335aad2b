/** Signs in what a browser says of itself, the telling ones first: Edge says that it is Chrome too, and Chrome Safari. */
const SYSTEMS = [
  ['Windows', 'Windows'],
  ['iPhone', 'iOS'],
  ['iPad', 'iOS'],
  ['Macintosh', 'macOS'],
  ['Android', 'Android'],
  ['Linux', 'Linux'],
] as const
const PROGRAMS = [
  ['Electron', 'Tracer for the desktop, Electron'],
  ['Edg', 'Edge'],
  ['Firefox', 'Firefox'],
  ['HeadlessChrome', 'Chrome'],
  ['Chrome', 'Chrome'],
  ['Version', 'Safari'],
] as const

/** What the app runs on, in words that tell two computers of a ward apart: `Chrome 150 on Windows`. At most 60 characters. */
export function platformName(userAgent: string): string {
  const system = SYSTEMS.find(([sign]) => userAgent.includes(sign))?.[1]
  const program = PROGRAMS.flatMap(([sign, name]) => {
    const version = new RegExp(`\\b${sign}/(\\d{1,4})`).exec(userAgent)?.[1]
    return version === undefined ? [] : [`${name} ${version}`]
  })[0]
  if (!program) return system ?? 'Browser'
  return system === undefined ? program : `${program} on ${system}`
}
