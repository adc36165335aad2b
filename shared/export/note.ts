import { z } from 'zod'
import { SiteId, StudyId } from '../ids'
import { ExportFormat, ExportProfile } from './manifest'

/** What somebody is about to take off a server as files. Written down there before the first of them is. */
export const ExportNote = z.strictObject({
  study: StudyId,
  /** Left out, it is every site that they see. */
  site: SiteId.exactOptional(),
  format: ExportFormat,
  kind: z.enum(['snapshot', 'transactional']),
  profile: ExportProfile,
  /** The instant that the files speak of. */
  asOf: z.iso.datetime({ offset: true }),
})
export type ExportNote = z.output<typeof ExportNote>

export const ExportNoted = z.strictObject({ noted: z.literal(true) })
export type ExportNoted = z.output<typeof ExportNoted>
