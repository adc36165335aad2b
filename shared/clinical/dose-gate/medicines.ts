import type { PartialDate } from '../../partial-date'
import { folded } from '../ctcae/spelling'
import { type Condition, condition } from './condition'
import type { GateHistory, Medicine } from './history'
import { type MedicineNames, type Parameter, sourceOf } from './parameters'

/** A medicine beside the agent, with what it is to the agent: a CMFLAG code, entered or known by the name. */
export interface Beside extends Medicine {
  readonly flag: string
}

/** Everything begun by the day planned that has one of the flags, or a name known for it; without a start it counts as begun. */
export function medicinesWith(
  { medicines, planned }: GateHistory,
  flags: readonly string[],
  names?: Parameter<MedicineNames>,
): readonly Beside[] {
  const asked = flags.map((flag) => ({ flag, known: wordsOf(names?.value[flag] ?? []) }))
  return medicines
    .filter(({ start }) => start === undefined || start.first <= planned.first)
    .flatMap((medicine) => {
      const own = names ? ` ${folded(medicine.name)} ` : ''
      return asked
        .filter(({ flag, known }) => medicine.flags.includes(flag) || known.some((name) => own.includes(name)))
        .map(({ flag }) => ({ ...medicine, flag }))
    })
}

/** Names as they are looked for among the words of another. A study's lists never change, so each is made once. */
function wordsOf(names: readonly string[]): readonly string[] {
  const known = words.get(names)
  if (known) return known
  const found = names.map((name) => ` ${folded(name)} `)
  words.set(names, found)
  return found
}

const words = new WeakMap<readonly string[], readonly string[]>()

/** Without an end it is still taken. */
export const isTaken = ({ end }: Medicine, day: PartialDate): boolean => end === undefined || end.last >= day.first

export const medicineFigures = ({ name, flag, start, end }: Beside) => [
  { name: flag, value: name },
  ...(start ? [{ name: 'CMSTDAT', value: start.toString() }] : []),
  ...(end ? [{ name: 'CMENDAT', value: end.toString() }] : []),
]

/** One line for each medicine with one of the flags that is taken on the day planned. */
export const takenBeside = (
  history: GateHistory,
  flags: Parameter<readonly string[]>,
  names: Parameter<MedicineNames>,
  verdict: 'failed' | 'alert',
): readonly Condition[] =>
  medicinesWith(history, flags.value, names)
    .filter((medicine) => isTaken(medicine, history.planned))
    .map((medicine) =>
      condition({
        code: medicine.flag,
        verdict,
        asks: 'not taken at the same time',
        source: sourceOf(flags),
        seen: medicineFigures(medicine),
        items: ['CM.CMFLAG'],
      }),
    )
