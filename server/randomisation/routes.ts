import { z } from 'zod'
import { StudyId } from '#shared/ids'
import { PlaceRequest, RandomisationOverviews, SealListRequest, SealedList } from '#shared/randomisation/protocol'
import type { Context } from '../context'
import { type Api, send, signedInOnly } from '../http'
import { listsOf, sealList, setPlace } from './keep'
import { overviewsFor } from './overview'

/** No route answers with an entry of a list: allocations reach devices as changes, one participant at a time. */
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
}
