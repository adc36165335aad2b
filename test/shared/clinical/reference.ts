import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const Case = z.record(z.string(), z.unknown())

/** Worked cases that are kept beside the project, not in it. Tests that need them say so and are skipped without them. */
const folder = join(import.meta.dirname, '../../../../shared/reference')

export const hasReference = (file: string): boolean => existsSync(join(folder, file))

export const referenceText = (file: string): string =>
  hasReference(file) ? readFileSync(join(folder, file), 'utf8') : ''

/** The cases of a file with one JSON object a line; none when the file is not there. */
export const referenceCases = (file: string): readonly Readonly<Record<string, unknown>>[] =>
  referenceText(file)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Case.parse(JSON.parse(line)))
