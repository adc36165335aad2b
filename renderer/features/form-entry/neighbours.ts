import type { Casebook } from '#shared/casebook/casebook'
import { standingForms } from '#shared/casebook/fold'
import { type FormPath, eventOf, steps } from '#shared/casebook/path'
import { visitForms } from '#shared/casebook/schedule'
import type { CompiledStudy } from '#shared/study/compile'

export interface Neighbours {
  readonly previous: FormPath | undefined
  readonly next: FormPath | undefined
}

/**
 * The forms before and after one: for a visit those of the schedule, visit after visit; for a log form its other
 * instances, in the order of their making.
 */
export function neighboursOf(study: CompiledStudy, casebook: Casebook, form: FormPath): Neighbours {
  const forms = sequence(study, casebook, form)
  const at = forms.indexOf(form)
  return { previous: at < 0 ? forms.at(-1) : forms[at - 1], next: at < 0 ? undefined : forms[at + 1] }
}

function sequence(study: CompiledStudy, casebook: Casebook, form: FormPath): readonly FormPath[] {
  const own = steps(form)[1]?.oid ?? ''
  if (study.form(own)?.repeating)
    return standingForms(casebook)
      .filter(({ path }) => eventOf(path) === eventOf(form) && steps(path)[1]?.oid === own)
      .map(({ path }) => path)
  return visitForms(study, casebook).map(({ form }) => form)
}
