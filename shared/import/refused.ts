import type { LocalText } from '../study/definition'
import { inWords } from './refusals'

/** Why a file is not taken in: where in it, as line and path of elements, and what is wrong, as one sentence. */
export class ImportRefused extends Error {
  constructor(
    readonly line: number,
    readonly path: string,
    readonly reason: LocalText,
  ) {
    super(`line ${line}, ${path || 'the file'}: ${reason.en}`)
  }
}

/** The refusal that stopped the reading of a file; undefined where something else did. */
export function refusalIn(error: unknown): ImportRefused | undefined {
  if (error instanceof ImportRefused) return error
  // A decoder that is strict says so when signs are not of the encoding.
  return error instanceof TypeError
    ? new ImportRefused(1, '', inWords('the signs in it are not in its encoding'))
    : undefined
}
