import type { FastifyBaseLogger } from 'fastify'
import type { Signer } from './auth/signer'
import type { Secrets } from './secrets'
import type { Store } from './store/database'

/** What every part of the server works with. */
export interface Context {
  readonly store: Store
  readonly secrets: Secrets
  readonly signer: Signer
  readonly now: () => Date
  readonly log: FastifyBaseLogger
}
