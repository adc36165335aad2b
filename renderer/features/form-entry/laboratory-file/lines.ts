import type { ItemPath } from '#shared/casebook/path'
import { formOf } from '#shared/casebook/path'
import { type Window, outside } from '#shared/casebook/window'
import type { Entry, ItemChange } from '#shared/change/change'
import { limitPaths } from '#shared/casebook/limits'
import { studyAt } from '#shared/casebook/versions'
import type { FoundResult } from '#shared/laboratory-file/layout'
import type { Measured, ReadResult, ResultFault, ResultNote } from '#shared/laboratory-file/read-result'
import type { Sitting } from '../../../form/sitting'
import type { World } from '../../../form/world'
import type { LaboratoryForm } from './visit-forms'
import type { VisitSittings } from './visit-sittings'

/** Why a line cannot be entered as it stands. */
type LineFault = ResultFault | 'ahead' | 'other-sample-day' | 'contested'
type LineNote = ResultNote | 'no-day' | 'early' | 'late' | 'replaces' | 'twice'

/** One line of the table that a person confirms: a result, or the day of a form's samples. */
export interface Line {
  readonly id: string
  /** Its place among the results of the file; undefined for the day of the samples. */
  readonly at: number | undefined
  readonly row: number
  readonly form: LaboratoryForm | undefined
  readonly path: ItemPath | undefined
  readonly def: Measured | undefined
  readonly found: FoundResult | undefined
  readonly read: ReadResult | undefined
  readonly day: string | undefined
  /** What stands there now, where something does. */
  readonly before: Entry | undefined
  readonly fault: LineFault | undefined
  readonly notes: readonly LineNote[]
  /** What confirming it changes; nothing where the form says the same already. */
  readonly items: readonly ItemChange[]
}

interface LineContext {
  readonly world: World
  readonly forms: readonly LaboratoryForm[]
  readonly sittings: VisitSittings
  readonly window: Window | undefined
}

/** The days on which the samples of a file were taken, latest first. */
export const daysIn = (reads: readonly ReadResult[]): readonly string[] =>
  [...new Set(reads.flatMap(({ day }) => (day.kind === 'day' ? [day.day] : [])))].sort().reverse()

/** The lines of one day of a file: days of samples first, then results by form, then what these forms do not ask for. */
export function linesOf(reads: readonly ReadResult[], day: string | undefined, around: LineContext): readonly Line[] {
  const results = reads.flatMap((read, at) => {
    const elsewhere = read.day.kind === 'day' && day !== undefined && read.day.day !== day
    return elsewhere ? [] : [resultLine(read, at, around)]
  })
  const twice = new Set(
    results.flatMap(({ path }, i) => (results.findIndex((one) => one.path === path) < i ? path : [])),
  )
  const marked = results.map((line) =>
    line.path !== undefined && twice.has(line.path) ? { ...line, notes: [...line.notes, 'twice' as const] } : line,
  )
  return [
    ...around.forms.flatMap((form) => sampleLine(form, marked, around) ?? []),
    ...around.forms.flatMap((form) => marked.filter((line) => line.form === form)),
    ...marked.filter((line) => line.form === undefined),
  ]
}

/** The day of the samples, for a form that has none yet and gets a result of a known day. */
function sampleLine(form: LaboratoryForm, results: readonly Line[], around: LineContext): Line | undefined {
  const first = results.find((line) => line.form === form && line.day !== undefined)
  if (!first || first.day === undefined || form.on !== undefined) return undefined
  const weighed = around.sittings.of(form.form).weigh(form.sampled, { text: first.day })
  if (weighed.kind !== 'change') return undefined
  const ahead = first.day > around.world.today
  return {
    id: `day ${form.form}`,
    at: undefined,
    row: first.row,
    form,
    path: form.sampled,
    def: undefined,
    found: undefined,
    read: undefined,
    day: first.day,
    before: undefined,
    fault: ahead ? 'ahead' : undefined,
    notes: sideNotes(first.day, around.window),
    items: weighed.items,
  }
}

function resultLine(read: ReadResult, at: number, around: LineContext): Line {
  const { found, wanted } = read
  const form = around.forms.find(({ results }) => results.some((one) => one === wanted))
  const path = form?.results.find((one) => one === wanted)?.key
  const day = read.day.kind === 'day' ? read.day.day : undefined
  const line = { id: `result ${at}`, at, row: found.line, form, path, def: wanted?.def, found, read, day }
  if (!form || path === undefined)
    return { ...line, before: undefined, fault: read.fault, notes: read.notes, items: [] }
  const sitting = around.sittings.of(form.form)
  const state = sitting.current().form?.items.get(path)
  const before = state?.value?.state === 'blank' ? undefined : state?.value
  const change = read.fault === undefined ? changeOf(read, path, sitting, around) : { items: [], fault: undefined }
  return {
    ...line,
    before,
    fault: read.fault ?? (state?.contested ? 'contested' : (dayFault(day, form, around.world.today) ?? change.fault)),
    notes: [
      ...read.notes,
      ...(read.day.kind === 'none' ? ['no-day' as const] : []),
      ...(day === undefined || form.on === undefined ? [] : sideNotes(day, around.window)),
      ...(before !== undefined && change.items.some((item) => item.path === path) ? ['replaces' as const] : []),
    ],
    items: change.items,
  }
}

function dayFault(day: string | undefined, form: LaboratoryForm, today: string): LineFault | undefined {
  if (day === undefined) return undefined
  if (day > today) return 'ahead'
  return form.on !== undefined && form.on !== day ? 'other-sample-day' : undefined
}

function sideNotes(day: string, window: Window | undefined): readonly LineNote[] {
  const { from, to } = window ?? {}
  const side = outside({ ...(from !== undefined && { from }), ...(to !== undefined && { to }) }, day)
  return side === undefined ? [] : [side]
}

/** A result with the limits beside it: those of the file before those of the site's table. */
function changeOf(read: ReadResult, path: ItemPath, sitting: Sitting, { world }: LineContext) {
  const unit = read.unit === undefined ? {} : { unit: read.unit }
  const result = sitting.weigh(path, { text: read.text ?? '', ...unit })
  if (result.kind === 'unreadable') return { items: [], fault: 'not-a-number' as const }
  const form = formOf(path)
  const { low, high } = form ? limitPaths(studyAt(world.study, world.casebook, form), path) : {}
  const sides = [
    { limit: low, text: read.range?.low },
    { limit: high, text: read.range?.high },
  ].flatMap(({ limit, text }) => {
    const weighed = limit !== undefined && text !== undefined ? sitting.weigh(limit, { text, ...unit }) : undefined
    return weighed?.kind === 'change' ? weighed.items : []
  })
  const given = read.range === undefined ? [] : [low, high]
  const own = result.kind === 'change' ? result.items.filter((item) => !given.includes(item.path)) : []
  return { items: [...own, ...sides], fault: undefined }
}

/** Whether a person can confirm a line, has to say something first, or has nothing to do. */
export function standingOf({ fault, items, path }: Line): 'ready' | 'open' | 'stopped' | 'same' {
  switch (fault) {
    case undefined:
      return items.length > 0 ? 'ready' : 'same'
    case 'unknown-analyte':
    case 'several-analytes':
    case 'two-numbers':
    case 'no-unit':
      return 'open'
    case 'day-either':
    case 'not-a-number':
    case 'other-unit':
    case 'day-unread':
    case 'impossible':
    case 'ahead':
    case 'other-sample-day':
    case 'contested':
      return path === undefined ? 'open' : 'stopped'
  }
}
