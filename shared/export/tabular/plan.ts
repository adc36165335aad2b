import type { CompiledStudy } from '../../study/compile'
import type { FormDef, ItemDef } from '../../study/definition'
import type { FollowingDef, GivenDef, RenamedDef, RowsDef } from '../../study/tabulation-definition'
import { OWN_FINDINGS, domainOf, isDomain, kindOf } from './domains'

/** How a form is put into rows: what each variable is given, which items are tests of their own, and what is left. */
export interface Spec {
  readonly domain: string
  /** The repeating group with a row each; nothing where the form has one. */
  readonly group: string | undefined
  readonly given: ReadonlyMap<string, GivenDef>
  /** A row for each; nothing where the row is one record. */
  readonly tests: readonly ItemDef[] | undefined
  /** Short names of tests, by item, where they are not the item's own. */
  readonly called: Readonly<Record<string, string>>
  /** Names of tests, by item, where they are not its label. */
  readonly titled: Readonly<Record<string, string>>
  /** Other names of tests, by item, in rows where something holds. */
  readonly renamed: Readonly<Record<string, RenamedDef>>
  /** Tests that follow from what a row says. */
  readonly following: readonly FollowingDef[]
  readonly about: string | undefined
  /** Told in the supplement. */
  readonly rest: readonly ItemDef[]
  readonly when: string | undefined
}

const known = new WeakMap<CompiledStudy, Map<FormDef, readonly Spec[]>>()

/** What becomes of a form of a study: every item of it has a place in some row. */
export function specsOf(study: CompiledStudy, form: FormDef): readonly Spec[] {
  const ofStudy = known.get(study) ?? new Map<FormDef, readonly Spec[]>()
  known.set(study, ofStudy)
  const before = ofStudy.get(form)
  if (before) return before
  const specs = planned(form, study.version.tabulation?.forms[form.oid] ?? byNames(form))
  ofStudy.set(form, specs)
  return specs
}

/** Items that no data set may hold beside the results they belong to: a limit stands in the row of its result. */
const isLimit = (item: ItemDef): boolean => item.type === 'decimal' && item.limitOf !== undefined

const ownItems = (form: FormDef): readonly ItemDef[] =>
  form.groups.filter(({ repeating }) => !repeating).flatMap(({ items }) => items)
const itemsIn = (form: FormDef, group: string | undefined): readonly ItemDef[] =>
  group === undefined ? ownItems(form) : (form.groups.find(({ oid }) => oid === group)?.items ?? [])

/** Where the names of a form's items lead when nobody says otherwise. */
function byNames(form: FormDef): readonly RowsDef[] {
  const domain = domainByNames(form)
  if (domain === undefined || domainOf(domain).class === 'special') return []
  const repeating = form.groups.filter((group) => group.repeating)
  if (domainOf(domain).class !== 'findings') return [{ domain }]
  return [
    { domain, tests: 'all' },
    ...repeating
      .filter(({ items }) => items.some(({ oid }) => oid === `${domain}TESTCD`))
      .map((group): RowsDef => {
        const results = group.items.some(({ oid }) => oid === `${domain}ORRES`)
        return { domain, group: group.oid, ...(!results && { about: `${domain}TESTCD` }) }
      }),
  ]
}

function domainByNames(form: FormDef): string | undefined {
  if (form.domain !== undefined) return form.domain
  if (isDomain(form.oid)) return form.oid
  const counts = new Map<string, number>()
  for (const { oid } of form.groups.flatMap(({ items }) => items)) {
    const prefix = oid.slice(0, 2)
    if (isDomain(prefix) && variableOf(prefix, oid) !== undefined) counts.set(prefix, (counts.get(prefix) ?? 0) + 1)
  }
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0]
}

/** CDASH names of collected dates, and the SDTM ones that they become. */
const dateSuffixes: Readonly<Record<string, { readonly to: string; readonly time: string }>> = {
  DAT: { to: 'DTC', time: 'TIM' },
  STDAT: { to: 'STDTC', time: 'STTIM' },
  ENDAT: { to: 'ENDTC', time: 'ENTIM' },
  DTM: { to: 'DTC', time: '' },
  STDTM: { to: 'STDTC', time: '' },
  ENDTM: { to: 'ENDTC', time: '' },
}

