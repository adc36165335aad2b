import { askCasebook } from '../casebook/ask-casebook'
import type { Casebook, ItemState } from '../casebook/casebook'
import { type FormPath, formOf } from '../casebook/path'
import type { ChangeRef } from '../ids'
import type { CompiledStudy } from '../study/compile'
import type { StratumDef } from '../study/randomisation-definition'
import { randomisationOf } from './allocation'

/** A stratum that a participant was allocated by and that the casebook does not say any more. */
export interface ChangedStratum {
  readonly stratum: StratumDef
  readonly used: string
  readonly now: string
  /** The form that says so. */
  readonly form: FormPath
  readonly evidence: readonly ChangeRef[]
}

/** X027 after the draw. The sites of a study are not the casebook's to say; what is not known any more differs in nothing. */
export function strataSince(study: CompiledStudy, casebook: Casebook): readonly ChangedStratum[] {
  const standing = randomisationOf(casebook)
  if (standing.state !== 'allocated') return []
  return (study.version.randomisation?.strata ?? []).flatMap(({ value: stratum }): readonly ChangedStratum[] => {
    const used = standing.allocation.strata.find(({ stratum: oid }) => oid === stratum.oid)?.level
    if (stratum.by !== 'value' || used === undefined) return []
    const seen: ItemState[] = []
    const outcome = askCasebook(study, casebook, { expression: stratum.value, at: stratum.at }, (item) => {
      seen.push(item)
    })
    const now = outcome.known && typeof outcome.value === 'string' ? outcome.value : undefined
    const form = seen[0] && formOf(seen[0].path)
    if (now === undefined || now === used || form === undefined) return []
    return [{ stratum, used, now, form, evidence: seen.flatMap(({ heads }) => heads.map(({ ref }) => ref)) }]
  })
}
