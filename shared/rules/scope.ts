import type { Environment } from '@marcbachmann/cel-js'
import type { CompiledStudy } from '../study/compile'
import type { FormDef, GroupDef } from '../study/definition'
import { baseEnvironment } from './environment'
import { Facts } from './facts'
import { typeNameOf } from './value'

type FactsClass = new (...args: ConstructorParameters<typeof Facts>) => Facts

/** What expressions of one study may name, and the classes by which the engine knows a form and a row. */
interface StudyScope {
  readonly environment: Environment
  readonly formClass: (form: string) => FactsClass
  readonly rowClass: (form: string, group: string) => FactsClass
  readonly everyClass: FactsClass
  readonly visitClass: FactsClass
  readonly gradedClass: FactsClass
  readonly scopes: Map<string, Environment>
}

const studyScopes = new WeakMap<CompiledStudy, StudyScope>()

function studyScopeOf(study: CompiledStudy): StudyScope {
  const known = studyScopes.get(study)
  if (known) return known
  const scope = makeStudyScope(study)
  studyScopes.set(study, scope)
  return scope
}

/** `every.FORM` is the list of all standing instances of a form; `visit.FORM` that of the same visit, and no other. */
export const EVERY = 'every'
export const VISIT = 'visit'
/** `earlier.ITEM` is what an item of the form held when it last held something before. */
export const EARLIER = 'earlier'
/** `site` is the code of the participant's site, which begins with the letters of its country. */
export const SITE = 'site'

/** `graded`: what CTCAE says of each result of a laboratory form, by `TERM` and `GRADE`, as far as it can be graded. */
export const GRADED = 'graded'

/** Whether a form has results of a laboratory. */
export const isLaboratory = ({ groups }: FormDef): boolean => groups.some(({ layout }) => layout === 'laboratory')

/** Words of the language of expressions, and names that lead out of an object: an item called so cannot be said. */
const words: ReadonlySet<string> = new Set([
  ...['as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'in', 'let', 'loop', 'namespace'],
  ...['package', 'return', 'var', 'void', 'while', 'true', 'false', 'null', '__proto__', 'prototype', 'constructor'],
])

/** A name that expressions can say: an identifier, unlike a visit token or a group code with a dash. */
const sayable = (oid: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(oid) && !words.has(oid)

const itemTypes = (groups: readonly GroupDef[]): Record<string, string> =>
  Object.fromEntries(groups.flatMap(({ items }) => items.map((item) => [item.oid, typeNameOf(item)])))

function makeStudyScope(study: CompiledStudy): StudyScope {
  const environment = baseEnvironment()
  const classes = new Map<string, FactsClass>()
  const register = (type: string, fields: Readonly<Record<string, string>>): FactsClass => {
    // One class a type: the engine tells the type of a value by its class.
    const Class = class extends Facts {}
    environment.registerType(type, { ctor: Class, fields })
    return Class
  }
  for (const form of study.version.forms) {
    const once = form.groups.filter(({ repeating }) => !repeating)
    const repeating = form.groups.filter((group) => group.repeating)
    for (const group of repeating)
      classes.set(`${form.oid}/${group.oid}`, register(rowType(study, form, group), itemTypes([...once, group])))
    const items = itemTypes(once)
    // An item named like a group cannot be told from it; the build refuses such a form.
    const rows = repeating
      .filter(({ oid }) => sayable(oid) && !(oid in items))
      .map((group): readonly [string, string] => [group.oid, `list<${rowType(study, form, group)}>`])
    classes.set(form.oid, register(formType(study, form), { ...items, ...Object.fromEntries(rows) }))
  }
  const forms = study.version.forms.filter(({ oid }) => sayable(oid))
  for (const form of forms) environment.registerVariable(form.oid, formType(study, form))
  const fields = (type: (form: FormDef) => string) => Object.fromEntries(forms.map((form) => [form.oid, type(form)]))
  const everyClass = register(
    'Every',
    fields((form) => `list<${formType(study, form)}>`),
  )
  const visitClass = register(
    'Visit',
    fields((form) => formType(study, form)),
  )
  const gradedClass = register('Graded', { TERM: 'string', GRADE: 'decimal' })
  // A form of that name hides it; the build refuses such a study.
  if (!environment.hasVariable(EVERY)) environment.registerVariable(EVERY, 'Every')
  if (!environment.hasVariable(VISIT)) environment.registerVariable(VISIT, 'Visit')
  if (!environment.hasVariable(SITE)) environment.registerVariable(SITE, 'string')
  const classNamed = (name: string): FactsClass => classes.get(name) ?? Facts
  return {
    environment,
    formClass: classNamed,
    rowClass: (form, group) => classNamed(`${form}/${group}`),
    everyClass,
    visitClass,
    gradedClass,
    scopes: new Map(),
  }
}

const formType = (study: CompiledStudy, form: FormDef): string => `Form${study.version.forms.indexOf(form)}`
const rowType = (study: CompiledStudy, form: FormDef, group: GroupDef): string =>
  `${formType(study, form)}Row${form.groups.indexOf(group)}`

/**
 * The environment of an expression of a form, or of the rows of one of its repeating groups: the form's own items by
 * name (a row's own too), its repeating groups as lists, other forms as `FORM.ITEM`, `every.FORM`, `visit.FORM`, `earlier.ITEM`,
 * `graded` where results of a laboratory are, and
 * `today` for checks only, so that what a form asks and derives is the same on every day.
 */
export function environmentOf(
  study: CompiledStudy,
  form: FormDef,
  row: GroupDef | undefined,
  withToday: boolean,
): Environment {
  const scope = studyScopeOf(study)
  const key = `${form.oid}/${row?.oid ?? ''}/${withToday ? 'today' : ''}`
  const known = scope.scopes.get(key)
  if (known) return known
  const environment = scope.environment.clone()
  const inScope = form.groups.filter((group) => !group.repeating || group === row)
  for (const [name, type] of Object.entries(itemTypes(inScope)))
    // An item named like a form cannot be told from it; the build refuses such a study.
    if (sayable(name) && !environment.hasVariable(name)) environment.registerVariable(name, type)
  for (const group of form.groups)
    if (group.repeating && sayable(group.oid) && !environment.hasVariable(group.oid))
      environment.registerVariable(group.oid, `list<${rowType(study, form, group)}>`)
  // An expression of the whole casebook stands in no form, so nothing of its own came earlier.
  if (study.form(form.oid) && !environment.hasVariable(EARLIER))
    environment.registerVariable(EARLIER, formType(study, form))
  if (isLaboratory(form) && !environment.hasVariable(GRADED)) environment.registerVariable(GRADED, 'list<Graded>')
  if (withToday) environment.registerVariable('today', 'date')
  scope.scopes.set(key, environment)
  return environment
}

export const formFactsClass = (study: CompiledStudy, form: string): FactsClass => studyScopeOf(study).formClass(form)
export const rowFactsClass = (study: CompiledStudy, form: string, group: string): FactsClass =>
  studyScopeOf(study).rowClass(form, group)
export const everyFactsClass = (study: CompiledStudy): FactsClass => studyScopeOf(study).everyClass
export const gradedFactsClass = (study: CompiledStudy): FactsClass => studyScopeOf(study).gradedClass
export const visitFactsClass = (study: CompiledStudy): FactsClass => studyScopeOf(study).visitClass
