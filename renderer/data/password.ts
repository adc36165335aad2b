import { ChangePasswordRequest, SessionStandings } from '#shared/administration/protocol'
import { z } from 'zod'
import type { Opened, Prepared, Vault } from './keys/vault'
import type { Failure } from './sync/engine'
import type { Server } from './sync/server'

/** A person changes their own password. It waits for the server: without it nothing changes. */
export interface PasswordDoor {
  changePassword(passwords: PasswordsToChange): Promise<PasswordChange>
}

interface PasswordsToChange {
  readonly current: string
  readonly next: string
  /** Of the second factor, where it is asked for. */
  readonly code?: string
}

export type PasswordChange =
  | { readonly kind: 'changed' }
  | { readonly kind: 'wrong-password'; readonly triesLeft: number; readonly waitSeconds: number }
  | { readonly kind: 'locked-out'; readonly waitSeconds: number }
  | { readonly kind: 'code-needed' }
  | { readonly kind: 'wrong-code' }
  /** The server cannot be reached, or has no time: nothing was changed. */
  | { readonly kind: 'no-server' }
  /** The server does not take this for the person any more: nothing was changed. */
  | { readonly kind: 'sign-in-again' }
  /** The server was asked and was not heard: either may be in force. The same once more, or the next sign-in, tells. */
  | { readonly kind: 'unanswered' }
  /** So it went with another new password before: the next sign-in tells which is in force. */
  | { readonly kind: 'undecided' }

interface PasswordParts {
  readonly opened: Opened
  readonly vault: Vault
  readonly server: Server
  /** A password was wrong: where that locked somebody out, the server has to hear of it now. */
  readonly wrong: () => void
}

export function passwordOf({ opened, vault, server, wrong }: PasswordParts): PasswordDoor {
  return {
    async changePassword({ current, next, code }) {
      // Asked first, so that without a network nothing is begun that somebody would have to decide later.
      const reached = await server.get('/api/auth/sessions', SessionStandings)
      if (!reached.ok) return { kind: isShutOut(reached.failure) ? 'sign-in-again' : 'no-server' }

      const prepared = await vault.prepare(opened.record, { current, next })
      switch (prepared.kind) {
        case 'undecided':
          return prepared
        case 'too-early':
          return { kind: 'locked-out', waitSeconds: prepared.waitSeconds }
        case 'wrong':
          if ((await vault.lockouts()).length > 0) wrong()
          return { ...prepared, kind: 'wrong-password' }
        case 'ready': {
          const request = ChangePasswordRequest.parse({
            ...{ id: prepared.change, current, password: next },
            ...(code !== undefined && { code }),
          })
          const answer = await server.post('/api/auth/password', request, z.strictObject({}))
          if (!answer.ok) return refused(prepared, answer.failure)
          await prepared.settle()
          return { kind: 'changed' }
        }
      }
    },
  }
}

const isShutOut = ({ code }: Failure): boolean => code === 'signed-out' || code === 'revoked'

/** Takes the new password back where the server's answer says that it was not set, and leaves it where that is not known. */
async function refused({ again, withdraw }: Prepared, failure: Failure): Promise<PasswordChange> {
  switch (failure.code) {
    // Said after the server has looked whether it had made this very change.
    case 'wrong-password':
    case 'enrol-needed':
    case 'bad-request':
      await withdraw()
      return { kind: 'sign-in-again' }
    case 'locked-out':
      await withdraw()
      return { kind: 'locked-out', waitSeconds: failure.retryAfter ?? 60 }
    case 'code-needed':
    case 'wrong-code':
      await withdraw()
      return { kind: failure.code }
    // Said before: a change that was asked for once already may have been made.
    case 'signed-out':
    case 'revoked':
    case 'too-many':
      if (again) return { kind: 'unanswered' }
      await withdraw()
      return { kind: isShutOut(failure) ? 'sign-in-again' : 'no-server' }
    default:
      return { kind: 'unanswered' }
  }
}
