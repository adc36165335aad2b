import { formOid } from '../casebook/path'
import type { ChangeBody } from '../change/change'
import { levelText, refusalText, stratumText } from '../randomisation/words'
import type { CompiledStudy } from '../study/compile'
import { type Language, textIn } from '../study/names'
import type { Words } from './words'

type Body<Kind extends ChangeBody['kind']> = Extract<ChangeBody, { kind: Kind }>

interface Spoken {
  readonly words: Words
  readonly language: Language
  readonly study: CompiledStudy
}

/** What a finding says that somebody answered; of a rule that is each item's own, the item it is about. */
export function sayConfirmed({ study, language }: Spoken, { form, check }: Body<'confirm'>): string {
  const oid = formOid(form)
  const [first = '', second = ''] = check.split(':')
  const rule = study.form(oid)?.checks.find(({ id }) => id === first)
  if (rule) return textIn(rule.message, language)
  const item = study.item(oid, second)?.def
  return item ? textIn(item.label, language) : check
}

/** The strata that were confirmed with a request. */
export const sayStrata = ({ words, study, language }: Spoken, { strata }: Body<'request'>): string =>
  strata
    .map(({ stratum, level }) =>
      [stratumText(study, stratum, language), levelText(study, stratum, level, language)].join(words.colon),
    )
    .join('; ')

export const sayRefusal = ({ study, language }: Spoken, { reasons }: Body<'refuse'>): string =>
  reasons.map((reason) => refusalText(study, reason, language)).join(' ')

/** The number and the arm; of a blind study the number alone. */
export function sayAllocation({ study, language }: Spoken, { number, arm, subArm }: Body<'randomise'>): string {
  const oid = subArm ?? arm
  const def = study.version.arms.find((one) => one.oid === oid)
  return [number, def ? textIn(def.title, language) : oid].filter(Boolean).join(' · ')
}

/** Whether the participant may take part, as of which day, and under which waiver. */
export const sayEligible = ({ words }: Spoken, { snapshot }: Body<'eligibility'>): string =>
  [
    snapshot.eligible ? words.eligible : words.notEligible,
    snapshot.day,
    snapshot.waiver === undefined ? undefined : `${words.waiver} ${snapshot.waiver}`,
  ]
    .filter(Boolean)
    .join(' · ')

/** What was decided about which dose. */
export const sayDose = ({ words }: Spoken, { agent, planned, decision, amount }: Body<'dose-release'>): string =>
  [words.agent[agent], planned.slice(0, 10), words.doseDecision[decision], amount && `${amount.value} ${amount.unit}`]
    .filter(Boolean)
    .join(' · ')
