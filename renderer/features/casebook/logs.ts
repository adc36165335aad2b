import type { Casebook, FormState } from '#shared/casebook/casebook'
import { standingForms } from '#shared/casebook/fold'
import { holdsSomething } from '#shared/casebook/holds-something'
import { type FormPath, steps } from '#shared/casebook/path'
import type { CompiledStudy } from '#shared/study/compile'
import type { FormDef } from '#shared/study/definition'
import { type FormAt, type FormStanding, standingOf } from './form-mark'

/** A form with one instance an event, a drug, an illness; kept beside the visits. */
export interface LogKind {
  readonly def: FormDef
  /** The event that its instances belong to. */
  readonly event: string
}

/** A log with its instances. */
export interface Log extends LogKind {
  readonly lines: readonly LogLine[]
  readonly serious: number
}

export interface LogLine extends FormStanding {
  readonly form: FormPath
  readonly state: FormState
}

/** Every log that the study has. */
export const logKinds = (study: CompiledStudy): readonly LogKind[] =>
  study.events.flatMap(({ oid: event, forms }) =>
    forms.flatMap((oid) => {
      const def = study.form(oid)
      return def?.repeating ? [{ def, event }] : []
    }),
  )

/** The instances of a log that stand, in the order of their making. */
export const recordsIn = (casebook: Casebook, { def, event }: LogKind): readonly FormState[] =>
  standingForms(casebook).filter(({ path, items }) => {
    const [own, form] = steps(path)
    return own?.oid === event && form?.oid === def.oid && [...items.values()].some(holdsSomething)
  })

/** Every log of the study with how each of its instances stands. */
export const logsOf = (at: FormAt): readonly Log[] =>
  logKinds(at.study).map((kind) => {
    const lines = recordsIn(at.casebook, kind).map((state): LogLine => ({
      form: state.path,
      state,
      ...standingOf(at, state.path, 'due'),
    }))
    return { ...kind, lines, serious: lines.filter(isSerious).length }
  })

const isSerious = ({ state }: LogLine): boolean =>
  [...state.items.values()].some(
    ({ path, value }) => path.endsWith('/AESER') && value?.state === 'value' && value.text === 'Y',
  )
