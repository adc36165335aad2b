import type { Casebook } from '../casebook/casebook'
import { answersOf } from '../casebook/links'
import { studyAt } from '../casebook/versions'
import { type WrittenItem, writtenIn } from '../casebook/written'
import type { Entry } from '../change/change'
import type { CompiledStudy } from '../study/compile'
import type { ItemDef, Language } from '../study/definition'
import { showEntry } from '../study/show-entry'
import type { SeriousReport } from './serious'

/** An item of which two versions of a report say different things, as people read them; empty where one says nothing. */
export interface ReportChange {
  readonly item: ItemDef
  /** Which row of a repeating group it is in, from 1. */
  readonly row: number | undefined
  readonly earlier: string
  readonly now: string
}

/** The version that a report goes on from; undefined for the first one. */
export function versionBefore(reports: readonly SeriousReport[], report: SeriousReport): SeriousReport | undefined {
  const at = reports.findIndex(({ form }) => form === report.form)
  return at > 0 ? reports[at - 1] : undefined
}

/** Which version it is stands above it. */
const named = new Set(['SAEVER', 'SAETYPE'])

/** What the later version of a report says otherwise than the earlier one, in the order of the form. */
export function reportChanges(
  study: CompiledStudy,
  casebook: Casebook,
  { earlier, now }: { readonly earlier: SeriousReport; readonly now: SeriousReport },
  language: Language,
): readonly ReportChange[] {
  const before = saidIn(study, casebook, earlier, language)
  const after = saidIn(study, casebook, now, language)
  const places = [...new Set([...after.keys(), ...before.keys()])]
  return places.flatMap((place): readonly ReportChange[] => {
    const [was, is] = [before.get(place), after.get(place)]
    const about = is ?? was
    if (!about || named.has(about.item.oid) || (was?.text ?? '') === (is?.text ?? '')) return []
    return [{ item: about.item, row: about.row, earlier: was?.text ?? '', now: is?.text ?? '' }]
  })
}

interface Said {
  readonly item: ItemDef
  readonly row: number | undefined
  readonly text: string
}

/** Rows of two forms have names of their own: they are told apart by their order. */
function saidIn(
  study: CompiledStudy,
  casebook: Casebook,
  { form, state }: SeriousReport,
  language: Language,
): ReadonlyMap<string, Said> {
  const own = studyAt(study, casebook, form)
  const textOf = ({ path, def, entry }: WrittenItem): string => {
    const item = state.items.get(path)
    const all: readonly Entry[] = item?.contested ? item.heads.map(({ value }) => value) : entry ? [entry] : []
    return all.map((one) => showEntry(def, one, answersOf(own, casebook, def), language)).join(' / ')
  }
  return new Map(
    writtenIn(study, casebook, form).flatMap(({ def, rows }) =>
      rows.flatMap(({ items }, i) =>
        items.map((one) => {
          const row = def.repeating ? i + 1 : undefined
          return [`${def.oid} ${i} ${one.def.oid}`, { item: one.def, row, text: textOf(one) }] as const
        }),
      ),
    ),
  )
}
