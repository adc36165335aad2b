import { securityHeaders } from '#shared/security-headers'

/** What travels with a call to the server; cookies, origin and the rest of a browser's luggage stay here. */
const CARRIED = ['accept', 'authorization', 'content-encoding', 'content-type']
/** What an answer may bring back. Lengths and encodings belong to the wire, which has already decoded them. */
const BROUGHT_BACK = ['cache-control', 'content-type', 'etag', 'retry-after']

/**
 * Passes the page's calls to `/api/…` on to the one server of this installation. The page talks to its own origin only:
 * it needs no cross-origin permission, cannot be pointed at another server, and never holds an address to leak to.
 * Bytes pass unread, under the app's policy: what a server answers is data and can never become a page of ours. When the
 * server cannot be reached the page's call fails, as it would in a browser.
 */
export function forwardTo(server: URL, fetch: (url: string, init: RequestInit) => Promise<Response>) {
  return async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url)
    const body = request.method === 'GET' || request.method === 'HEAD' ? null : await request.arrayBuffer()
    try {
      const answer = await fetch(server.origin + pathname + search, {
        method: request.method,
        headers: picked(request.headers, CARRIED),
        body,
        credentials: 'omit',
        redirect: 'error',
      })
      const headers = [...Object.entries(securityHeaders('none')), ...picked(answer.headers, BROUGHT_BACK)]
      return new Response(answer.body, { status: answer.status, headers })
    } catch {
      return Response.error()
    }
  }
}

const picked = (headers: Headers, names: readonly string[]): [string, string][] =>
  names.flatMap((name): [string, string][] => {
    const value = headers.get(name)
    return value === null ? [] : [[name, value]]
  })
