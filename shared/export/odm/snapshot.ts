import type { Casebook, FormState } from '../../casebook/casebook'
import { ItemPath, type Scope, eventOf, formOf, formOid, groupOf, itemOf, steps, within } from '../../casebook/path'
import { verificationsOf } from '../../casebook/verified'
import { studyOf } from '../../casebook/versions'
import { writtenIn } from '../../casebook/written'
import type { Entry } from '../../change/change'
import type { CompiledStudy } from '../../study/compile'
import { rawText } from '../entry-text'
import { queriesOf } from '../record-tables'
import { type ExportSubject, formsOf } from '../source'
import { type OdmAnnotation, type OdmLeaf, type OdmPart, type OdmQuery, flagged, saidOf, treeOf } from './nodes'
import { odmSteps } from './oids'

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
  let row: Scope = ''
  for (const path of placesIn(own, state, calculated)) {
    const item = state.items.get(path)
    const entry = calculated.get(path) ?? item?.value
    const threads = queries.get(path)
    const place = odmSteps(steps(path))
    if (!isPlaced(own, path)) {
      if (item?.value) unplaced.push(flagged('UNPLACED', 'Y', `${path}: ${rawText(item.value)}`))
      continue
    }
    if (groupOf(path) !== row) leaves.push(...asked(queries, (row = groupOf(path))))
    if (item?.contested) {
      const both = item.heads.map(({ value }) => rawText(value)).join(' | ')
      leaves.push({ path: place, node: { value: null, ...said([flagged('CONTESTED', 'Y', both)], threads) } })
    } else if (entry && (entry.state !== 'blank' || threads)) {
      const { annotations, ...rest } = saidOf(own, path, entry)
      const checked = item && verified(item) ? [flagged('VERIFIED', 'Y')] : []
      leaves.push({ path: place, node: { ...rest, ...said([...annotations, ...checked], threads) } })
    }
  }
  return [formLeaf(state, unplaced, queries), ...leaves]
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

const isPlaced = (own: CompiledStudy, path: ItemPath): boolean => {
  const [, form, group] = steps(path)
  return form !== undefined && own.item(form.oid, itemOf(path))?.group.oid === group?.oid
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

/** Every place of a form that holds something, in the order of the form, row by row. */
function placesIn(own: CompiledStudy, state: FormState, calculated: ReadonlyMap<ItemPath, Entry>): readonly ItemPath[] {
  const groups = own.form(formOid(state.path))?.groups ?? []
  const ranks = new Map(
    groups.flatMap((group, g) => group.items.map(({ oid }, i) => [`${group.oid}/${oid}`, [g, i] as const])),
  )
  const last = [groups.length, 0] as const
  const standing = [...state.items.keys()].filter((path) => !state.withdrawn.some((scope) => within(path, scope)))
  return [...new Set([...standing, ...calculated.keys()])]
    .map((path) => ({
      path,
      row: groupOf(path),
      rank: ranks.get(`${steps(path)[2]?.oid ?? ''}/${itemOf(path)}`) ?? last,
    }))
    .sort((a, b) => a.rank[0] - b.rank[0] || compare(a.row, b.row) || a.rank[1] - b.rank[1] || compare(a.path, b.path))
    .map(({ path }) => path)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
