import { median } from '../figures'
import type { Exchanges } from './measured'
import type { OurExchanges } from './ours'
import type { Traffic } from './relay'
import type { ActualFigures, WireFigures } from './wire'

/** What everybody did in one round. */
export interface Round {
  readonly ours: OurExchanges
  readonly pouch: Exchanges
  readonly rx: Exchanges
  readonly wire: WireFigures
  readonly actual: ActualFigures
}

/** A figure of one round; undefined where this system does not tell it. */
export type Read = (round: Round) => number | undefined

/** One over the other, of the same round. */
export const ratio =
  (above: Read, below: Read): Read =>
  (round) => {
    const [over, under] = [above(round), below(round)]
    return over === undefined || under === undefined ? undefined : over / under
  }

export const bytes = ({ up, down }: Traffic): number => up + down
export const middle = <T>(all: readonly T[] | undefined, of: (one: T) => number): number | undefined =>
  all && median(all.map(of))
