/** `2026-03-12 10:46:05` on the wall of a zone; of one that is unknown here, in UTC. */
export function wallClock(at: Date, zone: string): string {
  const show = (timeZone: string) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at)
  try {
    return show(zone)
  } catch {
    return show('UTC')
  }
}

/** The day on that wall, ISO 8601. */
export const wallDay = (at: Date, zone: string): string => wallClock(at, zone).slice(0, 10)
