import { Readable } from 'node:stream'
import { z } from 'zod'
import { ExportJobs, ExportWish } from '#shared/export/job'
import { ExportNote, ExportNoted } from '#shared/export/note'
import type { SignedIn } from '../auth/session'
import type { Context } from '../context'
import { type Api, send, signedInOnly } from '../http'
import { type Refused, isRefused, refuse } from '../refused'
import { note } from '../security-log'
import { archiveOf } from './fetch'
import { ask, cancel, jobsOf, mayExport } from './jobs'

/**
 * Exports that the server makes for people, and those by the command line: a device notes its own in the book of the site,
 * where they travel with everything else; whoever reads the log through the server's calls says here what they make of it.
 */
export function exportRoutes(api: Api, context: Context): void {
  const whoOf = signedInOnly(api, context)
  api.post(
    '/exports',
    { config: { work: 'exports' }, schema: { body: ExportNote, response: { 200: ExportNoted } } },
    async (request, reply) => send(reply, await noteExport(context, whoOf(request), request.body)),
  )
  api.get(
    '/exports/jobs',
    { config: { work: 'reading' }, schema: { response: { 200: ExportJobs } } },
    async (request, reply) => send(reply, await jobsOf(context, whoOf(request))),
  )
  api.post(
    '/exports/jobs',
    { config: { work: 'exports' }, schema: { body: ExportWish, response: { 200: ExportJobs } } },
    async (request, reply) => send(reply, await ask(context, whoOf(request), request.body)),
  )
  api.post(
    '/exports/jobs/:id/cancel',
    { schema: { params: OneJob, response: { 200: ExportJobs } } },
    async (request, reply) => send(reply, await cancel(context, whoOf(request), request.params.id)),
  )
  api.get(
    '/exports/jobs/:id/archive',
    { config: { work: 'exports' }, schema: { params: OneJob, response: { 200: z.string() } } },
    async (request, reply) => {
      const outcome = await archiveOf(context, whoOf(request), request.params.id)
      if (isRefused(outcome)) return send(reply, outcome)
      const { name, bytes, pieces } = outcome
      return reply
        .type('application/zip')
        .headers({ 'content-length': bytes, 'content-disposition': `attachment; filename="${name}"` })
        .send(Readable.from(pieces))
    },
  )
}

const OneJob = z.strictObject({ id: z.uuid() })

async function noteExport(
  { store, now }: Context,
  { user, device, grants }: SignedIn,
  { study, site, format, kind, profile, asOf }: ExportNote,
): Promise<ExportNoted | Refused> {
  if (!mayExport(grants, { study, ...(site !== undefined && { site }) }))
    return refuse('not-allowed', 'Your role does not export there.')
  await note(store.db, now(), 'exported', {
    user,
    device,
    detail: [study, site ?? '*', format, kind, profile, asOf].join(' '),
  })
  return { noted: true }
}
