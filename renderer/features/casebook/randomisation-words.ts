import type { RandomisationRefusal } from '#shared/change/change'
import type { CompiledStudy } from '#shared/study/compile'
import { type Language, textIn } from '#shared/study/definition'
import type { Say } from '../../ui/language'
import type { randomisationTexts } from './randomisation-texts'

const strataOf = (study: CompiledStudy) => (study.version.randomisation?.strata ?? []).map(({ value }) => value)

export function stratumText(study: CompiledStudy, oid: string, language: Language): string {
  const stratum = strataOf(study).find((each) => each.oid === oid)
  return stratum ? textIn(stratum.title, language) : oid
}

export function levelText(study: CompiledStudy, oid: string, code: string, language: Language): string {
  const stratum = strataOf(study).find((each) => each.oid === oid)
  const levels = stratum?.by === 'value' ? stratum.levels : (stratum?.groups ?? [])
  const level = levels.find((each) => each.code === code)
  return level ? textIn(level.title, language) : code
}

/** Why not, in words: the study's own for what the study asks, ours for the rest. */
export function reasonText(
  study: CompiledStudy,
  { code, about = '' }: RandomisationRefusal,
  say: Say<keyof typeof randomisationTexts.en>,
  language: Language,
): string {
  switch (code) {
    case 'need': {
      const need = study.version.randomisation?.needs.find(({ value }) => value.oid === about)
      return need ? textIn(need.value.message, language) : about
    }
    case 'not-signed':
    case 'signature-expired': {
      const form = study.form(about)
      return say(code, { form: form ? textIn(form.title, language) : about })
    }
    case 'stratum-missing':
    case 'stratum-differs':
      return say(code, { stratum: stratumText(study, about, language) })
    case 'not-enrolled':
    case 'sub-arm-unknown':
    case 'no-randomisation':
    case 'site-closed':
    case 'site-full':
    case 'study-full':
    case 'list-exhausted':
      return say(code)
  }
}
