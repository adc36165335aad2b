/** Why a file is not taken in: where in it, as line and path of elements, and what is wrong, as one sentence. */
export class ImportRefused extends Error {
  constructor(
    readonly line: number,
    readonly path: string,
    readonly reason: string,
  ) {
    super(`line ${line}, ${path || 'the file'}: ${reason}`)
  }
}
