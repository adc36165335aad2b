import type { RandomisationRefusal } from '../change/change'
import type { CompiledStudy } from '../study/compile'
import { type Language, type SpokenText, textIn } from '../study/names'

/** How strata, their levels and the reasons of a refusal are called, on screens and in documents alike. */

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
export function refusalText(
  study: CompiledStudy,
  { code, about = '' }: RandomisationRefusal,
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
      return refusals[code](form ? textIn(form.title, language) : about)[language]
    }
    case 'stratum-missing':
    case 'stratum-differs':
      return refusals[code](stratumText(study, about, language))[language]
    case 'not-enrolled':
    case 'sub-arm-unknown':
    case 'no-randomisation':
    case 'site-closed':
    case 'site-full':
    case 'study-full':
    case 'list-exhausted':
      return refusals[code]('')[language]
  }
}

const refusals: {
  readonly [Code in Exclude<RandomisationRefusal['code'], 'need'>]: (about: string) => SpokenText
} = {
  'not-enrolled': () => ({
    en: 'The participant is not enrolled.',
    fr: 'Le participant n’est pas inclus.',
    sv: 'Deltagaren är inte inkluderad.',
  }),
  'not-signed': (form) => ({
    en: `${form} is not signed, or has changed since.`,
    fr: `${form} n’est pas signé, ou a changé depuis.`,
    sv: `${form} är inte signerat, eller har ändrats sedan dess.`,
  }),
  'signature-expired': (form) => ({
    en: `${form} was signed on samples that are too old by now.`,
    fr: `${form} : les prélèvements signés sont désormais trop anciens.`,
    sv: `${form} signerades på prov som nu är för gamla.`,
  }),
  'stratum-missing': (stratum) => ({
    en: `${stratum} is missing or not one that is randomised.`,
    fr: `${stratum} manque, ou n’est pas randomisé.`,
    sv: `${stratum} saknas eller är inget som randomiseras.`,
  }),
  'stratum-differs': (stratum) => ({
    en: `${stratum} is not what was confirmed.`,
    fr: `${stratum} n’est pas ce qui a été confirmé.`,
    sv: `${stratum} är inte det som bekräftades.`,
  }),
  'sub-arm-unknown': () => ({
    en: 'What decides between the parts of an arm is missing.',
    fr: 'Il manque ce qui décide du sous-bras.',
    sv: 'Det som avgör mellan delarna av en arm saknas.',
  }),
  'no-randomisation': () => ({
    en: 'This version of the study does not randomise.',
    fr: 'Cette version de l’étude ne randomise pas.',
    sv: 'Den här versionen av studien randomiserar inte.',
  }),
  'site-closed': () => ({
    en: 'This site is not open for randomisation.',
    fr: 'Ce centre n’est pas ouvert à la randomisation.',
    sv: 'Prövningsstället är inte öppet för randomisering.',
  }),
  'site-full': () => ({
    en: 'This site has randomised as many as it may.',
    fr: 'Ce centre a randomisé autant de participants que permis.',
    sv: 'Prövningsstället har randomiserat så många det får.',
  }),
  'study-full': () => ({
    en: 'The study has randomised as many as planned.',
    fr: 'L’étude a randomisé autant de participants que prévu.',
    sv: 'Studien har randomiserat så många som planerat.',
  }),
  'list-exhausted': () => ({
    en: 'There is no place left on the list. The administrator has to seal another.',
    fr: 'La liste est épuisée. L’administrateur doit en sceller une autre.',
    sv: 'Det finns ingen plats kvar på listan. Administratören måste försegla en till.',
  }),
}
