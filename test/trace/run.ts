import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { root } from '../../scripts/process.mjs'
import { commit } from './commit'
import { matrixCsv, matrixMarkdown, matrixOf, summaryOf } from './matrix'
import { resultsOfPlaywright, resultsOfVitest } from './reports'
import { requirements } from './requirements'

/**
 * The last step of `npm test`: reads what the test runners reported, writes the matrix to `test-output/requirements.md`
 * and `.csv`, and fails when something that is said to be delivered was not shown.
 */
const folder = `${root}test-output/`
const read = (file: string): unknown => JSON.parse(readFileSync(folder + file, 'utf8'))
const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(`${root}package.json`, 'utf8')))

const browser = 'playwright.json'
const results = [
  ...readdirSync(folder)
    .filter((file) => file.endsWith('.json') && file !== browser)
    .flatMap((file) => resultsOfVitest(read(file), root)),
  ...(existsSync(folder + browser) ? resultsOfPlaywright(read(browser), root) : []),
]
const matrix = matrixOf(requirements, results)
const head = { version, commit: commit(), at: new Date().toISOString() }
writeFileSync(`${folder}requirements.md`, matrixMarkdown(matrix, head))
writeFileSync(`${folder}requirements.csv`, matrixCsv(matrix, head))
for (const problem of matrix.problems) console.log(problem)
console.log(summaryOf(matrix))
if (matrix.problems.length > 0) process.exitCode = 1
