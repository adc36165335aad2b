import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { relative, sep } from 'node:path'

/** @typedef {{ fileName?: string }} Placed */
/** @typedef {{ source: string, mutants: unknown[] }} KeptFile */
/** @typedef {{ source: string, tests: { id: string, name: string }[] }} KeptTests */

/** At most so many milliseconds of work are lost when a run is ended. */
const MOST_LOST = 10_000

/**
 * Writes what Stryker has found so far into the file of its incremental mode, which it writes itself at its end alone: a
 * run that was killed goes on where it was.
 */
class KeptResults {
  static inject = /** @type {const} */ (['options'])

  /** @type {Record<string, KeptFile>} */
  #files = {}
  /** @type {Record<string, KeptTests>} */
  #testFiles = {}
  /** @type {ReadonlyMap<string, string>} */
  #sources
  #written = Date.now()

  /** @param {{ incrementalFile: string, mutate: readonly string[], testFiles: readonly string[] }} options */
  constructor({ incrementalFile, mutate, testFiles }) {
    this.file = incrementalFile
    // Now, as Stryker copies them now: later somebody may have changed them.
    this.#sources = new Map(
      [...mutate.map((place) => place.replace(/:[\d:]+-[\d:]+$/, '')), ...testFiles].map((path) => [
        path,
        readFileSync(path, 'utf8'),
      ]),
    )
  }

  /** @param {{ result: { tests: readonly (Placed & { id: string, name: string })[] } }} event */
  onDryRunCompleted({ result }) {
    for (const { fileName = '', id, name } of result.tests) {
      const path = pathOf(fileName)
      const kept = (this.#testFiles[path] ??= { source: this.#sources.get(path) ?? '', tests: [] })
      kept.tests.push({ id, name })
    }
  }

  /** @param {Placed} result */
  onMutantTested({ fileName = '', ...mutant }) {
    const path = pathOf(fileName)
    const kept = (this.#files[path] ??= { source: this.#sources.get(path) ?? '', mutants: [] })
    kept.mutants.push(mutant)
    if (Date.now() - this.#written < MOST_LOST) return
    this.#written = Date.now()
    writeFileSync(`${this.file}.part`, JSON.stringify({ files: this.#files, testFiles: this.#testFiles }))
    renameSync(`${this.file}.part`, this.file)
  }
}

/** @param {string} file */
const pathOf = (file) => relative(process.cwd(), file).replaceAll(sep, '/')

export const strykerPlugins = [{ kind: 'Reporter', name: 'kept', injectableClass: KeptResults }]
