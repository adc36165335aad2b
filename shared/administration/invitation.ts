import { InvitationToken } from './protocol'

/**
 * The link that lets a person in once. The token stands behind the `#`, which browsers send to nobody: it is in no log of
 * a server or a proxy.
 */
export const invitationLink = (address: string, token: string): string => `${address}/#/invitation/${token}`

/** The token in such a link, in its part from the `#` on, or typed by itself; undefined where there is none. */
export function tokenIn(text: string): string | undefined {
  const found = /(?:#\/invitation\/|^)([A-Za-z0-9_-]+)$/.exec(text.trim())?.[1]
  return InvitationToken.safeParse(found).data
}
