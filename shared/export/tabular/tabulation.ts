import type { CompiledStudy } from '../../study/compile'
import { type FormDef, type ItemDef, textIn } from '../../study/definition'
import { plannedSource } from '../../study/source-definition'
import { type Domain, type VariableKind, domainOf, head, kindOf, kindsOf, timingKinds, visitKinds } from './domains'
import { type Spec, namesIn, specsOf } from './plan'
import type { Dataset, Variable } from './shape'
import { relatedRecords, supplementName, supplementOf } from './relations'
import { ShortNames } from './short-names'
import { ownSets, required, requiredSuffixes, variable } from './variables'

/** Every data set that a study with all its versions can fill, and what its tests and qualifiers are called. */
export interface Tabulation {
  readonly datasets: ReadonlyMap<string, Dataset>
  /** Short names of tests, by domain. */
  testName(domain: string, test: string): string
  /** Short names of what is told in a supplement, by domain. */
  qualifierName(domain: string, item: string): string
  /** The names that did not fit, by the data set and the variable that they stand in. */
  cutNames(): readonly CutNames[]
}

export interface CutNames {
  readonly dataset: string
  readonly variable: string
  /** What each is called, by its name in the study. */
  readonly names: ReadonlyMap<string, string>
}

interface Use {
  readonly from: Set<string>
  readonly lists: Set<string | undefined>
  label: string
  derived: boolean
  participants: boolean
}

export function tabulationOf(versions: readonly CompiledStudy[]): Tabulation {
  const tests = new Map<string, ShortNames>()
  const qualifiers = new Map<string, ShortNames>()
  const uses = new Map<string, Map<string, Use>>([
    ['CO', new Map()],
    ['DM', new Map()],
    ['SV', new Map()],
  ])
  for (const study of versions)
    for (const form of study.version.forms)
      for (const spec of specsOf(study, form)) {
        const { domain } = spec
        const used = uses.get(domain) ?? new Map<string, Use>()
        uses.set(domain, used)
        for (const [variable, given] of spec.given)
          for (const oid of namesIn(given)) use(used, variable, form, study.item(form.oid, oid)?.def)
        for (const { called } of [...Object.values(spec.renamed), ...spec.following])
          namesOf(tests, domain, []).call(ofRows(called), called)
        for (const [oid, short] of Object.entries(spec.called)) namesOf(tests, domain, []).call(oid, short)
        for (const item of testsOf(study, spec, form.oid)) {
          namesOf(tests, domain, []).of(item.oid)
          use(used, `${domain}ORRES`, form, item)
        }
        const own = [...kindsOf[domainOf(domain).class], ...timingKinds].map(({ suffix }) => domain + suffix)
        for (const { oid } of spec.rest) namesOf(qualifiers, domain, own).of(oid)
        for (const oid of [...spec.given.values()].flatMap(namesIn))
          if (study.item(form.oid, oid)?.def.missing) namesOf(qualifiers, domain, own).of(missingName(oid))
      }
  const datasets = [...uses].map(([code, used]) => datasetOf(domainOf(code), used)).sort(byOrder)
  return {
    datasets: new Map(
      [...datasets, ...datasets.map(supplementOf), relatedRecords].map((dataset) => [dataset.name, dataset]),
    ),
    testName: (domain, test) => namesOf(tests, domain, []).of(test),
    qualifierName: (domain, item) => namesOf(qualifiers, domain, []).of(item),
    cutNames: () => [
      ...[...tests].map(([domain, { cut }]) => ({ dataset: domain, variable: `${domain}TESTCD`, names: cut })),
      ...[...qualifiers].map(([domain, { cut }]) => ({
        dataset: supplementName(domain),
        variable: 'QNAM',
        names: cut,
      })),
    ],
  }
}

const testsOf = (study: CompiledStudy, { tests, about }: Spec, form: string): readonly ItemDef[] => {
  const named = about === undefined ? undefined : study.item(form, about)?.def
  const codes = named && study.codeListOf(named)?.codes
  return [...(tests ?? []), ...(codes ?? []).flatMap(({ code }) => study.item(form, code)?.def ?? [])]
}

function namesOf(names: Map<string, ShortNames>, domain: string, reserved: readonly string[]): ShortNames {
  const known = names.get(domain)
  if (known) return known
  const made = new ShortNames()
  made.keep(reserved)
  names.set(domain, made)
  return made
}

