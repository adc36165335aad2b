import type { CompiledStudy } from '../study/compile'
import type { FormDef, FormulaDef, ItemDef } from '../study/definition'
import type { Place } from './inputs'
import { EARLIER, EVERY, GRADED, VISIT } from './scope'

/**
 * How an expression comes from the form instance it stands in to what it reads: an item of its own instance (or row), the
 * rows of one of its tables, the instance of another form that `FORM.ITEM` speaks of, `visit.FORM`, `every.FORM`, the
 * same form at an earlier time, or the dates that tell which time is earlier (`order`).
 */
export type How = 'own' | 'rows' | 'spoken' | 'visit' | 'every' | 'earlier' | 'order'

/** Something that an expression may look at. */
export interface Read {
  readonly how: How
  readonly form: string
  /** An item, a table (which rows it has), or `''`: which instances of the form there are. */
  readonly name: string
}

const STRINGS = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g
const NAME = /(?:([A-Za-z_]\w*)\s*\.\s*)?([A-Za-z_]\w*)/g

/**
 * Everything an expression may look at, by its names alone: never too little, and too much only where a variable of a
 * macro is called like an item. What a calculated item looks at in its turn is not in it.
 */
export function readsOf({ study, form }: Pick<Place, 'study' | 'form'>, expression: string): readonly Read[] {
  const said = expression.replace(STRINGS, '""')
  const names = new Set(said.match(/[A-Za-z_]\w*/g))
  const reads = new Map<string, Read>()
  const note = (how: How, of: string, name: string) => reads.set(`${how} ${of}.${name}`, { how, form: of, name })
  /** A form that is spoken of: which instances there are, and those of its items and tables that are named anywhere. */
  const noteForm = (how: How, of: FormDef) => {
    note(how, of.oid, '')
    for (const group of of.groups) {
      if (group.repeating && names.has(group.oid)) note(how, of.oid, group.oid)
      for (const { oid } of group.items) if (names.has(oid)) note(how, of.oid, oid)
    }
  }
  const noteName = (before: string | undefined, name: string) => {
    const other = study.form(name)
    if (before === undefined && name === GRADED) noteResults(form, note)
    else if (before === EVERY && other) noteForm('every', other)
    else if (before === VISIT && other) noteForm('visit', other)
    else if (before === EARLIER) noteEarlier(study, form, name, note)
    else if (before !== undefined) return
    else if (study.item(form.oid, name)) note('own', form.oid, name)
    else if (study.group(form.oid, name)) noteTable(form, name)
    else if (other) noteForm('spoken', other)
  }
  const noteTable = (of: FormDef, table: string) => {
    note('rows', of.oid, table)
    for (const { oid } of study.group(of.oid, table)?.items ?? []) if (names.has(oid)) note('rows', of.oid, oid)
  }
  for (const [, before, name = ''] of said.matchAll(NAME)) {
    if (before !== undefined) noteName(undefined, before)
    noteName(before, name)
  }
  return [...reads.values()]
}

/** Grades are of the results of a laboratory, by the limits beside them. */
function noteResults(form: FormDef, note: (how: How, of: string, name: string) => void): void {
  for (const { layout, items } of form.groups)
    if (layout === 'laboratory') for (const { oid } of items) note('own', form.oid, oid)
}

/** What came earlier is told by dates: those of the form itself, else those of its visits. */
function noteEarlier(
  { version }: CompiledStudy,
  form: FormDef,
  item: string,
  note: (how: How, of: string, name: string) => void,
): void {
  const dated = form.groups[0]?.items.find(({ type }) => type === 'date' || type === 'datetime')
  note('earlier', form.oid, item)
  for (const name of ['', ...(dated ? [dated.oid] : [])]) note('order', form.oid, name)
  for (const name of ['', version.visitDate.item]) note('order', version.visitDate.form, name)
}

/** What a calculated item looks at. */
function readsOfFormula(place: Pick<Place, 'study' | 'form'>, { given }: FormulaDef): readonly Read[] {
  return Object.values(given).flatMap((from): readonly Read[] => {
    if (typeof from === 'string') return readsOf(place, from)
    const [form = '', item = ''] = from.latest.split('.')
    const every = ['', item, from.dated].map((name): Read => ({ how: 'every', form, name }))
    return [...every, { how: 'own', form: place.form.oid, name: from.on }]
  })
}

/** What decides whether an item is asked and required, and what it says where it is calculated. */
export function readsOfItem(place: Pick<Place, 'study' | 'form'>, item: ItemDef): readonly Read[] {
  const conditions = [item.when, item.required].flatMap((one) => (typeof one === 'string' ? readsOf(place, one) : []))
  if (item.type !== 'calculated') return conditions
  const { expression } = item
  return [
    ...conditions,
    ...(typeof expression === 'string' ? readsOf(place, expression) : readsOfFormula(place, expression)),
  ]
}

/** An expression that may name the day on which it is asked. */
export const readsToday = (expression: string): boolean => /\btoday\b/.test(expression.replace(STRINGS, '""'))
