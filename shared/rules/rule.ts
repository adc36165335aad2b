import { type Environment, EvaluationError } from '@marcbachmann/cel-js'
import { Unknown, type Why } from './environment'

export type Outcome = { readonly known: true; readonly value: unknown } | { readonly known: false; readonly why: Why }

/** An expression ready to be asked. Pure: the same facts give the same outcome. */
export type Rule = (facts: ReadonlyMap<string, unknown>) => Outcome

const rules = new WeakMap<Environment, Map<string, Rule>>()

/** The rule that an expression is in its environment, made once. Throws on an expression that `typeOf` would refuse. */
export function ruleOf(environment: Environment, expression: string): Rule {
  const known = rules.get(environment)
  const rule = known?.get(expression)
  if (rule) return rule
  const made = makeRule(environment, expression)
  if (known) known.set(expression, made)
  else rules.set(environment, new Map([[expression, made]]))
  return made
}

function makeRule(environment: Environment, expression: string): Rule {
  const parsed = environment.parse(expression)
  const { valid, error } = parsed.check()
  if (!valid) throw new Error(`unsound expression ${expression}`, { cause: error })
  return (facts) => {
    try {
      return { known: true, value: parsed(facts) }
    } catch (error) {
      if (error instanceof Unknown) return { known: false, why: error.why }
      // Data can still lead a sound expression astray, as dividing by the size of an empty group does.
      if (error instanceof EvaluationError) return { known: false, why: 'undecided' }
      throw error
    }
  }
}

/** The type an expression has in its environment, or what is wrong with it. */
export function typeOf(environment: Environment, expression: string): { type: string } | { problem: string } {
  const { valid, type, error } = environment.check(expression)
  if (!valid || type === undefined) return { problem: error?.message.split('\n')[0] ?? 'is no expression' }
  const said = expression.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""')
  const trap = traps.find(([pattern]) => pattern.test(said))
  return trap ? { problem: trap[1] } : { type }
}

/** What CEL allows and our arithmetic does not: each would be right in tests and wrong in the third decimal. */
const traps: readonly (readonly [RegExp, string])[] = [
  [/(?<![\w.])\d+(?:\.\d|[eE][+-]?\d)|(?<![\w)\]])\.\d/, 'has a binary fraction: write decimal("0.5")'],
  [/\b(?:double|dyn|uint|timestamp|duration|bytes|has)\s*\(/, 'uses a function that leaves the types of this language'],
  [/(?<![\w.])\d+\s*[/%]\s*\d/, 'divides whole numbers, which drops the remainder: write decimal("0.2")'],
]
