import type { Casebook, FormState } from '../../casebook/casebook'
import {
  type GroupPath,
  ItemPath,
  type Scope,
  eventOf,
  formOf,
  formOid,
  groupOf,
  itemOf,
  steps,
  within,
} from '../../casebook/path'
import { verificationsOf } from '../../casebook/verified'
import { studyOf } from '../../casebook/versions'
import { writtenIn } from '../../casebook/written'
import type { Entry } from '../../change/change'
import type { CompiledStudy, PlacedItem } from '../../study/compile'
import type { FormDef } from '../../study/definition'
import { rawText } from '../entry-text'
import { queriesOf } from '../record-tables'
import { type ExportSubject, codeOf, formsOf } from '../source'
import {
  type OdmAnnotation,
  type OdmLeaf,
  type OdmPart,
  type OdmQuery,
  flagged,
  otherSource,
  saidOf,
  treeOf,
} from './nodes'
import { fileLeaves } from './files'
import { type OdmStep, odmSteps, oids } from './oids'

/** Threads by the place they are about. */
type Queries = ReadonlyMap<Scope, readonly OdmQuery[]>

/** The forms of a participant that stand, in the order of the schedule, by the version each was entered under. */
export function snapshotOf(study: CompiledStudy, subject: ExportSubject): readonly OdmPart[] {
  const { casebook } = subject
  const front = studyOf(study, casebook)
  const queries = byScope(subject)
  const rank = ({ path }: FormState) => front.eventRank(steps(path)[0]?.oid ?? '')
  const forms = [...formsOf(subject)].sort((a, b) => rank(a) - rank(b))
  const byVersion = new Map<CompiledStudy, FormState[]>([[front.under(front.id), []]])
  for (const form of forms) {
    const own = front.under(form.version ?? front.id)
    byVersion.set(own, [...(byVersion.get(own) ?? []), form])
  }
  return [...byVersion].map(([own, states], at) => ({
    study: own,
    nodes: treeOf(
      states.flatMap((state, i) => {
        const event = eventOf(state.path)
        const before = states[i - 1]
        const first = !before || eventOf(before.path) !== event
        return [...(first ? asked(queries, event) : []), ...formLeaves(own, front, casebook, state, queries)]
      }),
      undefined,
    ),
    own: at === 0 ? said([], queries.get('')) : {},
  }))
}

function byScope(subject: ExportSubject): Queries {
  const { casebook } = subject
  const queries = new Map<Scope, OdmQuery[]>()
  for (const { id, scope, origin, status, thread } of queriesOf(subject)) {
    const form = formOf(scope)
    const item = origin === 'contested' && form ? casebook.forms.get(form)?.items.get(ItemPath.parse(scope)) : undefined
    const since =
      item?.heads
        .map(({ logged }) => logged.change.claimedAt)
        .sort()
        .at(-1) ?? ''
    const own = { id, status, system: origin !== 'manual', since, thread }
    queries.set(scope, [...(queries.get(scope) ?? []), own])
  }
  return queries
}

const said = (annotations: readonly OdmAnnotation[], queries: readonly OdmQuery[] | undefined) => ({
  ...(annotations.length > 0 && { annotations }),
  ...(queries && { queries }),
})

/** What is asked about a place that nothing else is said of. */
function asked(queries: Queries, scope: Scope): readonly OdmLeaf[] {
  const own = queries.get(scope)
  return own ? [{ path: odmSteps(steps(scope)), node: { queries: own } }] : []
}

function formLeaves(
  own: CompiledStudy,
  study: CompiledStudy,
  casebook: Casebook,
  state: FormState,
  queries: Queries,
): readonly OdmLeaf[] {
  const verified = verificationsOf(state)
  const calculated = calculatedIn(own, study, casebook, state)
  const unplaced: OdmAnnotation[] = []
  const leaves: OdmLeaf[] = []
  const at = odmSteps(steps(state.path))
  let row: Scope = ''
  for (const { path, known, row: inRow, steps: within } of placesIn(own, state, calculated)) {
    const item = state.items.get(path)
    const entry = calculated.get(path) ?? item?.value
    const threads = queries.get(path)
    if (!known) {
      if (item?.value) unplaced.push(flagged('UNPLACED', 'Y', `${path}: ${rawText(item.value)}`))
      continue
    }
    if (inRow !== row) leaves.push(...asked(queries, (row = inRow)))
    const place = [...at, ...within]
    if (item?.contested) {
      const both = item.heads.map(({ value }) => rawText(value)).join(' | ')
      leaves.push({ path: place, node: { value: null, ...said([flagged('CONTESTED', 'Y', both)], threads) } })
    } else if (entry && (entry.state !== 'blank' || threads)) {
      const { value, unit, annotations } = saidOf(known.def, entry)
      const checked = item && verified(item) ? [flagged('VERIFIED', 'Y')] : []
      const [head] = item?.heads ?? []
      const source = head ? otherSource(own, head.logged.change, path) : []
      leaves.push({ path: place, node: { value, unit, ...said([...annotations, ...source, ...checked], threads) } })
    }
  }
  return [formLeaf(state, unplaced, queries), ...leaves, ...fileLeaves(state, codeOf(casebook))]
}

