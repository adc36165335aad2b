import type { CompiledStudy } from '../study/compile'
import {
  type CodeListDef,
  type FormDef,
  type GroupDef,
  type ItemDef,
  type Language,
  type LocalText,
  textIn,
} from '../study/definition'
import type { LinkDef } from '../study/link-definition'
import { showDate, showEntry } from '../study/show-entry'
import type { Casebook, FormState } from './casebook'
import { type Difference, isWithdrawn } from './difference'
import { visitDatePath } from './earlier'
import { holdsSomething } from './holds-something'
import {
  EventPath,
  type FormPath,
  FormPath as FormPathText,
  ItemPath,
  eventOf,
  eventPath,
  formOf,
  formOid,
  formPath,
  groupPath,
  itemOf,
  itemPath,
  steps,
  within,
} from './path'
import { beginsOrEnds } from './visits'

/** What an item may refer to, as a list of answers: the code is the path, the text what the other record says of itself. */
export interface Referable {
  readonly list: CodeListDef
  /** Those that were withdrawn: still to be read where someone refers to them, not to be chosen. */
  readonly gone: ReadonlySet<string>
}

interface Referred {
  readonly path: string
  readonly text: LocalText
  readonly gone: boolean
}

/**
 * The answers an item has: its code list, or what it may refer to in this casebook. Undefined for every other item. Pure;
 * the same object as long as no record that it names has changed.
 */
export function answersOf(study: CompiledStudy, casebook: Casebook, item: ItemDef): CodeListDef | undefined {
  return referableOf(study, casebook, item)?.list ?? study.codeListOf(item)
}

/** What a link of the item may lead to; undefined for an item that is no link. */
export function referableOf(study: CompiledStudy, casebook: Casebook, item: ItemDef): Referable | undefined {
  if (item.type !== 'text' || item.link === undefined) return undefined
  const { link } = item
  const states = [...casebook.forms.values()].filter(({ path }) => concerns(study, link, path))
  const last = known.get(study)?.get(item)
  if (last && last.states.length === states.length && last.states.every((state, i) => state === states[i]))
    return last.found
  const sortedStates = states.toSorted(
    (a, b) => study.eventRank(eventOidOf(a.path)) - study.eventRank(eventOidOf(b.path)) || (a.path < b.path ? -1 : 1),
  )
  const records = [
    ...(link.visits ? visits(study, sortedStates) : []),
    ...sortedStates.flatMap((state) => recordsIn(study, link, state)),
  ]
  const found: Referable = {
    list: { oid: 'RECORDS', codes: records.map(({ path, text }) => ({ code: path, text })) },
    gone: new Set(records.filter(({ gone }) => gone).map(({ path }) => path)),
  }
  const ofStudy = known.get(study) ?? new Map<ItemDef, Known>()
  known.set(study, ofStudy.set(item, { states, found }))
  return found
}

interface Known {
  readonly states: readonly FormState[]
  readonly found: Referable
}
const known = new WeakMap<CompiledStudy, Map<ItemDef, Known>>()

const eventOidOf = (path: FormPath): string => steps(path)[0]?.oid ?? ''

function concerns(study: CompiledStudy, link: LinkDef, path: FormPath): boolean {
  const oid = formOid(path)
  if (link.visits && oid === study.version.visitDate.form) return true
  return (link.forms?.includes(oid) ?? false) || (link.results?.includes(oid) ?? false)
}

/** What one form instance offers; made once for each state of it. */
const offered = new WeakMap<FormState, Map<LinkDef, readonly Referred[]>>()

