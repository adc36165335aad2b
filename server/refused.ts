import type { Hash } from '#shared/ids'
import { REFUSALS, type Refusal, type RefusalCode } from '#shared/protocol'

/** An expected "no", returned where an answer would be: which code, and a sentence for a log or a developer. */
export interface Refused {
  readonly refused: RefusalCode
  readonly message: string
  readonly ackedThrough?: number
  readonly retryAfter?: number
  readonly change?: { readonly n: number; readonly hash: Hash; readonly nowhere?: true }
}

export const refuse = (
  refused: RefusalCode,
  message: string,
  more: Pick<Refused, 'ackedThrough' | 'retryAfter' | 'change'> = {},
): Refused => ({ refused, message, ...more })

export const isRefused = (outcome: object): outcome is Refused => 'refused' in outcome

/** The HTTP status and body a refusal travels as. */
export const refusalBody = ({ refused, ...rest }: Refused): { status: number; body: Refusal } => ({
  status: REFUSALS[refused],
  body: { code: refused, ...rest },
})
