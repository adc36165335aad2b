import type { FormPath } from '#shared/casebook/path'
import type { ChangeBody } from '#shared/change/change'
import type { StudyVersionId } from '#shared/ids'
import type { Rehearsed } from './use-rehearsals'

/** The change that moves a participant, as it was rehearsed. */
export function moveBody(
  { from, consented }: Rehearsed,
  to: StudyVersionId,
  { forms, reason }: { readonly forms: readonly FormPath[]; readonly reason?: string },
): ChangeBody {
  return {
    ...{ kind: 'amend', from, to, forms: [...forms] },
    ...(consented && { consent: consented.move }),
    ...(reason !== undefined && { reason }),
  }
}
