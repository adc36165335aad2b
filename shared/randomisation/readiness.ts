import { askCasebook } from '../casebook/ask-casebook'
import type { Casebook, ItemState } from '../casebook/casebook'
import { formPath } from '../casebook/path'
import { type RandomisationRefusal, type Strata, refOf } from '../change/change'
import type { ChangeRef, SiteId } from '../ids'
import { expiresOn, intactEligibility } from '../eligibility/signed'
import type { CompiledStudy } from '../study/compile'
import type { RandomisationDef, StratumDef } from '../study/randomisation-definition'

/** Whether a participant can be randomised as the casebook stands, with everything an allocation would rest on. */
export interface Readiness {
  /** The strata that are known. */
  readonly strata: Strata
  /** Of arms that have sub-arms, the one that would follow, as far as it is known. */
  readonly subArms: ReadonlyMap<string, string>
  /** Everything that stands in the way, in the order of the definition; none means ready. */
  readonly reasons: readonly RandomisationRefusal[]
  readonly signatures: readonly ChangeRef[]
  /** The heads that strata and sub-arms were read from, sorted. */
  readonly evidence: readonly ChangeRef[]
}

/**
 * Asked by screens before anybody asks the server, and by the server before it allocates. What is missing, contested or
 * known too little stands in the way: nobody is randomised on what may not be so. `day`: when, ISO 8601; what was signed
 * counts only as long as the samples it rests on.
 */
export function readinessOf(study: CompiledStudy, casebook: Casebook, site: SiteId, day: string): Readiness {
  const def = study.version.randomisation
  if (!def) return { ...nothing, reasons: [{ code: 'no-randomisation' }] }
  const seen = new Set<ItemState>()
  const read = (expression: string, at: string | undefined): string | undefined => {
    const outcome = askCasebook(study, casebook, { expression, at }, (item) => seen.add(item))
    return outcome.known && typeof outcome.value === 'string' ? outcome.value : undefined
  }
  const strata = def.strata.map(({ value: stratum }) => ({ stratum: stratum.oid, level: levelOf(stratum, site, read) }))
  const subArms = new Map<string, string>()
  const unknownArms = def.arms.value.flatMap(({ arm, subArm }) => {
    if (!subArm) return []
    const found = read(subArm.value.value, subArm.value.at)
    if (found === undefined || !subArm.value.arms.includes(found)) return [arm]
    subArms.set(arm, found)
    return []
  })
  const signed = def.signed.map((wanted) => ({ wanted, by: standingSignature(study, casebook, wanted) }))
  const needs = def.needs.filter(({ value: { holds: expression, at } }) => {
    const outcome = askCasebook(study, casebook, { expression, at })
    return !(outcome.known && outcome.value === true)
  })
  return {
    strata: strata.flatMap(({ stratum, level }) => (level === undefined ? [] : [{ stratum, level }])),
    subArms,
    reasons: [
      ...(casebook.enrolled ? [] : [{ code: 'not-enrolled' as const }]),
      ...signed.flatMap(({ wanted, by }): readonly RandomisationRefusal[] => {
        if (!by) return [{ code: 'not-signed', about: wanted.form }]
        const isOver = by.until !== undefined && by.until < day
        return isOver ? [{ code: 'signature-expired', about: wanted.form }] : []
      }),
      ...needs.map(({ value: { oid } }) => ({ code: 'need' as const, about: oid })),
      ...strata.flatMap(({ stratum, level }) =>
        level === undefined ? [{ code: 'stratum-missing' as const, about: stratum }] : [],
      ),
      ...unknownArms.map((arm) => ({ code: 'sub-arm-unknown' as const, about: arm })),
    ],
    signatures: signed.flatMap(({ by }) => by?.ref ?? []),
    evidence: [...new Set([...seen].flatMap(({ heads }) => heads.map(({ ref }) => ref)))].sort(),
  }
}

const nothing: Readiness = { strata: [], subArms: new Map(), reasons: [], signatures: [], evidence: [] }

function levelOf(
  stratum: StratumDef,
  site: SiteId,
  read: (expression: string, at: string | undefined) => string | undefined,
): string | undefined {
  if (stratum.by === 'site') return siteLevel(stratum, site)
  const level = read(stratum.value, stratum.at)
  return stratum.levels.some(({ code }) => code === level) ? level : undefined
}

/** The group that a site is in, else the site itself. */
export const siteLevel = ({ groups = [] }: Extract<StratumDef, { by: 'site' }>, site: SiteId): string =>
  groups.find(({ sites }) => sites.includes(site))?.code ?? site

interface StandingSignature {
  readonly ref: ChangeRef
  /** The last day on which it counts, where what it rests on expires. */
  readonly until?: string | undefined
}

/**
 * The signature that still stands: of eligibility, where the study has criteria, the one over their answers, and nothing
 * that those rest on has changed since; of anything else the one over the form, and nothing in that form has.
 */
function standingSignature(
  study: CompiledStudy,
  casebook: Casebook,
  { event, form, meaning }: RandomisationDef['signed'][number],
): StandingSignature | undefined {
  if (meaning === 'eligibility' && study.version.eligibility) {
    const signed = intactEligibility(study, casebook, event)
    return signed && { ref: refOf(signed.logged.change), until: expiresOn(signed.snapshot) }
  }
  const path = formPath({ oid: event }, { oid: form })
  const state = casebook.forms.get(path)
  if (!state || state.withdrawn.includes(path)) return undefined
  const found = state.signatures.findLast((one) => one.intact && one.scope === path && one.meaning === meaning)
  return found && { ref: found.ref }
}

/** The strata that a person confirmed and that are no longer, or never were, what the casebook says. */
export const differingStrata = ({ strata }: Readiness, confirmed: Strata): readonly RandomisationRefusal[] =>
  strata.flatMap(({ stratum, level }) =>
    confirmed.some((one) => one.stratum === stratum && one.level === level)
      ? []
      : [{ code: 'stratum-differs' as const, about: stratum }],
  )