function use(used: Map<string, Use>, variable: string, form: FormDef, item: ItemDef | undefined): void {
  if (!item) return
  const one = used.get(variable) ?? {
    from: new Set(),
    lists: new Set(),
    label: textIn(item.label, 'en'),
    derived: true,
    participants: true,
  }
  one.from.add(`${form.oid}.${item.oid}`)
  one.lists.add(item.type === 'code' ? item.codeList : undefined)
  const source = plannedSource(form, item)
  if (source !== 'calculated') one.derived = false
  if (source !== 'calculated' && source !== 'participant') one.participants = false
  used.set(variable, one)
}

/** Demographics first, then by their codes. */
const byOrder = (a: Dataset, b: Dataset): number =>
  Number(b.name === 'DM') - Number(a.name === 'DM') || (a.name < b.name ? -1 : 1)

function datasetOf(domain: Domain, used: ReadonlyMap<string, Use>): Dataset {
  const { code } = domain
  const made = (name: string, label: string, type: VariableKind['type']): Variable => {
    const use = used.get(name)
    const [list, ...others] = use?.lists ?? []
    return variable(name, label, type, {
      always: required.has(name) || requiredSuffixes.has(name.slice(code.length)),
      origin: use ? (use.derived ? 'Derived' : 'Collected') : derivedNames.test(name) ? 'Derived' : 'Assigned',
      ...(use?.participants && { saidBy: 'Subject' as const }),
      from: [...(use?.from ?? [])],
      codeList: others.length === 0 && !code.startsWith('X') ? list : undefined,
    })
  }
  const start = head.map(({ suffix, label, type }) => made(suffix, label, type))
  const own = ownVariables(domain, made)
  const named = new Set([...start, ...own].map(({ name }) => name))
  const more = [...used].filter(([name]) => !named.has(name)).map(([name, { label }]) => made(name, label, 'text'))
  return {
    name: code,
    label: domain.label,
    class: domain.class,
    structure: structureOf(domain),
    keys: keysOf(domain),
    variables: [...start, ...own, ...more],
  }
}

const derivedNames = /DY$|^EPOCH$|^RF|^DTHFL$|STRES[CN]$|STRESU$/

function ownVariables(
  { code, class: type }: Domain,
  made: (name: string, label: string, type: VariableKind['type']) => Variable,
): readonly Variable[] {
  const own = ownSets[code]
  if (own) return own.map(([name, label, kind]) => made(name, label, kind ?? 'text'))
  const prefixed = (kinds: readonly VariableKind[]) =>
    kinds.map(({ suffix, label, type: kind }) => made(code + suffix, label, kind))
  return [
    ...prefixed(kindsOf[type]),
    ...visitKinds.map(({ suffix, label, type: kind }) => made(suffix, label, kind)),
    ...prefixed(timingKinds),
  ]
}

function structureOf({ code, class: type }: Domain): string {
  if (code === 'DM') return 'One record per subject'
  if (code === 'CO') return 'One record per comment per subject'
  if (code === 'SV') return 'One record per actual or planned visit per subject'
  switch (type) {
    case 'interventions':
      return 'One record per recorded intervention per subject'
    case 'events':
      return 'One record per event per subject'
    case 'findings':
      return 'One record per finding per visit per subject'
    case 'special':
    case 'relationship':
    case 'analysis':
      return 'One record per subject'
  }
}

function keysOf({ code }: Domain): readonly string[] {
  if (code === 'DM') return ['STUDYID', 'USUBJID']
  if (code === 'SV') return ['STUDYID', 'USUBJID', 'VISITNUM', 'SVSPID']
  return ['STUDYID', 'USUBJID', `${code}SEQ`]
}

/** A short name that no item has, and only some rows give: nothing else may come to be called so. */
const ofRows = (called: string): string => `= ${called}`

/** What the reason is called why an item that gives a variable is missing. */
export const missingName = (item: string): string => `M_${item}`

/** The type of a variable of a domain. */
export const typeIn = (domain: string, name: string): VariableKind['type'] =>
  (ownSets[domain]
    ? ownSets[domain].find(([known]) => known === name)?.[2]
    : kindOf(domain, name.slice(domain.length))?.type) ?? 'text'
