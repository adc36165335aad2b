import type { CriterionDef } from '../study/eligibility-definition'
import type { LocalText } from '../study/names'
import type { FlagCode } from './log'

/** Something worth a second look: it changes no answer. */
export interface Flag {
  readonly severity: NonNullable<CriterionDef['flags']>[number]['severity']
  readonly text: LocalText
  /** What the engine itself noticed; absent where the study's own condition did. */
  readonly code?: FlagCode
}

const texts: Readonly<Record<FlagCode, LocalText>> = {
  'units-disagree': {
    en: 'Near the threshold: converted to the other unit of the criterion, the answer would differ.',
    fr: "Près du seuil : converti dans l'autre unité du critère, le résultat serait différent.",
  },
  'weight-old': {
    en: 'The weight used is old. Weigh again.',
    fr: 'Le poids utilisé est ancien. Repeser.',
  },
  'qualifier-undecided': {
    en: 'The laboratory gave a limit, not a number; it does not decide.',
    fr: 'Le laboratoire a donné une limite, pas un nombre ; elle ne permet pas de conclure.',
  },
  'filtration-estimates-differ': {
    en: 'The two filtration estimates lie far apart. Check muscle mass and steroids, or measure it.',
    fr: 'Les deux estimations de la filtration divergent. Vérifier masse musculaire et corticoïdes, ou la mesurer.',
  },
}

export const flagOf = (code: FlagCode): Flag => ({ severity: 'S', text: texts[code], code })
