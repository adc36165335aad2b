import type { Casebook, FormState } from '#shared/casebook/casebook'
import { differenceOf } from '#shared/casebook/difference'
import { earlierForms } from '#shared/casebook/earlier'
import { type Finding, findingsOf } from '#shared/casebook/findings'
import { type LaidItem, layoutOf } from '#shared/casebook/layout'
import { referableOf } from '#shared/casebook/links'
import { type FormPath, type GroupPath, type ItemPath, formOid, itemOf } from '#shared/casebook/path'
import { verificationsOf } from '#shared/casebook/verified'
import type { ChangeKind } from '#shared/change/change'
import type { Role } from '#shared/roles'
import type { SiteRanges } from '#shared/reference/site-ranges'
import type { CompiledStudy } from '#shared/study/compile'
import type { FormDef, GroupDef, Language } from '#shared/study/definition'
import { alike, keep, sameShape } from './alike'
import { earlierValues } from './earlier'
import { type FormProgress, progressOf } from './form-progress'
import { type Doing, type ItemView, isAskingMissing, viewItem } from './item-view'
import { courseOf, isLimit } from './laboratory-view'

export type { ItemView } from './item-view'

export interface RowView {
  readonly path: GroupPath
  readonly items: readonly ItemPath[]
}

export interface GroupView {
  readonly def: GroupDef
  readonly rows: readonly RowView[]
  readonly withdrawnRows: number
}

export interface Scene {
  readonly def: FormDef
  readonly casebook: Casebook
  readonly form: FormState | undefined
  readonly items: ReadonlyMap<ItemPath, ItemView>
  /** Groups, rows and which items are in sight: the same array until that changes. */
  readonly groups: readonly GroupView[]
  readonly progress: FormProgress
  /** Changes of the form that the server does not have. */
  readonly unsent: number
  /** What it was drawn from. */
  readonly from: Drawn
}

export interface SceneInputs {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  /** The reference ranges that the site keeps of its own. */
  readonly ranges?: SiteRanges | undefined
  readonly form: FormPath
  readonly today: string
  readonly language: Language
  readonly role: Role
  readonly doing: Doing
}

/** What a drawing was made from, kept to tell which items have to be drawn anew. */
interface Drawn {
  readonly inputs: SceneInputs
  readonly laid: ReadonlyMap<ItemPath, LaidItem>
  readonly findings: ReadonlyMap<ItemPath, readonly Finding[]>
}

/** Draws the form as it stands, keeping every part of the last drawing that nothing changed about. */
export function drawScene(inputs: SceneInputs, last: Scene | undefined): Scene {
  const { study, casebook, form: path, today, language, role, doing } = inputs
  const layout = layoutOf(study, casebook, path)
  if (!layout) throw new Error('a form was opened that its study does not have')
  const form = casebook.forms.get(path)
  const findings = byItem(findingsOf(study, casebook, path, today))
  const drawn: Drawn = { inputs, findings, laid: new Map(layout.groups.flatMap(({ rows }) => rows.flatMap(visibleIn))) }
  const stays = last ? whatStays(last, drawn, form) : () => false
  const earlier = earlierForms(study, casebook, path)
  const verification = form && verificationsOf(form)

  const items = new Map<ItemPath, ItemView>()
  const groups = layout.groups.map((group): GroupView => {
    const course = courseOf(study, casebook, path, group.def, inputs.ranges)
    const inGrid = group.def.layout === 'laboratory'
    const rows = group.rows.map((row): RowView => {
      const visible = row.items.filter((item) => item.visible)
      for (const laid of visible) {
        const before = last?.items.get(laid.path)
        const refers = referableOf(study, casebook, laid.def)
        const sameRecords = !refers || before?.codeList === refers.list
        if (before && sameRecords && stays(before, laid, group.def)) {
          items.set(laid.path, before)
          continue
        }
        const past = earlierValues(study, casebook, laid.path, earlier)
        const found = findings.get(laid.path) ?? []
        const around = { study, language, role, doing, form, findings: found, past, course, verification, refers }
        const next = viewItem(laid, around)
        items.set(laid.path, before && alike(before, next) ? before : next)
      }
      const lines = inGrid ? visible.filter(({ def }) => !isLimit(def)) : visible
      return { path: row.path, items: lines.map((item) => item.path) }
    })
    const withdrawnRows = new Set(
      (form?.withdrawn ?? []).filter((scope) => scope.startsWith(`${path}/${group.def.oid}:`)),
    ).size
    return { def: group.def, rows, withdrawnRows }
  })

  const sameItems =
    last !== undefined &&
    last.items.size === items.size &&
    [...items].every(([key, item]) => last.items.get(key) === item)
  return {
    def: layout.def,
    casebook,
    form,
    items: sameItems ? last.items : items,
    groups: last && sameShape(last.groups, groups) ? last.groups : groups,
    progress: keep(last?.progress, progressOf(items, form)),
    unsent: form?.unsent ?? 0,
    from: drawn,
  }
}

