import { z } from 'zod'
import { eligibilityFor } from '#forms/eligibility'
import type { Case } from '#shared/clinical/case'
import { GateCase } from '#shared/clinical/dose-gate/case-rows'
import { caseReading } from '#shared/eligibility/case-reading'
import { eligibilityOf } from '#shared/eligibility/engine'
import { dayIn } from '#shared/eligibility/span'

const EligibilityCase = GateCase.extend({ version: z.string().nullish() })

/**
 * Answers one `eligibility` line: the truth of every criterion's own text and what follows; `error` for a line that is no
 * casebook and for a study or version nobody knows. A case is decided from its own dates: no day is today.
 */
export function eligibilityCase(line: Case): object {
  const read = EligibilityCase.safeParse(line)
  if (!read.success) return { error: `not-a-casebook: ${read.error.issues[0]?.path.join('.') ?? ''}` }
  const { study, version, anchors, arm, phase, judgements, rows } = read.data
  const def = eligibilityFor(study, version ?? 'default')
  if (typeof def === 'string') return { error: `${def}: ${def === 'unknown-study' ? 'study' : 'version'}` }
  const { criteria, eligible } = eligibilityOf({
    ...{ def, phase: phase ?? '', reading: caseReading(rows), arm: arm?.trim() || undefined },
    anchors: Object.fromEntries(Object.entries(anchors).map(([name, day]) => [name, dayIn(day ?? '')])),
    judgements: Object.fromEntries(Object.entries(judgements).map(([id, word]) => [id, word ?? undefined])),
  })
  return { criteria: Object.fromEntries(criteria.map(({ id, answer }) => [id, answer])), eligible }
}