function recordsIn(study: CompiledStudy, link: LinkDef, state: FormState): readonly Referred[] {
  const before = offered.get(state)
  const made = before?.get(link)
  if (made) return made
  const oid = formOid(state.path)
  const def = study.form(oid)
  const gone = isWithdrawn(state)
  const records: readonly Referred[] =
    !def || !isBegun(state)
      ? []
      : [
          ...(link.forms?.includes(oid)
            ? [{ path: state.path, text: inEach((language) => wordsOf(study, def, state, language)), gone }]
            : []),
          ...(link.results?.includes(oid) ? results(study, def, state, gone) : []),
        ]
  offered.set(state, (before ?? new Map<LinkDef, readonly Referred[]>()).set(link, records))
  return records
}

function results(study: CompiledStudy, def: FormDef, state: FormState, gone: boolean): readonly Referred[] {
  return def.groups.filter(hasResults).flatMap((group) =>
    group.items.flatMap((item): readonly Referred[] => {
      if (isLimit(item)) return []
      const path = itemPath(groupPath(state.path, { oid: group.oid }), item.oid)
      const value = state.items.get(path)?.value
      if (value?.state !== 'value') return []
      const text = inEach((language) =>
        joined(
          `${textIn(item.label, language)} ${showEntry(item, value, study.codeListOf(item), language)}`,
          dateIn(def, state, language),
          eventTitle(study, state.path, language),
        ),
      )
      return [{ path, text, gone }]
    }),
  )
}

/** Every visit of the study, and those that nobody planned; a visit that did not take place can be referred to as well. */
function visits(study: CompiledStudy, states: readonly FormState[]): readonly Referred[] {
  const opened = states.map(({ path }) => eventOf(path)).filter((event) => event.includes(':'))
  const planned = study.events
    .filter(({ kind }) => kind !== 'log' && kind !== 'unscheduled')
    .map(({ oid }) => eventPath({ oid }))
  return [...planned, ...new Set(opened)].map((event) => {
    const dated = visitDatePath(study, event)
    const state = states.find(({ path }) => eventOf(path) === event)
    const value = dated && state?.items.get(dated)?.value
    const day = value?.state === 'value' ? value.text : undefined
    const title = study.event(steps(event)[0]?.oid ?? '')?.title
    return {
      path: event,
      text: inEach((language) =>
        joined(title ? textIn(title, language) : event, day === undefined ? '' : showDate(day, language)),
      ),
      gone: false,
    }
  })
}

/** What a record is called: its name and its date; where it has no name, its form and its visit. */
function wordsOf(study: CompiledStudy, def: FormDef, state: FormState, language: Language): string {
  const name = def.nameItem === undefined ? undefined : study.item(def.oid, def.nameItem)
  const path = name && itemPath(groupPath(state.path, { oid: name.group.oid }), name.def.oid)
  const value = path && state.items.get(path)?.value
  const called =
    name && value?.state === 'value' ? showEntry(name.def, value, study.codeListOf(name.def), language) : ''
  const date = name?.def.type === 'date' ? '' : dateIn(def, state, language)
  if (called !== '') return joined(called, date, textIn(def.title, language))
  return joined(textIn(def.title, language), date, eventTitle(study, state.path, language))
}

/** The first date that a record tells of itself. */
function dateIn(def: FormDef, state: FormState, language: Language): string {
  for (const group of def.groups.filter(({ repeating }) => !repeating))
    for (const item of group.items) {
      if (item.type !== 'date' && item.type !== 'datetime') continue
      const value = state.items.get(itemPath(groupPath(state.path, { oid: group.oid }), item.oid))?.value
      if (value?.state === 'value') return showDate(value.text.slice(0, 10), language)
    }
  return ''
}

function eventTitle(study: CompiledStudy, path: FormPath, language: Language): string {
  const event = study.event(eventOidOf(path))
  return event && event.kind !== 'log' ? textIn(event.title, language) : ''
}

const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' · ')

const inEach = (words: (language: Language) => string): LocalText => ({
  en: words('en'),
  fr: words('fr'),
  sv: words('sv'),
})

