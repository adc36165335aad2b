import type { Change, ChangeBody, ItemChange } from '../change/change'
import { type ChangeRef, type DeviceId, type UserId, changeRef, streamId } from '../ids'
import type { Role } from '../roles'
import { versionIdOf } from '../study/definition'
import type { ImportedAudit } from './audit-records'
import type { ImportedSubject, ImportedValue } from './data-from-odm'

/** Whoever imports, on which device, when. */
export interface Importer {
  readonly device: DeviceId
  readonly author: UserId
  readonly role: Role
  /** Instant with offset. */
  readonly at: string
  readonly zone: string
  readonly boot: string
  /** Number of the first change. */
  readonly from: number
}

/** A participant with values, whatever kind of file they come from. */
export type ImportedPerson = Pick<ImportedSubject, 'subject' | 'code' | 'site' | 'values'> & {
  readonly study: Pick<ImportedSubject['study'], 'version'>
}

/** No study is near as large. */
export const MOST_PARTICIPANTS = 20_000

/** As many values travel in one change at most. */
const MOST = 200

/**
 * Participants of a foreign file as changes of whoever imports them, marked as imported. A value that the file has an
 * audit record for keeps it in its reason; nothing of theirs is taken for an entry of our own chain.
 */
export function* changesOf(subjects: readonly ImportedPerson[], importer: Importer): Generator<Change> {
  let n = importer.from
  let before: { readonly subject: string; readonly heads: Map<string, ChangeRef> } | undefined
  for (const { study, subject, code, site, values } of subjects) {
    // Whoever has values under two versions of a study is one participant.
    const isKnown = before?.subject === subject
    const heads = before && isKnown ? before.heads : new Map<string, ChangeRef>()
    before = { subject, heads }
    const say = (body: ChangeBody): Change => ({
      v: 1,
      device: importer.device,
      n: n++,
      study: study.version.study.id,
      stream: streamId(study.version.study.id, site, 'data'),
      version: versionIdOf(study.version),
      subject,
      author: importer.author,
      role: importer.role,
      claimedAt: importer.at,
      zone: importer.zone,
      boot: importer.boot,
      mono: n - importer.from,
      source: 'imported',
      body,
    })
    if (!isKnown) yield say({ kind: 'enrol', code })
    for (const together of runs(values)) {
      const ref = changeRef(importer.device, n)
      const items = together.map(({ path, entry, audit }): ItemChange => {
        const head = heads.get(path)
        const reason = audit ? reasonOf(audit) : head && 'Imported'
        return { path, bases: head ? [head] : [], entry, ...(reason !== undefined && { reason }) }
      })
      for (const { path } of items) heads.set(path, ref)
      yield say({ kind: 'value', items })
    }
  }
}

/** Values that may be said at once: no item twice. */
function* runs(values: readonly ImportedValue[]): Generator<readonly ImportedValue[]> {
  let run = new Map<string, ImportedValue>()
  for (const value of values) {
    if (run.has(value.path) || run.size >= MOST) {
      yield [...run.values()]
      run = new Map()
    }
    run.set(value.path, value)
  }
  if (run.size > 0) yield [...run.values()]
}

const LONGEST = 500

const reasonOf = ({ by, at, reason }: ImportedAudit): string =>
  [`Imported: ${by}, ${at}`, ...(reason === undefined ? [] : [reason])].join(': ').slice(0, LONGEST)
