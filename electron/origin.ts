/** Where the app's pages live, and how an address is told to be one of them. */
export const APP_SCHEME = 'app'
export const APP_HOST = 'tracer'
export const APP_PAGE = `${APP_SCHEME}://${APP_HOST}/index.html`

/**
 * Does this address belong to the app? Compared part by part, never as text: `app://tracer.evil`, `app://tracer@evil`
 * and `app://evil/app://tracer` are strangers. (Node gives `null` as the origin of every scheme that is not the web's.)
 */
export function isAppAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, host, username, password } = new URL(address)
  return protocol === `${APP_SCHEME}:` && host === APP_HOST && username === '' && password === ''
}
