import { z } from 'zod'
import { type Alert, Alerts } from '#shared/alerts/protocol'
import type { Server } from './sync/server'

/** What somebody has to look at soon. Kept on the server alone: what is asked here waits for it. */
export interface AlertsDoor {
  /** Newest first, those nobody has acknowledged before all others; undefined where the server cannot be asked. */
  alerts(): Promise<readonly Alert[] | undefined>
  /** Says that the person has seen it and acts; false where the server could not be told. */
  acknowledge(id: string): Promise<boolean>
}

export const alertsOf = (server: Server): AlertsDoor => ({
  async alerts() {
    const answer = await server.get('/api/alerts', Alerts)
    return answer.ok ? answer.value.alerts : undefined
  },
  acknowledge: async (id) => (await server.post(`/api/alerts/${id}/acknowledge`, {}, z.strictObject({}))).ok,
})
