import { z } from 'zod'
import { Alerts } from '#shared/alerts/protocol'
import type { Server } from './sync/server'

/** What somebody has to look at soon. Kept on the server alone: what is asked here waits for it. */
export interface AlertsDoor {
  /** Those nobody has acknowledged before all others; undefined where the server cannot be asked. */
  alerts(): Promise<Alerts | undefined>
  /** Says that the person has seen it and acts; false where the server could not be told. */
  acknowledge(id: string): Promise<boolean>
  /** Says that somebody is to get a new password, as the second of two people; false where the server did not take it. */
  confirmRecovery(id: string): Promise<boolean>
}

export const alertsOf = (server: Server): AlertsDoor => ({
  async alerts() {
    const answer = await server.get('/api/alerts', Alerts)
    return answer.ok ? answer.value : undefined
  },
  acknowledge: async (id) => (await server.post(`/api/alerts/${id}/acknowledge`, {}, z.strictObject({}))).ok,
  confirmRecovery: async (id) => (await server.post(`/api/recoveries/${id}/confirm`, {}, z.strictObject({}))).ok,
})
