import { type Json, canonicalJson } from '../canonical-json'
import type { StudyVersionId } from '../ids'
import type { Eligibility } from './engine'

/** What an investigator signs: every answer with its evidence, under one study version, on one day. */
export interface SnapshotOf {
  readonly version: StudyVersionId
  readonly eligibility: Eligibility
  /** The day of evaluation, ISO 8601. */
  readonly day: string
}

/**
 * The canonical JSON of an eligibility decision: the same answers from the same evidence are the same text on every
 * device, so its hash says whether the evidence has changed since it was signed.
 */
export function snapshotOf({ version, eligibility, day }: SnapshotOf): string {
  const { phase, eligible, criteria } = eligibility
  return canonicalJson({
    format: 1,
    ...{ version, day, phase, eligible },
    criteria: criteria.map(
      ({ id, kind, mode, answer, computed, judged, decides, evidence, missing, expires, flags }): Json => ({
        ...{ id, kind, mode, answer, computed, judged, decides, expires },
        evidence: evidence.map(({ window, ...rest }): Json => ({ ...rest, window: window && { ...window } })),
        missing: missing.map((one): Json => ({ ...one })),
        flags: flags.map(({ severity, text, code }): Json => ({ severity, text: text.en, code })),
      }),
    ),
  })
}
