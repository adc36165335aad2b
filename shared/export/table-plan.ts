import type { FormState } from '../casebook/casebook'
import { formOid } from '../casebook/path'
import { type WrittenGroup, writtenIn } from '../casebook/written'
import type { CompiledStudy } from '../study/compile'
import { type Row, type Table, cellsOf } from './csv'
import { type ExportSource, type ExportSubject, formsOf } from './source'

/** A table before its rows: they come one participant after the other, so that no more than one is in memory. */
export interface TablePlan {
  /** Name of the file without its ending. */
  readonly name: string
  readonly columns: readonly string[]
  readonly rowsOf: (laid: LaidSubject) => readonly Row[]
}

/** A participant as tables read them: the forms that go, by what they are of, each read once. */
export interface LaidSubject {
  readonly subject: ExportSubject
  readonly forms: ReadonlyMap<string, readonly LaidForm[]>
}

export interface LaidForm {
  readonly state: FormState
  readonly groups: readonly WrittenGroup[]
}

export function laidOut(study: CompiledStudy, subject: ExportSubject): LaidSubject {
  const forms = new Map<string, LaidForm[]>()
  for (const state of formsOf(subject)) {
    const oid = formOid(state.path)
    const laid = { state, groups: writtenIn(study, subject.casebook, state.path) }
    const others = forms.get(oid)
    if (others) others.push(laid)
    else forms.set(oid, [laid])
  }
  return { subject, forms }
}

/** The tables of casebooks that are all in memory. */
export function gathered(plans: readonly TablePlan[], { study, subjects }: ExportSource): readonly Table[] {
  const laid = subjects.map((subject) => laidOut(study, subject))
  return plans.map(({ name, columns, rowsOf }) => ({ name, columns, rows: laid.flatMap(rowsOf).map(cellsOf) }))
}
