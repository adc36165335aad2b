import type { FastifyBaseLogger } from 'fastify'
import type { Signer } from './auth/signer'
import type { ExportLimits } from './exports/limits'
import type { Secrets } from './secrets'
import type { Store } from './store/database'

/** What every part of the server works with. */
export interface Context {
  readonly store: Store
  readonly secrets: Secrets
  readonly signer: Signer
  readonly now: () => Date
  /** Who is asked for a code besides the password: every sponsor role, or only who has set one up. */
  readonly secondFactor: 'required' | 'if-enrolled'
  /** Where people reach this server, for links; undefined where nobody said. */
  readonly publicAddress: string | undefined
  /** Without contact for so many days, devices remove what they keep of participants. */
  readonly keepDays: number
  /** A device gets a newer key for a site when the one it has is so many days old. */
  readonly keyDays: number
  readonly exportLimits: ExportLimits
  readonly log: FastifyBaseLogger
}
