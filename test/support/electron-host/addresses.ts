/**
 * Chromium knows no `app:`, so inside it `app://tracer/x` is called `http://tracer.app.localhost/x`: a secure context of
 * its own, where nothing listens and every request is answered by the app's own handler under its own name again.
 */
const schemes = new Set<string>()

export const registerScheme = (scheme: string): void => void schemes.add(scheme)

/** What Chromium calls an address of the app. */
export function inChromium(address: string): string {
  const { protocol, host, pathname, search, hash } = new URL(address)
  const scheme = protocol.slice(0, -1)
  return schemes.has(scheme) ? `http://${host}.${scheme}.localhost${pathname}${search}${hash}` : address
}

/** What the app calls an address of Chromium. */
export function inApp(address: string): string {
  if (!URL.canParse(address)) return address
  const { hostname, pathname, search, hash } = new URL(address)
  const [, host, scheme] = /^(.+)\.([a-z]+)\.localhost$/.exec(hostname) ?? []
  return host !== undefined && scheme !== undefined && schemes.has(scheme)
    ? `${scheme}://${host}${pathname}${search}${hash}`
    : address
}