/** The variable that an item is by its name, and the name of the time item that belongs to it. */
function variableOf(domain: string, oid: string): { readonly name: string; readonly time: string } | undefined {
  if (!oid.startsWith(domain)) return undefined
  const suffix = oid.slice(domain.length)
  const date = dateSuffixes[suffix]
  if (date) return { name: domain + date.to, time: date.time === '' ? '' : domain + date.time }
  if (suffix === 'ONGO') return { name: `${domain}ENRTPT`, time: '' }
  return kindOf(domain, suffix) ? { name: oid, time: '' } : undefined
}

function planned(form: FormDef, rows: readonly RowsDef[]): readonly Spec[] {
  const used = new Set<string>()
  const drafts = rows.map((def) => draft(form, def, used))
  const specs = drafts.map((spec, i): Spec => {
    // Of several rows that a form becomes the first takes what is left.
    const first = drafts.findIndex(({ group, about }) => group === spec.group && about === undefined) === i
    const left = first || spec.about !== undefined ? leftIn(form, spec, used) : []
    for (const { oid } of left) used.add(oid)
    return { ...spec, rest: left }
  })
  return [...specs, ...ownFindings(form, used)]
}

const leftIn = (form: FormDef, { group, about }: Spec, used: ReadonlySet<string>): readonly ItemDef[] =>
  itemsIn(form, group).filter((item) => !used.has(item.oid) && !isLimit(item) && item.oid !== about)

function draft(form: FormDef, def: RowsDef, used: Set<string>): Spec {
  const { domain, group, tests, about, set, when, called = {}, titled = {}, renamed = {}, following = [] } = def
  const scope = [...(group === undefined ? [] : itemsIn(form, group)), ...ownItems(form)]
  const chosen = new Set(typeof tests === 'object' ? tests : [])
  const given = new Map<string, GivenDef>()
  for (const item of scope) {
    const to = chosen.has(item.oid) || item.oid === about ? undefined : variableOf(domain, item.oid)
    if (!to || given.has(to.name)) continue
    const time = scope.find(({ oid }) => oid === to.time)
    given.set(to.name, time ? { date: item.oid, time: time.oid } : item.oid)
  }
  for (const [name, from] of Object.entries(set ?? {})) given.set(name, from)
  if (domain === OWN_FINDINGS) dated(given, scope)
  const items = itemsIn(form, group)
  const told = new Set([...given.values()].flatMap(namesIn))
  // What the form says once stands with it besides: a table may have no rows.
  for (const { oid } of items) if (told.has(oid)) used.add(oid)
  const results =
    tests === 'all'
      ? items.filter((item) => !used.has(item.oid) && !isQualifier(domain, item))
      : tests && items.filter(({ oid }) => chosen.has(oid))
  // It names the result that the rows are about, and is none itself.
  if (about !== undefined) used.add(about)
  const own = results?.filter((item) => !isLimit(item))
  for (const { oid } of own ?? []) used.add(oid)
  return { domain, group, given, tests: own, called, titled, renamed, following, about, rest: [], when }
}

/** Named after the domain and in words: it says how a result came about, and is none itself. */
const isQualifier = (domain: string, { oid, type }: ItemDef): boolean =>
  oid.startsWith(domain) && oid[domain.length] !== '_' && !['integer', 'decimal', 'calculated'].includes(type)

export const namesIn = (given: GivenDef): readonly string[] =>
  typeof given === 'string' ? [given] : 'date' in given ? [given.date, given.time] : []

/** The first date of what belongs nowhere else is when it was found. */
function dated(given: Map<string, GivenDef>, scope: readonly ItemDef[]): void {
  const date = scope.find(({ type }) => type === 'date' || type === 'datetime')
  if (date && !given.has(`${OWN_FINDINGS}DTC`)) given.set(`${OWN_FINDINGS}DTC`, date.oid)
}

/** What nothing else takes, as findings of the study's own: the form's items, and those of each repeating group. */
function ownFindings(form: FormDef, used: Set<string>): readonly Spec[] {
  const scopes = [undefined, ...form.groups.filter(({ repeating }) => repeating).map(({ oid }) => oid)]
  return scopes.flatMap((group) => {
    const items = itemsIn(form, group).filter((item) => !used.has(item.oid) && !isLimit(item))
    if (items.length === 0) return []
    const from: RowsDef = {
      domain: OWN_FINDINGS,
      ...(group !== undefined && { group }),
      tests: items.map(({ oid }) => oid),
    }
    const spec = draft(form, from, used)
    const date = spec.given.get(`${OWN_FINDINGS}DTC`)
    // A form that has nothing but dates: they are results themselves.
    const tests = spec.tests?.filter(({ oid }) => oid !== date) ?? []
    return [{ ...spec, tests: tests.length > 0 ? tests : items }]
  })
}
