import { z } from 'zod'
import { StudyVersionId } from '#shared/ids'
import { Approval, ApproveRequest, OpenStudyRequest, PublishAnswer, PublishRequest } from '#shared/protocol'
import type { Context } from '../context'
import { type Api, send, signedInOnly } from '../http'
import { isRefused } from '../refused'
import { approve } from './approvals'
import { openStudy } from './open'
import { publish, readVersion } from './versions'

/** Bytes of a study version: the largest of ours has a tenth of it. */
const LARGEST = 16 * 1024 * 1024

export function studyRoutes(api: Api, context: Context): void {
  const whoOf = signedInOnly(api, context)
  api.get(
    '/study-versions/:id',
    { config: { work: 'reading' }, schema: { params: z.strictObject({ id: StudyVersionId }) } },
    async (request, reply) => {
      const outcome = await readVersion(context, whoOf(request), request.params.id)
      if (isRefused(outcome)) return send(reply, outcome)
      // The name is the hash of the content: what was read once is right for ever.
      return reply
        .header('cache-control', 'private, max-age=31536000, immutable')
        .type('application/json')
        .send(outcome.document)
    },
  )
  api.post(
    '/studies',
    { bodyLimit: LARGEST, schema: { body: OpenStudyRequest, response: { 200: PublishAnswer } } },
    async (request, reply) => send(reply, await openStudy(context, whoOf(request), request.body)),
  )
  api.post(
    '/study-versions',
    { bodyLimit: LARGEST, schema: { body: PublishRequest, response: { 200: PublishAnswer } } },
    async (request, reply) => send(reply, await publish(context, whoOf(request), request.body)),
  )
  api.post(
    '/study-versions/:id/approvals',
    {
      schema: {
        params: z.strictObject({ id: StudyVersionId }),
        body: ApproveRequest,
        response: { 200: Approval },
      },
    },
    async (request, reply) => send(reply, await approve(context, whoOf(request), request.params.id, request.body)),
  )
}
