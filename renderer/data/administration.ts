import {
  ActAnswer,
  type AdministrationAct,
  AdministrationOverview,
  SecurityLines,
  SessionStandings,
} from '#shared/administration/protocol'
import { z } from 'zod'
import type { Failure } from './sync/engine'
import type { Answer, Server } from './sync/server'

/** What whoever sets up the server asks of it, and where the person themself is signed in. All of it waits for the server. */
export interface AdministrationDoor {
  /** Studies, people and devices; why not, where it cannot be had. */
  administration(): Promise<AdministrationOverview | NotDone>
  administer(act: AdministrationAct): Promise<ActAnswer | NotDone>
  /** The newest lines of the security log, or those before a line. */
  securityLog(before?: number): Promise<SecurityLines | NotDone>
  signIns(): Promise<SessionStandings | NotDone>
  endSignIn(id: string): Promise<object | NotDone>
}

export interface NotDone {
  /** `busy`: it was asked more often than it answers somebody. */
  readonly not: 'no-server' | 'busy' | 'not-allowed' | 'taken' | 'not-taken'
}

export const isNotDone = (answer: object): answer is NotDone => 'not' in answer

export function administrationOf(server: Server): AdministrationDoor {
  const told = <T extends object>(answer: Answer<T>): T | NotDone =>
    answer.ok ? answer.value : { not: reasonOf(answer.failure) }
  return {
    administration: async () => told(await server.get('/api/administration', AdministrationOverview)),
    administer: async (act) => told(await server.post('/api/administration', act, ActAnswer)),
    async securityLog(before) {
      const query = before === undefined ? '' : `?before=${before}`
      return told(await server.get(`/api/administration/security-log${query}`, SecurityLines))
    },
    signIns: async () => told(await server.get('/api/auth/sessions', SessionStandings)),
    endSignIn: async (id) => told(await server.post(`/api/auth/sessions/${id}/end`, {}, z.strictObject({}))),
  }
}

function reasonOf({ code }: Failure): NotDone['not'] {
  switch (code) {
    case 'not-allowed':
      return code
    case 'too-many':
      return 'busy'
    case 'outdated':
      return 'taken'
    case 'not-found':
    case 'bad-request':
    case 'misunderstood':
      return 'not-taken'
    default:
      return 'no-server'
  }
}
