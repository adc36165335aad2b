import { askCasebook } from '../casebook/ask-casebook'
import type { Casebook, ItemState } from '../casebook/casebook'
import { formPath } from '../casebook/path'
import type { RandomisationRefusal, Strata } from '../change/change'
import type { ChangeRef, SiteId } from '../ids'
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
 * known too little stands in the way: nobody is randomised on what may not be so.
 */
export function readinessOf(study: CompiledStudy, casebook: Casebook, site: SiteId): Readiness {
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
  const signed = def.signed.map((wanted) => ({ wanted, by: standingSignature(casebook, wanted) }))
  const needs = def.needs.filter(({ value: { holds: expression, at } }) => {
    const outcome = askCasebook(study, casebook, { expression, at })
    return !(outcome.known && outcome.value === true)
  })
  return {
    strata: strata.flatMap(({ stratum, level }) => (level === undefined ? [] : [{ stratum, level }])),
    subArms,
    reasons: [
      ...(casebook.enrolled ? [] : [{ code: 'not-enrolled' as const }]),
      ...signed.flatMap(({ wanted, by }) => (by ? [] : [{ code: 'not-signed' as const, about: wanted.form }])),
      ...needs.map(({ value: { oid } }) => ({ code: 'need' as const, about: oid })),
      ...strata.flatMap(({ stratum, level }) =>
        level === undefined ? [{ code: 'stratum-missing' as const, about: stratum }] : [],
      ),
      ...unknownArms.map((arm) => ({ code: 'sub-arm-unknown' as const, about: arm })),
    ],
    signatures: signed.flatMap(({ by }) => by ?? []),
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

/**
 * The signature of that meaning over that form which still stands: nothing in the form has changed since. Whoever builds
 * what an eligibility signature freezes changes this function alone.
 */
function standingSignature(
  casebook: Casebook,
  { event, form, meaning }: RandomisationDef['signed'][number],
): ChangeRef | undefined {
  const path = formPath({ oid: event }, { oid: form })
  const state = casebook.forms.get(path)
  if (!state || state.withdrawn.includes(path)) return undefined
  return state.signatures.findLast((one) => one.intact && one.scope === path && one.meaning === meaning)?.ref
}

/** The strata that a person confirmed and that are no longer, or never were, what the casebook says. */
export const differingStrata = ({ strata }: Readiness, confirmed: Strata): readonly RandomisationRefusal[] =>
  strata.flatMap(({ stratum, level }) =>
    confirmed.some((one) => one.stratum === stratum && one.level === level)
      ? []
      : [{ code: 'stratum-differs' as const, about: stratum }],
  )
