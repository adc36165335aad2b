import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

/** Other people's programs that judge a PDF: qpdf and poppler. Where they are not installed, tests of them are skipped. */
export const hasPdfTools = ['qpdf', 'pdfinfo', 'pdffonts'].every(
  (program) => spawnSync(program, [program === 'qpdf' ? '--version' : '-v']).error === undefined,
)

/** What a program says of a PDF, with how it ended. */
export function judged(program: string, args: readonly string[], bytes: Uint8Array) {
  const folder = mkdtempSync(join(tmpdir(), 'tracer-pdf-'))
  try {
    const file = join(folder, 'of.pdf')
    writeFileSync(file, bytes)
    const { status, stdout, stderr } = spawnSync(program, [...args, file], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    })
    return { status, said: stdout + stderr }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const Dictionary = z.record(z.string(), z.unknown())
type Dictionary = z.output<typeof Dictionary>
const Qdf = z.object({ qpdf: z.tuple([z.unknown(), z.record(z.string(), z.unknown())]) })

/** The objects of a PDF as qpdf reads them. */
export class PdfObjects {
  readonly #objects: Readonly<Record<string, unknown>>

  constructor(bytes: Uint8Array) {
    const { said } = judged('qpdf', ['--json=2', '--json-stream-data=none'], bytes)
    this.#objects = Qdf.parse(JSON.parse(said)).qpdf[1]
  }

  /** What a reference leads to, or the value itself. */
  follow(value: unknown): unknown {
    const held = typeof value === 'string' && / R$/.test(value) ? this.#objects[`obj:${value}`] : value
    const dictionary = Dictionary.safeParse(held).data ?? {}
    if ('stream' in dictionary) return Dictionary.parse(dictionary['stream'])['dict']
    return 'value' in dictionary ? dictionary['value'] : held
  }

  /** The dictionary at the end of a path of keys, from the catalogue or from `from`. */
  at(path: readonly string[], from: unknown = Dictionary.parse(this.#trailer())['/Root']): Dictionary {
    return Dictionary.parse(path.reduce((value, key) => this.follow(Dictionary.parse(value)[key]), this.follow(from)))
  }

  list(value: unknown): readonly unknown[] {
    return z.array(z.unknown()).parse(this.follow(value) ?? [])
  }

  /** Every dictionary that has this under this key. */
  where(key: string, is: string): readonly Dictionary[] {
    return Object.keys(this.#objects).flatMap((name) => {
      const dictionary = Dictionary.safeParse(this.follow(name.replace(/^obj:/, ''))).data
      return dictionary?.[key] === is ? [dictionary] : []
    })
  }

  #trailer(): unknown {
    return Dictionary.parse(this.#objects['trailer'])['value']
  }
}
