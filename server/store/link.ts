import pg from 'pg'
import { z } from 'zod'
import { isThisMachine } from '../this-machine'

/** Lets a link be what `unfitLink` refuses; said in the log at every start. */
export const UNVERIFIED = 'TRACER_DATABASE_UNVERIFIED'

/** node-postgres's own reading of an address: the environment's part in it is the same as when it connects. */
const Link = z.object({
  host: z.string(),
  ssl: z.union([
    z.boolean(),
    z.object({ rejectUnauthorized: z.unknown().optional(), checkServerIdentity: z.unknown().optional() }),
  ]),
})

/**
 * Why nobody may work over the link to this database: it leaves the machine, and who answers is not proved by a
 * certificate. Undefined of a link that may be used. The reason holds no password.
 */
export function unfitLink(name: string, url: string): string | undefined {
  const { host, ssl } = Link.parse(new pg.Client(url))
  // A path is a socket of this machine.
  if (host.startsWith('/') || isThisMachine(host)) return undefined
  const ways = `add sslmode=verify-full to the address, and sslrootcert=FILE where an authority of your own vouches for it (${UNVERIFIED}=accepted does without)`
  // `require` is read as `verify-full` today, and as less by the next node-postgres and by every program of PostgreSQL.
  const asked = new URL(url).searchParams.get('sslmode') === 'verify-full'
  const looked =
    typeof ssl === 'object' ? ssl.rejectUnauthorized !== false && ssl.checkServerIdentity === undefined : ssl
  if (!asked || !looked) return `${name} leads to ${host} without proof of who answers there: ${ways}`
  return process.env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0'
    ? 'NODE_TLS_REJECT_UNAUTHORIZED=0 takes every certificate for good: leave it out'
    : undefined
}
