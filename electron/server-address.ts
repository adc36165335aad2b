import { z } from 'zod'

/** Where a server stands that was started beside the app. */
const BESIDE_US = 'http://127.0.0.1:4870'
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost'])

const Configuration = z.strictObject({ server: z.string().max(400) })

/**
 * The one server this installation talks to: from the environment, else from `server.json` in the profile (`file`, its
 * text), else beside us. The page never learns or chooses it. Throws, saying why, when what is configured is unsafe.
 */
export function serverAddress(environment: string | undefined, file: string | undefined): URL {
  const configured = environment ?? (file === undefined ? BESIDE_US : readServer(file))
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

function readServer(file: string): string {
  try {
    return Configuration.parse(JSON.parse(file)).server
  } catch {
    throw new Error('server.json must be {"server": "https://…"}.')
  }
}
