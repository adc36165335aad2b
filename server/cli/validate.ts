import { once } from 'node:events'
import { type Case, type Engine, isCase } from '#shared/clinical/case'
import { gradeCase } from '#shared/clinical/ctcae/grade-case'
import { formulaCase } from '#shared/clinical/formula-case'
import { doseGateCase } from './dose-gate-case'

/**
 * `npm run --silent validate -- ENGINE`: qualification of the calculation engines. One JSON object a line in, one a line
 * out in the same order, each with the `case_id` of its input; what cannot be computed gives `error` and stops nothing.
 */

/** Each engine, made from what stands after its name. */
const engines: ReadonlyMap<string, (args: readonly string[]) => Engine> = new Map([
  ['ctcae-grade', alone(gradeCase)],
  ['formula', alone(formulaCase)],
  ['dose-gate', alone(doseGateCase)],
])

function alone(engine: Engine) {
  return (args: readonly string[]): Engine => {
    if (args[0] !== undefined) misused(`${args[0]} is not expected here`)
    return engine
  }
}

/** Ends with the one line that says what was wrong with the call. */
function misused(reason: string): never {
  process.stderr.write(`validate: ${reason}\n`)
  process.exit(2)
}

function answer(engine: Engine, line: string): object {
  const found = caseIn(line)
  if (!found) return { case_id: null, error: 'not-a-json-object' }
  const id = { case_id: found['case_id'] ?? null }
  try {
    return { ...id, ...engine(found) }
  } catch (bug) {
    // A bug met by one case must not hide the answers of all that follow.
    return { ...id, error: `failed: ${bug instanceof Error ? bug.message : String(bug)}` }
  }
}

function caseIn(line: string): Case | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return isCase(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Lines end with a line feed and with nothing else that Unicode calls an end of line: JSON strings may hold those. */
async function* linesOf(input: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  let rest = ''
  for await (const chunk of input) {
    const [first = '', ...others] = chunk.split('\n')
    rest += first
    if (others.length === 0) continue
    const last = others.pop() ?? ''
    yield [rest, ...others]
    rest = last
  }
  yield [rest]
}

async function run(engine: Engine): Promise<void> {
  process.stdin.setEncoding('utf8')
  for await (const lines of linesOf(process.stdin)) {
    const answers = lines
      .map((line) => line.replace(/^\uFEFF/, ''))
      .filter((line) => line.trim() !== '')
      .map((line) => `${JSON.stringify(answer(engine, line))}\n`)
    if (!process.stdout.write(answers.join(''))) await once(process.stdout, 'drain')
  }
}

const [name = '', ...args] = process.argv.slice(2)
const engine = engines.get(name)?.(args) ?? misused(`which engine? ${[...engines.keys()].join(' | ')}`)
// Whoever reads the answers may stop early, as `head` does.
process.stdout.once('error', () => process.exit(0))
await run(engine)
