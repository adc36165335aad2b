import { Decimal } from '../quantity/decimal'
import { type Case, isCase } from './case'
import { formulaOf } from './formulas'
import { refusalText } from './trace'

/** Answers a case of the `formula` engine: `{ formula, inputs }` gives `{ value, unit }`, unrounded. */
export function formulaCase(line: Case): object {
  const key = line['formula']
  const formula = typeof key === 'string' ? formulaOf(key) : undefined
  if (!formula) return { error: 'unknown-formula' }
  const inputs = line['inputs']
  if (!isCase(inputs)) return { error: refusalText({ reason: 'missing', input: 'inputs' }) }
  const result = formula.compute(inputs)
  return result.ok ? jsonOf(result.value) : { error: refusalText(result.refusal) }
}

/** Numbers as JSON has them, which is as exact as its readers are. */
const jsonOf = (answer: object): object =>
  Object.fromEntries(
    Object.entries(answer).map(([name, value]: [string, unknown]) => [
      name,
      value instanceof Decimal ? value.toNumber() : value,
    ]),
  )