const isBegun = (state: FormState): boolean => [...state.items.values()].some(holdsSomething)
const hasResults = ({ layout, repeating }: GroupDef): boolean => layout === 'laboratory' && !repeating
/** A limit of the normal range stands beside a result and is none. */
const isLimit = (item: ItemDef): boolean => item.type === 'decimal' && item.limitOf !== undefined

/**
 * What a reference of a link leads to: something that stands, something that was withdrawn, or nothing. The same as
 * looking it up in `referableOf`, without listing all that the link may lead to.
 */
export function leadsTo(
  study: CompiledStudy,
  casebook: Casebook,
  link: LinkDef,
  reference: string,
): 'standing' | 'gone' | undefined {
  const event = EventPath.safeParse(reference)
  if (event.success) return isVisit(study, casebook, link, event.data) ? 'standing' : undefined
  const item = ItemPath.safeParse(reference)
  const form = item.success ? formOf(item.data) : FormPathText.safeParse(reference).data
  const state = form && casebook.forms.get(form)
  if (!state) return undefined
  const oid = formOid(state.path)
  const isOffered = item.success
    ? link.results?.includes(oid) && isResult(study, state, item.data)
    : link.forms?.includes(oid) && study.form(oid) && isBegun(state)
  if (!isOffered) return undefined
  return isWithdrawn(state) ? 'gone' : 'standing'
}

function isVisit(study: CompiledStudy, casebook: Casebook, link: LinkDef, event: EventPath): boolean {
  if (!link.visits) return false
  const [step] = steps(event)
  if (step?.repeat !== undefined)
    return [...casebook.forms.keys()].some((path) => within(path, event) && concerns(study, link, path))
  const kind = study.event(step?.oid ?? '')?.kind
  return kind !== undefined && kind !== 'log' && kind !== 'unscheduled'
}

function isResult(study: CompiledStudy, state: FormState, path: ItemPath): boolean {
  const placed = study.item(formOid(state.path), itemOf(path))
  return (
    placed !== undefined &&
    hasResults(placed.group) &&
    !isLimit(placed.def) &&
    state.items.get(path)?.value?.state === 'value'
  )
}

/** Whether a link that led somewhere may lead elsewhere now: something came or went, a whole form or one result. */
export const movesLinks = (difference: Difference): boolean =>
  beginsOrEnds(difference) ||
  difference.forms.some(({ before, after, items }) =>
    items.some((path) => {
      const [old, now] = [before.items.get(path), after.items.get(path)]
      return old?.value?.state !== now?.value?.state || holdsSomething(old) !== holdsSomething(now)
    }),
  )

/** The parts of what a link holds; words that somebody typed before it was a link are one part. */
export function referencesIn(study: CompiledStudy, casebook: Casebook, link: LinkDef, text: string): readonly string[] {
  const parts = text.split(' ')
  return parts.some((part) => looksLikePath(part) || leadsTo(study, casebook, link, part) !== undefined)
    ? parts
    : [text]
}

/** Whether a text was made as the path of a record: such a path has the id of a record in it, or names an item. */
export const looksLikePath = (text: string): boolean =>
  ItemPath.safeParse(text).success ||
  FormPathText.safeParse(text).success ||
  (text.includes(':') && EventPath.safeParse(text).success)

/** Where one goes to look at what a link leads to: its form, and the item if it is one. */
export function placeOf(
  study: CompiledStudy,
  reference: string,
): { readonly form: FormPath; readonly item?: ItemPath } | undefined {
  const item = ItemPath.safeParse(reference)
  if (item.success) {
    const form = formOf(item.data)
    return form && study.item(formOid(form), itemOf(item.data)) ? { form, item: item.data } : undefined
  }
  const form = FormPathText.safeParse(reference)
  if (form.success) return study.form(formOid(form.data)) ? { form: form.data } : undefined
  const event = EventPath.safeParse(reference)
  const [step] = event.success ? steps(event.data) : []
  return step && study.event(step.oid) ? { form: formPath(step, { oid: study.version.visitDate.form }) } : undefined
}
