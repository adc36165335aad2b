import type { Casebook, FormState } from '../casebook/casebook'
import { itemsAt, visitsOf } from '../casebook/visits'
import type { CompiledStudy } from '../study/compile'
import type { SuspectDef } from '../study/safety-definition'

const none: readonly SuspectDef[] = []

/** The agents that adverse events of a study can be blamed on, in its order; none where it does not say. */
export const suspectsOf = (study: CompiledStudy): readonly SuspectDef[] => study.version.safety?.suspects ?? none

/** A dose that a form says was given. Dates are ISO, as they were entered. */
export interface GivenDose {
  readonly state: FormState
  readonly start: string
  readonly end: string | undefined
  /** As it was reported, with its unit. */
  readonly amount: string | undefined
}

/** Every dose of an agent that began, earliest first. A form that records another drug, or nothing of it, is none. */
export function dosesOf(study: CompiledStudy, casebook: Casebook, { given }: SuspectDef): readonly GivenDose[] {
  if (!given) return []
  return visitsOf(study, casebook)
    .of(given.form)
    .flatMap((state): readonly GivenDose[] => {
      const said = (item: string | undefined) => {
        const value = item === undefined ? undefined : itemsAt(study, state, item)[0]?.value
        return value?.state === 'value' ? value : undefined
      }
      const start = said(given.start)?.text
      const drug = said(given.drug?.item)?.text
      if (start === undefined || (given.drug && (drug === undefined || !given.drug.codes.includes(drug)))) return []
      const amount = said(given.amount)
      // A tablet that was interrupted is recorded as a period of nothing.
      if (amount !== undefined && Number(amount.text.replace(',', '.')) === 0) return []
      const shown = amount && [amount.text, amount.unit].filter((part) => part !== undefined).join(' ')
      return [{ state, start, end: said(given.end)?.text, amount: shown }]
    })
    .sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0))
}

/** Whether a participant received an agent at all; true where the study does not say how to tell. */
export const wasGiven = (study: CompiledStudy, casebook: Casebook, suspect: SuspectDef): boolean =>
  !suspect.given || dosesOf(study, casebook, suspect).length > 0
