import { type StudyVersionId } from '../ids'
import {
  type CodeListDef,
  type FormDef,
  type GroupDef,
  type ItemDef,
  type StudyVersion,
  versionIdOf,
} from './definition'
import { occurrencesOf } from './occurrences'
import { problemsIn } from './problems'
import type { StudyEventDef } from './schedule-definition'

/** An item and the group it stands in. */
export interface PlacedItem {
  readonly def: ItemDef
  readonly group: GroupDef
}

/** A study version with everything in it found by name. */
export interface CompiledStudy {
  readonly id: StudyVersionId
  readonly version: StudyVersion
  /** Every visit there can be, in the study's order: events that repeat once for each time. */
  readonly events: readonly StudyEventDef[]
  event(oid: string): StudyEventDef | undefined
  /** Its place among `events`; behind them all when the study does not know it. */
  eventRank(oid: string): number
  form(oid: string): FormDef | undefined
  group(form: string, group: string): GroupDef | undefined
  /** Item oids are unique within a form. */
  item(form: string, item: string): PlacedItem | undefined
  codeList(oid: string): CodeListDef | undefined
  /** The code list an item answers from; undefined for items that are not coded. */
  codeListOf(item: ItemDef): CodeListDef | undefined
  /** Whether this very definition is one of its items. */
  has(item: ItemDef): boolean
  /**
   * Of the versions joined with this one (`family.ts`): the one of that name by itself, and all of them with another one
   * in front; this one where it is not among them.
   */
  under(id: StudyVersionId | undefined): CompiledStudy
  as(id: StudyVersionId): CompiledStudy
  /** The version that consents still to be given are given to. */
  readonly atSite: CompiledStudy
}

const compiled = new WeakMap<StudyVersion, CompiledStudy>()

/** The same object for the same document, so that what is derived from a study can be kept beside it. */
export function compileStudy(version: StudyVersion): CompiledStudy {
  const known = compiled.get(version)
  if (known) return known
  const study = index(version)
  compiled.set(version, study)
  return study
}

function index(version: StudyVersion): CompiledStudy {
  const all = occurrencesOf(version.events)
  const events = new Map(all.map((event) => [event.oid, event]))
  const ranks = new Map(all.map(({ oid }, rank) => [oid, rank]))
  const forms = new Map(version.forms.map((form) => [form.oid, form]))
  const codeLists = new Map(version.codeLists.map((list) => [list.oid, list]))
  const groups = new Map(
    version.forms.map((form) => [form.oid, new Map(form.groups.map((group) => [group.oid, group]))]),
  )
  const items = new Map(version.forms.map((form) => [form.oid, itemsOf(form)]))
  const defs = new Set([...items.values()].flatMap((own) => [...own.values()].map(({ def }) => def)))
  const study: CompiledStudy = {
    id: versionIdOf(version),
    version,
    events: all,
    event: (oid) => events.get(oid),
    eventRank: (oid) => ranks.get(oid) ?? all.length,
    form: (oid) => forms.get(oid),
    group: (form, group) => groups.get(form)?.get(group),
    item: (form, item) => items.get(form)?.get(item),
    codeList: (oid) => codeLists.get(oid),
    codeListOf: (item) => (item.type === 'code' || item.type === 'multi' ? codeLists.get(item.codeList) : undefined),
    has: (item) => defs.has(item),
    under: () => study,
    as: () => study,
    get atSite() {
      return study
    },
  }
  return study
}

const itemsOf = ({ groups }: FormDef): ReadonlyMap<string, PlacedItem> =>
  new Map(groups.flatMap((group) => group.items.map((def): [string, PlacedItem] => [def.oid, { def, group }])))

/**
 * What is wrong with a study version, one sentence each: unknown and doubled names, expressions without their type,
 * checks that do not do what their own cases say. A version with problems is never published.
 */
export const problemsOf = (version: StudyVersion): readonly string[] => problemsIn(compileStudy(version))
