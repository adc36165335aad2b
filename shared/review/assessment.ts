import type { Casebook } from '../casebook/casebook'
import { layoutOf } from '../casebook/layout'
import type { FormPath, ItemPath } from '../casebook/path'
import type { Entry, ItemChange } from '../change/change'
import type { CompiledStudy } from '../study/compile'
import type { CodeListDef } from '../study/definition'
import type { SuspectDef } from '../study/safety-definition'
import { suspectsOf } from './suspects'

/** What is said of the relation between an event and one agent. */
export interface Assessment {
  readonly suspect: SuspectDef
  readonly path: ItemPath
  readonly value: Entry | undefined
  readonly answers: CodeListDef
  /**
   * Who said it. What the site entered stands: an investigator who thinks otherwise asks. `two`: two values stand, which
   * is decided on the form.
   */
  readonly by: 'nobody' | 'investigator' | 'site' | 'two'
}

/** The relation of an event to each agent that its form asks of this participant. */
export function assessmentsOf(study: CompiledStudy, casebook: Casebook, event: FormPath): readonly Assessment[] {
  const items = (layoutOf(study, casebook, event)?.groups ?? []).flatMap(({ rows }) => rows.flatMap((row) => row.items))
  const state = casebook.forms.get(event)
  return suspectsOf(study).flatMap((suspect) => {
    const item = items.find(({ def, visible }) => visible && def.oid === suspect.relation)
    const answers = item && study.codeListOf(item.def)
    if (!item || !answers) return []
    const { path } = item
    const held = state?.items.get(path)
    const last = held?.heads.at(-1)
    const said = last !== undefined && last.value.state !== 'blank'
    const by = held?.contested
      ? 'two'
      : !said
        ? 'nobody'
        : last.logged.change.role === 'investigator'
          ? 'investigator'
          : 'site'
    return [{ suspect, path, value: said ? held?.value : undefined, answers, by }]
  })
}

/** Whether an investigator may answer here: where nobody did, or where an investigator did. */
export const isOpenToAssess = ({ by }: Assessment): boolean => by === 'nobody' || by === 'investigator'

/** The change of one relation to a code, as seen now. */
export function assess(casebook: Casebook, event: FormPath, path: ItemPath, code: string, reason?: string): ItemChange {
  const heads = casebook.forms.get(event)?.items.get(path)?.heads ?? []
  return {
    path,
    bases: heads.map(({ ref }) => ref),
    entry: { state: 'value', text: code },
    ...(reason !== undefined && { reason }),
  }
}
