import { hashOf } from '../canonical-json'
import { type Change, type Receipt, refOf } from '../change/change'
import type { ChangeRef, StreamId } from '../ids'

interface Committed {
  readonly change: Change
  readonly receipt: Receipt
}

/** A row that carries a change, and what it says of it. */
interface Carrying {
  readonly stream: StreamId
  readonly seq: number
  readonly change: ChangeRef
  readonly from: StreamId
  readonly said: string
}

/**
 * Sets what was carried to another site beside the change that stands in the log of the site where it was said: the same to
 * the byte, as it was received there. All rows are gone through first, and those that may be compared once more.
 */
export class CarriedCheck {
  readonly #carrying = new Map<ChangeRef, Carrying[]>()
  readonly #others: Carrying[] = []

  /** Takes in a row; of those that carry nothing there is nothing to keep. */
  next({ change, receipt }: Committed): void {
    const { body, stream } = change
    if (body.kind !== 'carried' || receipt.state !== 'applied') return
    const ref = refOf(body.change)
    const said = saidIn({ change: body.change, receipt: body.receipt })
    const carrying = { stream, seq: receipt.seq, change: ref, from: body.change.stream, said }
    this.#carrying.set(ref, [...(this.#carrying.get(ref) ?? []), carrying])
  }

  /** The streams whose rows are to be compared, of those that are there. */
  comparedWith(streams: readonly StreamId[]): readonly StreamId[] {
    const from = new Set([...this.#carrying.values()].flat().map((one) => one.from))
    return streams.filter((stream) => from.has(stream))
  }

  /** A row of one of these streams. */
  compare(row: Committed): void {
    const ref = refOf(row.change)
    const carrying = this.#carrying.get(ref)?.filter(({ from }) => from === row.change.stream) ?? []
    if (carrying.length === 0) return
    const said = saidIn(row)
    this.#others.push(...carrying.filter((one) => one.said !== said))
    const left = this.#carrying.get(ref)?.filter((one) => !carrying.includes(one)) ?? []
    if (left.length > 0) this.#carrying.set(ref, left)
    else this.#carrying.delete(ref)
  }

  /** The first row that carries something else than stands in these streams, or what does not stand there at all. */
  firstFault(streams: readonly StreamId[]): Pick<Carrying, 'stream' | 'seq' | 'change'> | undefined {
    const missing = [...this.#carrying.values()].flat().filter(({ from }) => streams.includes(from))
    return [...this.#others, ...missing].sort((a, b) =>
      a.stream === b.stream ? a.seq - b.seq : a.stream < b.stream ? -1 : 1,
    )[0]
  }
}

const saidIn = ({ change, receipt }: Committed): string => hashOf({ change, receipt })
