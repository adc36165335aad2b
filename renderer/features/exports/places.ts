import type { Contents } from '#shared/export/inventory'
import type { Selection } from '#shared/export/selection'
import type { CompiledStudy } from '#shared/study/compile'
import { type Language, textIn } from '#shared/study/definition'

/** A visit or a form of which there is something to export. */
export interface ExportPlace {
  readonly oid: string
  readonly title: string
  /** How many forms of it, or at it, there are. */
  readonly forms: number
}

export interface Places {
  readonly events: readonly ExportPlace[]
  readonly forms: readonly ExportPlace[]
}

/** What can be left out: the visits and forms that something was entered at, in the order of the study. */
export function placesOf(study: CompiledStudy, { byEvent, byForm }: Contents, language: Language): Places {
  const ranks = new Map(study.version.forms.map(({ oid }, i) => [oid, i]))
  const rank = (oid: string) => ranks.get(oid) ?? ranks.size
  const listed = (
    counts: ReadonlyMap<string, number>,
    title: (oid: string) => string,
    order: (oid: string) => number,
  ) =>
    [...counts]
      .map(([oid, forms]) => ({ oid, title: title(oid), forms }))
      .sort((a, b) => order(a.oid) - order(b.oid) || (a.oid < b.oid ? -1 : 1))
  const named = (def: { readonly title: Parameters<typeof textIn>[0] } | undefined, oid: string) =>
    def ? textIn(def.title, language) : oid
  return {
    events: listed(
      byEvent,
      (oid) => named(study.event(oid), oid),
      (oid) => study.eventRank(oid),
    ),
    forms: listed(byForm, (oid) => named(study.form(oid), oid), rank),
  }
}

/** How many of them are in. */
export const taken = (places: readonly ExportPlace[], leftOut: ReadonlySet<string>): number =>
  places.filter(({ oid }) => !leftOut.has(oid)).length

/** What is named when something is left out; undefined where everything goes. */
export function selectionOf(
  { events, forms }: Places,
  withoutEvents: ReadonlySet<string>,
  withoutForms: ReadonlySet<string>,
): Selection | undefined {
  const kept = (places: readonly ExportPlace[], leftOut: ReadonlySet<string>) =>
    taken(places, leftOut) < places.length
      ? new Set(places.flatMap(({ oid }) => (leftOut.has(oid) ? [] : [oid])))
      : undefined
  const [chosenEvents, chosenForms] = [kept(events, withoutEvents), kept(forms, withoutForms)]
  if (!chosenEvents && !chosenForms) return undefined
  return { ...(chosenEvents && { events: chosenEvents }), ...(chosenForms && { forms: chosenForms }) }
}
