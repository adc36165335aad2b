import { z } from 'zod'

/**
 * Where a value stands in a casebook: `event[:repeat]/form[:repeat]/group[:repeat]/item`, e.g. `W4/VS/VITALS/SYSBP` or
 * `LOG/AE:0198…/EVENT/AETERM`. A thing that happens once has no repeat, so two devices that open it apart mean the same
 * thing; a repeat is a UUID (version 7, so that text order is the order of making) made on the device.
 */
const oid = '[A-Za-z0-9][A-Za-z0-9._-]{0,63}'
const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const segment = `${oid}(?::${uuid})?`

const eventPattern = new RegExp(`^${segment}$`)
const formPattern = new RegExp(`^${segment}/${segment}$`)
const groupPattern = new RegExp(`^${segment}/${segment}/${segment}$`)
const itemPattern = new RegExp(`^${segment}/${segment}/${segment}/${oid}$`)
const oidPattern = new RegExp(`^${oid}$`)

export const EventPath = z.string().regex(eventPattern).brand<'EventPath'>()
export type EventPath = z.output<typeof EventPath>

export const FormPath = z.string().regex(formPattern).brand<'FormPath'>()
export type FormPath = z.output<typeof FormPath>

export const GroupPath = z.string().regex(groupPattern).brand<'GroupPath'>()
export type GroupPath = z.output<typeof GroupPath>

export const ItemPath = z.string().regex(itemPattern).brand<'ItemPath'>()
export type ItemPath = z.output<typeof ItemPath>

/** Any level of a casebook. `''` is the casebook itself. */
export const Scope = z.union([z.literal(''), EventPath, FormPath, GroupPath, ItemPath])
export type Scope = z.output<typeof Scope>

export interface Step {
  readonly oid: string
  readonly repeat?: string
}

const readStep = (text: string): Step => {
  const at = text.indexOf(':')
  return at < 0 ? { oid: text } : { oid: text.slice(0, at), repeat: text.slice(at + 1) }
}
const writeStep = (step: Step): string => (step.repeat === undefined ? step.oid : `${step.oid}:${step.repeat}`)

/** The steps of a path from the outside in: event, form, group, item; as many as the path has. */
export const steps = (scope: Scope): readonly Step[] => (scope === '' ? [] : scope.split('/').map(readStep))

const isEventPath = (text: string): text is EventPath => eventPattern.test(text)
const isFormPath = (text: string): text is FormPath => formPattern.test(text)
const isGroupPath = (text: string): text is GroupPath => groupPattern.test(text)
/** Of a path that was put together from the path of a group and the name of an item: that one is a path already. */
const isItemIn = (path: string, item: string): path is ItemPath => path.endsWith(item) && oidPattern.test(item)

/** Paths are made and cut for every value that an expression looks at: one look at the text, and no more. */
function sure<T extends string>(text: string, is: (text: string) => text is T): T {
  if (is(text)) return text
  throw new Error(`not a path: ${text}`)
}

export const eventPath = (event: Step): EventPath => sure(writeStep(event), isEventPath)
export const formPath = (event: Step, form: Step): FormPath =>
  sure(`${writeStep(event)}/${writeStep(form)}`, isFormPath)
export const groupPath = (form: FormPath, group: Step): GroupPath => sure(`${form}/${writeStep(group)}`, isGroupPath)

export function itemPath(group: GroupPath, item: string): ItemPath {
  const path = `${group}/${item}`
  if (isItemIn(path, item)) return path
  throw new Error(`not a path: ${path}`)
}

const head = (path: string, segments: number): string => {
  let end = 0
  for (let i = 0; i < segments; i++) {
    end = path.indexOf('/', end + 1)
    if (end < 0) return path
  }
  return path.slice(0, end)
}

/** The form instance that a path lies in, or undefined for an event or the casebook. */
export function formOf(scope: Scope): FormPath | undefined {
  // Paths of one form come one behind the other: what was cut out of the last is not cut again.
  if (last !== undefined && within(scope, last)) return last
  if (!scope.includes('/')) return undefined
  return (last = sure(head(scope, 2), isFormPath))
}

let last: FormPath | undefined

export const eventOf = (path: FormPath | GroupPath | ItemPath): EventPath => sure(head(path, 1), isEventPath)
export const groupOf = (path: ItemPath): GroupPath => sure(head(path, 3), isGroupPath)
export const itemOf = (path: ItemPath): string => path.slice(path.lastIndexOf('/') + 1)

/** Which form of the study an instance is of. */
export function formOid(form: FormPath): string {
  const own = form.slice(form.indexOf('/') + 1)
  const repeat = own.indexOf(':')
  return repeat < 0 ? own : own.slice(0, repeat)
}

/** True when `inner` is `outer` or lies within it. */
export const within = (inner: Scope, outer: Scope): boolean =>
  outer === '' || (inner.startsWith(outer) && (inner.length === outer.length || inner[outer.length] === '/'))
