import {
  AcceptInvitationAnswer,
  type AcceptInvitationRequest,
  EnrolmentAnswer,
  InvitationLook,
} from '#shared/administration/protocol'
import type { SignInRequest } from '#shared/protocol'
import type { Answer, Server } from './sync/server'

/** What is asked of the server before anybody is signed in. */
export interface WayInDoor {
  /** Whom an invitation is for; it stays good. */
  invitation(token: string): Promise<InvitationLook | NoWayIn>
  /** Sets the password of whom it is for, and uses it up. */
  acceptInvitation(request: AcceptInvitationRequest): Promise<AcceptInvitationAnswer | NoWayIn>
  /** Begins a second factor for the person whose password this is; the first code that is right at a sign-in ends it. */
  enrolSecondFactor(userName: string, password: string): Promise<EnrolmentAnswer | NoWayIn>
}

export interface NoWayIn {
  readonly noWayIn: 'no-server' | 'not-good' | 'later'
}

export const isNoWayIn = (answer: object): answer is NoWayIn => 'noWayIn' in answer

interface WayInParts {
  readonly server: Server
  /** A sign-in as it stands for this device. */
  readonly requestOf: (userName: string, password: string) => Promise<SignInRequest>
}

export function wayIn({ server, requestOf }: WayInParts): WayInDoor {
  const told = <T extends object>(answer: Answer<T>): T | NoWayIn => {
    if (answer.ok) return answer.value
    switch (answer.failure.code) {
      case 'not-found':
      case 'bad-request':
      case 'wrong-password':
      case 'not-allowed':
        return { noWayIn: 'not-good' }
      case 'locked-out':
      case 'too-many':
        return { noWayIn: 'later' }
      default:
        return { noWayIn: 'no-server' }
    }
  }
  return {
    invitation: async (token) => told(await server.ask('/api/auth/invitation', { token }, InvitationLook)),
    acceptInvitation: async (request) =>
      told(await server.ask('/api/auth/accept-invitation', request, AcceptInvitationAnswer)),
    enrolSecondFactor: async (userName, password) =>
      told(await server.ask('/api/auth/second-factor', await requestOf(userName, password), EnrolmentAnswer)),
  }
}
