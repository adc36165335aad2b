import type { ChangeRef } from '../ids'
import { strataSince } from '../randomisation/strata-since'
import type { CompiledStudy } from '../study/compile'
import type { Casebook } from './casebook'
import type { ProposedDeviation } from './deviations'
import { takenOn } from './earlier'
import { type Finding, findingsOf } from './findings'
import { standingForms } from './fold'
import { type FormPath, eventOf, formOid } from './path'
import { scheduleOf } from './schedule'

/**
 * Deviations that findings show: those of weight D, and those that gate a step and that an investigator let stand. What
 * the window of the visit itself proposes already (`ofVisits`) is one deviation, not two. Then strata that are no longer
 * what the participant was allocated by.
 */
export function foundInForms(
  study: CompiledStudy,
  casebook: Casebook,
  today: string,
  ofVisits: readonly ProposedDeviation[],
): readonly ProposedDeviation[] {
  const asked = new Set(
    study.version.forms.filter(({ checks }) => checks.some(({ severity }) => severity === 'D')).map(({ oid }) => oid),
  )
  const rules = rulesProposed(study, casebook, ofVisits)
  const found = standingForms(casebook)
    .filter(({ path, confirmations }) => asked.has(formOid(path)) || confirmations.length > 0)
    .flatMap(({ path }) =>
      findingsOf(study, casebook, path, today)
        .filter((finding) => deviates(finding) && !rules.get(eventOf(path))?.has(headOf(finding.check)))
        .map((finding) => proposalOf(study, casebook, path, finding)),
    )
  return [...found.sort((a, b) => rank(study, a) - rank(study, b)), ...ofStrata(study, casebook)]
}

const rank = (study: CompiledStudy, { event }: ProposedDeviation): number => study.eventRank(event.split(':')[0] ?? '')

const deviates = ({ severity, confirmation }: Finding): boolean =>
  severity === 'D' || (severity === 'H' && confirmation !== undefined)

/** `X005-LATE` is a part of X005. */
const headOf = (check: string): string => /^X\d+/.exec(check)?.[0] ?? check

/** By visit the rules of its window, where that proposes something. */
function rulesProposed(
  study: CompiledStudy,
  casebook: Casebook,
  ofVisits: readonly ProposedDeviation[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const proposed = new Map(ofVisits.map(({ event, rule }) => [event, rule]))
  return new Map(
    scheduleOf(study, casebook).flatMap(({ event, aim }) => {
      const { floor, limit } = aim && 'days' in aim ? aim : {}
      const own = new Set([aim?.rule, floor?.rule, limit?.rule].flatMap((rule) => rule ?? []))
      return own.has(proposed.get(event) ?? '') ? [[event, own] as const] : []
    }),
  )
}

function proposalOf(study: CompiledStudy, casebook: Casebook, form: FormPath, finding: Finding): ProposedDeviation {
  const check = finding.check.split(':')[0] ?? finding.check
  const category = study.form(formOid(form))?.checks.find(({ id }) => id === check)?.deviation
  const actual = takenOn(study, casebook, form)
  return {
    id: `${finding.check}/${form}`,
    rule: check,
    category,
    event: eventOf(form),
    why: 'found',
    ...(actual !== undefined && { actual }),
    form,
    message: finding.message,
    evidence: finding.evidence,
  }
}

/** The strata used stay as they were; that the casebook says otherwise now deviates. */
const ofStrata = (study: CompiledStudy, casebook: Casebook): readonly ProposedDeviation[] =>
  strataSince(study, casebook).map(({ stratum, form, evidence }) => ({
    id: `X027/${stratum.oid}/${form}`,
    rule: 'X027',
    category: 'RANDOMISATION',
    event: eventOf(form),
    why: 'stratum' as const,
    form,
    message: stratum.title,
    evidence: sorted(evidence),
  }))

const sorted = (refs: readonly ChangeRef[]): readonly ChangeRef[] => [...new Set(refs)].sort()
