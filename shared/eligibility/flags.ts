import type { CriterionDef } from '../study/eligibility-definition'
import type { LocalText, SpokenText } from '../study/names'
import type { FlagCode } from './log'

/** Something worth a second look: it changes no answer. */
export interface Flag {
  readonly severity: NonNullable<CriterionDef['flags']>[number]['severity']
  readonly text: LocalText
  /** What the engine itself noticed; absent where the study's own condition did. */
  readonly code?: FlagCode
}

const texts: Readonly<Record<FlagCode, SpokenText>> = {
  'units-disagree': {
    en: 'Near the threshold: converted to the other unit of the criterion, the answer would differ.',
    fr: "Près du seuil : converti dans l'autre unité du critère, le résultat serait différent.",
    sv: 'Nära gränsen: omräknat till kriteriets andra enhet skulle svaret bli ett annat.',
  },
  'weight-old': {
    en: 'The weight used is old. Weigh again.',
    fr: 'Le poids utilisé est ancien. Repeser.',
    sv: 'Vikten som används är gammal. Väg igen.',
  },
  'qualifier-undecided': {
    en: 'The laboratory gave a limit, not a number; it does not decide.',
    fr: 'Le laboratoire a donné une limite, pas un nombre ; elle ne permet pas de conclure.',
    sv: 'Laboratoriet gav en gräns, inget tal; den avgör inte.',
  },
  'filtration-estimates-differ': {
    en: 'The two filtration estimates lie far apart. Check muscle mass and steroids, or measure it.',
    fr: 'Les deux estimations de la filtration divergent. Vérifier masse musculaire et corticoïdes, ou la mesurer.',
    sv: 'De två skattningarna av filtrationen skiljer sig mycket. Kontrollera muskelmassa och kortison, eller mät den.',
  },
}

export const flagOf = (code: FlagCode): Flag => ({ severity: 'S', text: texts[code], code })
