import type { GivenDef } from '../../study/tabulation-definition'
import { domainOf } from './domains'
import type { Filled, Scope } from './filled'
import type { Spec } from './plan'
import type { Cells } from './shape'
import { typeIn } from './tabulation'
import { type Said, plainNumber, pointed } from './values'

/** What is decided of a single row while it is made. */

export const studyDays = [
  ['DTC', 'DY'],
  ['STDTC', 'STDY'],
  ['ENDTC', 'ENDY'],
] as const

/** The criteria that responses of tumours are judged by. */
const RECIST = 'RECIST 1.1'

/** What was measured of tumours and what follows from it at one assessment: these results belong together. */
export const isOfResponse = (form: Filled, domain: string, row: Cells): boolean =>
  (domain === 'TR' && form.identifiesTumours) || row.get(`${domain}CAT`) === RECIST

/** What is asked of each agent, and stands in one variable where all of the answers are the same. */
const perAgent = ['REL', 'ACN']

/** Of several agents with one answer the variable has it; each answer stands in the supplement besides. */
export function agreed(row: Cells, form: Filled, { domain, rest }: Spec, scope: Scope): void {
  if (domainOf(domain).class !== 'events') return
  for (const suffix of perAgent) {
    const name = domain + suffix
    const asked = rest.filter(({ oid }) => oid.startsWith(`${name}_`)).flatMap(({ oid }) => form.said(scope, oid) ?? [])
    const [first] = asked
    if (first && !first.missing && !row.has(name) && asked.every(({ standard }) => standard === first.standard))
      row.set(name, first.standard)
  }
}

export const isConstant = (from: GivenDef): from is { is: string } => typeof from === 'object' && 'is' in from

/** Whether a head says more than where and when: that nothing was done is worth a row. */
export const saysMore = (head: Cells, { domain, given }: Spec): boolean =>
  [...given].some(([name, from]) => !isConstant(from) && head.has(name)) || head.has(`${domain}STAT`)

/** What a variable was given and cannot hold: a time without its whole date, a number that is none. */
export function isLeftOver(
  form: Filled,
  scope: Scope,
  { domain }: Spec,
  name: string,
  from: GivenDef,
  said: Said,
): boolean {
  if (typeof from === 'object' && 'date' in from)
    return said.def.oid === from.time && form.text(scope, from.date).length < 10
  return typeIn(domain, name) === 'decimal' && name !== `${domain}DOSE` && numberOf(said) === ''
}

export const numberOf = (said: Said): string => plainNumber(pointed(said.collected))

export const qualifierText = (said: Said): string => {
  if (said.missing) return `[${said.missing.code}]${said.missing.reason === '' ? '' : ` ${said.missing.reason}`}`
  return said.unit === '' ? said.standard : `${said.collected} ${said.unit}`
}
