import { z } from 'zod'
import { HandedAccess } from '#shared/access'
import { CHUNK_BYTES } from '#shared/attachment'
import {
  ErasureRequest,
  FileHandedOver,
  HandOverFileRequest,
  StandingAnswer,
  StandingRequest,
} from '#shared/revocation'
import { TakeInAnswer, TakeInRequest } from '#shared/unsent-file'
import { takeHandedAccess } from '../access/take'
import type { Context } from '../context'
import { type Api, send } from '../http'
import { refuse } from '../refused'
import { syncPartsOf } from '../sync/parts'
import { takeFromShutOut } from '../sync/unsent'
import { takeHandedFile } from './files'
import { handsOver, standing, takeReceipt } from './standing'

/** What a device says for itself, whoever is or is not signed in on it: its key and its chain say that it speaks. */
export function revocationRoutes(api: Api, context: Context, perMinute: number): void {
  const config = { rateLimit: { max: perMinute, timeWindow: '1 minute' } }
  const { partsIn } = syncPartsOf(context)
  api.post(
    '/device/standing',
    { config, bodyLimit: 4 * 1024, schema: { body: StandingRequest, response: { 200: StandingAnswer } } },
    async ({ body }, reply) => send(reply, await standing(context, body)),
  )
  const nothing = refuse('not-allowed', 'Nothing is handed over by this device.')
  api.post(
    '/device/unsent',
    { schema: { body: TakeInRequest, response: { 200: TakeInAnswer } } },
    async ({ body }, reply) =>
      send(reply, (await handsOver(context, body.device)) ? await takeFromShutOut(context, partsIn, body) : nothing),
  )
  api.post(
    '/device/file',
    { bodyLimit: 2 * CHUNK_BYTES, schema: { body: HandOverFileRequest, response: { 200: FileHandedOver } } },
    async ({ body }, reply) =>
      send(reply, (await handsOver(context, body.device)) ? await takeHandedFile(context, body) : nothing),
  )
  api.post(
    '/device/access',
    { bodyLimit: 128 * 1024, schema: { body: HandedAccess, response: { 200: z.strictObject({}) } } },
    async ({ body }, reply) =>
      send(reply, (await handsOver(context, body.device)) ? await takeHandedAccess(context, body) : nothing),
  )
  api.post(
    '/device/erased',
    { config, bodyLimit: 4 * 1024, schema: { body: ErasureRequest, response: { 200: z.strictObject({}) } } },
    async ({ body }, reply) => send(reply, await takeReceipt(context, body)),
  )
}
