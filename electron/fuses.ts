import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Stands in Electron's program before its switches: how many forms there were, how many switches, then a digit each. */
const MARK = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')
const FORM = 1

/** Each switch of `electron-builder.yml` in the order in which Electron reads them; what stands behind is Electron's own. */
const BUILT = '01001100'

const PIECE = 4 * 1024 * 1024

/** The switches that a program was packed with, a digit each; none where none can be read. */
export async function fusesOf(program: string): Promise<string> {
  const file = await open(program, 'r')
  try {
    const piece = Buffer.alloc(PIECE)
    // What lies across two pieces is found in the next one.
    for (let at = 0; ; at += PIECE - 256) {
      const { bytesRead } = await file.read(piece, 0, PIECE, at)
      const mark = piece.subarray(0, bytesRead).indexOf(MARK)
      const wire = mark + MARK.length
      if (mark >= 0 && wire + 2 <= bytesRead) {
        const [form, count = 0] = piece.subarray(wire)
        if (form === FORM) return piece.toString('latin1', wire + 2, wire + 2 + count)
      }
      if (bytesRead < PIECE) return ''
    }
  } finally {
    await file.close()
  }
}

/** Whether they stand as this app was packed: nobody has opened the program since to debugging or to other code. */
export const standAsBuilt = (fuses: string): boolean => fuses.startsWith(BUILT)

/** Where Electron keeps them: on a Mac the program is a small one that starts a framework. */
export const fusedProgram = (program: string, platform: NodeJS.Platform): string =>
  platform === 'darwin'
    ? join(dirname(program), '../Frameworks/Electron Framework.framework/Electron Framework')
    : program
