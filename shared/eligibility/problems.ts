import { typeOf } from '../rules/rule'
import type { CriterionDef, EligibilityDef } from '../study/eligibility-definition'
import { environmentFor } from './environment'

/** What is wrong with a study's criteria, one sentence each: unknown and doubled names, expressions without their type. */
export function eligibilityProblems(def: EligibilityDef): readonly string[] {
  const names = [...reserved, ...Object.keys(def.anchors), ...Object.keys(def.parameters)]
  const twice = [
    ...repeated('criterion', def.criteria.map(({ id }) => id)),
    ...repeated('phase', def.phases.map(({ oid }) => oid)),
    ...repeated('name', names),
  ] // prettier-ignore
  // An environment cannot hold two things of one name.
  if (twice.length > 0) return twice
  return [...anchorProblems(def), ...phaseProblems(def), ...def.criteria.flatMap((one) => criterionProblems(def, one))]
}

const reserved = ['casebook', 'arm', 'entry', 'fixed']

const repeated = (kind: string, oids: readonly string[]): readonly string[] =>
  [...new Set(oids.filter((oid, i) => oids.indexOf(oid) < i))].map((oid) => `${kind} ${oid} is there twice`)

const anchorProblems = (def: EligibilityDef): readonly string[] =>
  Object.entries(def.anchors).flatMap(([name, { at, or = [] }]) => [
    ...(at === undefined ? [] : typed(def, `anchor ${name}`, at, 'date')),
    ...or.filter((other) => !def.anchors[other]).map((other) => `anchor ${name}: unknown anchor ${other}`),
  ])

const phaseProblems = ({ anchors, phases }: EligibilityDef): readonly string[] =>
  phases.flatMap(({ oid, entry, shows = [] }) => [
    ...(anchors[entry] ? [] : [`phase ${oid}: unknown anchor ${entry}`]),
    ...shows.filter((one) => !phases.some((phase) => phase.oid === one)).map((one) => `phase ${oid}: unknown phase ${one}`),
  ]) // prettier-ignore

function criterionProblems(def: EligibilityDef, criterion: CriterionDef): readonly string[] {
  const { id, mode, rule, asks, decides, phases, flags = [] } = criterion
  const expressions = [rule, asks, decides, ...flags.map(({ when }) => when)].flatMap((one) => one ?? [])
  return [
    ...(mode === 'judgement' && rule !== undefined ? [`${id}: a judgement has no rule`] : []),
    ...(mode !== 'judgement' && rule === undefined ? [`${id}: nothing decides it`] : []),
    ...(mode !== 'mixed' && asks !== undefined ? [`${id}: only a mixed criterion asks`] : []),
    ...phases.filter((oid) => !def.phases.some((phase) => phase.oid === oid)).map((oid) => `${id}: unknown phase ${oid}`),
    ...expressions.flatMap((expression) => typed(def, id, expression, 'bool')),
  ] // prettier-ignore
}

function typed(def: EligibilityDef, where: string, expression: string, wanted: string): readonly string[] {
  const found = typeOf(environmentFor(def), expression)
  if ('problem' in found) return [`${where}: ${expression}: ${found.problem}`]
  return found.type === wanted ? [] : [`${where}: ${expression} is ${found.type}, not ${wanted}`]
}
