import { z } from 'zod'
import { Hash, SiteId, StudyId, SubjectKey } from '../ids'
import { ExportFormat, ExportProfile } from './manifest'

/** What somebody asks a server to make: of everything that they see of a study there, or of a part of it. */
export const ExportWish = z.strictObject({
  study: StudyId,
  /** Left out, it is every site that they see. */
  site: SiteId.exactOptional(),
  /** Left out, it is all participants there. */
  subjects: z.array(SubjectKey).min(1).max(5_000).exactOptional(),
  format: ExportFormat,
  kind: z.enum(['snapshot', 'transactional']),
  /** A copy for a site is closed with a passphrase, which no server is to know. */
  profile: ExportProfile.exclude(['site-copy']),
  language: z.enum(['en', 'fr', 'sv']),
})
export type ExportWish = z.output<typeof ExportWish>

/** Why a server has made nothing. A closed list. */
export const JobFailure = z.enum([
  /** It came to more than the server makes: rows, bytes, files, minutes, memory. */
  'rows',
  'bytes',
  'files',
  'time',
  'memory',
  /** Who asked may not export there any more. */
  'rights',
  /** Somebody whom it was asked of is not there. */
  'not-there',
  /** An entry of the log does not follow from those before it. */
  'log-broken',
  /** Something that was in it has been blacked out since. */
  'redacted',
  /** The server ended while it was made, again and again. */
  'interrupted',
  'internal',
])
export type JobFailure = z.output<typeof JobFailure>

const count = z.int().nonnegative()

/** How far it is. */
export const JobProgress = z.strictObject({
  /** Entries of the log that were read. */
  read: count,
  /** Participants that were made, of so many once that is known. */
  made: count,
  of: count.exactOptional(),
  /** Rows of tables and bytes of files that were written. */
  rows: count,
  bytes: count,
})
export type JobProgress = z.output<typeof JobProgress>

const Asked = z.strictObject({
  id: z.uuid(),
  wish: ExportWish,
  asked: z.iso.datetime(),
  progress: JobProgress,
})
/** When nothing is left of it at the server. */
const until = { until: z.iso.datetime() }

/** An export that somebody asked a server for. */
export const ExportJob = z.discriminatedUnion('state', [
  Asked.extend({
    state: z.literal('queued'),
    /** So many of others are before it. */
    before: count,
  }),
  Asked.extend({ state: z.literal('running') }),
  Asked.extend({
    state: z.literal('ready'),
    ...until,
    /** The archive that may be fetched. */
    file: z.strictObject({ name: z.string(), bytes: count, sha256: Hash }),
  }),
  Asked.extend({ state: z.literal('failed'), ...until, why: JobFailure }),
  Asked.extend({ state: z.literal('cancelled'), ...until }),
])
export type ExportJob = z.output<typeof ExportJob>

/** A person's own, the one that was asked for last first. */
export const ExportJobs = z.strictObject({ jobs: z.array(ExportJob) })
export type ExportJobs = z.output<typeof ExportJobs>