function formLeaf(
  { path, signatures, status }: FormState,
  unplaced: readonly OdmAnnotation[],
  queries: Queries,
): OdmLeaf {
  // One signature has a place of its own; whatever else was signed is told beside it.
  const signature = signatures.findLast(({ intact }) => intact)
  const annotations = [
    ...(status ? [flagged('FORM_STATUS', status.status, status.reason)] : []),
    ...signatures
      .filter((one) => one !== signature)
      .map(({ intact, meaning }) => flagged('SIGNATURE', intact ? 'intact' : 'broken', meaning)),
    ...unplaced,
  ]
  return {
    path: odmSteps(steps(path)),
    node: { ...(signature && { signature }), ...said(annotations, queries.get(path)) },
  }
}

/** What calculated items come to; nothing is looked at in forms that calculate nothing. */
function calculatedIn(
  own: CompiledStudy,
  study: CompiledStudy,
  casebook: Casebook,
  { path }: FormState,
): ReadonlyMap<ItemPath, Entry> {
  const calculates = own
    .form(formOid(path))
    ?.groups.some(({ items }) => items.some(({ type }) => type === 'calculated'))
  const groups = calculates ? writtenIn(study, casebook, path) : []
  return new Map(
    groups.flatMap(({ rows }) =>
      rows.flatMap(({ items }) =>
        items.flatMap(({ def, path: item, entry }) =>
          def.type === 'calculated' && entry ? [[item, entry] as const] : [],
        ),
      ),
    ),
  )
}

/** A place of a form that holds something. */
interface Place {
  readonly path: ItemPath
  /** The item as its version knows it; undefined where it knows none in that group. */
  readonly known: PlacedItem | undefined
  readonly row: GroupPath
  /** From its group on. */
  readonly steps: readonly OdmStep[]
  readonly group: number
  readonly item: number
}

/** Every place of a form that holds something, in the order of the form, row by row. */
function placesIn(own: CompiledStudy, state: FormState, calculated: ReadonlyMap<ItemPath, Entry>): readonly Place[] {
  const form = formOid(state.path)
  const items = knownIn(own, form)
  const withdrawn = (path: ItemPath) => state.withdrawn.some((scope) => within(path, scope))
  const paths = new Set([...state.items.keys()].filter((path) => !withdrawn(path)))
  for (const path of calculated.keys()) paths.add(path)
  // The items of a row lie in it one behind the other: what is the same of all is worked out once.
  let row: GroupPath | undefined
  let group: OdmStep | undefined
  let groupOid = ''
  return [...paths]
    .map((path): Place => {
      if (row === undefined || !within(path, row)) {
        row = groupOf(path)
        const step = steps(row)[2]
        groupOid = step?.oid ?? ''
        group = { oid: oids.group(form, groupOid), repeat: step?.repeat }
      }
      const oid = itemOf(path)
      const named = items.get(oid)
      const known = named?.placed.group.oid === groupOid ? named : undefined
      const item = named?.step ?? { oid: oids.item(form, oid), repeat: undefined }
      return {
        path,
        row,
        known: known?.placed,
        group: known?.group ?? LAST,
        item: known?.item ?? 0,
        steps: group ? [group, item] : [item],
      }
    })
    .sort((a, b) => a.group - b.group || compare(a.row, b.row) || a.item - b.item || compare(a.path, b.path))
}

const LAST = Number.MAX_SAFE_INTEGER

/** An item of a form, with its place among the groups and in its own. */
interface Known {
  readonly placed: PlacedItem
  readonly step: OdmStep
  readonly group: number
  readonly item: number
}

const itemsByForm = new WeakMap<FormDef, ReadonlyMap<string, Known>>()

/** The items of a form by their names. */
function knownIn(study: CompiledStudy, form: string): ReadonlyMap<string, Known> {
  const def = study.form(form)
  const before = def && itemsByForm.get(def)
  if (before) return before
  const made = new Map(
    def?.groups.flatMap((group, g) =>
      group.items.map((item, i): [string, Known] => [
        item.oid,
        {
          placed: { def: item, group },
          step: { oid: oids.item(form, item.oid), repeat: undefined },
          group: g,
          item: i,
        },
      ]),
    ),
  )
  if (def) itemsByForm.set(def, made)
  return made
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
