import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Case, type Engine, isCase } from '#shared/clinical/case'
import { gradeCase } from '#shared/clinical/ctcae/grade-case'
import { formulaCase } from '#shared/clinical/formula-case'
import { recistCase } from '#shared/clinical/recist/recist-case'
import { qolEngine } from '#shared/clinical/quality-of-life/qol-case'
import { type Loaded, readCrosswalk, readValueSets } from '#shared/clinical/quality-of-life/value-sets'
import { doseGateCase } from './dose-gate-case'
import { eligibilityCase } from './eligibility-case'

/**
 * `npm run --silent validate -- ENGINE`: qualification of the calculation engines. One JSON object a line in, one a line
 * out in the same order, each with the `case_id` of its input; what cannot be computed gives `error` and stops nothing.
 */

/** Each engine, made from what stands after its name. */
const engines: ReadonlyMap<string, (args: readonly string[]) => Engine> = new Map([
  ['ctcae-grade', alone(gradeCase)],
  ['formula', alone(formulaCase)],
  ['qol', qolWithTables],
  ['recist', alone(recistCase)],
  ['dose-gate', alone(doseGateCase)],
  ['eligibility', alone(eligibilityCase)],
])

function alone(engine: Engine) {
  return (args: readonly string[]): Engine => {
    if (args[0] !== undefined) misused(`${args[0]} is not expected here`)
    return engine
  }
}

/** EQ-5D tables come with a licence, so they are files of whoever runs this. */
function qolWithTables(args: readonly string[]): Engine {
  const files = optionsOf(args)
  const valueSets = files['value-sets']
  const { crosswalk } = files
  return qolEngine({
    ...(valueSets !== undefined && { valueSets: loaded(valueSets, readValueSets) }),
    ...(crosswalk !== undefined && { crosswalk: loaded(crosswalk, readCrosswalk) }),
  })
}

function optionsOf(args: readonly string[]) {
  try {
    return parseArgs({ args, options: { 'value-sets': { type: 'string' }, crosswalk: { type: 'string' } } }).values
  } catch {
    return misused('qol [--value-sets FILE] [--crosswalk FILE]')
  }
}

function loaded<Table>(file: string, read: (text: string) => Loaded<Table>): Table {
  const result = read(textOf(file))
  return result.ok ? result.table : misused(`${file}, line ${result.line}: ${result.reason}`)
}

/** npm starts programs in the project's folder; a file is named from where the caller stands. */
function textOf(file: string): string {
  try {
    return readFileSync(resolve(process.env['INIT_CWD'] ?? '.', file), 'utf8')
  } catch {
    return misused(`${file} cannot be read`)
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
