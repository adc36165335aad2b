/** Responses of RECIST 1.1. Eisenhauer EA et al. Eur J Cancer 2009;45:228-247. */
export const RECIST = 'Eisenhauer EA et al. Eur J Cancer 2009;45:228-247 (RECIST 1.1)'

export type TargetResponse = 'CR' | 'PR' | 'SD' | 'PD' | 'NE'

/** `NA`: there was none at baseline. */
export type NonTargetResponse = 'CR' | 'NON-CR/NON-PD' | 'PD' | 'NE' | 'NA'

export const overallResponses = ['CR', 'PR', 'SD', 'NON-CR/NON-PD', 'PD', 'NE'] as const
export type OverallResponse = (typeof overallResponses)[number]

/**
 * Overall response at one time (tables 1 and 2 of the paper). `target` is null where no lesion was measurable at
 * baseline.
 *
 * | target | non-target     | new lesion | overall        |
 * | ------ | -------------- | ---------- | -------------- |
 * | PD     | any            | any        | PD             |
 * | any    | PD             | any        | PD             |
 * | any    | any            | yes        | PD             |
 * | CR     | CR or none     | no         | CR             |
 * | CR     | anything else  | no         | PR             |
 * | other  | no PD          | no         | as the targets |
 * | none   | no PD          | no         | as non-targets |
 */
export function overallResponse(
  target: TargetResponse | null,
  nonTarget: NonTargetResponse,
  newLesion: boolean,
): OverallResponse {
  if (nonTarget === 'PD' || newLesion) return 'PD'
  // Without any lesion at baseline there is nothing that could respond.
  if (target === null) return nonTarget === 'NA' ? 'NE' : nonTarget
  if (target === 'CR') return nonTarget === 'CR' || nonTarget === 'NA' ? 'CR' : 'PR'
  return target
}
