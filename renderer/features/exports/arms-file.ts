import { writeCsv } from '#shared/export/csv'
import type { StudyId, SubjectKey } from '#shared/ids'
import type { ShownArms } from '#shared/randomisation/protocol'

const columns = ['study', 'site', 'participant', 'subject_key', 'number', 'arm', 'allocated_at']

/** Who is in which arm, in the order of allocation. The code stands with those whose casebooks this device holds. */
export function armsFile(
  study: StudyId,
  arms: ShownArms['arms'],
  codeOf: (subject: SubjectKey) => string | undefined,
): Uint8Array {
  const rows = arms.map(({ site, subject, number, arm, at }) => [
    ...[study, site, codeOf(subject) ?? '', subject, number, arm, at],
  ])
  return writeCsv({ name: 'arms', columns, rows })
}
