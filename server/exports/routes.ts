import { ExportNote, ExportNoted } from '#shared/export/note'
import { can } from '#shared/roles'
import type { SignedIn } from '../auth/session'
import type { Context } from '../context'
import { type Api, send, signedInOnly } from '../http'
import { type Refused, refuse } from '../refused'
import { note } from '../security-log'

/**
 * Exports by the command line: a device notes its own in the book of the site, where they travel with everything else;
 * whoever reads the log through the server's calls says here what they make of it.
 */
export function exportRoutes(api: Api, context: Context): void {
  const whoOf = signedInOnly(api, context)
  api.post(
    '/exports',
    { config: { work: 'exports' }, schema: { body: ExportNote, response: { 200: ExportNoted } } },
    async (request, reply) => send(reply, await noteExport(context, whoOf(request), request.body)),
  )
}

async function noteExport(
  { store, now }: Context,
  { user, device, grants }: SignedIn,
  { study, site, format, kind, profile, asOf }: ExportNote,
): Promise<ExportNoted | Refused> {
  const may = grants.some(
    (grant) =>
      grant.study === study &&
      can(grant.role, 'export') &&
      (grant.site === '*' || site === undefined || grant.site === site),
  )
  if (!may) return refuse('not-allowed', 'Your role does not export there.')
  await note(store.db, now(), 'exported', {
    user,
    device,
    detail: [study, site ?? '*', format, kind, profile, asOf].join(' '),
  })
  return { noted: true }
}
