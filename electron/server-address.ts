import { win32 } from 'node:path'
import { z } from 'zod'

/** Where a server stands that was started beside the app. */
const BESIDE_US = 'http://127.0.0.1:4870'
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost'])

const Configuration = z.strictObject({ server: z.string().max(400) })

/**
 * Where an administrator says which server an installation talks to: places that the person who works with the app
 * cannot write to, so that neither they nor what runs in their name can point it elsewhere.
 */
export function administratorsFile(platform: NodeJS.Platform, program: string): string {
  switch (platform) {
    case 'win32':
      return win32.join(win32.dirname(program), 'server.json')
    case 'darwin':
      return '/Library/Application Support/Tracer/server.json'
    default:
      return '/etc/tracer/server.json'
  }
}

/** The server that the text of such a file names. Throws when it says anything else. */
export function serverIn(file: string): string {
  try {
    return Configuration.parse(JSON.parse(file)).server
  } catch {
    throw new Error('server.json must be {"server": "https://…"}.')
  }
}

/**
 * The one server this installation talks to; without one configured, the server beside us. The page never learns or
 * chooses it. Throws, saying why, when what is configured is unsafe.
 */
export function serverAddress(configured: string = BESIDE_US): URL {
  if (!URL.canParse(configured)) throw new Error('The server address is not a web address.')
  const { protocol, hostname, origin, pathname, search, username, password } = new URL(configured)
  if (protocol !== 'https:' && !(protocol === 'http:' && LOOPBACK.has(hostname))) {
    throw new Error('The server address must begin with https.')
  }
  if (pathname !== '/' || search !== '' || username !== '' || password !== '') {
    throw new Error('The server address is a host, without a path, a question or a name.')
  }
  return new URL(origin)
}
