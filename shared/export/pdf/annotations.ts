import type { CompiledStudy } from '../../study/compile'
import type { FormDef, ItemDef } from '../../study/definition'
import type { GivenDef } from '../../study/tabulation-definition'
import { domainOf } from '../tabular/domains'
import { type Spec, namesIn, specsOf } from '../tabular/plan'
import { supplementName } from '../tabular/relations'
import type { Tabulation } from '../tabular/tabulation'

/** Where what a form asks comes to stand in the data sets. */
export interface Annotations {
  /** The data sets, as `VS (Vital Signs)`, and what their rows say that nobody enters, as `VSCAT = "SITTING"`. */
  readonly form: readonly string[]
  /** By item; an item that is not there goes into no data set. */
  readonly items: ReadonlyMap<string, readonly string[]>
}

/** The same plan that data sets are made by, said beside the items of a form. */
export function annotationsOf(study: CompiledStudy, tabulation: Tabulation, form: FormDef): Annotations {
  const specs = specsOf(study, form)
  const domains = [...new Set(specs.map(({ domain }) => domain))]
  const constants = specs.flatMap(({ given }) =>
    [...given].flatMap(([name, from]) => (typeof from === 'object' && 'is' in from ? [`${name} = "${from.is}"`] : [])),
  )
  const follows = specs.flatMap(({ domain, following }) => following.map(({ called }) => `${domain}TESTCD = ${called}`))
  const items = new Map<string, string[]>()
  const note = (oid: string, text: string): void => {
    const own = items.get(oid) ?? []
    if (!own.includes(text)) items.set(oid, [...own, text])
  }
  for (const spec of specs) {
    for (const [oid, text] of notesOf(tabulation, form, spec)) note(oid, text)
    for (const item of form.groups.flatMap((group) => group.items))
      if (item.type === 'text' && item.link !== undefined && items.has(item.oid)) note(item.oid, 'RELREC')
  }
  return {
    form: [...domains.map((code) => `${code} (${domainOf(code).label})`), ...new Set([...constants, ...follows])],
    items,
  }
}

type Note = readonly [item: string, text: string]

function notesOf(tabulation: Tabulation, form: FormDef, spec: Spec): readonly Note[] {
  const { domain, given, tests, renamed, about, rest } = spec
  const test = (oid: string): string => `${domain}TESTCD = ${tabulation.testName(domain, oid)}`
  return [
    ...[...given].flatMap(([name, from]) => givenNotes(domain, name, from)),
    ...(tests ?? []).map((item): Note => {
      const { oid } = item
      const other = renamed[oid] ? ` or ${renamed[oid].called}` : ''
      return [oid, `${resultsOf(domain, item)} where ${test(oid)}${other}`]
    }),
    ...limitsOf(form, tests ?? []).map(({ oid, limitOf }): Note => {
      const side = limitOf.side === 'low' ? 'ORNRLO' : 'ORNRHI'
      return [oid, `${domain}${side} where ${test(limitOf.item)}`]
    }),
    ...(about === undefined ? [] : [[about, `${domain}TESTCD`] as const]),
    ...rest.map(({ oid }): Note => {
      const name = tabulation.qualifierName(domain, oid)
      return [oid, `${supplementName(domain)}.QVAL where QNAM = ${name}`]
    }),
  ]
}

/** A date with its time is one variable; some have another beside them that is filled with them. */
const givenNotes = (domain: string, name: string, from: GivenDef): readonly Note[] => {
  const beside = companions[name.slice(domain.length)]
  const told = beside === undefined ? name : `${name}, ${domain}${beside}`
  return namesIn(from).map((oid): Note => [oid, told])
}

const companions: Readonly<Record<string, string>> = { DOSE: 'DOSU', ORRES: 'ORRESU', TESTCD: 'TEST' }

const resultsOf = (domain: string, item: ItemDef): string => {
  const measured = ('units' in item && item.units !== undefined) || ('unit' in item && item.unit !== undefined)
  return measured ? `${domain}ORRES, ${domain}ORRESU` : `${domain}ORRES`
}

/** The items that say between which values a result is usual. */
const limitsOf = (form: FormDef, tests: readonly ItemDef[]) =>
  form.groups
    .flatMap(({ items }) => items)
    .flatMap((item) => {
      const limitOf = item.type === 'decimal' ? item.limitOf : undefined
      return limitOf && tests.some(({ oid }) => oid === limitOf.item) ? [{ oid: item.oid, limitOf }] : []
    })
