import { z } from 'zod'
import { StudyId } from '#shared/ids'
import {
  ArmRequest,
  PlaceRequest,
  RandomisationOverviews,
  SealListRequest,
  SealedList,
  ShownArm,
  ShownArms,
} from '#shared/randomisation/protocol'
import type { Context } from '../context'
import { type Api, send, signedInOnly } from '../http'
import { showArm, showArms } from './arms'
import { listsOf, sealList, setPlace } from './keep'
import { overviewsFor } from './overview'

/**
 * No route answers with an entry of a list: allocations reach devices as changes, one participant at a time. Those of a
 * blind study are asked for here, by whoever may know them.
 */
export function randomisationRoutes(api: Api, context: Context): void {
  const whoOf = signedInOnly(api, context)
  api.post(
    '/randomisation/lists',
    { schema: { body: SealListRequest, response: { 200: SealedList } } },
    async (request, reply) => send(reply, await sealList(context, whoOf(request), request.body)),
  )
  api.get(
    '/randomisation/lists',
    {
      schema: {
        querystring: z.strictObject({ study: StudyId }),
        response: { 200: z.strictObject({ lists: z.array(SealedList) }) },
      },
    },
    async (request, reply) => send(reply, await listsOf(context, whoOf(request), request.query.study)),
  )
  api.get(
    '/randomisation/overview',
    { schema: { response: { 200: RandomisationOverviews } } },
    async (request, reply) => send(reply, await overviewsFor(context, whoOf(request))),
  )
  api.post(
    '/randomisation/places',
    { schema: { body: PlaceRequest, response: { 200: PlaceRequest } } },
    async (request, reply) => send(reply, await setPlace(context, whoOf(request), request.body)),
  )
  // Asked by POST: each look is noted, so none is answered from what somebody keeps on the way.
  api.post(
    '/randomisation/arm',
    { schema: { body: ArmRequest, response: { 200: ShownArm } } },
    async (request, reply) => send(reply, await showArm(context, whoOf(request), request.body)),
  )
  api.post(
    '/randomisation/arms',
    { schema: { body: z.strictObject({ study: StudyId }), response: { 200: ShownArms } } },
    async (request, reply) => send(reply, await showArms(context, whoOf(request), request.body.study)),
  )
}