const visibleIn = ({ items }: { readonly items: readonly LaidItem[] }) =>
  items.filter(({ visible }) => visible).map((laid) => [laid.path, laid] as const)

/** Findings by the item at which they are answered. */
function byItem(findings: readonly Finding[]): ReadonlyMap<ItemPath, readonly Finding[]> {
  const found = new Map<ItemPath, Finding[]>()
  for (const finding of findings) {
    const [first] = finding.items
    if (first === undefined) continue
    const own = found.get(first)
    if (own) own.push(finding)
    else found.set(first, [finding])
  }
  return found
}

type Stays = (before: ItemView, laid: LaidItem, group: GroupDef) => boolean

/**
 * Tells which items need not be drawn again: nothing they are drawn from changed. A result of a laboratory also hangs on
 * the limits beside it and on everything that is said of its sample; and every item on other forms, where they changed.
 */
function whatStays(last: Scene, drawn: Drawn, form: FormState | undefined): Stays {
  const { inputs, findings } = drawn
  const before = last.from.inputs
  const difference = differenceOf(last.casebook, inputs.casebook)
  const sameAround =
    (['study', 'ranges', 'form', 'today', 'language', 'role'] as const).every((key) => before[key] === inputs[key]) &&
    difference.standing.length === 0 &&
    difference.forms.every(
      ({ path, items, rows, status }) => path === inputs.form || (items.length === 0 && rows.length === 0 && !status),
    ) &&
    (['queries', 'signatures', 'confirmations'] as const).every((key) => last.form?.[key] === form?.[key]) &&
    verified(last.form) === verified(form)
  if (!sameAround) return () => false
  const changed = new Set(difference.forms.flatMap(({ items }) => items))
  const isOfSample = (path: ItemPath) =>
    inputs.study.item(formOid(inputs.form), itemOf(path))?.group.layout !== 'laboratory'
  const sampleChanged = [...changed].some(isOfSample)
  const { doing } = inputs
  return (view, laid, group) => {
    const { path, limitPaths } = view
    const limits = [limitPaths.low, limitPaths.high]
    return (
      last.from.laid.get(path) === laid &&
      // Not the view's own: it stays when another reading of the same changes says the same.
      last.form?.items.get(path) === form?.items.get(path) &&
      sameList(last.from.findings.get(path), findings.get(path)) &&
      view.unexplained === doing.unexplained.get(path) &&
      view.unstored === doing.unstored.get(path)?.why &&
      view.saving === doing.underway.has(path) &&
      view.askingMissing === isAskingMissing(path, inputs) &&
      ((group.layout !== 'laboratory' && !group.reference) ||
        !(sampleChanged || limits.some((limit) => limit && changed.has(limit))))
    )
  }
}

const sameList = (a: readonly Finding[] = [], b: readonly Finding[] = []): boolean =>
  a.length === b.length && a.every((finding, i) => finding === b[i])

const REVIEWING: readonly ChangeKind[] = ['verify', 'unverify', 'lock', 'release']

/** How often someone verified or closed anything of the form, or decided on what was held. */
const verified = (form: FormState | undefined): number =>
  form?.ordered.filter(({ change: { body } }) => REVIEWING.includes(body.kind)).length ?? 0
