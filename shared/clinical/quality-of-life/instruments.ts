/**
 * Item numbers and scales of the EORTC questionnaires. No wording: that belongs to the EORTC and is loaded with the
 * licence. An instrument is data, so that a scoring manual that says otherwise is another value, not other code.
 */

/** `functional`: high is better. `global`: high is better. `symptom`: high is worse; single items too. */
type Kind = 'functional' | 'global' | 'symptom'

export interface Scale {
  readonly code: string
  readonly kind: Kind
  /** Item numbers. */
  readonly items: readonly number[]
}

export interface Instrument {
  readonly name: string
  readonly source: string
  /** Items from one number to another, answered 1 to `highest`. */
  readonly items: readonly { readonly from: number; readonly to: number; readonly highest: number }[]
  readonly scales: readonly Scale[]
  /** The mean of scales, symptoms reversed, when there are all of them. */
  readonly summary?: { readonly code: string; readonly scales: readonly string[]; readonly source: string }
}

const scale = (code: string, kind: Kind, ...items: readonly number[]): Scale => ({ code, kind, items })

/** QLQ-C30 version 3.0. Fayers PM et al., EORTC QLQ-C30 Scoring Manual, 3rd edition, 2001. */
export const qlqC30: Instrument = {
  name: 'QLQ-C30 v3.0',
  source: 'Fayers PM et al. EORTC QLQ-C30 Scoring Manual, 3rd edition, 2001',
  items: [
    { from: 1, to: 28, highest: 4 },
    { from: 29, to: 30, highest: 7 },
  ],
  scales: [
    scale('QL', 'global', 29, 30),
    scale('PF', 'functional', 1, 2, 3, 4, 5),
    scale('RF', 'functional', 6, 7),
    scale('EF', 'functional', 21, 22, 23, 24),
    scale('CF', 'functional', 20, 25),
    scale('SF', 'functional', 26, 27),
    scale('FA', 'symptom', 10, 12, 18),
    scale('NV', 'symptom', 14, 15),
    scale('PA', 'symptom', 9, 19),
    scale('DY', 'symptom', 8),
    scale('SL', 'symptom', 11),
    scale('AP', 'symptom', 13),
    scale('CO', 'symptom', 16),
    scale('DI', 'symptom', 17),
    scale('FI', 'symptom', 28),
  ],
  summary: {
    code: 'SUMMARY',
    scales: ['PF', 'RF', 'EF', 'CF', 'SF', 'FA', 'NV', 'PA', 'DY', 'SL', 'AP', 'CO', 'DI'],
    source: 'Giesinger JM et al. J Clin Epidemiol 2016;69:79-88',
  },
}

/**
 * QLQ-GI.NET21, numbered after the QLQ-C30. Which item belongs to which scale, and the direction of SF21, SX, INF and BI,
 * is not published: confirm it with the scoring manual of the licence. Weight gain (46) is also scored apart from its
 * scale, as in Yadegarfar G et al. Br J Cancer 2013;108:301-310.
 */
export const qlqGiNet21: Instrument = {
  name: 'QLQ-GI.NET21',
  source: 'EORTC linear transformation; scales to be confirmed with the scoring manual',
  items: [{ from: 31, to: 51, highest: 4 }],
  scales: [
    scale('ED', 'symptom', 31, 32, 33),
    scale('GI', 'symptom', 34, 35, 36, 37, 38),
    scale('TR', 'symptom', 39, 40, 46),
    scale('SF21', 'symptom', 42, 44, 49),
    scale('DRW', 'symptom', 41, 43, 47),
    scale('MBP', 'symptom', 48),
    scale('SX', 'symptom', 51),
    scale('INF', 'symptom', 50),
    scale('BI', 'symptom', 45),
    scale('TR_without_item46', 'symptom', 39, 40),
    scale('WG_item46', 'symptom', 46),
  ],
}
