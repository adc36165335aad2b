import { median, note } from '../figures'

/** What an exchange is to reach beside a peer: a share of the peer's figure, or so many times as much. */
export interface Target {
  readonly target: string
  readonly measure: string
  readonly against: string
  readonly least?: number
  readonly most?: number
}

/**
 * Tells how a target stands: the median over the rounds of what the two of one round make of each other. A round in
 * which one of both could not be measured says nothing.
 */
export function tellTarget({ target, measure, against, least, most }: Target, rounds: readonly number[]): void {
  if (rounds.length === 0) {
    tellUnmeasured(target, measure, `this system does not tell it of us or of ${against}`)
    return
  }
  const ratio = Number(median(rounds).toPrecision(3))
  const reached = (least === undefined || ratio >= least) && (most === undefined || ratio <= most)
  const wanted = least === undefined ? `<= ${most ?? ''}` : `>= ${least}`
  const spread = [Math.min(...rounds), Math.max(...rounds)].map((value) => Number(value.toPrecision(3)))
  console.log(
    JSON.stringify({ bench: 'sync', target, measure, against, ratio, wanted, reached, rounds: rounds.length, spread }),
  )
}

/** Says that a target was not measured, and why. */
export function tellUnmeasured(target: string, measure: string, why: string): void {
  console.log(JSON.stringify({ bench: 'sync', target, measure, measured: false, why }))
  note(`${target} ${measure}: not measured, ${why}`)
}
